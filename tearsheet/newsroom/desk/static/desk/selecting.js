/** What is selected in a kept text, as the server wants to hear of it. */

const CONTEXT = 32;

/** The length of a string in code points; browsers count UTF-16 units. */
export const codePoints = (text) => [...text].length;

/** The part of `range` that lies in `element`, or null. */
function within(range, element) {
    if (!range.intersectsNode(element)) return null;
    const part = document.createRange();
    part.selectNodeContents(element);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    return part.toString() ? part : null;
}

/** The text of `element` before (or after) a part of it. */
function around(element, part, side) {
    const rest = document.createRange();
    rest.selectNodeContents(element);
    if (side === "before") rest.setEnd(part.startContainer, part.startOffset);
    else rest.setStart(part.endContainer, part.endOffset);
    return rest.toString();
}

/**
 * The passage that is selected in `root`: `{selection, near, prefix, suffix, ranges}`, or null.
 *
 * Only the pieces that carry `data-start` are read, so captions and boxes between them are never part of a passage.
 * `near` counts code points of the whole text; pieces are joined by a blank line, as the text joins its blocks.
 */
export function readPassage(root, selection = document.getSelection()) {
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(root)) return null;
    const parts = [...root.querySelectorAll("[data-start]")]
        .map((element) => ({ element, part: within(range, element) }))
        .filter(({ part }) => part);
    if (parts.length === 0) return null;
    const words = parts.map(({ part }) => part.toString()).join("\n\n");
    if (!words.trim()) return null;
    const [first, last] = [parts[0], parts[parts.length - 1]];
    const before = around(first.element, first.part, "before");
    const after = around(last.element, last.part, "after");
    return {
        selection: words,
        near: Number(first.element.dataset.start) + codePoints(before),
        prefix: [...before].slice(-CONTEXT).join(""),
        suffix: [...after].slice(0, CONTEXT).join(""),
        ranges: parts.map(({ part }) => part),
    };
}
