"""Capture from standard input: what is right is stored, what is wrong is named."""

import asyncio
import csv
import io
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

import pytest

from focusgroup.cli.context import Settings
from focusgroup.cli.session.capture import _CaptureRun
from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.text import clean
from focusgroup.imports.input_lines import LONGEST_LINE, InputLine, InputLines, refuse_binary
from focusgroup.services.capture.timed.line_times import split_time
from focusgroup.services.capture.timed.timed_capture import TimedCapture
from focusgroup.store import notes, open_db
from focusgroup.store.engine import sqlite
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import recover_journal
from focusgroup.store.quotes import quotes_of_session
from focusgroup.store.wall_clock import away_ms
from focusgroup.system import clock as machine_clock
from focusgroup.system.clock import Moment
from tests.conftest import ROOT, Finished
from tests.hostile import SHORT

Run = Callable[..., Finished]

AGENDA = """\
---
title: Small group
themes:
  - Reporting
  - Reporting > Exports
  - Onboarding
---

## Welcome (5 min)

1. Who are you?

## Trouble (10 min, key)

Themes: Reporting
Listen for: problems

1. When did it let you down?
2. What then?

## Close (5 min)

1. What else?
"""


@pytest.fixture
def session_id(focusgroup: Run, tmp_path: Path) -> str:
    path = tmp_path / "small-group.md"
    path.write_text(AGENDA)
    made = focusgroup(
        "session", "add", path,
        "--participant", "Anna Novak, planner, Northwind",
        "--participant", "Bo Li, buyer, Contoso",
    )  # fmt: skip
    return made.out.strip()


def said(focusgroup: Run) -> list[dict[str, object]]:
    """All quotes, the oldest first."""
    rows: list[dict[str, object]] = focusgroup("quotes", "--json").json
    return rows[::-1]


def places(focusgroup: Run) -> list[tuple[object, object]]:
    return [(row["section"], row["question"]) for row in said(focusgroup)]


def test_good_lines_are_stored_and_bad_ones_named(focusgroup: Run, session_id: str) -> None:
    done = focusgroup(
        "session", "capture", session_id,
        stdin="- took us three weeks @1 #onb !\n"
        "+ the board @nobody\n"
        "\n"
        "+ saves me an hour #exp\n"
        "? offline #zzz\n"
        "/dance\n"
        "~? let me mail it @bo #exp ...\n",
    )  # fmt: skip
    assert done.code == 1
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["line 2", "line 5", "line 6"]
    assert "Anna Novak" in done.err
    assert "3 quotes stored; 3 lines refused" in done.out
    first, second, third = said(focusgroup)
    assert (first["text"], first["kind"], first["speaker"]) == (
        "took us three weeks", "problem", "Anna Novak",
    )  # fmt: skip
    assert (first["account"], first["themes"], first["intensity"]) == (
        "Northwind", ["Onboarding"], 1,
    )  # fmt: skip
    assert (second["kind"], second["speaker"], second["themes"]) == (
        "strength", None, ["Reporting > Exports"],
    )  # fmt: skip
    assert (third["verbatim"], third["stub"], third["speaker"]) == (False, True, "Bo Li")


def test_new_themes_are_made_when_asked_for(focusgroup: Run, session_id: str) -> None:
    lines = '- slow @1 #"Mobile app > Offline"\n- slow too #offline\n'
    done = focusgroup("session", "capture", session_id, "--new-themes", stdin=lines)
    assert done.code == 0, done.err
    assert [row["themes"] for row in said(focusgroup)] == [["Mobile app > Offline"]] * 2
    assert "Mobile app > Offline" in [t["path"] for t in focusgroup("themes", "--json").json]


def test_a_scheduled_session_is_started_by_it(focusgroup: Run, session_id: str) -> None:
    focusgroup("session", "capture", session_id, stdin="- slow @1\n")
    shown = focusgroup("session", "show", session_id, "--json").json
    assert shown["status"] == "live"
    assert shown["started_ms"] is not None
    assert places(focusgroup) == [("Welcome", "Who are you?")]


@pytest.mark.parametrize(
    "refused", ["/park", "/section 9", "[00:10] slow @nobody\n/question 7", ""]
)
def test_a_scheduled_session_is_not_started_by_what_is_refused(
    focusgroup: Run, session_id: str, refused: str
) -> None:
    focusgroup("people", "edit", session_id, "2", "--no-notes")
    line = f"{refused}\nwe sell data @2\n"
    focusgroup("session", "capture", session_id, stdin=line)
    focusgroup("session", "capture", session_id, "--began", "10:00", stdin=line)
    assert focusgroup("session", "show", session_id, "--json").json["status"] == "scheduled"
    assert places(focusgroup) == []
    focusgroup("session", "capture", session_id, stdin=f"{line}slow @1\n")
    assert places(focusgroup) == [("Welcome", "Who are you?")]
    assert focusgroup("session", "show", session_id, "--json").json["status"] == "live"


def test_without_a_time_a_quote_belongs_to_the_open_question(
    focusgroup: Run, session_id: str
) -> None:
    focusgroup("session", "start", session_id)
    focusgroup("session", "goto", session_id, "2.2")
    done = focusgroup(
        "session",
        "capture",
        session_id,
        stdin="slow @1\n/section clo\nlate\n/section 2\n/next\nx\n",
    )
    assert done.code == 0, done.err
    assert places(focusgroup) == [
        ("Trouble", "What then?"),
        ("Close", "What else?"),
        ("Trouble", "What then?"),
    ]


