"""Pages that arrive in parts: what a script would move to its place is put there."""

from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: How the identifier of a part begins, and those of the places where one may belong.
#: Source: React's server rendering, `$RC` and `$RS` in `ReactDOMFizzInstructionSet`.
_PART, _PLACES = "S:", ("B:", "P:")
#: Parts beyond that many stay where they are: each may stand in the one before, and pages are to nest only so deep.
_MOST_PARTS = 1000


def settle_parts(tree: LexborHTMLParser) -> None:
    """Put each hidden part that stands beside the page in its place, and show it; a part without a place stays hidden."""
    if tree.body is None:
        return
    beside = list(tree.body.iter())
    parts = {name.removeprefix(_PART): node for node in beside if (name := _name_of_part(node))}
    if not parts:
        return
    parts = dict(islice(parts.items(), _MOST_PARTS))
    apart = {node.mem_id for node in parts.values()}
    places: list[LexborNode] = []
    for node in beside:
        if node.mem_id not in apart:
            places += [node] if node.tag == "template" else node.css("template")
    while places:
        place = places.pop()
        name = _name_of(place)
        part = parts.pop(name[2:], None) if name.startswith(_PLACES) else None
        if part is None:
            continue
        del part.attrs["hidden"]
        # The tree takes a copy, so a part is only moved into what is settled: else it would be copied again and again.
        place.insert_before(part)
        part.decompose()
        if (copy := place.prev) is not None:
            places += copy.css("template")


def _name_of_part(node: LexborNode) -> str:
    """What a part of the page is called; "" for what is none."""
    if node.tag != "div":
        return ""
    attributes = node.attributes
    name = attributes.get("id") or ""
    return name if name.startswith(_PART) and "hidden" in attributes else ""


def _name_of(node: LexborNode) -> str:
    return node.attributes.get("id") or ""
