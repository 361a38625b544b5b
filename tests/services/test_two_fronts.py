"""One table of use cases, each through what the screens call and through the commands.

The machine's clocks are set by the test, so that times are compared as they are; ids and
revisions are numbered in the order in which they first appear.
"""

import json

import pytest

from focusgroup.store.participants import PersonChange
from tests.services.fronts import MINUTE_MS, Commands, Machine, Screens, Step, play, rows

THREE = (
    "take",
    "- took three weeks @1 #onb !",
    "+ the @2 list is fine @2 #exports",
    ". looks away #-",
    "= we plan on Mondays @1 #onb",
)
PROMISES = (
    "/promise Send the list, owner paula, due fri",
    "/promise Send the prices, paula, fri",
)
CASES: dict[str, tuple[Step, ...]] = {
    "create": (),
    "seat before it begins": (("seat", "Cy Young, vp, Acme, no notes"),),
    "seat late": (("start",), ("seat", "Cy Young, vp, Acme")),
    "seat after the end": (("start",), ("end",), ("seat", "Cy Young, vp, Acme")),
    "seat by a line": (("start",), ("who", "Cy Young, vp, Acme, by role only")),
    "lead": (("start",), ("next",), ("next",), ("next",), ("goto", 1), ("goto", 3)),
    "step by step": (
        ("start",), ("next",), ("take", "- slow @1 #onb"), ("next",), ("take", "- it froze @2"),
        ("pause",), ("resume",), ("take", "again @1"), ("next",), ("take", "+ better @2"),
        ("next",),
    ),
    "left while script is read": (("start",), ("next",), ("next",), ("take", "- it froze @2")),
    "a break": (("start",), ("pause",), ("resume",), ("next",), ("end",)),
    "on after an early end": (("start",), ("end",), ("resume",), ("end",)),
    "take down": (("start",), THREE),
    "the first quote starts the session": (THREE,),
    "take down in a section": (("start",), ("goto", 2), ("take", "@2", "- it froze", "again …")),
    "take down after the end": (("start",), ("end",), ("take", "+ good to see you @1")),
    "two promises": (("start",), ("take", *PROMISES)),
    "a promise to somebody": (("start",), ("take", "/promise Call back @1, Ines, tomorrow")),
    "notes": (
        ("start",),
        ("take", "/park Prices for teams @2", "@1", "- slow", "/call exports", "/call exports @2"),
    ),
    "correct": (
        ("start",),
        THREE,
        (
            "correct", 0, "+ took two weeks @2 #Reporting",
            {
                "text": "took two weeks", "kind": "strength", "speaker": "2",
                "theme": "Reporting", "intensity": "0",
            },
        ),
    ),
    "delete, undo, redo": (("start",), THREE, ("delete", 1), ("undo",), ("redo",)),
    "undo past a note": (("start",), THREE, ("take", "/park Prices"), ("undo",), ("undo",)),
    "retag": (("start",), THREE, ("retag", 1, "Onboarding"), ("undo",)),
    "the codebook": (
        ("start",),
        THREE,
        ("themes", "rename", "Reporting", "Reports"),
        ("themes", "merge", "Onboarding", "Reports > Exports"),
        ("themes", "undo"),
        ("themes", "retire", "Onboarding"),
        ("themes", "delete", "Exports"),
    ),
    "consent": (
        ("start",),
        THREE,
        ("person", 1, PersonChange(consent_name=False), "--not-by-name"),
        ("person", 2, PersonChange(consent_notes=False), "--no-notes", "--yes"),
    ),
    "a name put right": (("person", 2, PersonChange(name="Bo Lee"), "--name", "Bo Lee"),),
    "finish a stub": (
        ("start",),
        ("take", "- it froze when … @1 #onb"),
        ("debrief_stub", "it froze when two of us exported"),
    ),
    "the bottom line": (
        ("start",),
        ("end",),
        ("debrief_bottom_line", "  Exports lose\u00a0a day\n a week. "),
        ("debrief_bottom_line", "Exports cost them a day a week."),
    ),
    "a headline": (
        ("start",),
        ("take", "- it froze when two of us exported @1 #onb"),
        ("take", "- three weeks until the first report @2 #onb"),
        ("end",),
        ("debrief_headline", " The start takes\u00a0weeks. ", "onboarding", "problem"),
    ),
    "an owner in the debrief": (
        ("start",),
        ("take", "/promise Send the list, due 2026-03-20"),
        (
            "debrief_promise", "Send the list, owner Tom, due 2026-03-27",
            "--owner", "Tom", "--due", "2026-03-27", "--text", "Send the list",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_screens_and_commands_store_the_same(
    name: str, fronts: tuple[Screens, Commands], machine: Machine
) -> None:
    screens, commands = fronts
    play(screens, machine, CASES[name])
    play(commands, machine, CASES[name])
    there, here = rows(screens.path), rows(commands.path)
    for table, stored in there.items():
        assert here[table] == stored, table


def test_a_quote_said_while_script_is_read_belongs_to_the_question_before(
    fronts: tuple[Screens, Commands], machine: Machine
) -> None:
    for front in fronts:
        play(front, machine, CASES["left while script is read"])
        stored = rows(front.path)
        assert [(quote["section"], quote["question"]) for quote in stored["quote"]] == [(1, 0)]
        clock = json.loads(str(stored["session"][0]["clock"]))
        assert (clock["section"], clock["question"], clock["reading"]) == (1, 0, True)
        asked = {(item["section"], item["question"]): item for item in stored["agenda_item"]}
        assert asked[1, 1]["entered_ms"] is None


def test_times_told_afterwards_are_those_of_the_clock(
    fronts: tuple[Screens, Commands], machine: Machine
) -> None:
    screens, commands = fronts
    for step in (
        ("create",), ("start",), ("take", "- slow @1 #onb"), ("goto", 2), ("next",),
        ("take", "+ the list is fine @2", "/promise Send it, by Tom, fri"), ("end",),
    ):  # fmt: skip
        screens.run(*step)
        machine.passed_ms += MINUTE_MS
    machine.passed_ms = 0
    commands.create()
    # The last line of a session that is written down afterwards is its end.
    lines = (
        "[01:00] - slow @1 #onb", "[02:00] /section 2", "[03:00] /next",
        "[04:00] + the list is fine @2", "/promise Send it, by Tom, fri", "[05:00] /section 2",
    )  # fmt: skip
    commands.take(*lines, began="2026-03-12 12:01")
    there, here = rows(screens.path), rows(commands.path)
    for table in ("quote", "quote_theme", "note", "participant", "change"):
        assert here[table] == there[table], table
    (ended,), (told,) = there["session"], here["session"]
    for fact in ("status", "started_ms", "ended_ms", "quotes"):
        assert ended[fact] == told[fact], fact


def test_a_session_that_commands_lead_runs_on_when_the_screen_opens_it(
    fronts: tuple[Screens, Commands], machine: Machine
) -> None:
    screens, commands = fronts
    play(commands, machine, (("start",), ("next",)))
    assert screens.elapsed_ms(commands.path, commands.id) == 2 * MINUTE_MS


def test_a_name_that_owns_a_promise_owns_the_next_one(
    fronts: tuple[Screens, Commands], machine: Machine
) -> None:
    for front in fronts:
        play(front, machine, (("start",), ("take", *PROMISES)))
        notes = rows(front.path)["note"]
        assert [(note["text"], note["owner"]) for note in notes] == [
            ("Send the list", "paula"),
            ("Send the prices", "paula"),
        ]


def test_screens_and_commands_find_and_count_the_same(
    fronts: tuple[Screens, Commands], machine: Machine
) -> None:
    more = (
        "take",
        "+ exports are quick @1 #exports",
        "- and dull @2 #Reporting",
        "- hm @1 #exports",
    )
    for front in fronts:
        play(front, machine, (("start",), THREE, more))
    screens, commands = fronts
    assert screens.count("Reporting") == commands.count("Reporting") == 4
    assert screens.tree() == commands.tree()
    assert commands.tree()["Reporting > Exports"] == (3, 2)
