"""An article's address: the one its page names, as far as a page can be believed about itself."""

import re
from urllib.parse import SplitResult, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.structured import Facts
from tearsheet.engine.text import canonical_url

_LINK, _SHARED = "link rel=canonical", "meta og:url"
#: No address is longer, in code points.
_LONGEST = 2000
#: Faces of one site: what stands before its name.
_FACE = re.compile(r"^(?:www|m|mobile|amp)\.(?=.+\.)")
_FRONT = re.compile(r"^(?:(?:index|home|default)(?:\.\w{1,5})?|[a-z]{2}(?:[-_][a-z]{2})?)?$", re.IGNORECASE)
#: A name that only one article has: a number, or words joined.
_NAME = re.compile(r"\d{4}|[^\W_]+[-_][^\W_]+[-_][^\W_]")
#: What is added to an article's address for another view of the whole, and for a later part of it.
_VIEWS = frozenset({"amp", "print", "share", "comments", "all", "full", "mobile"})
_LATER_PATH = re.compile(r"^(?:page|seite|pagina|p)?[/-]?\d{1,3}$", re.IGNORECASE)
_LATER_QUERY = re.compile(r"(?:^|&)(?:page|seite|pagina|pg)=(?:[2-9]|\d{2,3})(?:&|$)", re.IGNORECASE)


def find_address(tree: LexborHTMLParser, facts: Facts, url: str) -> tuple[str, str]:
    """The canonical address of a page, and where it was read or why not; the reason is "" if the page names none.

    What a page says counts for its own site only, else any page could pass for another's article; and it must be able
    to mean this one article: many pages name their front page, a section, or all articles by one address.

    Args:
        tree: the page.
        facts: its data.
        url: the absolute address it was read from.
    """
    read = canonical_url(url)
    refusal = ""
    for claim, source in _claims(tree, facts):
        problem = _doubt(claim, read)
        if not problem:
            return _keep_secure(claim, read), source
        refusal = refusal or f"as read: {source} {problem}"
    return read, refusal


def _claims(tree: LexborHTMLParser, facts: Facts) -> list[tuple[str, str]]:
    """Each address the page gives itself; from its head only, since others write into its body."""
    nodes = tree.head.css('link[rel~="canonical" i][href]') if tree.head else []
    links = dict.fromkeys(canonical_url(node.attributes.get("href") or "") for node in nodes)
    claims = [("" if len(links) > 1 else link, _LINK) for link in list(links)[:1]]
    if shared := facts.meta.get("og:url"):
        claims.append((canonical_url(shared), _SHARED))
    return claims


def _doubt(claim: str, read: str) -> str:
    """Why a claim is not believed; "" if it is."""
    if not claim:
        return "names several addresses, or none"
    try:
        ours, theirs = urlsplit(read), urlsplit(claim)
    except ValueError:
        return "is no address"
    if theirs.scheme not in {"http", "https"} or not theirs.netloc or "@" in theirs.netloc or len(claim) > _LONGEST:
        return "is no absolute web address"
    return "names another site" if _site(ours.netloc) != _site(theirs.netloc) else _doubt_place(ours, theirs)


def _doubt_place(ours: SplitResult, theirs: SplitResult) -> str:
    """Why an address on the same site cannot mean this one article."""
    own, path = ours.path.strip("/"), theirs.path.strip("/")
    if _FRONT.match(path) and not theirs.query and (own, ours.query) != (path, ""):
        return "names the front page"
    rest = own.removeprefix(path).strip("/") if f"{own}/".startswith(f"{path}/") else None
    if rest and rest.lower() not in _VIEWS and (_LATER_PATH.match(rest) or not _is_name(path)):
        return "names what this page is a part of"
    if rest == "" and ours.query and not theirs.query and (_LATER_QUERY.search(ours.query) or not _is_name(path)):
        return "leaves out which article this is"
    return ""


def _is_name(path: str) -> bool:
    return bool(_NAME.search(path.rpartition("/")[2]))


def _site(netloc: str) -> str:
    return _FACE.sub("", netloc.lower())


def _keep_secure(claim: str, read: str) -> str:
    """Many pages that moved to https still name themselves by http."""
    is_secure = read.startswith("https:") and claim.startswith("http:")
    return "https:" + claim.removeprefix("http:") if is_secure else claim
