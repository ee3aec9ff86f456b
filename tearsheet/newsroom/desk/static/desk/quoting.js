/**
 * Gaps and brackets of excerpts and quotations in the item editor: words are chosen and left out, never typed.
 *
 * The plain field stays what is stored; without this script it is edited by hand. Either way the server decides what may
 * be published.
 */

const GAP = "[...]";
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ud840-\ud8bf]/;
const EDGE = /[\p{L}\p{N}\p{M}_%‰°\p{Sc}\]]/u;

/** The whitespace-free run around a place, without the punctuation at its ends: `[start, end]`. */
function wordAround(text, at) {
    let start = at;
    let end = at;
    while (start > 0 && !/\s/.test(text[start - 1])) start -= 1;
    while (end < text.length && !/\s/.test(text[end])) end += 1;
    while (start < end && !EDGE.test(text[start]) && !/[#@\[+\-−.]/.test(text[start])) start += 1;
    while (end > start && !EDGE.test(text[end - 1])) end -= 1;
    return [start, end];
}

/** Grow a selection until it cuts no word; scripts without spaces may be cut anywhere. */
export function wholeWords(text, start, end) {
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    for (const [at, isStart] of [[start, true], [end, false]]) {
        if (UNSPACED.test(text[at - 1] ?? "") || UNSPACED.test(text[at] ?? "")) continue;
        const [low, high] = wordAround(text, at);
        if (low < at && at < high) isStart ? (start = low) : (end = high);
    }
    return [start, end];
}

/** The text with a gap in place of a selection; gaps that touch become one. */
export function leaveOut(text, from, to) {
    const [start, end] = wholeWords(text, from, to);
    if (start >= end) return null;
    const before = text.slice(0, start).trimEnd().replace(/\s*\[\.\.\.\]$/, "");
    const after = text.slice(end).replace(/^\s*\[\.\.\.\]/, "");
    const joint = before === "" || /\n\s*$/.test(text.slice(0, start)) ? before + (before ? "\n\n" : "") : `${before} `;
    const space = after === "" || /^\s/.test(after) ? "" : " ";
    return { text: `${joint}${GAP}${space}${after}`.trim(), at: joint.length + GAP.length };
}

/** The text with words in brackets after a selection, or where the cursor stands. */
export function explain(text, from, to, words) {
    const said = words.replace(/[[\]]/g, "").replace(/\s+/g, " ").trim();
    if (!said) return null;
    let at = from === to ? from : wholeWords(text, from, to)[1];
    const [low, high] = wordAround(text, at);
    if (low < at && at < high && !UNSPACED.test(text[at] ?? "")) at = high;
    const head = text.slice(0, at);
    const tail = text.slice(at);
    const lead = head === "" || /\s$/.test(head) ? "" : " ";
    const trail = tail === "" || /^[\s.,;:!?’”»)]/.test(tail) ? "" : " ";
    return { text: `${head}${lead}[${said}]${trail}${tail}`, at: at + lead.length + said.length + 2 };
}

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
let count = 0;

function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
}

/** One block's tool. */
class Quoting {
    constructor(field, clip) {
        this.field = field;
        this.clip = clip;
        this.past = [];
        this.future = [];
        this.words = "";
        this.id = `quoting-${(count += 1)}`;
        this.build();
        clip.addEventListener("change", () => this.load());
        this.load();
    }

    build() {
        this.shown = element("textarea", { id: this.id, class: "desk-quoting-text", "aria-readonly": "true", "aria-describedby": `${this.id}-help`, rows: "5", spellcheck: "false", autocomplete: "off" });
        this.outButton = this.button("Leave out", "l", () => this.change(leaveOut(this.text, ...this.selected)));
        this.explainButton = this.button("Explain in brackets", "b", () => this.ask());
        this.undoButton = this.button("Undo", "z", () => this.step(this.past, this.future));
        this.redoButton = this.button("Redo", "y", () => this.step(this.future, this.past));
        this.wholeButton = this.button("Whole clip", "w", () => this.change({ text: this.words, at: 0 }));
        const bar = element("div", { class: "desk-quoting-bar", role: "toolbar", "aria-label": "As printed", "aria-controls": this.id });
        bar.append(this.outButton, this.explainButton, this.undoButton, this.redoButton, this.wholeButton);
        this.input = element("input", { type: "text", id: `${this.id}-words`, maxlength: "200", dir: "auto", autocomplete: "off" });
        this.asked = element("div", { class: "desk-quoting-ask" },
            element("label", { for: `${this.id}-words` }, "Our words, in brackets"), this.input,
            this.button("Insert", "", () => this.insert()), this.button("Cancel", "", () => this.close()));
        this.asked.hidden = true;
        this.verdict = element("p", { class: "desk-quoting-verdict", role: "status" });
        const help = element("p", { class: "help", id: `${this.id}-help` }, "Choose words and leave them out, or put your own in brackets after them. Keys in this field: l, b, z, y, w.");
        this.root = element("div", { class: "desk-quoting" }, element("label", { for: this.id, class: "desk-quoting-label" }, "As printed"), bar, this.asked, this.shown, this.verdict, help);
        this.shown.addEventListener("beforeinput", (event) => event.preventDefault());
        this.shown.addEventListener("input", () => this.render());
        this.shown.addEventListener("keydown", (event) => this.key(event));
        for (const name of ["select", "keyup", "mouseup", "focus"]) this.shown.addEventListener(name, () => this.allow());
        this.input.addEventListener("keydown", (event) => {
            if (event.key === "Enter" || event.key === "Escape") {
                event.preventDefault();
                event.stopPropagation();
                event.key === "Enter" ? this.insert() : this.close();
            }
        });
        const wrapper = this.field.closest("[data-contentpath='text']") ?? this.field.parentElement;
        wrapper.before(this.root);
        this.wrapper = wrapper;
    }

