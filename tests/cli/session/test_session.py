"""Sessions from the command line: set up, listed, shown, led, corrected."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import pytest

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.core.agenda_run.clock import Plan
from focusgroup.core.ids import shortest_prefix
from focusgroup.core.people.people import NewParticipant
from focusgroup.services.lead import SessionLead
from focusgroup.store import Db, history
from focusgroup.store.engine.location import default_db
from focusgroup.store.outbox import WriteInOrder
from focusgroup.system import clock
from tests.conftest import Finished

Run = Callable[..., Finished]

AGENDA = """\
---
title: Small group
product: Atlas
themes:
  - Reporting
  - Reporting > Exports
---

## Welcome (5 min)

1. Who are you?

## Trouble (10 min, key)

Themes: Reporting
Listen for: problems

1. When did it let you down?
2. What then?

## Close (5 min)
"""


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    path = tmp_path / "small-group.md"
    path.write_text(AGENDA)
    return path


@pytest.fixture
def session_id(focusgroup: Run, agenda: Path) -> str:
    made = focusgroup(
        "session", "add", agenda, "--title", "Planners",
        "--participant", "Anna Novak, planner, Northwind",
        "--participant", "Bo Li, buyer, Contoso",
    )  # fmt: skip
    assert made.code == 0, made.err
    return made.out.strip()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set both clocks of the machine, in ms after the first call."""
    base = clock.unix_ms()

    def set_to(ms: int) -> None:
        for name, value in (("unix_ms", base + ms), ("mono_ms", 777_000 + ms)):
            monkeypatch.setattr(clock, name, lambda value=value: value)

    set_to(0)
    return set_to


# -- setting up ------------------------------------------------------------------------------


def test_new_prints_the_id_alone(focusgroup: Run, agenda: Path) -> None:
    done = focusgroup("session", "add", agenda)
    assert done.code == 0
    assert len(done.out.strip()) == 36
    assert done.out.count("\n") == 1
    shown = focusgroup("session", "show", done.out.strip(), "--json").json
    assert (shown["title"], shown["product"], shown["agenda"]) == (
        "Small group",
        "Atlas",
        "small-group",
    )


def test_new_takes_shipped_agendas_by_name_and_all_facts(focusgroup: Run) -> None:
    done = focusgroup(
        "session", "add", "how-customers-want-to-be-served.zh", "--title", "客户 [/]",
        "--place", "Room 2", "--facilitator", "Ines", "--note-taker", "Tom",
        "--zone", "Asia/Shanghai", "--product", "Atlas", "--at", "2026-03-12 14:30",
    )  # fmt: skip
    shown = focusgroup("session", "show", done.out.strip(), "--json").json
    assert shown["title"] == "客户 [/]"
    assert shown["agenda"] == "how-customers-want-to-be-served.zh"
    assert [shown[k] for k in ("place", "facilitator", "note_taker", "zone", "product")] == [
        "Room 2", "Ines", "Tom", "Asia/Shanghai", "Atlas",
    ]  # fmt: skip
    assert shown["scheduled_ms"] == 1_773_297_000_000
    assert "2026 14:30" in focusgroup("session", "show", "last").out


def test_participants_come_from_files_and_options(
    focusgroup: Run, agenda: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "seat;name;company;role;share of revenue;consent\n"
        "2;Cy Young;Fabrikam;boss;12 %;yes\n1;Di Wu;Tailspin;;;notes only\n",
        "utf-8",
    )
    done = focusgroup(
        "session", "add", agenda, "--participants", people, "--participant", "Anna Novak"
    )
    shown = focusgroup("session", "show", done.out.strip(), "--json").json["participants"]
    assert [(p["seat"], p["name"], p["account"], p["consent_name"]) for p in shown] == [
        (1, "Di Wu", "Tailspin", False),
        (2, "Cy Young", "Fabrikam", True),
        (3, "Anna Novak", None, True),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,consent\nAnna,perhaps\n", "line 2"),
        (b"seat,name\n1,Anna\n1,Bo\n", "Seat 1"),
        (b"\n\n", "lists no participants"),
        (None, "no file"),
    ],
)
def test_a_bad_list_of_people_makes_no_session(
    focusgroup: Run, agenda: Path, tmp_path: Path, content: bytes | None, message: str
) -> None:
    people = tmp_path / "people.csv"
    if content is not None:
        people.write_bytes(content)
    done = focusgroup("session", "add", agenda, "--participants", people)
    assert done.code == (2 if message == "25:00" else 1)
    assert message in done.err
    assert done.out == ""
    assert focusgroup("session", "list", "--json").json == []


