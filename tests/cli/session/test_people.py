"""People of a session from the command line: facts, consent and what it holds back, by bytes."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]

AGENDA = "## Trouble (10 min, key)\n\nThemes: Reporting\n\n1. When did it let you down?\n"
LINES = """\
- Imports of Zebulon break @1 #Reporting
+ boards are fine @1
- as Quentin said, it is slow @2 #Reporting
? dark mode @3
/promise Send the list @1, Paula, 2026-11-27
/call exports @1
"""
NAME, PART = "Quentin Zymurgy", "Zymurgy"


@pytest.fixture
def session_id(focusgroup: Run, tmp_path: Path) -> str:
    path = tmp_path / "small.md"
    path.write_text(AGENDA)
    made = focusgroup(
        "session", "add", path,
        "--participant", f"{NAME}, chief planner, Northwind",
        "--participant", "Bo Li, buyer, Contoso, SMB, 12 %",
        "--participant", "Cy Young, vp, Acme",
    )  # fmt: skip
    found = made.out.strip()
    assert focusgroup("session", "capture", found, stdin=LINES).code == 0
    return found


def readable(path: Path) -> str:
    """Every byte of a document as text, packed parts unpacked."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist()]
        return "\n".join(part.decode("utf-8", "replace") for part in parts)
    return data.decode("utf-8", "replace")


EXPORTS = {
    "word": ("word", "last"),
    "topline": ("word", "last", "--topline"),
    "all sessions": ("word",),
    "theme": ("word", "--theme", "Reporting"),
    "external": ("word", "last", "--external"),
    "markdown": ("markdown", "last"),
    "xlsx": ("xlsx", "last"),
    "csv": ("csv", "last"),
    "csv of a theme": ("csv", "--theme", "Reporting"),
    "commitments": ("commitments", "last"),
}


def exported(focusgroup: Run, tmp_path: Path, name: str) -> str:
    path = tmp_path / f"{name}.{'docx' if EXPORTS[name][0] in ('word', 'commitments') else 'x'}"
    done = focusgroup("export", *EXPORTS[name], "-o", path)
    assert done.code == 0, done.err
    return readable(path)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_name_withdrawn_later_leaves_every_export(
    focusgroup: Run, session_id: str, tmp_path: Path, name: str
) -> None:
    if name != "external":
        assert PART in exported(focusgroup, tmp_path, name) or name == "commitments"
    assert focusgroup("people", "edit", session_id, "1", "--not-by-name").code == 0
    text = exported(focusgroup, tmp_path, name)
    assert PART not in text
    assert "Quentin" not in text
    if name not in ("commitments", "external", "topline"):
        assert "Imports of Zebulon break" in text
        assert "hief planner" in text


@pytest.mark.parametrize("name", EXPORTS)
def test_words_withdrawn_later_leave_every_export(
    focusgroup: Run, session_id: str, tmp_path: Path, name: str
) -> None:
    done = focusgroup("people", "edit", session_id, "1", "--no-notes", "--yes")
    assert done.out.endswith("no notes, 2 quotes withheld\n")
    text = exported(focusgroup, tmp_path, name)
    for gone in ("Zebulon", "boards are fine", PART, "Quentin"):
        assert gone not in text
    if name in ("word", "markdown"):
        assert "2 quotes were left out: no consent to take notes." in text
    focusgroup("session", "undo", session_id)
    if name not in ("commitments", "topline"):
        assert "Imports of Zebulon break" in exported(focusgroup, tmp_path, name)


