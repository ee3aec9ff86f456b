/**
 * The item editor, beyond Wagtail's own: nothing typed is lost, and the checklist leads the way.
 *
 * - A rich text field hands its words to the form a moment after the last key, and autosave takes a moment too. A press
 *   on a button of the form waits for both; one that leaves the page waits until what was typed is stored.
 * - What autosave has written is what this editor has seen: saving by hand then says so to the server.
 * - The number at the checklist's button follows the checklist, and a link of it opens what it leads to.
 */

/** How long a rich text field keeps words to itself, with some room, in milliseconds. */
const HANDOVER = 400;
/** How long a press waits for autosave at most, in milliseconds; one that would leave the page waits longer. */
const PATIENCE = 8000;
const LONG_PATIENCE = 40000;
/** After how long without a change autosave is asked for what it has missed, in milliseconds. */
const MISSED = 2500;

const form = document.querySelector("[data-edit-form]");
let typedAt = -Infinity;
let saving = 0;
let held = null;
// When the form was changed last, when the autosave began that is on its way, and what is known to be stored.
let changedAt = -Infinity;
let beganAt = -Infinity;
let storedAt = -Infinity;

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// The blocks are filled in by scripts: before that a form would be sent without them.
const isFilled = () => Boolean(form.elements.namedItem("body-count"));
const isQuiet = () => isFilled() && performance.now() - typedAt > HANDOVER && !saving && isHandedOver();
const isStored = () => storedAt >= changedAt;

/** Whether every rich text field's value has the words that stand in its editor; on a busy machine that takes a while. */
function isHandedOver() {
    return [...form.querySelectorAll("[data-draftail-input]")].every((field) => {
        const state = field.draftailEditor?.getEditorState?.();
        if (!state || !field.value) return true;
        const value = JSON.parse(field.value);
        const stored = (value?.blocks ?? []).map((block) => block.text).join("\n");
        return stored === state.getCurrentContent().getPlainText("\n");
    });
}

async function waitFor(condition, patience = PATIENCE) {
    const until = performance.now() + patience;
    while (!condition() && performance.now() < until) await rest(25);
}

/** Wait until the form holds what was typed and, before the page is left, until autosave has stored it. */
async function settle(isLeaving) {
    await waitFor(isQuiet);
    if (!isLeaving || isStored()) return;
    changedAt = performance.now();
    askToStore();
    await waitFor(isStored, LONG_PATIENCE);
}

/** Wagtail begins to watch for changes two seconds after the page is there, and misses what is changed before. */
function lookForMissed() {
    if (!saving && !held && !isStored() && performance.now() - changedAt > MISSED) {
        changedAt = performance.now();
        askToStore();
    }
}

function say(text) {
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "error" } }));
}

/** Autosave listens for this. */
function askToStore() {
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
}

/** Hold a press until what was typed is in the form, then press again. */
async function hold(event) {
    const button = event.target.closest("button[type=submit], button[data-workflow-action-name], input[type=submit]");
    const isLeaving = button?.form?.id === "desk-decisions";
    if (!button || (button.form !== form && !isLeaving) || (isQuiet() && (!isLeaving || isStored()))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held) return;
    held = button;
    button.setAttribute("aria-busy", "true");
    await settle(isLeaving);
    button.removeAttribute("aria-busy");
    held = null;
    if (isLeaving && !isStored()) {
        say("What you typed is not stored yet, so nothing was done. Save the draft, then try again.");
        return;
    }
    // The panel that held the button may have been drawn anew meanwhile.
    const again = button.isConnected ? button : document.querySelector(`button[formaction="${button.getAttribute("formaction")}"]`);
    saving = 0;
    typedAt = changedAt = -Infinity;
    again?.click();
}

function note(name, value) {
    const field = form.elements.namedItem(name);
    if (field && value) field.value = value;
}

/** What autosave wrote is the version that this editor stands on. */
function stepForward({ detail }) {
    saving = 0;
    storedAt = beganAt;
    note("loaded_revision_id", detail.data?.revision_id);
    note("loaded_revision_created_at", detail.data?.revision_created_at);
    countProblems();
    // What changed while autosave was on its way would otherwise wait for the next change.
    if (!isStored()) setTimeout(askToStore, 100);
}

