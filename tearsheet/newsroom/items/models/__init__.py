"""What we publish. The page composes, the rows prove: bodies refer to clips, clips to kept text."""

from tearsheet.newsroom.items.models.clips import Clip, ClipCheck
from tearsheet.newsroom.items.models.digests import Digest, DigestDraft
from tearsheet.newsroom.items.models.icons import TopicIcon
from tearsheet.newsroom.items.models.ledger import Correction, Headline
from tearsheet.newsroom.items.models.nominations import Nomination, OfferDecision
from tearsheet.newsroom.items.models.pages import ITEMS_A_PAGE, FrontPage, ItemPage, SectionPage
from tearsheet.newsroom.items.models.rights import RightsOverride, Takedown
from tearsheet.newsroom.items.models.rows import Update
from tearsheet.newsroom.items.models.watching import Citation, SourceChange, Watch

__all__ = [
    "ITEMS_A_PAGE",
    "Citation",
    "Clip",
    "ClipCheck",
    "Correction",
    "Digest",
    "DigestDraft",
    "FrontPage",
    "Headline",
    "ItemPage",
    "Nomination",
    "OfferDecision",
    "RightsOverride",
    "SectionPage",
    "SourceChange",
    "Takedown",
    "TopicIcon",
    "Update",
    "Watch",
]
