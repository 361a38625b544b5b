"""Write, read, page and count quotes."""

from focusgroup.core.quote_changes import Edit
from focusgroup.store.quotes.ids import find_quote, short_ids
from focusgroup.store.quotes.jumps import newer_quotes, older_quotes
from focusgroup.store.quotes.matrix import Head, Matrix, count_matrix
from focusgroup.store.quotes.matrix_totals import Axis
from focusgroup.store.quotes.pages import (
    OF_SESSION,
    Cursor,
    count_quotes,
    count_withheld,
    quote_page,
    quotes_of_session,
    quotes_since,
    texts_of_session,
)
from focusgroup.store.quotes.quotes import (
    NewQuote,
    add_quote,
    change_quote,
    delete_quote,
    get_quote,
    get_quotes,
    merge_quotes,
    split_quote,
    store_quote,
)
from focusgroup.store.quotes.tagged import tagged_quotes
from focusgroup.store.quotes.tallies import QuoteTally, tally_quotes
from focusgroup.store.quotes.tree import theme_tree
from focusgroup.store.quotes.write import (
    THERE,
    WITHHELD,
    WITHHELD_IN,
    put_quote,
    read_quote,
    refile_quotes,
)

__all__ = [
    "OF_SESSION",
    "THERE",
    "WITHHELD",
    "WITHHELD_IN",
    "Axis",
    "Cursor",
    "Edit",
    "Head",
    "Matrix",
    "NewQuote",
    "QuoteTally",
    "add_quote",
    "change_quote",
    "count_matrix",
    "count_quotes",
    "count_withheld",
    "delete_quote",
    "find_quote",
    "get_quote",
    "get_quotes",
    "merge_quotes",
    "newer_quotes",
    "older_quotes",
    "put_quote",
    "quote_page",
    "quotes_of_session",
    "quotes_since",
    "read_quote",
    "refile_quotes",
    "short_ids",
    "split_quote",
    "store_quote",
    "tagged_quotes",
    "tally_quotes",
    "texts_of_session",
    "theme_tree",
]