function countProblems() {
    const counter = document.querySelector("[data-side-panel-toggle=before-publishing] [data-side-panel-toggle-counter]");
    const list = document.querySelector("[data-problem-count]");
    if (!counter || !list) return;
    counter.textContent = list.dataset.problemCount;
    counter.hidden = list.dataset.problemCount === "0";
}

/** Somebody has read that there is a newer version, and saves all the same. */
function insist() {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "overwrite_anyway", value: "1" });
    form.append(field);
}

/**
 * The row that an entry of the checklist names, as the form has it now: rows may have been added or removed since, and a
 * removed one keeps its number. Told by its headline; where none fits, by its place among the rows that are left.
 */
function findRow(link) {
    if (!link.dataset.row) return null;
    const fields = [...form.querySelectorAll("[name^=updates-][name$=-headline]")];
    const left = fields.filter((field) => form.elements.namedItem(field.name.replace("headline", "DELETE"))?.value !== "1");
    const named = left.find((field) => link.textContent.trim().endsWith(`“${[...field.value].slice(0, 60).join("")}”`));
    const row = named ?? left[Number(link.dataset.row)];
    return row ? document.getElementById(`inline_child_${row.name.replace("-headline", "")}-panel-section`) : null;
}

/** Open whatever hides the target of a link of the checklist, and go there. */
function lead(event) {
    const link = event.target.closest(".desk-checklist a[href^='#']");
    const target = link && (findRow(link) ?? document.getElementById(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    for (let at = target; at && at !== form; at = at.parentElement?.closest("section, [data-panel]")) {
        const toggle = at.querySelector(":scope > .w-panel__header [data-panel-toggle]");
        if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
    target.scrollIntoView({ block: "center" });
    target.setAttribute("tabindex", "-1");
    const field = target.querySelector("textarea, input:not([type=hidden]), .public-DraftEditor-content, button.chooser__choose-button");
    (field && field.checkVisibility() ? field : target).focus({ preventScroll: true });
}

/** Offers stand inside the editor's form, and forms cannot stand in forms: theirs is made here. */
function addDecisions() {
    const decisions = Object.assign(document.createElement("form"), { id: "desk-decisions", method: "post", hidden: true });
    for (const [name, value] of [["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value], ["next", location.pathname]]) {
        decisions.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(decisions);
}

/** Whether somebody who was faster than this script has typed into a plain field; the others come after it. */
function isTypedAlready() {
    return [...form.querySelectorAll("input[type=text], textarea")].some(
        (field) => !field.matches("[data-draftail-input]") && field.checkVisibility() && field.value !== field.defaultValue);
}

if (form) {
    addDecisions();
    // Choosers tell of a change when they are filled for the first time: only what follows a person's hand is one.
    let isTouched = false;
    for (const name of ["keydown", "pointerdown", "paste", "drop"]) {
        document.addEventListener(name, (event) => { isTouched ||= event.isTrusted; }, true);
    }
    for (const name of ["input", "change", "keydown", "paste", "drop"]) {
        form.addEventListener(name, (event) => {
            if (!event.isTrusted && !isTouched) return;
            const isRich = event.target.closest(".public-DraftEditor-content");
            if (isRich) typedAt = performance.now();
            changedAt = performance.now() + (isRich ? HANDOVER : 0);
        }, true);
    }
    // Adding, moving and removing blocks are clicks; one that changes nothing costs an autosave at most.
    document.addEventListener("click", (event) => {
        if (event.target.closest("[data-contentpath], [role=option], [data-streamfield-child], .w-panel__controls")) changedAt = performance.now();
    });
    document.addEventListener("click", hold, true);
    document.addEventListener("click", lead);
    if (isTypedAlready()) changedAt = performance.now();
    setInterval(lookForMissed, 500);
    document.addEventListener("w-autosave:save", () => { saving = 1; beganAt = performance.now(); });
    document.addEventListener("w-autosave:success", stepForward);
    document.addEventListener("w-autosave:error", () => { saving = 0; });
    document.addEventListener("w-dialog:confirmed", (event) => {
        if (event.target.id === "w-save-confirmation-dialog") insist();
    });
}
