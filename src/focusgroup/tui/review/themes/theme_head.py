"""The selection of the review in two lines: its counts, and how to interpret them."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from focusgroup.core.evidence.evidence import OneVoice
from focusgroup.core.model import APART_KINDS, KIND_NOUNS, Kind
from focusgroup.services.dates_in_words import count
from focusgroup.store.quotes import QuoteTally
from focusgroup.tui.widgets.style import MUTED, cut

SHORTEST_NAME = 14


class ThemeHead(Widget):
    """Shows what `show` was last given, laid out for the current width."""

    DEFAULT_CSS = """
    ThemeHead { height: 3; padding: 0 1; border-bottom: solid $panel-lighten-1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[str, QuoteTally | None, Content, str] = ("", None, Content(), "")

    def show(self, name: str, tally: QuoteTally | None, about: Content, place: str) -> None:
        """Show name, counts (None while counting), a remark and the place in the list."""
        self._shown = (name, tally, about, place)
        self.refresh()

    def render(self) -> Content:
        return head(*self._shown, self.content_size.width)


def head(name: str, tally: QuoteTally | None, about: Content, place: str, width: int) -> Content:
    """Return name and figures; below them *about*, with *place* on the right.

    *tally* is None while it is being counted.
    """
    facts = "…" if tally is None else figures(tally)
    room = max(width - cell_len(facts) - 2, SHORTEST_NAME)
    title = cut(name, room).stylize("bold")
    first = _ends(title, cut(facts, max(width - title.cell_length - 2, 0)).stylize(MUTED), width)
    right = Content.styled(place, MUTED)
    left = about.truncate(max(width - right.cell_length - 2, 0), ellipsis=True)
    return Content("\n").join([first, _ends(left, right, width)])


def _ends(left: Content, right: Content, width: int) -> Content:
    gap = max(width - left.cell_length - right.cell_length, 1)
    return Content.assemble(left, " " * gap, right)


def figures(tally: QuoteTally) -> str:
    """Return mentions, people, accounts and sessions in words."""
    held = f" · {tally.withheld:,} withheld" if tally.withheld else ""
    kinds = APART_KINDS if tally.mentions else (*APART_KINDS, Kind.OBSERVATION)
    apart = [count(n, KIND_NOUNS[kind]) for kind in kinds if (n := getattr(tally, kind))]
    if not tally.mentions:
        return (" · ".join(apart) or "no mentions") + held
    parts = (
        count(tally.mentions, "mention"),
        count(tally.people, "person", "people"),
        count(tally.accounts, "account"),
        count(tally.sessions, "session"),
    )
    return " · ".join((*parts, *apart)) + held


def warning(voice: OneVoice) -> Content:
    """Return the warning that most quotes come from one account or person."""
    said = f"{voice.quotes:,} of {voice.of:,} from "
    name = cut(voice.name, 40)
    return Content.assemble("⚠ one voice: ", said, name).stylize("bold $text-warning")