    button(label, key, act) {
        const made = element("button", { type: "button", class: "button button-small button-secondary", title: key ? `${label} (${key})` : label }, label);
        if (key) made.setAttribute("aria-keyshortcuts", key);
        made.addEventListener("mousedown", (event) => event.preventDefault());
        made.addEventListener("click", act);
        return made;
    }

    get text() {
        return this.field.value.replace(/\r\n/g, "\n").trim() || this.words;
    }

    get selected() {
        return [this.shown.selectionStart, this.shown.selectionEnd];
    }

    /** Ask the server for the clip's words and its verdict; until it answers the plain field stays. */
    async load() {
        this.past = [];
        this.future = [];
        const isChosen = Boolean(this.clip.value);
        this.root.hidden = !isChosen;
        if (!isChosen) this.wrapper.hidden = false;
        else if (await this.judge()) {
            this.wrapper.hidden = true;
            this.root.hidden = false;
            this.render();
        } else {
            this.root.hidden = true;
            this.wrapper.hidden = false;
        }
    }

    async judge() {
        const asked = this.clip.value;
        try {
            const body = new FormData();
            body.set("text", this.field.value);
            body.set("csrfmiddlewaretoken", token());
            const response = await fetch(new URL(`${asked}/words/`, this.base), { method: "POST", body, headers: { Accept: "application/json" } });
            if (!response.ok || this.clip.value !== asked) return false;
            this.tell(await response.json());
            return true;
        } catch {
            return false;
        }
    }

    get base() {
        return new URL(document.querySelector("script[data-desk-clips]").dataset.deskClips, location.href);
    }

    tell(answer) {
        this.words = answer.words;
        this.shown.lang = answer.language;
        this.shown.dir = answer.direction;
        const isVerbatim = answer.state === "verbatim";
        this.verdict.classList.toggle("desk-warn", !isVerbatim);
        this.verdict.replaceChildren(isVerbatim ? `Verbatim: ${answer.source}` : `Not verbatim. ${answer.message} `);
        for (const one of isVerbatim ? [] : answer.difference.slice(0, 5)) {
            if (one.after) this.verdict.append(element("del", {}, one.after), " ");
            if (one.before) this.verdict.append(element("ins", {}, one.before), " ");
        }
    }

    render(at) {
        if (this.shown.value !== this.text) this.shown.value = this.text;
        if (at !== undefined) this.shown.setSelectionRange(at, at);
        this.shown.style.height = "auto";
        this.shown.style.height = `${this.shown.scrollHeight + 4}px`;
        this.allow();
    }

    allow() {
        const [start, end] = this.selected;
        this.outButton.disabled = start === end;
        this.undoButton.disabled = this.past.length === 0;
        this.redoButton.disabled = this.future.length === 0;
        this.wholeButton.disabled = this.text === this.words;
    }

    change(made) {
        if (!made || made.text === this.text) return;
        this.past.push(this.text);
        this.future = [];
        this.write(made.text, made.at);
    }

    step(from, to) {
        if (from.length === 0) return;
        to.push(this.text);
        this.write(from.pop(), 0);
    }

    /** The whole clip is stored as an empty field. */
    write(text, at) {
        this.field.value = text === this.words ? "" : text;
        for (const name of ["input", "change"]) this.field.dispatchEvent(new Event(name, { bubbles: true }));
        this.render(at);
        this.shown.focus();
        this.judge();
    }

    ask() {
        this.place = this.selected;
        this.asked.hidden = false;
        this.input.value = "";
        this.input.focus();
    }

    insert() {
        const made = explain(this.text, ...this.place, this.input.value);
        this.close();
        this.change(made);
    }

    close() {
        this.asked.hidden = true;
        this.shown.focus();
    }

    key(event) {
        if (event.altKey || ((event.ctrlKey || event.metaKey) && !"zy".includes(event.key.toLowerCase()))) return;
        const act = { l: this.outButton, b: this.explainButton, z: this.undoButton, y: this.redoButton, w: this.wholeButton }[event.key.toLowerCase()];
        if (!act) return;
        event.preventDefault();
        event.stopPropagation();
        act.click();
    }
}

const known = new WeakSet();

/** Give every excerpt and quotation of the form its tool, also those that are added later. */
function equip() {
    for (const field of document.querySelectorAll("textarea[name$='-value-text']")) {
        const clip = document.getElementsByName(field.name.replace(/-text$/, "-clip"))[0];
        if (!clip || known.has(field)) continue;
        known.add(field);
        new Quoting(field, clip);
    }
}

if (document.querySelector("script[data-desk-clips]")) {
    equip();
    new MutationObserver(equip).observe(document.body, { childList: true, subtree: true });
}
