/** The bar that a selection raises in an article: Excerpt, Quotation, Update, Copy. */

import { readPassage } from "./selecting.js";

const bar = document.getElementById("clip-bar");
const status = document.getElementById("clip-status");
const error = bar.querySelector("[role=alert]");
const speaker = document.getElementById("clip-bar-speaker");
const text = () => document.getElementById("kept-text");
// Not `bar.elements.item`: that is the collection's own method.
const target = () => document.getElementById("clip-bar-item");
let passage = null;
let isPressed = false;
let timer = 0;

function raise(found) {
    passage = found;
    error.hidden = true;
    status.hidden = true;
    setSpeaker(false);
    showNewItem();
    mark(found.ranges);
    bar.hidden = false;
    place(found.ranges[0].getBoundingClientRect(), found.ranges.at(-1).getBoundingClientRect());
}

/** Below the passage where there is room, else above it, and always within the window. */
function place(first, last) {
    const { width, height } = bar.getBoundingClientRect();
    const below = last.bottom + 8;
    const top = below + height < window.innerHeight ? below : Math.max(8, first.top - height - 8);
    const left = Math.max(8, Math.min(first.left, window.innerWidth - width - 8));
    const origin = bar.offsetParent.getBoundingClientRect();
    bar.style.top = `${top - origin.top}px`;
    bar.style.left = `${left - origin.left}px`;
}

function close() {
    bar.hidden = true;
    passage = null;
    mark([]);
}

/** Keep the passage visible while the bar's fields have the focus. */
function mark(ranges) {
    if (globalThis.Highlight) CSS.highlights.set("desk-passage", new Highlight(...ranges));
}

function setSpeaker(isOpen) {
    speaker.hidden = !isOpen;
    bar.querySelector("[data-use=quotation]").setAttribute("aria-expanded", String(isOpen));
}

function showNewItem() {
    bar.querySelector("[data-new-item]").hidden = bar.querySelector("[name=item]").value !== "";
}

function say(words, link) {
    status.replaceChildren(words);
    if (link) {
        const anchor = document.createElement("a");
        anchor.href = link;
        anchor.textContent = "Edit it";
        status.append(" ", anchor);
    }
    status.hidden = false;
}

async function use(kind) {
    if (!passage) return;
    if (kind === "close") close();
    else if (kind === "copy") await copy();
    else if (kind === "quotation" && speaker.hidden) {
        setSpeaker(true);
        bar.elements.speaker.focus();
    } else await clip(kind);
}

async function copy() {
    try {
        await navigator.clipboard.writeText(passage.selection);
        say("Copied.");
        close();
    } catch {
        refuse("The browser does not let this page copy: use its own menu.");
    }
}

function refuse(words) {
    error.textContent = words;
    error.hidden = false;
}

async function clip(kind) {
    for (const name of ["selection", "near", "prefix", "suffix"]) bar.elements[name].value = passage[name];
    bar.elements.use.value = kind;
    bar.setAttribute("aria-busy", "true");
    try {
        const response = await fetch(bar.action, {
            method: "POST",
            body: new FormData(bar),
            headers: { Accept: "application/json" },
        });
        const answer = await response.json();
        if (!response.ok) return refuse(answer.error);
        say(answer.message, answer.edit_url);
        aim(answer.item, answer.title);
        document.getSelection().removeAllRanges();
        close();
        await renew();
    } catch {
        refuse("The desk could not be reached, so nothing was clipped. Your selection is kept: try again.");
    } finally {
        bar.removeAttribute("aria-busy");
    }
}

/** The next clip goes into the item that was used, at once: the server's own list of items may still be on its way. */
function aim(item, title) {
    const select = target();
    if (![...select.options].some((option) => option.value === String(item))) select.add(new Option(title, item));
    select.value = item;
    showNewItem();
}

/** Show what is clipped now, and offer the item that was used; never under an editor who selects again already. */
async function renew() {
    const response = await fetch(bar.action);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const isSelecting = isPressed || passage !== null || !document.getSelection().isCollapsed;
    for (const id of isSelecting ? ["clips"] : ["kept-text", "clip-bar-item", "clips"]) {
        const fresh = page.getElementById(id);
        if (fresh) document.getElementById(id).replaceWith(document.adoptNode(fresh));
    }
    for (const name of ["speaker", "role", "cue"]) bar.elements[name].value = "";
}

/** Look again when the selection rests; while a button is down the editor is still selecting. */
function look() {
    clearTimeout(timer);
    timer = setTimeout(() => {
        if (isPressed || bar.contains(document.activeElement)) return;
        const found = readPassage(text());
        if (found) raise(found);
        else close();
    }, 120);
}

document.addEventListener("selectionchange", look);
document.addEventListener("pointerdown", (event) => {
    isPressed = !bar.contains(event.target);
    if (isPressed) bar.hidden = true;
});
for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
        if (isPressed) look();
        isPressed = false;
    });
}

// A press on a button must not take the selection away.
bar.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault();
});
bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-use]");
    if (button) use(button.dataset.use);
});
bar.addEventListener("change", showNewItem);
bar.addEventListener("submit", (event) => {
    event.preventDefault();
    clip(speaker.hidden ? "excerpt" : "quotation");
});

look();