def test_a_list_in_a_code_page_is_read_and_said(
    focusgroup: Run, agenda: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_bytes("name,role\nAmélie Roux,chef\n".encode("cp1252"))
    done = focusgroup("session", "add", agenda, "--participants", people)
    assert done.code == 0
    assert "Windows-1252" in done.err
    shown = focusgroup("session", "show", done.out.strip(), "--json").json
    assert shown["participants"][0]["name"] == "Amélie Roux"


def test_a_seat_given_twice_by_file_and_file_is_refused(
    focusgroup: Run, agenda: Path, tmp_path: Path
) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"seat,name\n1,{name}\n")
    done = focusgroup(
        "session", "add", agenda,
        "--participants", tmp_path / "a.csv", "--participants", tmp_path / "b.csv",
    )  # fmt: skip
    assert done.code == 1
    assert "seat 1" in done.err


def test_warnings_of_an_agenda_go_to_standard_error(focusgroup: Run, tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("## One\n\n1. Why?\n")
    done = focusgroup("session", "add", guide)
    assert done.code == 0
    assert len(done.out.strip()) == 36
    assert "guide.md, line 1" in done.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("nonesuch",), "customer-focus-group"),
        (("customer-focus-grop",), "customer-focus-group"),
        (("customer-visit", "--zone", "Mars/Olympus"), "time zone"),
        (("customer-visit", "--at", "someday"), "isn't a date or time span"),
        (("customer-visit", "--at", "2026-03-12 25:00"), "25:00"),
        (("customer-visit", "--participant", " , planner"), "name"),
    ],
)
def test_what_can_not_be_set_up_says_why(
    focusgroup: Run, args: tuple[str, ...], message: str
) -> None:
    done = focusgroup("session", "add", *args)
    assert done.code == (2 if message == "25:00" else 1)
    assert message in done.err
    assert done.out == ""
    assert focusgroup("session", "list", "--json").json == []


# -- listing and showing ---------------------------------------------------------------------


def test_without_a_database_the_list_is_empty_and_none_is_made(
    focusgroup: Run, db_path: Path
) -> None:
    done = focusgroup("session", "list", "--json")
    assert (done.code, done.json) == (0, [])
    assert str(db_path) in done.err
    assert focusgroup("session", "list").code == 0
    assert not db_path.exists()
    assert focusgroup("session", "show", "last").code == 1
    assert not db_path.exists()


def test_sessions_are_listed_newest_first_by_status(focusgroup: Run, agenda: Path) -> None:
    ids = [focusgroup("session", "add", agenda, "--title", f"T{n}").out.strip() for n in range(3)]
    focusgroup("session", "start", ids[1])
    listed = focusgroup("session", "list", "--json").json
    assert [s["id"] for s in listed] == ids[::-1]
    live = focusgroup("session", "list", "--json", "--status", "live").json
    assert [s["title"] for s in live] == ["T1"]
    assert len(focusgroup("session", "list", "--json", "--limit", "2").json) == 2
    table = focusgroup("session", "list").out
    assert all(title in table for title in ("T0", "T1", "T2"))
    shown = [line.split()[0] for line in table.splitlines()[1:]]
    for prefix, full in zip(shown, ids[::-1], strict=True):
        assert focusgroup("session", "show", prefix, "--json").json["id"] == full


def test_short_ids_are_as_long_as_they_must_be() -> None:
    assert shortest_prefix(["a" * 36]) == 8
    assert shortest_prefix(["0123456789ab", "0123456789ac"]) == 12
    assert shortest_prefix([]) == 8


def test_show_gives_agenda_people_and_counts(focusgroup: Run, session_id: str) -> None:
    focusgroup("session", "capture", session_id, stdin="- slow @1 #rep\n. nods\n/park vans\n")
    shown = focusgroup("session", "show", session_id, "--json").json
    assert shown["counts"] == {
        "problem": 1, "strength": 0, "missing_feature": 0, "context": 0, "untagged": 0,
        "observation": 1,
    }  # fmt: skip
    assert [p["quotes"] for p in shown["participants"]] == [1, 0]
    assert [n["text"] for n in shown["notes"]] == ["vans"]
    assert [i["title"] for i in shown["agenda_items"] if i["question"] is None] == [
        "Welcome", "Trouble", "Close",
    ]  # fmt: skip
    text = focusgroup("session", "show", session_id[:20]).out
    for part in ("Planners", "Anna Novak", "Trouble", "vans", "1 problem", session_id):
        assert part in text


