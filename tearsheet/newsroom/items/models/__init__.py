"""What we publish. The page composes, the rows prove: bodies refer to clips, clips to kept text."""

from tearsheet.newsroom.items.models.clips import Clip, ClipCheck
from tearsheet.newsroom.items.models.icons import TopicIcon
from tearsheet.newsroom.items.models.ledger import Correction, Headline
from tearsheet.newsroom.items.models.pages import ITEMS_A_PAGE, FrontPage, ItemPage, SectionPage
from tearsheet.newsroom.items.models.rights import RightsOverride, Takedown
from tearsheet.newsroom.items.models.rows import Update

__all__ = [
    "ITEMS_A_PAGE",
    "Clip",
    "ClipCheck",
    "Correction",
    "FrontPage",
    "Headline",
    "ItemPage",
    "RightsOverride",
    "SectionPage",
    "Takedown",
    "TopicIcon",
    "Update",
]
