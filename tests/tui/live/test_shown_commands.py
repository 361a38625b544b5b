"""Every command and every hint that is shown works at that moment, whatever the session is doing."""

import re
from collections.abc import Callable

from textual import actions

from focusgroup.core.capture import COMMANDS as CAPTURE_WORDS
from focusgroup.tui.keymap import COMMANDS, Keymap
from focusgroup.tui.live.actions import WORDS
from focusgroup.tui.live.commands import LIVE
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.widgets.help import CommandRow, HelpScreen
from tests.tui.living import Live
from tests.tui.seeing import on_screen, until

SHOWN = {Keymap().shown(name): name for name in COMMANDS if name.startswith(("live.", "app."))}
NAMED = re.compile(r"(?<![\w/])(?:shift\+f\d+|F\d+|\^[A-Z]|PgUp|PgDn|/[a-z]{3,})(?![\w/])")
LEAVES = {"live.home", "app.quit", "live.export", "live.debrief", "app.palette"}
"""They leave the screen; what they open has tests of its own."""


def ended(live: Live) -> None:
    live.session.lead.end()


STATES: dict[str, Callable[[Live], None]] = {
    "before the start": lambda live: None,
    "running": lambda live: live.key("f2"),
    "a question open": lambda live: live.key("f2"),
    "quotes": lambda live: live.type("- slow @1 #rep⏎+ fast @2⏎half …⏎/call @1 exports⏎/park x⏎"),
    "text in the line": lambda live: live.type("the gate"),
    "several lines": lambda live: live.key("ctrl+j"),
    "empty again": lambda live: live.key("ctrl+u", "ctrl+u", "escape"),
    "a name asked about": lambda live: live.type("- slow #nonesuch⏎"),
    "a line set aside": lambda live: live.type("/prak five⏎"),
    "a correction": lambda live: live.key("escape", "up"),
    "paused": lambda live: live.key("escape", "f6"),
    "off the record": lambda live: live.key("f6", "f10"),
    "the last section": lambda live: live.key("f10", "f3", "f3", "f3"),
    "the whole guide": lambda live: live.key("ctrl+g"),
    "ended": lambda live: (live.key("ctrl+g"), ended(live))[-1],
}
"""Each state is reached from the one before it."""


def enabled(live: Live, name: str) -> bool:
    """Whether a command can be used now."""
    command = COMMANDS[name]
    _, action, parameters = actions.parse(command.action)
    owner = live.screen if name.startswith("live.") else live.pilot.app
    return bool(owner.check_action(action, parameters))


def names_what_works(live: Live) -> None:
    """Each key and word on the screen is a command that can be used now."""
    screen = live.screen
    shown = [screen.query_one(f"#{name}").content.plain  # type: ignore[attr-defined]
             for name in ("hint", "sticky", "guide", "strip", "room", "themes", "clock")]  # fmt: skip
    for found in NAMED.findall("\n".join(shown)):
        if found.startswith("/"):
            assert found[1:] in {*WORDS, *CAPTURE_WORDS}, found
        else:
            name = next((n for key, n in SHOWN.items() if key.casefold() == found.casefold()), "")
            assert name, found
            assert enabled(live, name), (found, name, shown)


def seen(live: Live) -> tuple[object, ...]:
    """All that a command can change: what is shown, and what the session holds."""
    app, session = live.pilot.app, live.session
    panels = [live.screen.query_one(f"#{name}").content.plain  # type: ignore[attr-defined]
              for name in ("hint", "guide", "room", "sticky")]  # fmt: skip
    clock = session.clock
    return (
        len(app.screen_stack), len(app.workers), panels, live.screen.line.text, clock.state,
        clock.place, clock.plan, clock.automatic, session.off_record, session.round_robin,
        tuple(session.quotes.values()), len(session.notes), live.log._bottom, live.screen.classes,
    )  # fmt: skip


async def test_every_command_and_hint_shown_works_at_that_moment(live: Live) -> None:
    app = live.pilot.app
    for state, enter in STATES.items():
        enter(live)
        live.screen.view.all()
        names_what_works(live)
        clock, text = live.session.clock, live.screen.line.text
        offered = [c for c in LIVE if c.id not in LEAVES and enabled(live, c.id)]
        footer = {
            active.binding.id
            for active in live.screen.active_bindings.values()
            if active.binding.show and active.enabled
        }
        assert footer <= {c.id for c in offered} | {"app.help"} | LEAVES, state
        for command in offered:
            live.screen.view.said = ""
            live.screen.view.all()
            before = seen(live)
            live.screen.action_do(command.id.removeprefix("live."))
            after = seen(live)
            silent = command.id in ("live.scroll_up", "live.scroll_down")
            assert after != before or silent, f"{command.id} does nothing: {state}"
            names_what_works(live)
            await live.pilot.pause()
            while not isinstance(app.screen, LiveScreen):
                app.screen.dismiss(None)  # type: ignore[attr-defined]
                await live.pilot.pause()
            live.session.lead.clock = clock
            live.screen.set_class(state == "the whole guide", "-guide")
            live.session.off_record = state == "off the record"
            if live.screen.line.text != text:
                live.key("ctrl+u", "ctrl+u")
                live.type(text)
    assert enabled(live, "live.debrief")


async def test_help_says_which_commands_do_nothing_now(live: Live) -> None:
    app = live.pilot.app
    live.key("f1")
    await until(live.pilot, lambda: isinstance(app.screen, HelpScreen))
    listed = {row._command.id for row in app.screen.query(CommandRow)}
    app.pop_screen()
    await live.pilot.pause()
    assert listed >= {"live.next", "live.pause", "live.undo"}
    assert all(enabled(live, name) for name in listed)
    assert not listed & {"live.debrief", "live.stub", "live.taken_up", "live.speed"}
    live.key("f1")
    await until(live.pilot, lambda: isinstance(app.screen, HelpScreen))
    await live.pilot.press("end")
    await until(live.pilot, lambda: "Not now:" in on_screen(app))
