"""`focusgroup erase`: who is meant, what is asked and said, and the exit codes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Focusgroup = Callable[..., Finished]
AGENDA = "---\ntitle: Ends\n---\n## All (60 min)\n\n1. What?\n"
WORDS = "three weeks to a first report"


def held(folder: Path, text: str) -> set[str]:
    """The files under *folder* with *text* in their bytes."""
    return {
        each.name
        for each in folder.rglob("*")
        if each.is_file() and text.encode() in each.read_bytes()
    }


@pytest.fixture
def filled(focusgroup: Focusgroup, db_path: Path, tmp_path: Path) -> Path:
    """Two sessions: Anna of Northwind in both, Anna of Contoso in the second, one backup."""
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    for people in (("Anna Novak, planner, Northwind",), ("Anna Novak, , Northwind", "Li Wei")):
        assert focusgroup("session", "add", tmp_path / "agenda.md").code == 0
        for who in people:
            assert focusgroup("people", "add", "next", who).code == 0
        said = focusgroup("session", "capture", "next", stdin=f"- {WORDS} @1\n")
        assert said.code == 0, said.err
    assert focusgroup("people", "add", "last", "Anna Novak, , Contoso").code == 0
    assert focusgroup("db", "backup").code == 0
    return db_path


def test_the_name_must_be_typed(focusgroup: Focusgroup, filled: Path) -> None:
    one = ("erase", "--participant", "anna novak", "--account", "Northwind")
    assert focusgroup(*one, stdin="Anna\n").err == (
        "focusgroup: that is a different name; nothing was changed\n"
    )
    nobody = focusgroup(*one, stdin="")
    assert nobody.code == 2
    assert "--yes skips the question" in nobody.err
    assert len(held(filled.parent, WORDS)) == 2
    done = focusgroup(*one, stdin="Anna Novak\n")
    assert done.code == 0, done.err
    assert "2 quotes" in done.out
    assert "1 backup rewritten" in done.out
    assert "Exported documents and copies kept elsewhere were not changed" in done.out
    assert held(filled.parent, WORDS) == set()
    assert focusgroup("db", "check").code == 0
    assert focusgroup("session", "list", "--json").json[0]["quotes"] == 0


def test_what_was_published_is_named_and_erased_there_by_publishing_again(
    focusgroup: Focusgroup, filled: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared.db"
    assert focusgroup("--db", shared, "db", "new").code == 0
    assert focusgroup("session", "publish", "last", "--to", shared).code == 0
    one = ("erase", "--participant", "Anna Novak", "--account", "Northwind", "--yes")
    would = focusgroup(*one, "--dry-run", "--json").json["published"]
    assert would == [{"session": "Ends", "place": str(shared)}]
    done = focusgroup(*one)
    assert f"“Ends” was published to {shared}: publish it again" in done.out
    assert WORDS in focusgroup("--db", shared, "quotes").out
    assert focusgroup("session", "publish", "last").code == 0
    assert WORDS not in focusgroup("--db", shared, "quotes").out
    while focusgroup("--db", shared, "session", "undo", "last").code == 0:
        pass
    assert WORDS not in focusgroup("--db", shared, "quotes").out
    assert focusgroup("--db", shared, "db", "check").code == 0


def test_several_are_listed_and_told_apart(focusgroup: Focusgroup, filled: Path) -> None:
    several = focusgroup("erase", "--participant", "Anna Novak", "--yes")
    assert several.code == 1
    assert "Anna Novak, Northwind: seat 1 of “Ends”" in several.err
    assert "Anna Novak, Contoso: seat 3 of “Ends”" in several.err
    assert "--account" in several.err
    assert held(filled.parent, WORDS)
    done = focusgroup("erase", "--participant", "Anna Novak", "--all", "--yes")
    assert done.code == 0
    assert "Neither the name nor anything they said was found in 2 files" in done.out
    assert held(filled.parent, "Anna Novak") == set()


def test_part_of_a_name_is_not_enough_without_being_asked(
    focusgroup: Focusgroup, filled: Path
) -> None:
    part = focusgroup("erase", "--participant", "Wei", "--yes")
    assert part.code == 1
    assert "give the full name: Li Wei" in part.err
    assert focusgroup("erase", "--participant", "Wei", stdin="Li Wei\n").code == 0
    assert held(filled.parent, "Li Wei") == set()


def test_a_dry_run_changes_nothing(focusgroup: Focusgroup, filled: Path) -> None:
    done = focusgroup("erase", "--participant", "Li Wei", "--dry-run")
    assert done.code == 0
    assert "would erase: 0 quotes" in done.out
    assert held(filled.parent, "Li Wei") != set()


def test_what_goes_is_counted_and_the_items_it_supports_are_named(
    focusgroup: Focusgroup, filled: Path
) -> None:
    lines = "- no export either @1\n/park @1 ask about exports\n- fine @2\n"
    assert focusgroup("session", "capture", "last", stdin=lines).code == 0
    theirs, others = (
        [row["id"] for row in focusgroup("quotes", "--json").json if row["speaker"] == name]
        for name in ("Anna Novak", "Li Wei")
    )
    for title, quote in (("Faster reports", theirs[0]), ("Left alone", others[0])):
        assert focusgroup("items", "add", title, "--quote", quote).code == 0
    command = ("erase", "--participant", "anna novak", "--account", "Northwind")
    shown = focusgroup(*command, "--dry-run")
    assert "would erase: 3 quotes, 1 note, 0 unsaved lines, 6 history entries" in shown.out, (
        shown.out
    )
    assert "their quotes support 1 item: “Faster reports”\n" in shown.out
    for done in (
        focusgroup(*command, "--dry-run", "--json"),
        focusgroup(*command, "--yes", "--json"),
    ):
        counted = {each: done.json[each] for each in ("quotes", "notes", "drafts", "masked")}
        assert counted == {"quotes": 3, "notes": 1, "drafts": 0, "masked": 0}
        assert done.json["items"] == ["Faster reports"]
    assert [row["text"] for row in focusgroup("quotes", "--json").json] == ["fine"]


def test_a_name_that_is_only_said_is_pointed_out_and_can_be_masked(
    focusgroup: Focusgroup, filled: Path
) -> None:
    assert focusgroup("session", "capture", "last", stdin="- ask Olga Orlova @2\n").code == 0
    nobody = focusgroup("erase", "--participant", "Olga Orlova", "--yes")
    assert nobody.code == 1
    assert "--mask-mentions removes it there" in nobody.err
    unknown = focusgroup("erase", "--participant", "Ozan Demir", "--yes")
    assert "nobody is called “Ozan Demir”" in unknown.err
    assert "the name appears nowhere" in unknown.err
    done = focusgroup("erase", "--participant", "Olga Orlova", "--mask-mentions", "--yes")
    assert done.code == 0, done.err
    assert held(filled.parent, "Olga") == set()
    texts = [row["text"] for row in focusgroup("quotes", "--json").json]
    assert "ask [erased]" in texts


def test_a_first_or_last_name_alone_is_masked_in_every_session_or_shown(
    focusgroup: Focusgroup, filled: Path
) -> None:
    assert focusgroup("people", "add", "last", "Mia Berger, , Contoso").code == 0
    said = "- Mia told me, and Berger agreed @2\n"
    for session in ("last", focusgroup("session", "list", "--json").json[-1]["id"]):
        assert focusgroup("session", "capture", session, stdin=said.replace("@2", "@1")).code == 0
    done = focusgroup("erase", "--participant", "Mia Berger", "--mask-mentions", "--yes")
    assert "Neither the name nor anything they said was found" in done.out
    assert held(filled.parent, "Mia") == held(filled.parent, "Berger") == set()
    assert focusgroup("people", "add", "last", "Max Hill, , Contoso").code == 0
    assert focusgroup("people", "add", "last", "Ina Hill, , Contoso").code == 0
    assert focusgroup("session", "capture", "last", stdin="- Hill agreed @2\n").code == 0
    done = focusgroup("erase", "--participant", "Max Hill", "--mask-mentions", "--yes")
    assert "not sure: 1 place may name them by a part of the name:\n  “Hill agreed”" in done.out
    assert "1 place may still name them by a part of the name" in done.out
    assert "Neither the whole name nor anything they said was found" in done.out


def test_a_role_with_a_part_of_the_name_is_pointed_out_and_kept(
    focusgroup: Focusgroup, filled: Path
) -> None:
    for each in ("Zoltan Quixworth, , Contoso", "Ed Ito, driver of Zoltan, Contoso"):
        assert focusgroup("people", "add", "last", each).code == 0
    done = focusgroup("erase", "--participant", "Zoltan Quixworth", "--mask-mentions", "--yes")
    assert "kept, with the name in it: another participant's role\n" in done.out
    assert "Neither the whole name nor anything they said was found" in done.out


def test_without_a_database_none_is_made(focusgroup: Focusgroup, db_path: Path) -> None:
    assert focusgroup("erase", "--participant", "Anna", "--yes").code == 1
    assert not db_path.exists()
