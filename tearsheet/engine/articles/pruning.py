"""Which parts of a page cannot be its article, told from the names its makers gave them."""

import functools
import re

#: Elements that never hold the article's words.
SKIPPED_TAGS = frozenset(["script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button", "input", "select",
                          "textarea", "dialog", "menu", "object", "canvas", "audio", "map", "aside", "head", "link", "meta",
                          "label", "option", "progress"])  # fmt: skip
#: What other things than an article are called, in lower case. A name is a class or an id, or a part of one between hyphens.
_STRONG = re.compile(
    r"""
    (?:^|[\s_-]) (?:
      ad | ads | adv | advert\w* | ad-?slot\w* | ad-?box\w* | sponsor\w* | related\w* | recommend\w* | recirc\w* | (?:read|see|more)-?_*(?:more|also|next|from|on|stories|news)
    | (?:most|more)-?_*(?:read|popular|viewed|commented|shared|recent)\w* | trending | popular | latest | outbrain\w* | taboola\w* | zergnet | up-?next
    | share\w* | sharing | social\w* | follow-?us | newsletter\w* | subscri(?:be|ption)\w* | sign-?up | registration
    | nav | navi | navigation | navbar | menu | breadcrumb\w* | pagination | pager | footer | site-?header
    | (?<!with[_-])(?<!has[_-])(?<!no[_-])(?<!one[_-]) side-?bar\w*
    | tags | tag-?_*(?:list|cloud|links)\w* | keywords | topic-?_*(?:list|links|tags)
    | author-?_*(?:bio|box|info|card|profile|description) | about-?_*(?:the-?_*)?author | biography | byline\w* | post-?meta | timestamp
    | modal\w* | dialog | alertdialog | popup | toolbar | print-?only | no-?print | copyright | disclaimer | screen-?reader\w* | visually-?hidden | visuallyhidden | sr-only
    ) (?:$|[\s_-])
    """,
    re.VERBOSE,
)
#: Names of other things that some articles are wrapped in all the same: it counts only of what holds little text.
_WEAK = re.compile(
    r"""
    (?:^|[\s_-]) (?: promo\w* | banner | teaser\w* | paywall\w* | piano | register | cta
    | bio | meta | metadata | rating | poll | quiz | jobs | shop | product-?box | affiliate\w* | overlay | masthead
    | hidden | tools | topics? | categories | info-?_*box | (?:fact|info)-?_*box | reply | labels? | download-?app
    | correction-?form | feedback | player | gallery-?_*(?:nav|control)\w* | carousel\w* | slider\w* | promotion | banner\w* | live-?ticker
    ) (?:$|[\s_-])
    """,
    re.VERBOSE,
)
#: What asks for consent and what readers say is never the article, however much it is.
_NEVER = re.compile(
    r"""
    (?:^|[\s_-]) (?:
      onetrust | ot-sdk | cmpbox | (?<![\w-])cmp(?![\w-]) | cmp[_-]?(?:app|banner|box|consent|container|dialog|modal|overlay|popup|root|wrapper) | cookies? | cookie[\w-]* | consent | gdpr | didomi | usercentrics | sp_message | cybot\w* | truste
    | comments? | comment(?:s|ing)?[_-](?:\w+) | disqus\w* | discussion | respond | kommentar\w* | commentaire\w* | comentario\w*
    ) (?:$|[\s_-])
    """,
    re.VERBOSE,
)
#: Blogs write what a post is about among its classes (WordPress' `post_class`): no name of a box.
_SUBJECT = re.compile(r"(?:^|(?<=\s))(?:category|tag|topic)-\S+")
#: A section's name has at most so many words; a longer one is its heading.
_NAME_WORDS = 4
_SHOWN_SOMEWHERE = re.compile(r"(?:^|\s)\w+:(?:block|flex|inline|grid)|hidden-(?:print|xs|sm|md|lg)|label[_-]hidden")
#: Sidebars call their boxes "widget"; page builders call everything a widget of some kind.
_WIDGET = re.compile(r"(?:^|\s)widgets?(?:_\w+)?(?:$|\s)")
#: Elements whose `id` is their heading made an address.
_ANCHORED = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "section"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ARTICLE = re.compile(
    r"article-?_*(?:body|text|content)|story-?_*(?:body|text|content)|entry-?_*content|post-?_*(?:body|content|text)"
    r"|body-?_*(?:text|copy|content)|content-?_*body|field-name-body|field--name-body",
)
#: The share of an article's text that makes an element part of it, whatever it is called: by weak and by strong names,
#: and by names of what never is.
WEAK_SHARE, STRONG_SHARE, NEVER_SHARE = 0.08, 0.5, 0.8


def share_to_stay(tag: str, attributes: dict[str, str | None]) -> float:
    """The share of the article's text that an element must hold not to be pruned for its names or for being hidden.

    Returns:
        0 for an element nothing speaks against; 1 for one that never stays.
    """
    if tag in SKIPPED_TAGS:
        return 0.7 if tag in {"form", "aside", "label"} else 1.0
    if not attributes or tag in {"body", "html"}:
        return 0.0
    style = attributes.get("style")
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or (style and _HIDDEN.search(style)):
        return STRONG_SHARE
    named, key, role = attributes.get("class"), attributes.get("id"), attributes.get("role")
    if key and tag in _ANCHORED and (tag != "section" or key.count("-") >= _NAME_WORDS):
        key = None
    if not (named or key or role) or attributes.get("itemprop") == "articleBody":
        return 0.0
    judged = _judge(f"{named or ''} {key or ''} {role or ''}")
    return 0.0 if judged == WEAK_SHARE and tag == "p" else judged


@functools.lru_cache(maxsize=8192)
def _judge(names: str) -> float:
    # The same names come again and again on a page and on all pages of a site; patterns read them in lower case, since
    # one that leaves case aside takes several times as long.
    names = _SUBJECT.sub("", names.lower())
    if _NEVER.search(names) and not _ARTICLE.search(names):
        return NEVER_SHARE
    if _STRONG.search(names):
        return WEAK_SHARE if _ARTICLE.search(names) else STRONG_SHARE
    if (
        (_WEAK.search(names) or _WIDGET.search(names))
        and not _ARTICLE.search(names)
        and not _SHOWN_SOMEWHERE.search(names)
    ):
        return WEAK_SHARE
    return 0.0


def calls_itself_article(attributes: dict[str, str | None]) -> bool:
    """Whether an element's names say that it holds an article's body."""
    if attributes.get("itemprop") == "articleBody":
        return True
    names = attributes.get("class") or attributes.get("id")
    return bool(names and _ARTICLE.search(names.lower()))