def test_a_section_gives_its_themes_and_its_kind_if_it_is_asked_to(
    focusgroup: Run, session_id: str
) -> None:
    lines = "+ fine @1 #onb\n/section 2\nslow\n+ but safe #onb\n/section 3\nthank you\n"
    done = focusgroup("session", "capture", session_id, "--listen", stdin=lines)
    assert done.code == 0, done.err
    assert done.out.strip() == "4 quotes (1 untagged, 1 tagged by their section) stored"
    assert [(row["kind"], row["themes"]) for row in said(focusgroup)] == [
        ("strength", ["Onboarding"]),
        ("problem", ["Reporting"]),
        ("strength", ["Onboarding"]),
        (None, []),
    ]


def test_notes_without_any_sign_get_no_kind_no_speaker_and_no_theme(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    words = ["we plan on Mondays", "who plans on Fridays?", "nobody, I think"]
    lines = "\n".join(f"[{5 * i:02}:00] {line}" for i, line in enumerate(words, 1))
    done = focusgroup("session", "capture", session_id, stdin=f"/section 2\n{lines}\n")
    assert done.code == 0, done.err
    assert done.out.strip() == "3 quotes (3 untagged) stored"
    for row, text in zip(said(focusgroup), words, strict=True):
        assert (row["text"], row["kind"], row["speaker"], row["themes"]) == (text, None, None, [])
    found = focusgroup("quotes", "--kind", "untagged", "--json").json
    assert len(found) == 3
    focusgroup("export", "csv", session_id, "-o", str(tmp_path / "q.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "q.csv").read_text("utf-8-sig"))))
    assert [(row["Kind"], row["Quote"], row["Speaker"]) for row in rows] == [
        ("", text, "") for text in words
    ]
    assert focusgroup("quotes", "edit", found[0]["id"], "--kind", "context").code == 0
    assert sorted(str(row["kind"]) for row in said(focusgroup)) == ["None", "None", "context"]


def test_a_transcripts_names_and_times_on_their_own_lines_say_who_spoke_and_when(
    focusgroup: Run, session_id: str
) -> None:
    lines = (
        "Anna Novak  0:15\nIt took three weeks.\n\nNobody told us.\nFred Sand (0:20):\nHello.\n"
        "[Bo Li] 00:00:40\nWe were never trained.\n"
    )
    done = focusgroup("session", "capture", session_id, stdin=lines)
    assert done.code == 1
    assert "Fred Sand speaks here, who is not in the session" in done.err
    found = [(quote["text"], quote["speaker"], quote["kind"]) for quote in said(focusgroup)]
    assert sorted(found) == [
        ("It took three weeks.", "Anna Novak", None),
        ("Nobody told us.", "Anna Novak", None),
        ("We were never trained.", "Bo Li", None),
    ]


def test_what_a_line_without_words_sets_carries_over(focusgroup: Run, session_id: str) -> None:
    lines = "- @1 #onb\nslow\n= we plan on Mondays @2\nslow again\n#-\n@-\nand dull\n"
    assert focusgroup("session", "capture", session_id, stdin=lines).code == 0
    assert [(row["kind"], row["speaker"], row["themes"]) for row in said(focusgroup)] == [
        ("problem", "Anna Novak", ["Onboarding"]),
        ("context", "Bo Li", ["Onboarding"]),
        ("problem", "Anna Novak", ["Onboarding"]),
        ("problem", None, []),
    ]


@pytest.mark.parametrize("line", ["-", "- ", "?", "=", "+", "[01:00] -"])
def test_an_empty_bullet_makes_no_problems_of_the_lines_after_it(
    focusgroup: Run, session_id: str, line: str
) -> None:
    done = focusgroup("session", "capture", session_id, stdin=f"one\n{line}\ntwo\n")
    assert (done.code, "line 2: there is only a sign" in done.err) == (1, True)
    assert [(row["text"], row["kind"]) for row in said(focusgroup)] == [
        ("one", None),
        ("two", None),
    ]


def test_rules_and_arrows_are_words_and_a_caption_in_the_midst_is_refused(
    focusgroup: Run, session_id: str
) -> None:
    lines = ["---", "====", "-> then it stops", "--> then again", "=> so"]
    text = "\n".join([*lines, "00:03:10 --> 00:03:12", "slow"])
    done = focusgroup("session", "capture", session_id, stdin=text)
    assert (done.code, "line 6: these are the times of a caption" in done.err) == (1, True)
    assert [row["text"] for row in said(focusgroup)] == [*lines, "slow"]
    assert {row["kind"] for row in said(focusgroup)} == {None}


# -- times -----------------------------------------------------------------------------------


def test_times_place_quotes_by_the_plan_until_somebody_moves(
    focusgroup: Run, session_id: str
) -> None:
    lines = (
        "[00:30] a @1\n[06:00] b\n[00:04:59] c\n[16:00] d\n[17:00] /section 2\n[18:00] e\n"
        "[19:00] /question 2\n[25:00] f\n[18:30] g\n"
    )
    assert focusgroup("session", "capture", session_id, stdin=lines).code == 0
    found = {row["text"]: (row["section"], row["question"]) for row in said(focusgroup)}
    assert found == {
        "a": ("Welcome", "Who are you?"),
        "b": ("Trouble", "When did it let you down?"),
        "c": ("Welcome", "Who are you?"),
        "d": ("Close", "What else?"),
        "e": ("Trouble", "When did it let you down?"),
        "f": ("Trouble", "What then?"),
        "g": ("Trouble", "When did it let you down?"),
    }


def test_a_line_of_an_earlier_section_gets_what_that_listens_for(
    focusgroup: Run, session_id: str
) -> None:
    lines = "[06:00] b @1\n[00:30] a @1\n[16:00] d\n[07:00] c @1\n[00:40] + e\n[17:00] f\n"
    assert focusgroup("session", "capture", session_id, "--listen", stdin=lines).code == 0
    assert {row["text"]: (row["kind"], row["themes"]) for row in said(focusgroup)} == {
        "a": ("context", []),
        "b": ("problem", ["Reporting"]),
        "c": ("problem", ["Reporting"]),
        "d": (None, []),
        "e": ("strength", []),
        "f": (None, []),
    }


def test_the_same_notes_with_began_once_more_are_refused_line_by_line(
    focusgroup: Run, session_id: str
) -> None:
    began = ("--began", "2026-11-20 10:00")
    notes = "[01:00] - a @1\nb @1\nc @9\nd @2\n"
    assert focusgroup("session", "capture", session_id, *began, stdin=notes).code == 1
    mended = notes.replace("@9", "@2")
    done = focusgroup("session", "capture", session_id, *began, stdin=mended)
    assert done.out.startswith("1 quote (1 untagged) stored; 3 lines refused")
    assert sorted(row["text"] for row in said(focusgroup)) == ["a", "b", "c", "d"]
    other = focusgroup(
        "session", "capture", session_id, "--began", "2026-11-20 10:01", stdin=mended
    )
    assert (other.code, "has already started; leave out --began" in other.err) == (1, True)


@pytest.mark.parametrize(
    ("line", "text", "speaker", "minute"),
    [
        ("10:05 Anna Novak: it is slow", "it is slow", "Anna Novak", 10),
        ("01:10:05 Bo: it is slow", "it is slow", "Bo Li", 70),
        ("10:05\tBo Li\tit is slow", "it is slow", "Bo Li", 10),
        ("[10:05] \u200f- بطيء @1", "بطيء", "Anna Novak", 10),
        ("10:05, Anna: it is slow", "it is slow", "Anna Novak", 10),
        ("10:05; Bo Li: it is slow", "it is slow", "Bo Li", 10),
        ("1m30s Bo Li: it is slow", "it is slow", "Bo Li", 1),
        ("01h05m20s Anna: it is slow", "it is slow", "Anna Novak", 65),
        ("5 min Bo: it is slow", "it is slow", "Bo Li", 5),
        ("5 minutes Bo: it is slow", "5 minutes Bo: it is slow", None, 0),
        ("5 Bo: it is slow", "5 Bo: it is slow", None, 0),
        ("10:05 AM Bo Li: it is slow", "10:05 AM Bo Li: it is slow", None, 0),
        ("10:05 Zed: it is slow", "10:05 Zed: it is slow", None, 0),
        ("10:30 we meet: all of us", "10:30 we meet: all of us", None, 0),
    ],
)
def test_a_time_before_a_label_or_a_tab_is_a_time(
    focusgroup: Run, session_id: str, line: str, text: str, speaker: str | None, minute: int
) -> None:
    began = ("--began", "2026-11-20 10:00")
    assert focusgroup("session", "capture", session_id, *began, stdin=f"{line}\n").code == 0
    (row,) = said(focusgroup)
    assert (row["text"], row["speaker"], row["offset_ms"] // 60_000) == (text, speaker, minute)


def test_a_time_alone_is_that_of_the_lines_below_it(focusgroup: Run, session_id: str) -> None:
    began = ("--began", "2026-11-20 10:00")
    for_three = "00:01:00\na @1\nb @1\n\n02:00\nc\n[03:00]\nd\n04:00:\ne\n"
    assert focusgroup("session", "capture", session_id, *began, stdin=for_three).code == 0
    assert {row["text"]: row["offset_ms"] // 60_000 for row in said(focusgroup)} == {
        "a": 1,
        "b": 1,
        "c": 2,
        "d": 3,
        "e": 4,
    }


def test_a_time_of_day_in_place_of_the_sessions_is_said(focusgroup: Run, session_id: str) -> None:
    began = ("--began", "2026-11-20 10:00")
    typed = "[10:00:15] a @1\n[10:00:20] b\n"
    done = focusgroup("session", "capture", session_id, *began, stdin=typed)
    assert done.code == 0
    assert done.err.count("10 hours after the session's start") == 1


def test_a_time_is_that_in_the_session(focusgroup: Run, session_id: str) -> None:
    lines = "[00:30] a @1\n[01:02:03] b\n[75:00] c\n"
    assert focusgroup("session", "capture", session_id, stdin=lines).code == 0
    started = focusgroup("session", "show", session_id, "--json").json["started_ms"]
    assert [(row["offset_ms"], row["at_ms"]) for row in said(focusgroup)] == [
        (ms, started + ms) for ms in (30_000, 3_723_000, 4_500_000)
    ]


def test_a_second_run_goes_on_by_the_plan(focusgroup: Run, session_id: str) -> None:
    focusgroup("session", "capture", session_id, stdin="[06:00] b @1\n")
    focusgroup("session", "capture", session_id, stdin="[16:00] d @1\n")
    assert places(focusgroup) == [
        ("Trouble", "When did it let you down?"),
        ("Close", "What else?"),
    ]


def test_a_session_that_was_led_by_hand_is_not_moved_by_times(
    focusgroup: Run, session_id: str
) -> None:
    focusgroup("session", "start", session_id)
    focusgroup("session", "next", session_id, "--section")
    focusgroup("session", "capture", session_id, stdin="[17:00] d @1\n")
    assert places(focusgroup) == [("Trouble", "When did it let you down?")]


def test_a_session_is_written_down_afterwards(focusgroup: Run, session_id: str) -> None:
    lines = "[00:30] a @1\n[06:00] b\n[07:00] /question 2\n[09:00] c\n"
    done = focusgroup("session", "capture", session_id, "--began", "2026-03-12 14:00", stdin=lines)
    assert done.code == 0, done.err
    shown = focusgroup("session", "show", session_id, "--json").json
    assert shown["started_ms"] == 1_773_324_000_000
    assert shown["ended_ms"] == 1_773_324_000_000 + 9 * 60_000
    assert shown["status"] == "ended"
    spent = {(i["section"], i["question"]): i["spent_ms"] // 1000 for i in shown["agenda_items"]}
    assert [spent[2, None], spent[2, 1], spent[2, 2]] == [240, 120, 120]
    again = focusgroup("session", "capture", session_id, "--began", "2026-03-12", stdin="x\n")
    assert again.code == 1
    assert focusgroup("session", "capture", session_id, stdin="[06:30] late @2\n").code == 0
    assert said(focusgroup)[2]["text"] == "late"
    assert said(focusgroup)[2]["question"] == "When did it let you down?"


@pytest.mark.parametrize(
    ("line", "ms", "rest"),
    [
        ("[00:01:02] x", 62_000, "x"),
        ("[1:02] x", 62_000, "x"),
        ("  [100:00]x", 6_000_000, "x"),
        ("[01:00:00.250]  - x", 3_600_000, "- x"),
        ("[laughs] x", None, "[laughs] x"),
        ("[12] x", None, "[12] x"),
        ("x [00:01]", None, "x [00:01]"),
        ("[/] x", None, "[/] x"),
    ],
)
def test_a_time_stands_in_front_or_is_text(line: str, ms: int | None, rest: str) -> None:
    assert split_time(line) == (ms, rest)


@pytest.mark.parametrize("line", ["[00:60] x", "[01:60:00] x", "[99:99:99] x"])
def test_a_time_that_no_clock_shows_is_wrong(line: str) -> None:
    with pytest.raises(FocusgroupError, match="MM:SS"):
        split_time(line)


# -- what is no quote ------------------------------------------------------------------------


def test_notes_and_people_are_stored(focusgroup: Run, session_id: str) -> None:
    done = focusgroup(
        "session", "capture", session_id,
        stdin="/park vans, all of them\n/promise Send it, with care, owner Paula, due in 2 weeks\n"
        "/call exports @2\n/who Cy Young, vp, Acme\n- new here @3\n. looks away\n@1\nlast\n",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert done.out.strip() == "2 quotes (1 untagged), 1 observation, 3 notes, 1 person stored"
    shown = focusgroup("session", "show", session_id, "--json").json
    assert [(n["kind"], n["text"], n["owner"], n["due"], n["speaker"]) for n in shown["notes"]] == [
        ("parked", "vans, all of them", None, None, None),
        ("commitment", "Send it, with care", "Paula", "in 2 weeks", None),
        ("callback", "exports", None, None, "Bo Li"),
    ]
    assert [row["speaker"] for row in said(focusgroup)] == ["Cy Young", None, "Anna Novak"]


def test_who_did_not_agree_to_notes_is_not_taken_down(focusgroup: Run, session_id: str) -> None:
    focusgroup("people", "add", session_id, "Ed Ito", "--no-notes")
    done = focusgroup("session", "capture", session_id, stdin="- mine @3\n- mine @1\n")
    assert done.code == 1
    assert "Ed Ito" in done.err
    assert [row["speaker"] for row in said(focusgroup)] == ["Anna Novak"]


# -- bad input -------------------------------------------------------------------------------


def test_bytes_that_are_not_utf8_are_kept_and_said(focusgroup: Run, session_id: str) -> None:
    done = focusgroup("session", "capture", session_id, stdin=b"- caf\xe9 is late @1\n- ok\n")
    assert done.code == 0
    assert "line 1 and others like it are not UTF-8: read as Western European" in done.err
    assert [row["text"] for row in said(focusgroup)] == ["café is late", "ok"]
    done = focusgroup("session", "capture", session_id, stdin=b"- \x81\xff\x8d odd @1\n")
    assert "became \ufffd" in done.err
    assert "odd" in str(said(focusgroup)[-1]["text"])


@pytest.mark.parametrize("code", ["cp866", "iso8859_5"])
def test_a_line_that_would_lose_its_letters_is_refused_until_its_encoding_is_named(
    focusgroup: Run, session_id: str, code: str
) -> None:
    typed = "- очень медленно @1\n- экспорт сломан\n".encode(code)
    done = focusgroup("session", "capture", session_id, stdin=typed + b"- ok\n")
    assert (done.code, done.err.count("an encoding that isn't known")) == (1, 2)
    assert [row["text"] for row in said(focusgroup)] == ["ok"]
    named = focusgroup("session", "capture", session_id, "--encoding", code, stdin=typed)
    assert named.code == 0, named.err
    assert len(said(focusgroup)) == 3


def test_a_byte_order_mark_is_no_text_and_utf16_is_read(focusgroup: Run, session_id: str) -> None:
    assert focusgroup("session", "capture", session_id, stdin=b"\xef\xbb\xbf- one @1\r\n").code == 0
    assert [row["text"] for row in said(focusgroup)] == ["one"]
    typed = "- größer @1\n- 慢 @1".encode("utf-16")
    assert focusgroup("session", "capture", session_id, stdin=typed).code == 0
    assert [row["text"] for row in said(focusgroup)] == ["one", "größer", "慢"]


ENDS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", *WIDE, "cp1252"])
def test_lines_of_any_program_are_lines(
    focusgroup: Run, session_id: str, end: str, code: str
) -> None:
    if code == "cp1252" and end > "\x7f":
        return
    lines = ["- größer als „gedacht“ @1", "+ it’s fine – really @2", "? später"]
    typed = (end.join(lines) + end).encode(code)
    done = focusgroup("session", "capture", session_id, stdin=typed)
    assert done.code == 0, done.err
    texts = [row["text"] for row in said(focusgroup)]
    assert texts == ["größer als „gedacht“", "it’s fine – really", "später"]


@pytest.mark.parametrize(
    "data",
    [
        b"WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:04.000\r\n<v Mia>Slow.</v>\r\n",
        b"1\n00:00:01,000 --> 00:00:04,000\nSlow.\n",
        b"PK\x03\x04\x14\x00word/document.xml",
        b"%PDF-1.7\n",
        b"{\\rtf1 slow}",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"- one\n\x00\x00\x00",
        b'{"segments": [{"start": 1, "text": "Slow."}]}',
        b'[\n  {"start": 1, "text": "Slow."}\n]',
        b"Time,Speaker,Text\n00:01:00,Mia,Slow.\n",
        "Zeit\tSprecher\tText\n00:01:00\tMia\tLangsam.\n".encode("utf-16-le"),
    ],
)
def test_what_is_no_plain_text_is_refused_whole(
    focusgroup: Run, session_id: str, data: bytes
) -> None:
    done = focusgroup("session", "capture", session_id, stdin=data)
    assert done.code == 1
    assert "Nothing was stored" in done.err
    assert said(focusgroup) == []


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("[ 01:09 ] slow", 69), ("00:01:20 - slow", 80), ("[1h02m] slow", 3720),
        ("(01:30) slow", 90),
        ("[01:09] slow", 69), ("[1:02:03,5] slow", 3723), ("[5m] slow", 300), ("[2m30s] slow", 150),
        ("00:01:20 slow", 80), ("00:01:20\tslow", 80), ("01:30 – slow", 90), ("01:30\tslow", 90),
        ("【01：30】slow", 90), ("（01:30）slow", 90), ("<01:30> slow", 90), ("{01:30} slow", 90),
        ("[90s] slow", 90), ("1h02m - slow", 3720), ("00:01:20: slow", 80),
        ("01:30: slow", 90), ("01:30 > slow", 90), ("［01:30］slow", 90),
        ("[01:30 - 02:00] slow", 90),
        ("(00:01:30–00:01:40) slow", 90), ("10:05:10 AM slow", None), ("1:05:10 p.m. slow", None),
        ("10:30 slow", None), ("(2m) slow", None), ("12:30-slow", None),
        ("(3:1) slow", None), ("[12] slow", None), ("[h] slow", None),
    ],
)  # fmt: skip
def test_times_in_the_forms_of_other_programs(written: str, seconds: int | None) -> None:
    offset_ms, text = split_time(written)
    assert offset_ms == (None if seconds is None else seconds * 1000)
    assert text == (written if seconds is None else "slow")


SRT = "1\n00:00:01,000 --> 00:00:04,000\nSlow.\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nSlow.\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        *((f"\ufeff{text}".encode(code), "captions") for text in (SRT, VTT)
          for code in ("utf-8", "utf-16-le", "utf-16-be")),
        (b"0:00:01.000,0:00:04.000\nSlow.\n", "captions"),
        (b"[Script Info]\nTitle: Slow\n", "captions"),
        (b'<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml">', "captions"),
        (b"<!DOCTYPE html><p>slow", "a web page"),
        (b'<?xml version="1.0"?><notes/>', "XML"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text", "a Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text"),
        (b"7z\xbc\xaf'\x1c\x00\x04", "not text"),
    ],
)  # fmt: skip
def test_what_other_programs_write_is_refused_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(FocusgroupError, match=f"the input is {what}"):
        refuse_binary(data)


@pytest.mark.parametrize("text", ["WEB is slow", "Riffs on speed", "[Scripts] fail", "1\n- slow"])
def test_notes_that_begin_nearly_so_are_text(text: str) -> None:
    refuse_binary(text.encode())


def test_hostile_lines_are_stored_clean_or_named(focusgroup: Run, session_id: str) -> None:
    rows = [" ".join(text.splitlines()) for text in SHORT.values()]
    rows = [row for row in rows if clean(row).text.strip()]
    lines = "\n".join(f"- @1 {row}" for row in rows).encode("utf-8", "surrogatepass")
    done = focusgroup("session", "capture", session_id, "--new-themes", stdin=lines)
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err + done.out
    refused = [line for line in done.err.splitlines() if "No participant matches" in line]
    assert done.code == 1
    assert f"; {len(refused)} lines refused" in done.out
    assert len(said(focusgroup)) + len(refused) == len(rows)
    assert len(refused) < 10
    for row in said(focusgroup):
        text = str(row["text"])
        assert not any(ord(char) < 32 and char not in "\n\t" for char in text)
        assert "\x1b" not in text
    shown = focusgroup("quotes").out
    assert "\x1b" not in shown
    assert "[laughs] that is one way to say it [laughter]" in shown


def test_a_quote_of_100000_characters_is_named_and_costs_no_other_line(
    focusgroup: Run, session_id: str
) -> None:
    done = focusgroup(
        "session", "capture", session_id, stdin=f"- before @1\n- {'x' * 100_000}\n- after\n"
    )
    assert done.code == 1
    assert "line 2" in done.err
    assert "20,000" in done.err
    assert [row["text"] for row in said(focusgroup)] == ["before", "after"]


def test_a_line_without_an_end_is_not_read_into_memory() -> None:
    class Endless(io.RawIOBase):
        left = 40

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if self.left == 0:
                return 0
            self.left -= 1
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    stream = io.BufferedReader(Endless(), buffer_size=LONGEST_LINE // 4)
    lines = [line for batch in InputLines(stream) for line in batch]
    assert len(lines) == 1
    assert "1 MB" in lines[0].refused


def test_numbers_of_lines_count_every_line(focusgroup: Run, session_id: str) -> None:
    done = focusgroup("session", "capture", session_id, stdin="\n\n- x @9\n\r\n  \n- y @8")
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["line 3", "line 6"]


def test_nothing_on_standard_input_stores_nothing(focusgroup: Run, session_id: str) -> None:
    done = focusgroup("session", "capture", session_id, stdin="")
    assert (done.code, done.out.strip()) == (0, "0 quotes stored")


# -- many at once ----------------------------------------------------------------------------


class Pieces(io.RawIOBase):
    """A pipe through which text comes in pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = self._pieces.pop(0) if self._pieces else b""
        buffer[: len(piece)] = piece
        return len(piece)


def test_what_has_arrived_is_stored_before_more_is_read() -> None:
    came = Pieces(b"one\ntwo\nth", b"ree\n", b"four", b"", b"five\n")
    found = [
        [(line.number, line.text) for line in batch] for batch in InputLines(BufferedReader(came))
    ]
    assert found == [[(1, "one"), (2, "two")], [(3, "three")], [(4, "four")]]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One element for each transaction that is synced."""
    made: list[bool] = []
    write = SqliteDb.write

    async def counted(db: SqliteDb, work: Any, *, durable: bool = True) -> Any:
        result = await write(db, work, durable=durable)
        made.extend([True] * durable)
        return result

    monkeypatch.setattr(SqliteDb, "write", counted)
    return made


@pytest.mark.parametrize("lines", [120, pytest.param(1_000, marks=pytest.mark.slow)])
def test_a_file_costs_few_syncs_and_what_is_not_stored_is_named(
    focusgroup: Run, session_id: str, synced: list[bool], lines: int
) -> None:
    rows = [f"[{n // 60:02}:{n % 60:02}] - sentence {n} @{n % 2 + 1} #exp" for n in range(lines)]
    rows[7], rows[77] = "- who said that @nobody", "[00:99] - when"
    synced.clear()
    done = focusgroup("session", "capture", session_id, stdin="\n".join(rows))
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["line 8", "line 78"]
    assert done.out.strip() == f"{lines - 2} quotes stored; 2 lines refused"
    texts = {row["text"] for row in said(focusgroup)}
    assert texts == {f"sentence {n}" for n in range(lines) if n not in (7, 77)}
    assert len(synced) <= 30


LINES = """\
[00:30] - a @1
[06:00] + b #onb
[00:04:59] c
/who Cy Young, vp, Acme
/who Cy Young, vp, Acme, seat 1
[16:00] d @3
[17:00] /section 2
- no such @nobody
[18:00] . looks away
[19:00] /question 2
/promise Send it, owner Paula, due in 2 weeks
- new #"Mobile app > Offline"
[25:00] f #offline ...
[18:30] g
"""


@pytest.mark.parametrize("began", [(), ("--began", "2026-03-12 14:00")])
def test_lines_at_once_leave_what_they_leave_one_by_one(
    focusgroup: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    began: tuple[str, ...],
) -> None:
    def stored(at_once: int) -> tuple[object, ...]:
        monkeypatch.setattr("focusgroup.imports.input_lines.AT_ONCE", at_once)
        monkeypatch.setenv("FOCUSGROUP_DB", str(tmp_path / f"{at_once}.db"))
        (tmp_path / "small.md").write_text(AGENDA)
        people = ("--participant", "Anna Novak, planner, Northwind", "--participant", "Bo Li")
        made = focusgroup("session", "add", tmp_path / "small.md", *people).out.strip()
        done = focusgroup("session", "capture", made, "--new-themes", *began, stdin=LINES)
        shown = focusgroup("session", "show", made, "--json").json
        start = shown["started_ms"]
        quotes = [
            [row[name] for name in ("text", "kind", "speaker", "themes", "section", "question")]
            for row in said(focusgroup)
        ]
        places = [
            (
                item["section"],
                item["question"],
                # To the nearest minute: a clock that runs adds some ms to times on the minute.
                round(item["spent_ms"] / 60_000),
                item["entered_ms"] and round((item["entered_ms"] - start) / 60_000),
            )
            for item in shown["agenda_items"]
        ]
        notes = [(note["text"], note["owner"], note["due"]) for note in shown["notes"]]
        people_now = [(each["seat"], each["name"]) for each in shown["participants"]]
        return done.code, done.out, done.err, shown["status"], quotes, places, notes, people_now

    assert stored(100) == stored(1)


def test_a_disk_that_fills_up_keeps_whole_batches_and_names_the_first_line_that_is_not_stored(
    focusgroup: Run, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.imports.input_lines.AT_ONCE", 20)
    connect = sqlite.connect

    def small(path: Path, *, reading: bool) -> sqlite3.Connection:
        connection = connect(path, reading=reading)
        (used,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {used + 12}")
        return connection

    rows = [f"- {n:03} {'slow ' * 40}@1" for n in range(200)]
    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "connect", small)
        done = focusgroup("session", "capture", session_id, stdin="\n".join(rows))
    stored = [str(row["text"])[:3] for row in said(focusgroup)]
    assert 0 < len(stored) < len(rows)
    assert stored == [f"{n:03}" for n in range(len(stored))]
    assert f"line {len(stored) + 1} and all lines after it were not stored" in done.err
    assert "the disk is full" in done.err
    assert (done.code, done.out.strip()) == (1, f"{len(stored)} quotes stored")


def test_ctrl_c_ends_after_the_batch_that_is_being_stored_and_counts_it(
    focusgroup: Run, session_id: str, db_path: Path
) -> None:
    reached, go = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        reached.set()
        go.wait(20)

    async def interrupted(run: _CaptureRun) -> None:
        async with open_db(db_path) as db:
            capture = await TimedCapture.begin(db, session_id)
            holding = asyncio.ensure_future(db._writer.run(hold))
            await asyncio.to_thread(reached.wait, 20)
            (batch,) = run.batches
            storing = asyncio.create_task(run._store(capture, batch))
            await asyncio.sleep(0)
            storing.cancel()
            await asyncio.sleep(0)
            go.set()
            await holding
            with pytest.raises(asyncio.CancelledError):
                await storing

    run = _CaptureRun(InputLines(BufferedReader(Pieces(b"- a @1\n- b\n- c\n"))), talk=False)
    asyncio.run(interrupted(run))
    assert run.summary() == "3 quotes stored"
    assert [row["text"] for row in said(focusgroup)] == ["a", "b", "c"]


# -- twice -----------------------------------------------------------------------------------

NOTES = "[01:00] - slow @1 #Reporting\n[01:00] + nice @2\n(02:10) /promise a list, Paula, fri\n"
MORE = "[03:00] - late @1\n[01:00] - so\n"


@pytest.mark.parametrize("notes", [NOTES, "- slow @1\n+ nice @2\n/park pricing\n"])
def test_notes_captured_twice_are_stored_once_and_it_is_said(
    focusgroup: Run, session_id: str, notes: str
) -> None:
    assert focusgroup("session", "capture", session_id, stdin=notes).code == 0
    twice = focusgroup("session", "capture", session_id, stdin=notes)
    assert (twice.code, twice.out.strip()) == (1, "0 quotes stored; 3 lines refused")
    assert "line 3: this line is in the session from an earlier capture; --again" in twice.err
    assert [row["text"] for row in said(focusgroup)] == ["slow", "nice"]
    again = focusgroup("session", "capture", session_id, "--again", stdin=notes)
    assert (again.code, again.out.strip()) == (0, "2 quotes, 1 note stored")


BARE = "- slow @1\n+ nice @2\n/park pricing\n"


@pytest.mark.parametrize(
    ("notes", "grown"),
    [
        (NOTES, NOTES + MORE),
        (BARE, f"{BARE}- late @1\n? more\n"),
        (BARE, f"- late @1\n? more\n{BARE}"),
        (BARE, BARE.replace("+", "- late @1\n? more\n+")),
    ],
    ids=["with times", "at the end", "at the beginning", "in between"],
)
def test_of_notes_that_have_grown_only_the_new_lines_are_stored(
    focusgroup: Run, session_id: str, notes: str, grown: str
) -> None:
    focusgroup("session", "capture", session_id, stdin=notes)
    before = len(said(focusgroup))
    done = focusgroup("session", "capture", session_id, stdin=grown)
    assert (done.code, done.out.strip()) == (1, "2 quotes stored; 3 lines refused")
    assert len(said(focusgroup)) == before + 2


def test_words_that_were_said_again_are_stored(focusgroup: Run, session_id: str) -> None:
    focusgroup("session", "capture", session_id, stdin="- slow @1\n- slow @1\n")
    once = focusgroup("session", "capture", session_id, stdin="- slow @1\n")
    more = focusgroup("session", "capture", session_id, stdin="- slow @1\n- late @1\n")
    assert (once.code, more.code) == (0, 0)
    assert len(said(focusgroup)) == 5


# -- as it comes -----------------------------------------------------------------------------


def test_each_line_is_on_disk_before_the_next_is_read(
    focusgroup: Run, session_id: str, db_path: Path
) -> None:
    """A line is answered while the pipe is still open, and survives a kill after it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "focusgroup", "session", "capture", session_id, "--verbose"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    watch = threading.Timer(60, process.kill)
    watch.start()
    try:
        assert process.stdin
        assert process.stdout
        for text in ("one", "two"):
            process.stdin.write(f"- {text} @1\n".encode())
            process.stdin.flush()
            answer = process.stdout.readline().decode()
            assert answer.startswith("✓ 0:0")
            assert text in answer
        process.kill()
    finally:
        watch.cancel()
        process.communicate()
    assert [row["text"] for row in said(focusgroup)] == ["one", "two"]


def test_a_store_that_fails_says_what_is_not_stored(
    focusgroup: Run, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from focusgroup.services.capture.timed import timed_capture

    real, calls = timed_capture.store_quote, 0

    async def fails_at_second(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise StoreError("the disk is full")
        return await real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(timed_capture, "store_quote", fails_at_second)
    done = focusgroup("session", "capture", session_id, stdin="- a @1\n- b\n- c\n")
    assert done.code == 1
    assert "line 2 and all lines after it were not stored" in done.err
    assert "disk is full" in done.err
    assert "1 quote stored" in done.out
    assert [row["text"] for row in said(focusgroup)] == ["a"]


@pytest.mark.parametrize("deleted", [True, False])
def test_a_database_that_goes_while_the_pipe_is_open_is_said_and_nothing_is_lost(
    session_id: str,
    db_path: Path,
    deleted: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Another program deletes it, or writes over it, between two lines."""
    saved = sqlite3.connect(db_path)
    saved.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    saved.close()
    before = db_path.read_bytes()

    def lines() -> Iterator[list[InputLine]]:
        yield [InputLine(1, "- a @1"), InputLine(2, "/park prices")]
        if deleted:
            for file in db_path.parent.glob(f"{db_path.name}*"):
                file.unlink()
        else:
            db_path.write_bytes(b"something else" * 300)
        yield [InputLine(3, "- b @1")]

    run = _CaptureRun(lines(), talk=False)
    with pytest.raises(StoreError, match="no longer there" if deleted else "overwrote"):
        run.through(Settings(db_path), session_id, new_themes=False, began="")
    told = capsys.readouterr().err
    assert "line 3 and all lines after it were not stored" in told
    copy = Path(re.search(r" is in (\S+\.rescued?);", told)[1])
    assert copy.is_file()
    if not deleted:
        for file in db_path.parent.glob(f"{db_path.name}-*"):
            file.unlink()
        db_path.write_bytes(before)

    async def there() -> list[str]:
        async with open_db(copy if deleted else db_path) as db:
            if not deleted:
                await recover_journal(db, copy, 0)
            quotes = await quotes_of_session(db, session_id)
            return [
                *(q.text for q in quotes),
                *(n.text for n in await notes.of_session(db, session_id)),
            ]

    assert asyncio.run(there()) == (["a", "b", "prices"] if deleted else ["a", "prices"])


async def test_a_clock_that_nobody_noted_is_not_away(tmp_path: Path) -> None:
    from focusgroup.store import open_db

    async with open_db(tmp_path / "x.db") as db:
        assert await away_ms(db, "nonesuch", Moment(5)) == 0


def test_a_machine_started_again_with_its_clock_behind_never_turns_the_session_back(
    focusgroup: Run, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now(wall_ms: int, mono_ms: int, boot: str) -> None:
        monkeypatch.setattr(machine_clock, "moment", lambda: Moment(wall_ms, mono_ms, boot))

    noon = machine_clock.unix_ms()
    now(noon, 5_000_000, "a")
    focusgroup("session", "start", session_id)
    now(noon + 600_000, 5_600_000, "a")
    focusgroup("session", "capture", session_id, stdin="- before @1\n")
    now(noon - 7_200_000, 10_000, "b")
    focusgroup("session", "capture", session_id, stdin="- after @1\n")
    focusgroup("session", "next", session_id)
    now(noon - 7_140_000, 70_000, "b")
    focusgroup("session", "capture", session_id, stdin="- later @1\n")
    offsets = {row["text"]: row["offset_ms"] // 60_000 for row in said(focusgroup)}
    assert offsets == {"before": 10, "after": 10, "later": 11}


def test_last_is_never_the_session_that_is_planned_for_later(focusgroup: Run) -> None:
    new = ("session", "add", "customer-visit", "--participant", "Anna, planner, Acme")
    held = focusgroup(*new, "--title", "Held today").out.strip()
    assert focusgroup("session", "start", "last").code == 0
    assert focusgroup(*new, "--title", "Next month", "--at", "2099-01-07").code == 0
    done = focusgroup("session", "capture", "last", stdin="- slow @1 #workplace\n")
    assert "last: “Held today”" in done.err
    assert [each["session"] for each in focusgroup("quotes", "--json").json] == [held]
    assert "next: “Next month”" in focusgroup("people", "list", "next").err
    assert focusgroup("session", "end", "last").out.startswith("ended")
    written = focusgroup("export", "markdown", "last")
    assert "slow" in Path(written.out.strip()).read_text("utf-8")
