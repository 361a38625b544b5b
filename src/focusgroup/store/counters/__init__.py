"""Counters of quotes, people, accounts and sessions, kept in the writing transaction.

``filing`` moves them with one quote; `recount_themes` counts themes again whose rows were changed
many at once; ``expected`` says what they must be.
"""

from focusgroup.store.counters.expected import (
    BETWEEN,
    BITS,
    COUNTERS,
    EVERYTHING,
    JUST,
    NO_THEME,
    REVENUE_OF_ALL,
    SHARED,
    anew,
)
from focusgroup.store.counters.filing import (
    Speaker,
    counted_account,
    file_quote,
    refile_quote,
    unfile_quote,
)
from focusgroup.store.counters.many import Filed, file_quotes, refile_quotes_by_theme
from focusgroup.store.counters.quarters import count_in_quarters
from focusgroup.store.counters.recount import BEHIND, recount_themes, regroup

__all__ = [
    "BEHIND",
    "BETWEEN",
    "BITS",
    "COUNTERS",
    "EVERYTHING",
    "JUST",
    "NO_THEME",
    "REVENUE_OF_ALL",
    "SHARED",
    "Filed",
    "Speaker",
    "anew",
    "count_in_quarters",
    "counted_account",
    "file_quote",
    "file_quotes",
    "recount_themes",
    "refile_quote",
    "refile_quotes_by_theme",
    "regroup",
    "unfile_quote",
]
