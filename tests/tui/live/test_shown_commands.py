"""Every command and every hint that is shown works then, whatever the session is doing."""

import faulthandler
import re
from collections.abc import Callable

import pytest
from textual import actions
from textual.widgets import Static

from focusgroup.core.capture import COMMANDS as CAPTURE_WORDS
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.keymap import COMMANDS, Keymap
from focusgroup.tui.live.actions import WORDS
from focusgroup.tui.live.commands import LIVE
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.widgets.help import CommandRow
from focusgroup.tui.widgets.panel import Panel
from tests.tui.living import Live
from tests.tui.seeing import until

SHOWN = {Keymap().shown(name): name for name in COMMANDS if name.startswith(("live.", "app."))}
NAMED = re.compile(r"(?<![\w/])(?:shift\+f\d+|F\d+|\^[A-Z]|PgUp|PgDn|/[a-z]{3,})(?![\w/])")
MISTYPED, NEW_ROW = "/prak", "^J"
SCROLL = {"live.scroll_up", "live.scroll_down"}
"""They do nothing where all is in sight."""
LEAVES = {"live.home", "live.export", "live.debrief", "app.help"}
"""They leave the screen; what they open has tests of its own."""


def ended(live: Live) -> None:
    """As the question about the end does, without the dialog."""
    live.session.lead.end()
    live.screen.view.moved()


STATES: dict[str, Callable[[Live], None]] = {
    "before the start": lambda live: None,
    "running": lambda live: live.key("f2"),
    "a question open": lambda live: live.key("f2"),
    "quotes": lambda live: live.type("- slow @1 #rep⏎+ fast @2⏎half …⏎/call @1 exports⏎/park x⏎"),
    "text in the line": lambda live: live.type("the gate"),
    "several lines": lambda live: live.key("ctrl+j"),
    "empty again": lambda live: live.key("ctrl+u", "ctrl+u", "escape"),
    "a name asked about": lambda live: live.type("- slow #nonesuch⏎"),
    "a line set aside": lambda live: live.type(f"{MISTYPED} five⏎"),
    "a correction": lambda live: live.key("escape", "up"),
    "paused": lambda live: live.key("escape", "f6"),
    "off the record": lambda live: live.key("f6", "f10"),
    "the last section": lambda live: live.key("f10", "f3", "f3", "f3"),
    "the whole guide": lambda live: live.key("ctrl+g"),
    "ended": lambda live: (live.key("ctrl+g"), ended(live))[-1],
}
"""Each state is reached from the one before it."""


def texts(screen: LiveScreen) -> list[str]:
    """What the panels that name keys or show a state say."""
    names = ("hint", "sticky", "guide", "strip", "room", "themes")
    return [screen.query_one(f"#{name}", Panel).content.plain for name in names]


def enabled(screen: LiveScreen, name: str) -> bool:
    """Whether a command can be used now."""
    command = COMMANDS[name]
    _, action, parameters = actions.parse(command.action)
    owner = screen if name.startswith("live.") else screen.app
    return bool(owner.check_action(action, parameters))


def dead(screen: LiveScreen) -> list[str]:
    """The keys and words on the screen that name no command, or one that can't be used now."""
    found = []
    for shown in NAMED.findall("\n".join(texts(screen)).replace(MISTYPED, "")):
        if shown.startswith("/"):
            works = shown[1:] in {*WORDS, *CAPTURE_WORDS}
        else:
            names = [name for key, name in SHOWN.items() if key.casefold() == shown.casefold()]
            works = shown == NEW_ROW or any(enabled(screen, name) for name in names)
        found += [] if works else [f"{shown} in {screen.query_one('#hint', Panel).content.plain}"]
    return found


def seen(screen: LiveScreen) -> tuple[object, ...]:
    """All that a command can change: what is shown, and what the session holds."""
    live, clock = screen.live, screen.live.clock
    return (
        len(screen.app.screen_stack), len(screen.app.workers), texts(screen), screen.line.text,
        clock.state, clock.place, clock.plan, clock.automatic, live.off_record, live.round_robin,
        tuple(live.quotes.values()), len(live.notes), screen.classes,
    )  # fmt: skip


async def test_every_key_and_hint_shown_is_of_a_command_that_works_then(live: Live) -> None:
    screen = live.screen
    wrong: list[tuple[str, str]] = []
    for state, enter in STATES.items():
        enter(live)
        screen.view.all()
        wrong += [(state, each) for each in dead(screen)]
        shown = [active for active in screen.active_bindings.values() if active.binding.show]
        names = [active.binding.id or "" for active in shown if active.enabled]
        assert len(names) > 3, state
        wrong += [(state, name) for name in names if not enabled(screen, name)]
    assert wrong == [], wrong
    assert enabled(screen, "live.debrief")


@pytest.mark.slow
@pytest.mark.parametrize("last", STATES)
async def test_every_command_offered_does_something(live: Live, last: str) -> None:
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    app, screen = live.pilot.app, live.screen
    for state, enter in STATES.items():
        enter(live)
        if state == last:
            break
    wrong: list[str] = []
    clock, text = screen.live.clock, screen.line.text
    for command in [c for c in LIVE if c.id not in LEAVES and enabled(screen, c.id)]:
        screen.view.said = ""
        screen.view.all()
        before = seen(screen)
        screen.action_do(command.id.removeprefix("live."))
        if seen(screen) == before and command.id not in SCROLL:
            wrong.append(command.id)
        wrong += [f"{command.id}: {each}" for each in dead(screen)]
        await live.pilot.pause()
        while app.screen is not screen:
            app.screen.dismiss(None)
            await live.pilot.pause()
        screen.live.lead.clock = clock
        screen.set_class(last == "the whole guide", "-guide")
        screen.live.off_record = last == "off the record"
        if screen.line.text != text:
            live.key("escape", "ctrl+u", "ctrl+u")
            live.type(text)
    assert wrong == [], wrong


async def test_help_says_which_commands_do_nothing_now(live: Live) -> None:
    app, screen = live.pilot.app, live.screen
    assert isinstance(app, FocusgroupApp)
    app.action_help()
    await until(live.pilot, lambda: app.screen.query(CommandRow))
    listed = {row._command.id for row in app.screen.query(CommandRow) if row._works}
    assert listed >= {"live.next", "live.pause", "live.undo"}
    assert all(enabled(screen, name) for name in listed)
    assert not listed & {"live.debrief", "live.stub", "live.taken_up", "live.speed"}
    rows = [row.content for row in app.screen.query(Static)]
    assert "Not now:" in map(str, rows)
