"""What must be said, ticked and asked is in sight, in every section of the agendas shipped."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda_run import route
from focusgroup.core.model import Agenda, Note, NoteKind, SidePart
from focusgroup.imports import agenda_file
from focusgroup.services.live_session import LiveSession
from focusgroup.store import participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live import bars, guide
from focusgroup.tui.live.guide_steps import beside_lines, reads_aloud
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets.notifications import tell
from tests.tui.living import NOW, Live
from tests.tui.seeing import on_screen

SHIPPED = agenda_file._shipped_paths()
SCRIPTED = """# Three tasks

## Three tasks (20 min, key)

Ask for the screen.

### Task 1

> Please find the invoice of last month, and tell us what you are looking for while you do.

1. What did you expect?
   - And then?

Do not help.

### Task 2

- [ ] Second file sent

> Now send it on to somebody who has to pay it.

2. **What was in the way?**
3. What would you call this button?

### Task 3

> Thank you. The last one takes place on paper: please draw the page as you would like to have it.
>
> Take your time.

4. Which part did you begin with?

> Thank you.

- [ ] Drawings collected

## Close (5 min)

1. What did we forget?
"""
GUIDES = (*SHIPPED, "scripted", "onrr_19_guide.md", "usability_conversation.md")
"""Those shipped, and guides with script between their questions."""
FOREIGN = Path(__file__).resolve().parents[2] / "agendas"
SIZES = {(80, 24): (80, 17), (120, 36): (82, 30), (200, 50): (136, 44)}
"""For each terminal the width of the guide, and the lines that it shares with the quotes."""
KEYS = Keymap()
LONG = "Dr. Maximiliane-Charlotte von und zu Hohenstein-Wittgenstein auf Schloss Berleburg"


def text_of(lines: Lines) -> str:
    """The lines as one, without blanks: wrapping adds some, and not in every script."""
    return squeezed(" ".join(line.plain for line, _ in lines))


def squeezed(text: str) -> str:
    return "".join(text.split())


def places(live: LiveSession) -> Iterator[None]:
    """Each section's opening, each of its questions, and the script after it."""
    for section, has in enumerate(live.agenda.sections):
        for question, reading in sorted({(-1, False), *route.stops(has)}):
            live.lead.clock = live.clock.moved(section, question, 0, reading=reading)
            yield


async def loaded(db: SqliteDb, name: str) -> LiveSession:
    """A session with one of GUIDES, not stored again when it moves."""
    if name == "scripted":
        agenda = parse_agenda(SCRIPTED).agenda
    else:
        agenda = agenda_file.read(SHIPPED.get(name) or FOREIGN / name).agenda
    made = await sessions.create(db, title=name, agenda=agenda, now_ms=NOW)
    await participants.add(db, made.id, name=LONG, account="Northwind", now_ms=NOW)
    live = await LiveSession.load(db, made.id)
    await live.latest.close()
    return live


@pytest.mark.parametrize("name", GUIDES)
async def test_tasks_and_the_question_are_in_sight_wherever_a_session_is(
    db: SqliteDb, name: str
) -> None:
    live = await loaded(db, name)
    for _ in places(live):
        section, at = live.section, live.clock.question
        assert section is not None
        needed = [task.text for task in section.tasks]
        needed += [question.text for question in section.questions[max(at, 0) :][:1]]
        if live.clock.reading:
            needed += [question.text for question in section.questions[at + 1 :][:1]]
        elif at >= 0:
            needed += [probe.text for probe in section.questions[at].probes]
        for size, (width, main) in SIZES.items():
            for quotes in (0, 500):
                most = guide.heights(main, quotes, opening=reads_aloud(live.clock))
                lines = guide.guide_lines(live, width, most, KEYS)
                assert len(lines) <= main - guide.QUOTES_LEAST, (size, section.title)
                assert all(line.cell_length <= width for line, _ in lines)
                shown = text_of(lines)
                for text in needed:
                    assert squeezed(text) in shown, (size, section.title, at)


@pytest.mark.parametrize("name", GUIDES)
async def test_all_of_a_section_is_reached_by_paging_through_the_guide(
    db: SqliteDb, name: str
) -> None:
    live = await loaded(db, name)
    for _ in places(live):
        lines = guide.whole_guide(live, 80, KEYS)
        seen: dict[str, None] = {}
        first = 0
        while True:
            page = guide.window(lines, first, 17, KEYS)
            seen.update(dict.fromkeys(line.plain for line, _ in page))
            if first + 17 >= len(lines):
                break
            assert KEYS.shown("live.scroll_down") in page[-1][0].plain
            first = min(first + 15, len(lines) - 17)
        assert {line.plain for line, _ in lines} <= set(seen)


def test_parts_beside_the_session_end_the_whole_guide_and_stay_few() -> None:
    pens, late = SidePart("Pens [/]", ("Two each",)), SidePart("Analysis", ("x " * 3_000,))
    lines = beside_lines(Agenda("A", before=(pens,), after=(late,)), 40)
    said = [line.plain.strip() for line, _ in lines]
    assert said[:3] == ["Before the session: Pens [/]", "Two each", "After the session: Analysis"]
    assert said[-1].endswith("…")
    assert all(line.cell_length <= 40 and target is None for line, target in lines)
    lines = beside_lines(Agenda("A", before=(pens,) * 5_000), 40)
    assert len(lines) < 210
    assert lines[-1][0].plain.strip() == "… The rest is in the guide's file."


