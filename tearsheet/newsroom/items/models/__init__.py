"""What we publish. The page composes, the rows prove: bodies refer to clips, clips to kept text."""

from tearsheet.newsroom.items.models.clips import Clip, ClipCheck
from tearsheet.newsroom.items.models.icons import TopicIcon
from tearsheet.newsroom.items.models.nominations import Nomination, OfferDecision
from tearsheet.newsroom.items.models.pages import ITEMS_A_PAGE, FrontPage, ItemPage, SectionPage
from tearsheet.newsroom.items.models.rows import Correction, Update
from tearsheet.newsroom.items.models.watching import Citation, SourceChange, Watch

__all__ = [
    "ITEMS_A_PAGE",
    "Citation",
    "Clip",
    "ClipCheck",
    "Correction",
    "FrontPage",
    "ItemPage",
    "Nomination",
    "OfferDecision",
    "SectionPage",
    "SourceChange",
    "TopicIcon",
    "Update",
    "Watch",
]