def test_an_observation_is_counted_as_one_wherever_quotes_are_counted(
    focusgroup: Run, session_id: str
) -> None:
    lines = "- slow @1 #rep\n. frowns @1\n. nods\n+ fine @2\n"
    focusgroup("session", "capture", session_id, stdin=lines)
    (listed,) = focusgroup("session", "list", "--json").json
    assert (listed["quotes"], listed["observations"]) == (2, 2)
    assert [each["quotes"] for each in focusgroup("people", "list", session_id, "--json").json] == [
        each["quotes"]
        for each in focusgroup("session", "show", session_id, "--json").json["participants"]
    ]
    (first, *_) = focusgroup("quotes", "list", "--kind", "observation", "--json").json
    focusgroup("quotes", "edit", first["id"], "--kind", "context")
    (listed,) = focusgroup("session", "list", "--json").json
    assert (listed["quotes"], listed["observations"]) == (3, 1)
    done = focusgroup("session", "delete", session_id, "--yes")
    assert "(3 quotes and 1 observation) deleted" in done.out
    (deleted,) = focusgroup("session", "list", "--deleted", "--json").json
    assert (deleted["quotes"], deleted["observations"]) == (0, 0)
    assert "(3 quotes and 1 observation)" in focusgroup("session", "restore", session_id).out


@pytest.mark.parametrize("ref", ["ffffffff", "no such", "", "'; DROP TABLE session; --", "\x00"])
def test_an_unknown_session_says_where_ids_are(focusgroup: Run, session_id: str, ref: str) -> None:
    for command in ("show", "capture", "start", "end", "undo"):
        done = focusgroup("session", command, ref)
        assert done.code == 1
        assert "session list" in done.err
        assert "Traceback" not in done.err


# -- leading ---------------------------------------------------------------------------------


