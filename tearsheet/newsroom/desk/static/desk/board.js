/** The board of a story: a button asks only for what its decision needs; x selects the article at hand. */

const form = document.getElementById("decide");
const dialog = form?.querySelector(".desk-ask");

/** The row that has the focus, or had it last. */
let row = null;

function boxes() {
    return [...form.querySelectorAll("input[name=article]")];
}

function count() {
    const chosen = boxes().filter((box) => box.checked).length;
    form.querySelector("[data-selected]").textContent = chosen ? `${chosen} selected:` : "Select articles to";
    for (const button of form.querySelectorAll("[data-of-articles]")) button.disabled = chosen === 0;
}

function ask(button) {
    if (dialog.open) return;
    const asked = button.dataset.asks.split(" ");
    dialog.querySelector(".desk-ask-title").textContent = button.dataset.keyLabel;
    for (const part of dialog.querySelectorAll("[data-ask]")) part.hidden = !asked.includes(part.dataset.ask);
    const go = dialog.querySelector("[data-go]");
    go.name = "do";
    go.value = button.value;
    go.textContent = button.textContent;
    dialog.showModal();
    dialog.querySelector("[data-ask]:not([hidden]) input").focus();
}

if (dialog) {
    const pending = form.querySelector(`[data-asks][value="${dialog.dataset.pending}"]`);
    dialog.close();
    dialog.querySelector(".desk-ask-buttons").hidden = false;
    form.querySelector("[data-select]").hidden = false;
    form.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-asks]");
        if (!button) return;
        event.preventDefault();
        ask(button);
    });
    dialog.querySelector("[data-leave]").addEventListener("click", () => dialog.close());
    // Enter in a field decides what was asked, not what the form's first button says.
    dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || !event.target.matches("input")) return;
        event.preventDefault();
        form.requestSubmit(dialog.querySelector("[data-go]"));
    });
    form.addEventListener("change", count);
    form.addEventListener("focusin", (event) => {
        row = event.target.closest(".desk-entry") ?? row;
    });
    form.querySelector("[data-select]").addEventListener("click", () => {
        const box = (row ?? form.querySelector(".desk-entry"))?.querySelector("input[name=article]");
        if (!box) return;
        box.checked = !box.checked;
        count();
    });
    count();
    if (pending) ask(pending);
}
