"""How the domain looks in a terminal: signs, theme colours, times, shortened names.

Colour is never the only sign. People's text goes in as `Content`, never as markup.
"""

from textual.content import Content

from focusgroup.core.model import KIND_SIGNS, Kind, Quote
from focusgroup.core.text import for_terminal
from focusgroup.core.themes.paths import last_name

KIND_STYLES = {
    Kind.PROBLEM: "$text-error",
    Kind.STRENGTH: "$text-success",
    Kind.MISSING_FEATURE: "$text-primary",
    Kind.CONTEXT: "$text-secondary",
    Kind.UNTAGGED: "$text-warning",
    Kind.OBSERVATION: "$foreground-muted",
}
MUTED = "$foreground-muted"
"""In a Content, `$text-muted` (``auto 60%``) comes out as plain white or black."""
FAINT = "$foreground-disabled"
"""Like MUTED, for placeholders."""


def minutes(ms: int) -> str:
    """Return whole minutes, rounded half up, as plans show them."""
    return str((ms + 30_000) // 60_000)


def said(text: str) -> str:
    """Return a person's text on one line, safe for the terminal."""
    return for_terminal(text)


def cut(text: str, cells: int) -> Content:
    """Return a person's text cut to a width in cells, ended with … if it was cut."""
    content = Content(for_terminal(text[: cells * 2 + 8]))
    return content.truncate(max(cells, 0), ellipsis=True)


def column(text: str, cells: int) -> Content:
    """Like `cut`, padded to the width."""
    return cut(text, cells).truncate(max(cells, 0), pad=True)


def kind_sign(kind: Kind) -> Content:
    """Return the kind's sign in its colour."""
    return Content.styled(KIND_SIGNS[kind], f"bold {KIND_STYLES[kind]}")


def theme_names(quote: Quote) -> str:
    """Return the last parts of a quote's themes."""
    return ", ".join(last_name(path) for path in quote.themes)


def quote_marks(quote: Quote) -> Content:
    """Return intensity, agreement, dissent, paraphrase and stub as short signs."""
    parts: list[tuple[str, str] | str] = []
    if quote.intensity:
        parts.append(("!" * quote.intensity + " ", "bold $text-warning"))
    if quote.agreement:
        parts.append((f"✋{quote.agreement} ", MUTED))
    if quote.dissent:
        parts.append((f"✗{quote.dissent} ", MUTED))
    if not quote.verbatim:
        parts.append(("~ ", MUTED))
    if quote.stub:
        parts.append(("… unfinished ", "$text-warning"))
    return Content.assemble(*parts)
