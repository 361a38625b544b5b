"""`--encoding` for lists, guides, notes and codebooks; what is UTF-8 stays UTF-8."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GUIDE = "# Gespräch\n\n## Eröffnung (10 min)\n\n- Wie läuft es?\n"
WORDS = {
    "cp850": "Zoë Müller",
    "mac_cyrillic": "Анна Новак",
    "iso2022_jp": "山田花子",
    "euc_jp": "山田花子",
    "utf-16-le": "Zoë Müller",
    "utf-16": "Zoë Müller",
    "iso8859-7": "Άννα Νόβακ",
}


def names(focusgroup: Run) -> list[str]:
    return [row["name"] for row in focusgroup("people", "list", "next", "--json").json]


@pytest.mark.parametrize("encoding", WORDS)
def test_a_list_is_read_in_the_encoding_that_was_named(
    focusgroup: Run, tmp_path: Path, encoding: str
) -> None:
    path, name = tmp_path / "list.csv", WORDS[encoding]
    path.write_bytes(f"Name,Role,Account\n{name},buyer,Acme\n".encode(encoding))
    made = focusgroup(
        *("session", "add", "customer-visit", "--participants", path, "--encoding", encoding)
    )
    assert (made.code, names(focusgroup)) == (0, [name]), made.err
    assert "UTF-8" not in made.err


def test_a_utf_8_file_beside_it_stays_what_it_is(focusgroup: Run, tmp_path: Path) -> None:
    path, guide = tmp_path / "list.csv", tmp_path / "guide.md"
    path.write_bytes("Name,Role\nZoë Müller,buyer\n".encode("cp850"))
    guide.write_text(GUIDE, "utf-8")
    focusgroup("session", "add", guide, "--participants", path, "--encoding=cp850")
    assert names(focusgroup) == ["Zoë Müller"]
    assert focusgroup("session", "show", "next", "--json").json["title"] == "Gespräch"


def test_a_guide_and_notes_are_read_so_and_a_guess_says_how_to_name_one(
    focusgroup: Run, tmp_path: Path
) -> None:
    guide = tmp_path / "guide.md"
    guide.write_bytes(GUIDE.encode("cp850"))
    assert "Gespräch" in focusgroup("agenda", "show", guide, "--encoding", "cp850").out
    refused = focusgroup("agenda", "show", guide)
    assert (refused.code, "--encoding" in refused.err) == (1, True)
    focusgroup("session", "add", "customer-visit")
    notes = "- zu langsam für uns\n- läuft träge\n"
    for encoding in ("cp850", "utf-16-le", "utf-16"):
        stored = focusgroup(
            *("session", "capture", "last", "--again", "--encoding", encoding),
            stdin=notes.encode(encoding),
        )
        assert stored.code == 0, stored.err
    said = [row["text"] for row in focusgroup("quotes", "--json").json]
    assert sorted(said) == sorted(["zu langsam für uns", "läuft träge"] * 3)
    guessed = focusgroup("session", "capture", "last", "--again", stdin=notes.encode("cp1252"))
    assert "--encoding names another" in guessed.err


@pytest.mark.parametrize("name", ["klingon", "rot13", "undefined", "a b", "ä"])
def test_an_encoding_that_there_is_not_is_one_sentence(focusgroup: Run, name: str) -> None:
    done = focusgroup("session", "list", "--encoding", name)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert f"there is no encoding “{name}”" in done.err


def test_a_wrong_one_is_one_sentence_and_stores_nothing(focusgroup: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name,Role\nZoë Müller,buyer\n".encode("cp850"))
    for name in ("ascii", "utf-8", "utf-16", "shift_jis"):
        done = focusgroup(
            *("session", "add", "customer-visit", "--participants", path, "--encoding", name)
        )
        assert (done.code, done.err.count("\n")) == (1, 1), done.err
        assert "isn't in the encoding" in done.err
    assert focusgroup("session", "list").out == ""
