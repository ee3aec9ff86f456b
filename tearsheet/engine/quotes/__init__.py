"""Quotations: who said what, who reports citing whom, and how many independent origins that leaves."""

from .agencies import find_credit, find_outlet
from .origins import Origin, OriginMember, count_origins
from .sourcings import Sourcing, find_sourcings
from .speech import Quote, find_quotes
from .wording import write_within

__all__ = [
    "Origin",
    "OriginMember",
    "Quote",
    "Sourcing",
    "count_origins",
    "find_credit",
    "find_outlet",
    "find_quotes",
    "find_sourcings",
    "write_within",
]