def test_what_was_observed_of_somebody_is_no_quote_that_was_left_out(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    focusgroup("session", "capture", session_id, stdin=". shakes her head @1\n. nods @1\n")
    focusgroup("people", "edit", session_id, "1", "--no-notes", "--yes")
    for name in ("word", "markdown"):
        text = exported(focusgroup, tmp_path, name)
        assert "2 quotes were left out: no consent to take notes." in text
        assert "2 observations were left out: no consent to take notes." in text
    for name in ("topline", "csv of a theme"):
        done = focusgroup("export", *EXPORTS[name], "-o", tmp_path / f"{name}.docx")
        assert "2 quotes were left out: no consent to take notes." in done.err
        assert "2 observations were left out: no consent to take notes." in done.err


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_a_pdf_obeys_too(focusgroup: Run, session_id: str, tmp_path: Path) -> None:
    focusgroup("people", "edit", session_id, "1", "--not-by-name")
    focusgroup("people", "edit", session_id, "2", "--no-notes", "--yes")
    path = tmp_path / "x.pdf"
    assert focusgroup("export", "pdf", "last", "-o", path).code == 0
    data, streams = path.read_bytes(), []
    for chunk in data.split(b"stream\r\n")[1:] + data.split(b"stream\n")[1:]:
        try:
            streams.append(zlib.decompressobj().decompress(chunk))
        except zlib.error:
            continue
    for gone in (PART.encode(), b"Quentin", b"it is slow"):
        assert gone not in data
        assert not any(gone in stream for stream in streams)


def test_a_list_of_quotes_obeys_too(focusgroup: Run, session_id: str) -> None:
    focusgroup("people", "edit", session_id, "1", "--not-by-name")
    listed = focusgroup("quotes")
    assert PART not in listed.out
    assert "chief planner · Northwind" in listed.out
    noted = "/park @1 park for the planner\n/call @1 call for the planner\n"
    noted += "/promise @1 a plan for the planner\n/park @2 park for the buyer\n"
    focusgroup("session", "capture", session_id, stdin=noted)
    assert "plan for the planner" in focusgroup("session", "show", session_id).out
    rows = focusgroup("quotes", "--json").json
    assert {row["speaker"] for row in rows} == {None, "Bo Li", "Cy Young"}
    focusgroup("people", "edit", session_id, "1", "--no-notes", "--yes")
    listed = focusgroup("quotes")
    assert len(listed.out.splitlines()) == 2
    assert listed.err == "2 quotes withheld: no consent to notes\n"
    shown = focusgroup("session", "show", session_id)
    assert "2 quotes, 5 notes, no consent to notes" in shown.out
    for kept in (shown.out, focusgroup("session", "show", session_id, "--json").out):
        assert "for the planner" not in kept
        assert "for the buyer" in kept
    assert focusgroup("quotes", "--search", "Zebulon").out == ""


def test_withdrawal_of_notes_says_how_many_and_needs_a_yes(
    focusgroup: Run, session_id: str
) -> None:
    done = focusgroup("people", "edit", session_id, "qz", "--no-notes")
    assert done.code == 1
    assert (
        f"2 quotes of {NAME} will be withheld everywhere; nothing was changed yet, add --yes"
        in done.err
    )
    assert len(focusgroup("quotes").out.splitlines()) == 4
    assert focusgroup("people", "edit", session_id, "qz", "--no-notes", "--yes").code == 0
    refused = focusgroup("session", "capture", session_id, stdin="- more @1\n")
    assert refused.code == 1
    assert f"{NAME} has not consented to notes" in refused.err
    assert focusgroup("people", "edit", session_id, "qz", "--notes").code == 0
    assert len(focusgroup("quotes").out.splitlines()) == 4
    assert PART not in focusgroup("quotes").out  # consent to the name is asked for by itself


def test_consent_can_be_withdrawn_in_every_session_at_once(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    again = focusgroup(
        "session", "add", tmp_path / "small.md", "--participant", f"{NAME}, planner, Northwind"
    ).out.strip()
    assert focusgroup("session", "capture", again, stdin="- still slow @1\n").code == 0
    done = focusgroup("people", "edit", again, "1", "--not-by-name", "--everywhere", "--seat", "7")
    assert len(done.out.splitlines()) == 2
    assert PART not in focusgroup("quotes").out
    (first,) = (
        p for p in focusgroup("people", "list", session_id, "--json").json if p["seat"] == 1
    )
    assert first["consent_name"] is False


def test_every_fact_is_put_right_and_listed(focusgroup: Run, session_id: str) -> None:
    done = focusgroup(
        "people", "edit", session_id, "Bo", "--name", "Bo Lindqvist", "--role", "lead buyer",
        "--account", "Tailspin", "--segment", "Enterprise", "--share", "30 %", "--initials", "BX",
        "--seat", "3", "--arrived", "14:10", "--left", "15:00",
    )  # fmt: skip
    assert done.code == 0, done.err
    rows = {row["name"]: row for row in focusgroup("people", "list", session_id, "--json").json}
    bo = rows["Bo Lindqvist"]
    assert [bo[key] for key in ("seat", "initials", "role", "account", "segment")] == [
        3, "BX", "lead buyer", "Tailspin", "Enterprise",
    ]  # fmt: skip
    assert bo["revenue_share"] == 0.3
    assert bo["left_ms"] - bo["arrived_ms"] == 50 * 60_000
    assert rows["Cy Young"]["seat"] == 2
    assert focusgroup("quotes", "--account", "Tailspin").out.count("it is slow") == 1
    shown = focusgroup("people", "list", session_id).out
    assert "by name, came 14:10, left 15:00" in shown
    focusgroup("people", "edit", session_id, "bx", "--left", "-")
    assert "left" not in focusgroup("people", "list", session_id).out


def test_what_can_not_be_is_refused(focusgroup: Run, session_id: str) -> None:
    for args, code, why in (
        (("--role", "x"), 2, "WHO"),
        (("1",), 2, "say what to change"),
        (("nobody", "--role", "x"), 1, "does not match one participant"),
        (("1", "--initials", "BL"), 1, "Bo Li has the initials"),
        (("1", "--everywhere", "--role", "x"), 2, "--everywhere needs"),
        (("1", "--left", "25:00"), 2, "not a time"),
        (("1", "--share", "300 %"), 1, "isn't a share of revenue"),
    ):
        done = focusgroup("people", "edit", session_id, *args)
        assert (done.code, why in done.err) == (code, True), (args, done.err)
    done = focusgroup("people", "delete", session_id, "1")
    assert (done.code, "has said something" in done.err) == (1, True), done.err


def test_accounts_are_listed_and_put_right(focusgroup: Run, session_id: str) -> None:
    done = focusgroup(
        "accounts", "edit", "acme", "--segment", "SMB", "--share", "7", "--owner", "Al"
    )
    assert done.code == 0, done.err
    rows = {row["name"]: row for row in focusgroup("accounts", "--json").json}
    assert (rows["Acme"]["segment"], rows["Acme"]["revenue_share"], rows["Acme"]["owner"]) == (
        "SMB", 0.07, "Al",
    )  # fmt: skip
    assert rows["Contoso"]["revenue_share"] == 0.12
    focusgroup("accounts", "edit", "Acme", "--share", "-", "--segment", "-")
    assert "Acme" in focusgroup("accounts").out
    rows = {row["name"]: row for row in focusgroup("accounts", "--json").json}
    assert (rows["Acme"]["segment"], rows["Acme"]["revenue_share"]) == (None, None)
    assert focusgroup("accounts", "edit", "Nobody", "--owner", "x").code == 1
    assert focusgroup("accounts", "edit", "Acme").code == 2
