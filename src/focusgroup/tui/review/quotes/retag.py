"""Change kind and themes of one quote, or of many at once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Label

from focusgroup.core.capture import theme_path
from focusgroup.core.model import KIND_LABELS, RANKED_KINDS, Kind, Quote, Theme
from focusgroup.core.text import fold
from focusgroup.services.dates_in_words import count
from focusgroup.store.quotes import Edit
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import RETAG, TAGS
from focusgroup.tui.review.saving_dialog import SavingDialog, WhyNotSaved
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import KIND_STYLES, MUTED, cut, kind_sign

KEYS = {
    Kind.PROBLEM: "p",
    Kind.STRENGTH: "s",
    Kind.MISSING_FEATURE: "m",
    Kind.CONTEXT: "c",
    Kind.UNTAGGED: "n",
    Kind.OBSERVATION: "o",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme of some of the quotes. *wanted* is None while it stays unchanged."""

    path: str
    on: int
    of: int
    wanted: bool | None = None

    def toggled(self) -> "Tag":
        """Return the next choice that makes a difference: on all, on none, or unchanged."""
        if 0 < self.on < self.of:
            following = {None: True, True: False, False: None}[self.wanted]
        else:
            following = (self.on == 0) if self.wanted is None else None
        return Tag(self.path, self.on, self.of, following)


class RetagTags(Widget, can_focus=True):
    """The themes of the quotes: keep each, add it to all, or remove it."""

    COMMAND_TABLE = TAGS
    BINDINGS = bindings(TAGS)
    DEFAULT_CSS = """
    RetagTags { height: auto; min-height: 1; max-height: 8; padding: 0 1; }
    RetagTags:focus { background: $boost; }
    """

    at = reactive(0)
    tags: reactive[tuple[Tag, ...]] = reactive((), layout=True)

    @dataclass
    class Toggled(Message):
        """The user changed which themes are wanted."""

    def render(self) -> Content:
        if not self.tags:
            return Content.styled("no theme yet", MUTED)
        room = max(self.size.width - 24, 16)
        # Keep the chosen line in sight, however many themes there are.
        shown = self.size.height or 8
        first = max(0, min(self.at - shown + 1, len(self.tags) - shown))
        lines = [
            self._line(tag, i == self.at and self.has_focus, room)
            for i, tag in enumerate(self.tags)
        ]
        return Content("\n").join(lines[first : first + shown])

    def _line(self, tag: Tag, chosen: bool, room: int) -> Content:
        if tag.wanted is None:
            sign, style = ("✓", "") if tag.on == tag.of else ("–", "")
            note = "" if tag.on == tag.of else f"on {tag.on} of {tag.of}" if tag.on else "left out"
        elif tag.wanted:
            sign, style, note = "+", "bold $text-success", "will be added"
        else:
            sign, style, note = "✗", "strike", "will be removed"
        return Content.assemble(
            "› " if chosen else "  ",
            (f"{sign} ", style.replace("strike", "bold $text-error")),
            cut(tag.path, room).stylize(style),
            ("  " + note if note else "", MUTED),
        )

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_move(self, by: int) -> None:
        self.at = max(0, min(self.at + by, len(self.tags) - 1))

    def action_switch(self) -> None:
        """Switch the theme between keep, add to all and remove."""
        if self.tags:
            changed = list(self.tags)
            changed[self.at] = changed[self.at].toggled()
            self.tags = tuple(changed)
            self.post_message(self.Toggled())

    def on_click(self, event: events.Click) -> None:
        """Toggle the theme that was clicked."""
        self.at = max(0, min(event.get_content_offset_capture(self).y, len(self.tags) - 1))
        self.action_switch()