def test_a_session_is_led_by_commands_alone(
    focusgroup: Run, session_id: str, at: Callable[[int], None]
) -> None:
    started = focusgroup("session", "start", session_id)
    assert started.code == 0
    assert "live" in started.out
    assert "Welcome" in started.out
    at(4 * 60_000)
    assert "Trouble" in focusgroup("session", "next", session_id, "--section").out
    at(6 * 60_000)
    assert "What then?" in focusgroup("session", "next", session_id).out
    at(7 * 60_000)
    assert "paused" in focusgroup("session", "pause", session_id).out
    at(17 * 60_000)
    assert "7:00" in focusgroup("session", "resume", session_id).out
    at(18 * 60_000)
    assert "Close" in focusgroup("session", "goto", session_id, "clo").out
    at(19 * 60_000)
    assert "ended" in focusgroup("session", "end", session_id).out
    shown = focusgroup("session", "show", session_id, "--json").json
    assert shown["ended_ms"] - shown["started_ms"] == 19 * 60_000
    spent = {(i["section"], i["question"]): i["spent_ms"] // 60_000 for i in shown["agenda_items"]}
    assert spent == {
        (1, None): 4, (1, 1): 4, (2, None): 4, (2, 1): 2, (2, 2): 2, (3, None): 1,
    }  # fmt: skip


def test_time_between_two_commands_counts(
    focusgroup: Run, session_id: str, at: Callable[[int], None]
) -> None:
    focusgroup("session", "start", session_id)
    at(90_000)
    focusgroup("session", "capture", session_id, stdin="- slow @1\n")
    at(150_000)
    focusgroup("session", "capture", session_id, stdin="- slower @1\n")
    quotes = focusgroup("quotes", "--json").json
    assert [q["offset_ms"] for q in quotes] == [150_000, 90_000]


@pytest.mark.parametrize(
    ("steps", "then"),
    [
        ((), "pause"),
        ((), "resume"),
        ((), "next"),
        (("start",), "start"),
        (("start",), "resume"),
        (("start", "end"), "end"),
        (("start", "end"), "next"),
        (("start", "end"), "pause"),
    ],
)
def test_a_step_that_is_not_possible_says_which_ones_are(
    focusgroup: Run, session_id: str, steps: tuple[str, ...], then: str
) -> None:
    for step in steps:
        assert focusgroup("session", step, session_id).code == 0
    done = focusgroup("session", then, session_id)
    assert done.code == 1
    assert "`session " in done.err


def test_the_end_of_the_agenda_is_no_place_to_go_on(focusgroup: Run, session_id: str) -> None:
    focusgroup("session", "start", session_id)
    focusgroup("session", "goto", session_id, "3")
    done = focusgroup("session", "next", session_id)
    assert done.code == 1
    assert "end of the agenda" in done.err
    assert "2 Trouble" in focusgroup("session", "goto", session_id, "9").err
    assert focusgroup("session", "goto", session_id, "2.7").code == 1
    assert "What then?" in focusgroup("session", "goto", session_id, "2.2").out


# -- correcting ------------------------------------------------------------------------------


@pytest.fixture
def quote_id(focusgroup: Run, session_id: str) -> str:
    focusgroup("session", "capture", session_id, stdin="- it was slow @1 #Reporting\n")
    found: str = focusgroup("quotes", "--json").json[0]["id"]
    return found


def test_a_quote_is_corrected_in_every_way(focusgroup: Run, quote_id: str) -> None:
    done = focusgroup(
        "quotes", "edit", quote_id, "--text", "it was quick", "--kind", "strength",
        "--speaker", "bo", "--theme", "exports", "--intensity", "2", "--paraphrase", "--stub",
        "--agree", "3", "--object", "1",
    )  # fmt: skip
    assert done.code == 0
    quote = focusgroup("quotes", "--json").json[0]
    assert (quote["text"], quote["kind"], quote["speaker"]) == ("it was quick", "strength", "Bo Li")
    assert quote["themes"] == ["Reporting > Exports"]
    assert (quote["intensity"], quote["verbatim"], quote["stub"]) == (2, False, True)
    assert (quote["agreement"], quote["dissent"]) == (3, 1)


def test_several_quotes_are_retagged_together_and_undone_together(
    focusgroup: Run, session_id: str, quote_id: str
) -> None:
    focusgroup("session", "capture", session_id, stdin="- and late @2 #Reporting\n")
    ids = [q["id"] for q in focusgroup("quotes", "--json").json]
    done = focusgroup(
        "quotes", "edit", *ids, "--add-theme", "Speed > Mondays", "--remove-theme", "Reporting",
        "--new-themes",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert [q["themes"] for q in focusgroup("quotes", "--json").json] == [["Speed > Mondays"]] * 2
    assert "1 more" in focusgroup("session", "undo", session_id).out
    assert [q["themes"] for q in focusgroup("quotes", "--json").json] == [["Reporting"]] * 2
    assert focusgroup("session", "redo", session_id).code == 0
    assert [q["themes"] for q in focusgroup("quotes", "--json").json] == [["Speed > Mondays"]] * 2


def test_undo_goes_back_to_nothing_and_says_when_it_is_there(
    focusgroup: Run, session_id: str, quote_id: str
) -> None:
    focusgroup("quotes", "edit", quote_id, "--speaker", "-")
    assert focusgroup("quotes", "--json").json[0]["speaker"] is None
    assert focusgroup("quotes", "delete", quote_id).code == 0
    assert focusgroup("quotes", "--json").json == []
    assert "deleted" in focusgroup("quotes", "edit", quote_id, "--text", "x").err
    for left in (1, 1, 0):
        assert focusgroup("session", "undo", session_id).code == 0
        assert len(focusgroup("quotes", "--json").json) == left
    done = focusgroup("session", "undo", session_id)
    assert done.code == 1
    assert "nothing to undo" in done.err


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ((), 2, "say what to change"),
        (("--text", " "), 2, "needs words"),
        (("--kind", "praise"), 2, "missing_feature"),
        (("--theme", "Nonesuch"), 1, "--new-themes"),
        (("--add-theme", "Reportign"), 1, "Reporting"),
        (("--speaker", "9"), 1, "2 Bo Li"),
        (("--intensity", "7"), 2, "intensity"),
    ],
)
def test_a_correction_that_can_not_be_made_changes_nothing(
    focusgroup: Run, quote_id: str, args: tuple[str, ...], code: int, message: str
) -> None:
    before = focusgroup("quotes", "--json").out
    done = focusgroup("quotes", "edit", quote_id, *args)
    assert (done.code, message in done.err) == (code, True), done.err
    assert focusgroup("quotes", "--json").out == before


