"""One quote as two lines of a list: the words, then the speaker, place and time."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import Quote
from focusgroup.core.search.highlights import hits
from focusgroup.core.text import for_terminal
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.tui.widgets import style

GUTTER = 5
"""Cells before the text: the cursor's bar, the mark, the star, the sign, a blank."""
SEPARATOR = " · "
LEAD = 12
"""Characters shown before the first search hit when the line has to start later."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """How all rows of a list are drawn: inside one session or not, and what was searched for.

    *theme* is the chosen theme and *year* the current year, which rows need not repeat.
    """

    in_session: bool = False
    search: str = ""
    theme: str = ""
    year: int = 0


def row_lines(
    quote: Quote,
    width: int,
    row: RowLook,
    *,
    marked: bool,
    cursor: bool,
    starred: bool = False,
) -> tuple[Content, Content]:
    """Return the two lines, each of exactly *width* cells."""
    bar: tuple[str, str] | str = ("▌", "$primary") if cursor else " "
    mark: tuple[str, str] | str = ("◆", "bold $text-warning") if marked else " "
    star: tuple[str, str] | str = ("★", "bold $text-warning") if starred else " "
    marks = style.quote_marks(quote)
    room = max(width - GUTTER - marks.cell_length - 1, 8)
    said = what(quote, room, row.search)
    first = Content.assemble(
        bar, mark, star, style.kind_sign(quote.kind), " ",
        said.truncate(room, pad=True), " ", marks,
    )  # fmt: skip
    second = Content.assemble(bar, " " * (GUTTER - 1), facts(quote, width - GUTTER - 1, row))
    return first.truncate(width, pad=True), second.truncate(width, pad=True)


def what(quote: Quote, cells: int, search: str = "") -> Content:
    """Return the quote's words on one line of at most *cells*, with search hits underlined.

    When the first hit would be cut off, the line starts shortly before it.
    """
    text = quote.text
    if search and len(text) > cells // 2:
        text = _from_first_hit(text, cells, search)
    shown = style.cut(f"({text})" if quote.is_observation else text, cells)
    if quote.is_observation:
        shown = shown.stylize(f"italic {style.MUTED}")
    if search:
        for start, end in hits(shown.plain, search):
            shown = shown.stylize("bold underline", start, end)
    return shown


_SEARCHED = 4_000
"""Characters of a quote that are searched for the first hit when a row is drawn."""


def _from_first_hit(text: str, cells: int, search: str) -> str:
    found = hits(text[:_SEARCHED], search)
    if not found or cell_len(for_terminal(text[: found[0][1]])) < cells:
        return text
    start = max(found[0][0] - LEAD, 0)
    space = text.find(" ", start, found[0][0])
    return "… " + text[(space + 1 if space >= 0 else start) :]


def facts(quote: Quote, cells: int, row: RowLook) -> Content:
    """Return speaker, account, time, place and theme, in at most *cells*.

    When room is short, the section goes first, then the session's title gets shorter, then
    the role goes; speaker, account and time stay longest.
    """
    clock = clock_time(quote.offset_ms)
    role = f", {style.said(quote.role[:_LOOKED_AT])}" if quote.role else ""
    themes = style.theme_names(quote)
    shown = {
        "name": who(quote),
        "role": role,
        "account": quote.account,
        "day": "" if row.in_session else day_of(quote, row.year),
        "session": clock if row.in_session else quote.session_title,
        "clock": "" if row.in_session else f" {clock}",
        "theme": f"#{themes}" if themes and quote.themes != (row.theme,) else "",
        "section": quote.section_title,
    }
    texts = {part: style.said(text[:_LOOKED_AT]) for part, text in shown.items() if text}
    sizes = {part: cell_len(text) for part, text in texts.items()}
    joined = [part for part in texts if part not in ATTACHED]
    over = sum(sizes.values()) + len(SEPARATOR) * (len(joined) - 1) - cells
    for part, least in GIVING_WAY:
        if over > 0 and part in sizes:
            size = max(sizes[part] - over, min(least, sizes[part]))
            size = size if size >= READABLE else 0 if not least else size
            over -= sizes[part] - size
            sizes[part] = size
            if not size:
                over -= 0 if part in ATTACHED else len(SEPARATOR)
                del sizes[part]
    line = ""
    for part, size in sizes.items():
        between = SEPARATOR if line and part not in ATTACHED else ""
        line += between + style.cut(texts[part], size).plain
    return style.cut(line, cells).stylize(style.MUTED)


ATTACHED = ("role", "clock")
"""Parts that follow the one before them without a dot between."""
GIVING_WAY = (
    ("section", 12), ("session", 16), ("section", 0), ("role", 0), ("theme", 12), ("account", 14),
    ("session", 10), ("theme", 0), ("session", 6), ("name", 10), ("account", 6),
)  # fmt: skip
"""What is shortened when there is no room, in this order, and down to how many cells."""
READABLE = 8
"""Cells below which an optional part is dropped altogether."""
_LOOKED_AT = 300


def who(quote: Quote) -> str:
    """Return the speaker, as far as known."""
    if quote.is_observation and not quote.speaker:
        return "note-taker"
    return quote.speaker or "nobody named"


def day_of(quote: Quote, year: int) -> str:
    """Return the day in the session's own zone, without the year when it is *year*."""
    day = moment(quote.at_ms, quote.session_zone).date()
    return full_date(day).removesuffix(f" {year}")