class RetagScreen(SavingDialog[Edit, int]):
    """Changes *quotes* by *save*, which returns how many are different now.

    *themes* is the codebook.
    """

    COMMAND_TABLE = RETAG
    BINDINGS = bindings(RETAG)
    HELP_TEXT = (
        "In the list of themes the arrows move, and space takes a theme away or puts it on all"
        " the quotes. While a name is typed the arrows choose among the themes offered; a name"
        " that is not in the codebook yet is asked about once more."
    )
    DEFAULT_CSS = """
    RetagScreen {
        align: center middle;
        #retag-box {
            width: 84; max-width: 96%; height: auto; max-height: 96%;
            background: $panel; border: round $primary; padding: 1 2 0 2;
            border-title-color: $text-primary;
        }
        Label { color: $text-muted; margin-top: 1; }
        #retag-kinds { height: 2; link-style: none; link-color: $foreground; }
        #retag-kinds { link-style-hover: bold; }
        #retag-quotes { height: 2; }
        #retag-quotes.-one { height: 1; }
        KeyFooter { margin-top: 1; background: $panel; dock: none; }
        &.-low {
            #retag-box { padding: 0 2; }
            Label, KeyFooter { margin-top: 0; }
            RetagTags { max-height: 6; }
        }
    }
    """

    kind: reactive[Kind | None] = reactive(None)

    def __init__(
        self,
        quotes: Sequence[Quote],
        save: Callable[[Edit], Awaitable[int]],
        themes: Sequence[Theme],
    ) -> None:
        super().__init__(save)
        self._quotes = list(quotes)
        self._paths = {fold(theme.path): theme.path for theme in themes}
        kinds = {quote.kind for quote in quotes}
        self._was = kinds.pop() if len(kinds) == 1 else None

    def compose(self) -> ComposeResult:
        box = Vertical(id="retag-box")
        box.border_title = f"Change {count(len(self._quotes), 'quote')}"
        with box:
            yield Panel(id="retag-quotes", classes="-one" if len(self._quotes) == 1 else None)
            yield Label("Kind")
            yield Panel(id="retag-kinds")
            yield Label("Themes")
            yield RetagTags()
            yield Label("Add a theme")
            yield Completion(
                among(list(self._paths.values())),
                hint="any part of its name (a jumps here)",
                new="new theme",
            )
            yield WhyNotSaved()
            yield KeyFooter()

    def on_mount(self) -> None:
        """Treat keys as commands at first; pressing "a" starts typing."""
        self.kind = self._was
        of = len(self._quotes)
        on: dict[str, int] = {}
        for quote in self._quotes:
            for path in quote.themes:
                on[path] = on.get(path, 0) + 1
        tags = self.query_one(RetagTags)
        tags.tags = tuple(Tag(path, n, of) for path, n in sorted(on.items(), key=lambda i: -i[1]))
        tags.focus()
        self._draw()

    def on_resize(self) -> None:
        """Cut texts to the width."""
        self._draw()

    def watch_kind(self) -> None:
        """Show the kind that the quotes will have."""
        if self.is_mounted:
            self._draw()
            self.keep_typed()

    @on(RetagTags.Toggled)
    def _toggled(self) -> None:
        self.keep_typed()

    def typed(self) -> dict[str, str]:
        """Return the kind and the themes that were chosen, and a name that is half typed."""
        edit = self._edit()
        chosen = {
            "kind": edit.kind.value if edit.kind else "",
            "add": "\n".join(edit.add_themes),
            "remove": "\n".join(edit.remove_themes),
        }
        return {name: text for name, text in chosen.items() if text} | super().typed()

    def put_typed(self, texts: Mapping[str, str]) -> None:
        """Choose the same again, as far as it is there."""
        super().put_typed(texts)
        if kind := next((each for each in Kind if each == texts.get("kind")), None):
            self.kind = kind
        tags, of = self.query_one(RetagTags), len(self._quotes)
        add, remove = (texts.get(name, "").splitlines() for name in ("add", "remove"))
        there = {tag.path for tag in tags.tags}
        changed = [
            Tag(tag.path, tag.on, of, tag.path in add) if tag.path in (*add, *remove) else tag
            for tag in tags.tags
        ]
        tags.tags = (*changed, *(Tag(p, 0, of, wanted=True) for p in add if p not in there))

    def _draw(self) -> None:
        room = max(20, min(84, int(self.size.width * 0.96)) - 6)
        lines = [
            Content.assemble(kind_sign(quote.kind), " ", cut(quote.text, room - 2))
            for quote in self._quotes[:2]
        ]
        if len(self._quotes) > 2:
            lines[1] = Content.styled(f"  and {len(self._quotes) - 1} more", MUTED)
        self.query_one("#retag-quotes", Panel).show(Content("\n").join(lines))
        self.query_one("#retag-kinds", Panel).show(_kinds(self.kind))

    @on(Completion.Picked)
    def _picked(self, event: Completion.Picked) -> None:
        path = theme_path(event.name)
        # A theme is the same however its name is written; the codebook's spelling is kept.
        path = self._paths.get(fold(path), path)
        if not path:
            self.action_keep()
            return
        tags = self.query_one(RetagTags)
        of = len(self._quotes)
        known = {fold(tag.path): i for i, tag in enumerate(tags.tags)}
        place = known.get(fold(path))
        if place is None:
            tags.tags = (*tags.tags, Tag(path, 0, of, wanted=True))
        else:
            old = tags.tags[place]
            wanted = None if old.on == of else True
            changed = Tag(old.path, old.on, of, wanted)
            tags.tags = (*tags.tags[:place], changed, *tags.tags[place + 1 :])
        self.keep_typed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command is available: letters are only text while a name is typed."""
        typing = self.is_mounted and self.query_one(Completion).field.has_focus
        return not (typing and action == "add")

    def action_kind(self, kind: str) -> None:
        """Choose another kind; the same key again goes back to the kind as it was."""
        self.kind = self._was if self.kind is Kind(kind) else Kind(kind)

    def action_add(self) -> None:
        """Open the field for the name of a theme."""
        self.query_one(Completion).field.focus()

    def _edit(self) -> Edit:
        tags = self.query_one(RetagTags).tags
        return Edit(
            kind=self.kind if self.kind is not self._was else None,
            add_themes=tuple(tag.path for tag in tags if tag.wanted),
            remove_themes=tuple(tag.path for tag in tags if tag.wanted is False),
        )

    def action_keep(self) -> None:
        if not self.is_current:
            return
        edit = self._edit()
        if edit == Edit():
            self.leave()
        else:
            self.keep(edit)

    def action_back(self) -> None:
        """Empty the field, or leave without a change."""
        field = self.query_one(Completion).field
        if field.has_focus and field.value:
            field.value = ""
        elif field.has_focus:
            self.query_one(RetagTags).focus()
        else:
            self.leave()


def _kinds(chosen: Kind | None) -> Content:
    """Return the kinds with their keys in two lines, the chosen one reversed; a click chooses."""
    parts: list[Content] = []
    for place, (kind, key) in enumerate(KEYS.items()):
        parts += [Content("\n")] if place == len(RANKED_KINDS) else []
        if kind is chosen:
            name = Content.assemble(" ", kind_sign(kind), f" {KIND_LABELS[kind]} ")
            name = name.stylize(f"bold reverse {KIND_STYLES[kind]}")
        else:
            click = Style.from_meta({"@click": f"screen.kind('{kind.value}')"})
            name = Content.assemble(" ", kind_sign(kind), (f" {KIND_LABELS[kind]} ", click))
        parts += [name, Content.styled(f"{key}  ", MUTED)]
    return Content("").join(parts)