def test_a_participant_is_seated_late(focusgroup: Run, session_id: str) -> None:
    assert "@3 is Cy Young (CY)" in focusgroup("people", "add", session_id, "Cy Young, vp").out
    done = focusgroup("people", "add", session_id, "Di Wu", "--seat", "1")
    assert done.code == 1
    assert "Anna Novak" in done.err
    focusgroup("people", "add", session_id, "Ed Ito", "--seat", "9", "--no-notes")
    people = focusgroup("session", "show", session_id, "--json").json["participants"]
    assert [(p["seat"], p["consent_notes"], p["consent_name"]) for p in people[2:]] == [
        (3, True, True),
        (9, False, False),
    ]


def test_every_command_of_the_group_has_help(focusgroup: Run) -> None:
    from focusgroup.cli.session import session

    listed = focusgroup("session", "--help").out
    for name in session.list_commands(click.Context(session)):
        assert f"  {name} " in listed
        done = focusgroup("session", name, "--help")
        assert done.code == 0
        options = [line for line in done.out.splitlines() if line.startswith("  -")]
        for option in options:
            # Either the help stands behind the option or, when that is long, below it.
            assert len(option.split("  ")) > 2 or len(option) > 20, option


def test_undo_brings_the_old_plan_back_into_the_clock(focusgroup: Run, session_id: str) -> None:
    focusgroup("session", "start", session_id)

    async def plan_anew(db: Db) -> tuple[Plan, Plan]:
        writer = WriteInOrder()
        lead = await SessionLead.load(db, session_id, writer, unattended=True)
        before = lead.clock.plan
        after = replace(before, order=(0, 2, 1), cut=frozenset({1}))
        lead.replan(after)
        await writer.written()
        texts = [json.dumps(plan.to_data()) for plan in (before, after)]
        await history.keep_plan(db, lead.session.id, *texts, clock.unix_ms())
        return before, after

    async def kept(db: Db) -> Plan:
        return (await SessionLead.load(db, session_id, WriteInOrder())).clock.plan

    settings = Settings(db=default_db())
    before, after = with_db(settings, plan_anew)
    assert with_db(settings, kept) == after
    assert focusgroup("session", "undo", session_id).out == "undone: the new plan\n"
    assert with_db(settings, kept) == before
    assert focusgroup("session", "redo", session_id).code == 0
    assert with_db(settings, kept) == after


def test_a_number_is_nobodys_name(focusgroup: Run, agenda: Path) -> None:
    refused = focusgroup("session", "add", agenda, "--participant", "1")
    assert (refused.code, refused.out) == (1, "")
    assert "“1” is a number, not a name" in refused.err
    made = focusgroup("session", "add", agenda).out.strip()
    assert focusgroup("people", "add", made, "1, planner").code == 1
    captured = focusgroup("session", "capture", made, stdin="/who 1\n")
    assert (captured.code, "is a number" in captured.err) == (1, True)
    assert focusgroup("people", "list", made, "--json").json == []


