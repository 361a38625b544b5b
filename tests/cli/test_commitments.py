"""`focusgroup commitments`: what was promised, by owner and day, done and overdue."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from focusgroup.cli import commitments as command
from tests.conftest import Finished
from tests.hostile import SHORT

Run = Callable[..., Finished]

AGENDA = "## Trouble (10 min, key)\n\n1. When did it let you down?\n"
PROMISES = """\
/promise Send the list @2, Paula, 2026-11-27
/promise Call back, Paula, due 2026-11-20
/promise Find out why
/promise Write it down, owner Al, due someday
"""
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_today", lambda: TODAY)


@pytest.fixture
def promised(focusgroup: Run, tmp_path: Path) -> str:
    path = tmp_path / "small.md"
    path.write_text(AGENDA)
    made = focusgroup(
        "session", "add", path,
        "--participant", "Anna Novak, planner, Northwind",
        "--participant", "Bo Li, buyer, Contoso",
    )  # fmt: skip
    session_id = made.out.strip()
    assert focusgroup("session", "capture", session_id, stdin=PROMISES).code == 0
    return session_id


def ids(focusgroup: Run, *args: str) -> dict[str, str]:
    rows = focusgroup("commitments", "list", "--json", *args).json
    return {row["text"]: row["id"][-6:] for row in rows}


def test_open_ones_stand_under_their_owner_by_day_and_what_is_over_is_said(
    focusgroup: Run, promised: str
) -> None:
    lines = focusgroup("commitments").out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["no owner yet", "Al", "Paula"]
    shown = [line.split(maxsplit=1)[1] for line in lines if line.startswith(" ")]
    assert shown[0].startswith("no date yet ")
    assert shown[1].startswith("due someday ")
    assert shown[2].startswith("OVERDUE 2 days, Fri 20 Nov  Call back")
    assert shown[3].startswith("due Fri 27 Nov ")
    assert "Send the list  ·  to Bo Li, Contoso  ·  " in shown[3]


def test_json_has_the_date_as_written_and_as_a_day(focusgroup: Run, promised: str) -> None:
    rows = {row["text"]: row for row in focusgroup("commitments", "--json").json}
    over = rows["Call back"]
    assert (over["owner"], over["due"], over["due_on"]) == ("Paula", "2026-11-20", "2026-11-20")
    assert (over["overdue_days"], over["done"], over["session"]) == (2, False, promised)
    assert rows["Write it down"]["due_on"] is None
    assert rows["Send the list"]["promised_to"] == "Bo Li"


def test_conditions_narrow_the_list(focusgroup: Run, promised: str) -> None:
    assert set(ids(focusgroup, "--overdue")) == {"Call back"}
    assert set(ids(focusgroup, "--owner", "pau")) == {"Send the list", "Call back"}
    assert set(ids(focusgroup, "last")) == {*ids(focusgroup)}
    assert ids(focusgroup, "--owner", "nobody") == {}


def test_done_ones_leave_the_list_and_come_back(focusgroup: Run, promised: str) -> None:
    found = ids(focusgroup)
    both = (found["Call back"], found["Find out why"])
    assert focusgroup("commitments", "done", *both).code == 0
    assert set(ids(focusgroup)) == {"Send the list", "Write it down"}
    rows = {row["text"]: row for row in focusgroup("commitments", "--all", "--json").json}
    assert len(rows) == 4
    assert rows["Call back"]["done"]
    assert rows["Call back"]["overdue_days"] == 0
    assert rows["Call back"]["done_ms"] > 0
    assert focusgroup("commitments", "reopen", found["Call back"]).code == 0
    assert set(ids(focusgroup)) == {"Send the list", "Write it down", "Call back"}
    undone = focusgroup("session", "undo", promised)
    assert undone.out == "undone: reopening the commitment “Call back”\n"


def test_owner_and_date_are_changed_and_taken_away(focusgroup: Run, promised: str) -> None:
    found = ids(focusgroup)["Find out why"]
    done = focusgroup("commitments", "edit", found, "--owner", "Zoe", "--due", "12 dec")
    assert done.out.splitlines()[0] == "Zoe"
    assert "due Sat 12 Dec" in done.out
    focusgroup("commitments", "edit", found, "--owner", "-", "--due", "-")
    row = next(row for row in focusgroup("commitments", "--json").json if row["owner"] is None)
    assert (row["due"], row["due_on"]) == (None, None)


def test_what_can_not_be_is_refused_and_nothing_changes(focusgroup: Run, promised: str) -> None:
    found = ids(focusgroup)["Find out why"]
    before = focusgroup("commitments", "--json").out
    for args, code, why in (
        (("edit", found), 2, "say what to change"),
        (("edit", found, "--due", "someday"), 1, "isn't a date"),
        (("edit", found, "--text", " "), 2, "can't be empty"),
        (("done", found, "zzzz"), 1, "there is no commitment"),
        (("done", "%"), 1, "there is no commitment"),
        (("done", "0"), 1, "there is no commitment"),
        (("--overdue", "done", found), 2, "unexpected extra argument"),
        (("list", "zzzz"), 1, "no session"),
    ):
        done = focusgroup("commitments", *args)
        assert (done.code, why in done.err) == (code, True), (args, done.err)
    assert focusgroup("commitments", "--json").out == before


def test_nothing_promised_is_no_error(focusgroup: Run, promised: str) -> None:
    focusgroup("commitments", "done", *ids(focusgroup).values())
    empty = focusgroup("commitments")
    assert (empty.code, empty.out, empty.err) == (0, "", "no open commitments\n")
    assert focusgroup("commitments", "--overdue").err == "nothing is overdue\n"
    assert json.loads(focusgroup("commitments", "--json").out) == []


def test_without_a_database_there_is_nothing_yet(focusgroup: Run) -> None:
    done = focusgroup("commitments", "--json")
    assert (done.code, done.json) == (0, [])


def test_what_is_over_is_red_on_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from focusgroup.cli.output import say

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, colour in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stdout", stream)
        say("OVERDUE", alert=True)
        say("due")
        assert stream.getvalue().startswith("\x1b[31mOVERDUE\x1b[0m\n" if colour else "OVERDUE\n")
        assert stream.getvalue().endswith("\ndue\n")
    plain = Terminal()
    monkeypatch.setattr("sys.stdout", plain)
    monkeypatch.setenv("NO_COLOR", "1")
    say("OVERDUE", alert=True)
    assert plain.getvalue() == "OVERDUE\n"


def test_hostile_words_are_a_line_each(focusgroup: Run, promised: str) -> None:
    lines = "".join(f"/promise x {text}\n" for text in SHORT)
    assert "Traceback" not in focusgroup("session", "capture", promised, stdin=lines).err
    shown = focusgroup("commitments")
    assert shown.code == 0
    assert "\x1b" not in shown.out
    assert focusgroup("commitments", "--json").code == 0


def test_commitments_go_into_a_spreadsheet_with_what_the_list_has(focusgroup: Run) -> None:
    focusgroup("session", "add", "customer-visit", "--participant", "Anna, planner, Acme")
    lines = "- slow @1\n/promise =Send it, Paula, 2020-11-25 @1\n/promise Call them\n"
    assert focusgroup("session", "capture", "last", stdin=lines).code == 0
    told = focusgroup("commitments", "list", "--json").json
    read = list(csv.DictReader(focusgroup("commitments", "--csv").out.splitlines()))
    assert len(read) == len(told) == 2
    for row, its in zip(read, told, strict=True):
        assert its["id"].endswith(row["id"])
        assert (row["owner"], row["due day"]) == (its["owner"] or "", its["due_on"] or "")
        assert (row["overdue days"], row["done"]) == (str(its["overdue_days"]), "no")
        assert (row["promised to"], row["account"]) == (
            its["promised_to"] or "", its["account"] or "",
        )  # fmt: skip
    assert {row["commitment"] for row in read} == {"'=Send it", "Call them"}
    (page,) = csv.DictReader(
        focusgroup("commitments", "page", "--account", "Acme", "--csv").out.splitlines()
    )
    assert (page["state"], page["said before"]) == ("overdue", "slow")
    assert focusgroup("commitments", "--csv", "--json").code == 2


def test_without_commitments_a_spreadsheet_has_its_heads(focusgroup: Run, db_path: Path) -> None:
    assert focusgroup("commitments", "--csv").out.startswith("id,owner,commitment")