async def test_the_step_that_is_open_stands_between_those_before_and_after(db: SqliteDb) -> None:
    live = await loaded(db, "scripted")
    shown: list[list[str]] = []
    for stop in ((0, -1), (0, 0), (0, 0, True), (0, 1), (0, 2, True), (0, 3, True)):
        section, question, *reading = stop
        clock = live.clock.started(0)
        live.lead.clock = clock.moved(section, question, 0, reading=bool(reading))
        most = guide.heights(30, 0, opening=reads_aloud(live.clock))
        shown.append([line.plain.strip() for line, _ in guide.guide_lines(live, 66, most, KEYS)])
    opening, first, script, second, last, end = shown
    assert opening == [
        "Ask for the screen.",
        "Task 1",
        "▸ ❝ Please find the invoice of last month, and tell us what you",
        "are looking for while you do.",
        "What did you expect?",
        "Do not help.",
        "Task 2",
        "☐ Second file sent  ^T ticks",
        "❝ Now send it on to somebody who has to pay it.",
        "• What was in the way?",
        "What would you call this button?",
        "Task 3",
        "❝ Thank you. The last one takes place on paper: please draw t…",
        "❝ Take your time.",
        "Which part did you begin with?",
        "❝ Thank you.",
        "☐ Drawings collected",
    ]
    assert first[:8] == [
        "Task 1",
        "❝ Please find the invoice of last month, and tell us what you…",
        "▸ What did you expect?",
        "· And then?",
        "Do not help.",
        "Task 2",
        "☐ Second file sent  ^T ticks",
        "❝ Now send it on to somebody who has to pay it.",
    ]
    assert script[script.index("Task 2") - 2 :][:6] == [
        "✓ What did you expect?",
        "Do not help.",
        "Task 2",
        "☐ Second file sent  ^T ticks",
        "▸ ❝ Now send it on to somebody who has to pay it.",
        "• What was in the way?",
    ]
    assert "▸ What was in the way?" in second
    assert second.index("Task 2") < second.index("▸ What was in the way?")
    at = last.index("▸ ❝ Thank you. The last one takes place on paper: please draw")
    assert last[at - 2 : at + 4] == [
        "✓ What would you call this button?",
        "Task 3",
        "▸ ❝ Thank you. The last one takes place on paper: please draw",
        "the page as you would like to have it.",
        "❝ Take your time.",
        "Which part did you begin with?",
    ]
    assert end[-2:] == ["▸ ❝ Thank you.", "☐ Drawings collected"]


async def test_the_screen_gives_the_guide_the_lines_that_are_swept_here(live: Live) -> None:
    for size, expected in SIZES.items():
        await live.pilot.resize_terminal(*size)
        main, panel = live.screen.query_one("#main"), live.screen.query_one("#guide")
        await live.until(lambda panel=panel, wide=expected[0]: panel.size.width == wide)
        assert (panel.size.width, main.size.height - 1) == expected


async def test_what_was_not_ticked_is_said_when_the_section_is_left(live: Live) -> None:
    live.key("f2", "f3")
    assert "Not ticked: Consent to take notes (shift+f3 goes back)" in live.shows("#hint")
    live.key("shift+f3", "ctrl+t", "f3")
    assert "Not ticked" not in live.shows("#hint")
    live.key("ctrl+t")
    assert "Nothing is left to tick" in live.shows("#hint")


async def test_a_callback_shows_its_topic_whoever_said_it(db: SqliteDb) -> None:
    live = await loaded(db, "customer-focus-group")
    for kind in (NoteKind.CALLBACK, NoteKind.PARKED, NoteKind.COMMITMENT, NoteKind.COMMITMENT):
        live.notes.append(
            Note(str(len(live.notes)), "", kind, "the export to their ledger", 0, speaker=LONG)
        )
    for width, main in SIZES.values():
        lines = guide.guide_lines(live, width, guide.heights(main, 9, opening=True), KEYS)
        assert squeezed("the export to their") in text_of(lines)
    assert "1 parked  2 promised" in bars.room_strip(live, 80, KEYS).plain
    assert "1⤓  2✎" in bars.room_strip(live, 30, KEYS).plain
    words = [words for words, _ in guide.counts(live, [seen for _, seen in lines])]
    assert words == ["1 parked", "2 promised"]


async def test_the_newest_quote_stands_next_to_the_line_and_no_toast_covers_either(
    live: Live,
) -> None:
    live.type("slow @1⏎")
    await live.saved()
    tell(live.screen, "something went wrong", seconds=60)
    app = live.pilot.app
    for size in SIZES:
        await live.pilot.resize_terminal(*size)
        await live.until(lambda: "something went wrong" in on_screen(app))
        shown = on_screen(app).splitlines()
        log = live.log.region
        assert "slow" in shown[log.bottom - 1]
        toast = next(y for y, line in enumerate(shown) if "something went wrong" in line)
        assert toast < log.bottom - 3


async def test_the_clock_at_the_line_runs_until_something_is_typed(live: Live) -> None:
    live.key("f2")
    clock = live.session.clock
    live.session.lead.clock = replace(clock, elapsed_ms=clock.elapsed_ms + 60_000)
    live.screen._tick()
    assert live.shows("#sticky").split()[-1].startswith("1:0")
    live.type("x")
    begun = live.screen.control.typed.begun
    assert begun is not None
    live.session.lead.clock = replace(clock, elapsed_ms=clock.elapsed_ms + 600_000)
    live.screen._tick()
    assert live.shows("#sticky").split()[-1].startswith("1:0")


async def test_what_is_parked_is_counted_at_once_also_while_no_clock_runs(live: Live) -> None:
    for number in (1, 2):
        live.type("/park prices⏎")
        assert f"{number}⤓" in live.shows("#strip")