def test_who_was_not_asked_for_consent_is_said_and_keeps_the_least(
    focusgroup: Run, agenda: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("sep=;\nName;Firma;Einwilligung;Telefon\nMia;Alpha;;1\nBo;Alpha;nein;\n")
    line = "Cy, Lead, Alpha, quiet"
    done = focusgroup("session", "add", agenda, "--participants", people, "--participant", line)
    assert done.code == 0
    assert "Mia was not asked for consent: set up as “no notes”" in done.err
    assert "line 2: Not read: “Telefon”" in done.err
    assert "“quiet” is read as the account's market segment" in done.err
    session = done.out.strip()
    shown = focusgroup("people", "list", session, "--json").json
    assert [(each["name"], each["consent_notes"], each["asked"]) for each in shown] == [
        ("Cy", True, True),
        ("Mia", False, False),
        ("Bo", False, True),
    ]
    listed = focusgroup("people", "list", session).out.splitlines()
    assert [line.split("  ")[-1] for line in listed[1:]] == ["by name", "not asked", "no notes"]
    # A refusal is an answer, though it changes nothing about what is kept.
    told = focusgroup("people", "edit", session, "Mia", "--no-notes").out
    assert "now: no notes" in told
    shown = focusgroup("people", "list", session, "--json").json
    assert [(each["consent_notes"], each["asked"]) for each in shown[1:2]] == [(False, True)]


def test_two_people_of_one_name_and_company_can_be_seated(
    focusgroup: Run, agenda: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,Role,Company\nMia Berger,Lead,Alpha\nMia Berger,Lead,Alpha\n")
    done = focusgroup("session", "add", agenda, "--participants", people)
    assert "read as two people" in done.err
    session = done.out.strip()
    focusgroup("people", "edit", session, "@2", "--no-notes", "--everywhere")
    shown = focusgroup("people", "list", session, "--json").json
    assert [(each["seat"], each["initials"], each["consent_notes"]) for each in shown] == [
        (1, "MB", True),
        (2, shown[1]["initials"], False),
    ]


@pytest.mark.parametrize(("notes", "still"), [(False, "not asked"), (True, "name not asked")])
def test_at_a_terminal_consent_is_asked_for_and_enter_is_no_answer(
    monkeypatch: pytest.MonkeyPatch, notes: bool, still: str
) -> None:
    from focusgroup.cli.session import add

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def prompt(question: str, *, type: click.Choice[str], default: str, err: bool) -> str:
        assert (default, err) == (still, True)
        assert default in type.choices
        assert question == "Mia was not asked for consent"
        return answers.pop()

    answers = ["by name", still]
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setattr("click.prompt", prompt)
    person = NewParticipant("Mia", consent_notes=notes, consent_name=False, not_asked=True)
    assert add._with_consent(person) == person
    agreed = add._with_consent(person)
    assert (agreed.consent_notes, agreed.consent_name, agreed.not_asked) == (True, True, False)


def test_what_is_no_session_is_said_as_that(focusgroup: Run, session_id: str) -> None:
    assert session_id
    assert "there is no session “nope”" in focusgroup("session", "delete", "nope").err


def test_a_session_is_deleted_and_restored(focusgroup: Run, session_id: str) -> None:
    asked = focusgroup("session", "delete", session_id, stdin="")
    assert (asked.code, "--yes" in asked.err) == (2, True)
    assert focusgroup("session", "delete", "planners", stdin="n\n").code == 1
    gone = focusgroup("session", "delete", session_id[:20], "--yes")
    assert gone.code == 0
    assert f"focusgroup session restore {session_id[:8]} " in gone.out
    assert session_id[:8] not in focusgroup("session", "list").out
    assert focusgroup("session", "show", session_id).code == 1
    assert "Planners" in focusgroup("session", "list", "--deleted").out
    assert focusgroup("session", "restore", "planners").code == 0
    assert "Planners" in focusgroup("session", "show", session_id).out
    assert focusgroup("session", "list", "--deleted").out == ""


def test_the_bottom_line_is_written_shown_and_removed(focusgroup: Run, session_id: str) -> None:
    session = session_id
    wrote = focusgroup("session", "bottom-line", "last", "Exports cost a day.")
    assert wrote.out.rstrip().endswith(": Exports cost a day.")
    assert (
        focusgroup("session", "show", session, "--json").json["bottom_line"]
        == "Exports cost a day."
    )
    assert focusgroup("session", "bottom-line", session, "").out.endswith(": no bottom line\n")
    assert focusgroup("session", "show", session, "--json").json["bottom_line"] == ""


def test_a_headline_is_written_with_its_finding_and_removed(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    lines = "- three weeks until the first report @1 #rep\n+ the board @1 #rep\n"
    assert focusgroup("session", "capture", session_id, "--new-themes", stdin=lines).code == 0
    theme = focusgroup("themes", "--json").json[0]["path"]
    wrote = focusgroup("session", "headline", session_id, theme, "problem", " It takes weeks. ")
    assert wrote.out == f"{theme}, problems: It takes weeks.\n"
    text = tmp_path / "x.md"
    focusgroup("export", "markdown", session_id, "-o", text)
    assert f"1. **{theme}**: It takes weeks." in text.read_text("utf-8")
    gone = focusgroup("session", "headline", session_id, theme, "problem", "")
    assert gone.out == f"{theme}, problems: no headline\n"
    none = focusgroup("session", "headline", session_id, "Pricing", "strength", "x")
    assert (none.code, f"those that have one: {theme}" in none.err) == (1, True)
