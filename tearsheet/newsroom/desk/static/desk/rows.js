/** j and k walk through the rows of a list; Enter opens, as on any link. */

const typing = "input, select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
    if (!["j", "k"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(typing)) return;
    const rows = [...document.querySelectorAll("[data-desk-row]")].filter((row) => row.checkVisibility());
    if (rows.length === 0) return;
    const at = rows.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
    rows[next].focus();
    event.preventDefault();
});
