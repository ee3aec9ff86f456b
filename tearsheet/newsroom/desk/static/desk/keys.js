/**
 * Keys for everything a mouse can do here, on every page of the desk.
 *
 * An element says which key presses it: `data-key="m" data-key-label="Merge"`. A link or a button is clicked, a field
 * gets the focus; where a form still wants words, its button's key leads to them. Ctrl+Enter in a text sends it, where
 * its form has one button. In a list each row is a `data-key-scope`: the key acts on the row that has the focus; if none has, it
 * goes to the first one, so that nothing is decided unseen. `data-key-when` says when an element is there at all.
 * `j` and `k` walk through all `data-desk-row`. The sheet that `?` opens (Wagtail's) begins with the keys of the page.
 */

/** Where a letter is a letter: a box or a button that has the focus takes none. */
const presses = "[type=checkbox], [type=radio], [type=submit], [type=reset], [type=button], [type=image]";
const typing = `input:not(${presses}), select, textarea, [contenteditable]`;
const gaps = ["input", "select", "textarea"].map((name) => `${name}:invalid`).join();
const names = { Escape: "Esc" };

function isOn() {
    const config = document.getElementById("wagtail-config");
    return !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
}

function isVisible(element) {
    return element.checkVisibility({ visibilityProperty: true });
}

/** The visible elements with this key. */
function holders(key) {
    return [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === key && isVisible(one));
}

/** What a key presses now: an element, or the row to go to first, or null. */
function aim(key) {
    const found = holders(key);
    const here = document.activeElement?.closest("[data-key-scope]");
    for (let scope = here; scope; scope = scope.parentElement.closest("[data-key-scope]")) {
        const inScope = found.find((one) => one.closest("[data-key-scope]") === scope);
        if (inScope) return { press: inScope };
    }
    const free = found.find((one) => !one.closest("[data-key-scope]"));
    if (free) return { press: free };
    if (found.length === 0) return null;
    const first = found.find((one) => here?.contains(one)) ?? found[0];
    return { focus: first.closest("[data-key-scope]").querySelector("[data-desk-row]") ?? first };
}

function press(element) {
    const wanted = element.matches("button") && !element.formNoValidate && element.form?.querySelector(gaps);
    if (wanted || element.matches(typing)) {
        (wanted || element).focus();
        return;
    }
    element.click();
    if (element.matches("details[open] > summary")) element.parentElement.querySelector(`form :is(${typing}):not([type=hidden])`)?.focus();
}

/** What Ctrl+Enter presses in a text: the only button of its form. The item editor has keys of Wagtail's for that. */
function sender(field) {
    const form = field.closest?.("form:not([data-edit-form])");
    const buttons = form && field.matches("textarea") ? [...form.elements].filter((one) => one.type === "submit") : [];
    return buttons.length === 1 ? buttons[0] : null;
}

function walk(step) {
    const rows = [...document.querySelectorAll("[data-desk-row]")].filter(isVisible);
    if (rows.length === 0) return false;
    const here = document.activeElement?.closest("[data-key-scope]")?.querySelector("[data-desk-row]");
    const at = rows.indexOf(rows.includes(document.activeElement) ? document.activeElement : here);
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
    return true;
}

/** The keys of this page: `[key, what it does]`, each once. */
function list() {
    const found = new Map();
    if (document.querySelector("[data-desk-row]")) {
        found.set("j", "Next row");
        found.set("k", "Row before");
    }
    for (const element of document.querySelectorAll("[data-key][data-key-label]")) {
        const { key, keyLabel, keyWhen } = element.dataset;
        if (!keyWhen && !isVisible(element)) continue;
        const said = keyWhen ? `${keyLabel} (${keyWhen})` : keyLabel;
        const known = found.get(key);
        if (!known) found.set(key, said);
        else if (!known.split("; ").includes(said)) found.set(key, `${known}; ${said}`);
    }
    if ([...document.querySelectorAll("textarea")].some(sender)) found.set("Ctrl+Enter", "Send the text you are writing");
    return [...found];
}

/** Put the keys of the page at the top of Wagtail's sheet, as a group of its own. */
function fillSheet() {
    const table = document.querySelector("#keyboard-shortcuts-dialog table");
    if (!table) return;
    table.querySelector("#desk-keys")?.remove();
    const keys = list();
    if (keys.length === 0) return;
    const group = document.createElement("tbody");
    group.id = "desk-keys";
    group.className = "w-w-full";
    const head = group.insertRow();
    head.className = "w-keyboard-shortcuts__category";
    head.append(cell("th", "On this page", { scope: "rowgroup", className: "w-h4" }));
    for (const [key, said] of keys) {
        const row = group.insertRow();
        row.className = "w-keyboard_shortcuts__key";
        const shown = document.createElement("kbd");
        shown.textContent = names[key] ?? key;
        const last = document.createElement("td");
        last.append(shown);
        row.append(cell("th", said, { scope: "row" }), last);
    }
    table.tHead.after(group);
}

function cell(name, text, properties) {
    const element = Object.assign(document.createElement(name), properties);
    element.textContent = text;
    return element;
}

function handle(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && sender(event.target)) {
        event.preventDefault();
        sender(event.target).click();
        return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === "?") fillSheet();
    if (event.key !== "Escape" && event.target.matches?.(typing)) return;
    if (document.querySelector("dialog:modal, [role=dialog][aria-modal=true]:not([aria-hidden])")) return;
    if (event.key === "j" || event.key === "k") {
        if (walk(event.key === "j" ? 1 : -1)) event.preventDefault();
        return;
    }
    const target = aim(event.key);
    if (!target || !isOn()) return;
    event.preventDefault();
    if (target.focus) target.focus.focus();
    else press(target.press);
}

/** Tell assistive technology which key presses what. */
function describe(root) {
    for (const element of root.querySelectorAll("[data-key]:not([aria-keyshortcuts])")) {
        element.setAttribute("aria-keyshortcuts", element.dataset.key);
    }
}

document.addEventListener("keydown", handle);
document.addEventListener("w-dialog:shown", fillSheet);
document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-a11y-dialog-show=keyboard-shortcuts-dialog]")) fillSheet();
}, true);
describe(document);
new MutationObserver(() => describe(document)).observe(document.body, { childList: true, subtree: true });
