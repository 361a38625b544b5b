"""Write, read, page and count quotes. What counts for a review is imported at its first use."""

from typing import TYPE_CHECKING

from focusgroup.core.doors import lazy_door
from focusgroup.core.quote_changes import Edit
from focusgroup.store.quotes.pages import (
    OF_SESSION,
    Cursor,
    count_quotes,
    count_withheld,
    count_withheld_observations,
    quote_page,
    quotes_of_session,
    quotes_since,
    texts_of_session,
)
from focusgroup.store.quotes.quotes import (
    NewQuote,
    Revisions,
    add_quote,
    change_quote,
    change_quotes,
    delete_quote,
    get_quote,
    get_quotes,
    merge_quotes,
    read_revisions,
    revisions_of,
    split_quote,
    store_quote,
)
from focusgroup.store.quotes.write import (
    COUNT_QUOTES,
    FIELDS,
    THERE,
    WITHHELD,
    WITHHELD_IN,
    QuoteChange,
    put_quote,
    put_quotes,
    read_quote,
    read_quotes,
    refile_quotes,
)

if TYPE_CHECKING:
    from focusgroup.store.quotes.evidence import (
        HeldSession,
        KindEvidence,
        ThemeEvidence,
        sessions_with_new_themes,
        theme_evidence,
    )
    from focusgroup.store.quotes.figures import (
        ThemeWeight,
        TopVoice,
        theme_quarters,
        theme_reach,
        theme_weights,
        top_voices,
    )
    from focusgroup.store.quotes.ids import find_quote, short_ids
    from focusgroup.store.quotes.jumps import Looked, look_for_older, newer_quotes, older_quotes
    from focusgroup.store.quotes.matrix import Head, Matrix, count_matrix
    from focusgroup.store.quotes.matrix_totals import Axis
    from focusgroup.store.quotes.of_accounts import AccountFacts, account_facts
    from focusgroup.store.quotes.stream import QuoteStream, stream_quotes
    from focusgroup.store.quotes.tagged import tagged_quotes
    from focusgroup.store.quotes.tallies import QuoteTally, tally_quotes
    from focusgroup.store.quotes.tree import theme_tree

__all__ = [
    "COUNT_QUOTES",
    "FIELDS",
    "OF_SESSION",
    "THERE",
    "WITHHELD",
    "WITHHELD_IN",
    "AccountFacts",
    "Axis",
    "Cursor",
    "Edit",
    "Head",
    "HeldSession",
    "KindEvidence",
    "Looked",
    "Matrix",
    "NewQuote",
    "QuoteChange",
    "QuoteStream",
    "QuoteTally",
    "Revisions",
    "ThemeEvidence",
    "ThemeWeight",
    "TopVoice",
    "account_facts",
    "add_quote",
    "change_quote",
    "change_quotes",
    "count_matrix",
    "count_quotes",
    "count_withheld",
    "count_withheld_observations",
    "delete_quote",
    "find_quote",
    "get_quote",
    "get_quotes",
    "look_for_older",
    "merge_quotes",
    "newer_quotes",
    "older_quotes",
    "put_quote",
    "put_quotes",
    "quote_page",
    "quotes_of_session",
    "quotes_since",
    "read_quote",
    "read_quotes",
    "read_revisions",
    "refile_quotes",
    "revisions_of",
    "sessions_with_new_themes",
    "short_ids",
    "split_quote",
    "store_quote",
    "stream_quotes",
    "tagged_quotes",
    "tally_quotes",
    "texts_of_session",
    "theme_evidence",
    "theme_quarters",
    "theme_reach",
    "theme_tree",
    "theme_weights",
    "top_voices",
]

__getattr__ = lazy_door(
    __name__,
    {
        "evidence": (
            "HeldSession KindEvidence ThemeEvidence sessions_with_new_themes theme_evidence"
        ),
        "figures": "ThemeWeight TopVoice theme_quarters theme_reach theme_weights top_voices",
        "ids": "find_quote short_ids",
        "jumps": "Looked look_for_older newer_quotes older_quotes",
        "matrix": "Head Matrix count_matrix",
        "matrix_totals": "Axis",
        "of_accounts": "AccountFacts account_facts",
        "stream": "QuoteStream stream_quotes",
        "tagged": "tagged_quotes",
        "tallies": "QuoteTally tally_quotes",
        "tree": "theme_tree",
    },
)
