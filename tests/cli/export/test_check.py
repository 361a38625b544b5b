"""`focusgroup export check` from the command line: what it prints and how it ends."""

import pytest

AGENDA = "## Trouble (10 min, key)\n"


@pytest.fixture
def session_id(focusgroup, tmp_path) -> str:
    path = tmp_path / "small.md"
    path.write_text(AGENDA)
    made = focusgroup(
        "session", "add", path, "--participant", "Anna Novak, planner, Northwind",
        "--participant", "Bo Quixworth, buyer, Contoso, by role only",
    )  # fmt: skip
    captured = "- three weeks, as Quixworth says @1\n- too slow @2\n"
    assert focusgroup("session", "capture", made.out.strip(), stdin=captured).code == 0
    return made.out.strip()


def test_a_document_as_it_was_written_passes_and_one_with_a_name_does_not(
    focusgroup, session_id, tmp_path
):
    for kind in ("word", "xlsx", "markdown", "csv"):
        path = tmp_path / f"summary-of-{kind}"
        assert focusgroup("export", kind, session_id, "-o", path).code == 0
        checked = focusgroup("export", "check", path, session_id)
        assert (checked.code, checked.err) == (0, "")
        assert checked.out.startswith("No name found: ")
        assert checked.out.endswith(" searched for 1 person who is not to be named.\n")
    path = tmp_path / "summary.txt"
    path.write_text("Anna met\nBo \x1bQuixworth of Northwind\n")
    inside = focusgroup("export", "check", path, session_id)
    assert inside.code == 1
    assert inside.out == "line 2: Bo Quixworth (as “Bo <U+001B>Quixworth”)\n"
    assert inside.err == (
        "summary.txt holds names that must not be in it, in 1 place. Don't send it.\n"
    )
    outside = focusgroup("export", "check", path, "last", "--external")
    assert outside.code == 1
    assert [line.split(" (")[0] for line in outside.out.splitlines()] == [
        "line 1: Anna Novak", "line 2: Bo Quixworth", "line 2: Northwind",
    ]  # fmt: skip


def test_more_places_than_a_screen_holds_are_counted(focusgroup, session_id, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("Quixworth\n" * 53)
    done = focusgroup("export", "check", path, session_id)
    assert done.out.splitlines()[-1] == "and 3 more places"
    assert len(done.out.splitlines()) == 51


def test_what_cannot_be_checked_is_a_sentence(focusgroup, session_id, tmp_path):
    done = focusgroup("export", "check", tmp_path / "none.docx", session_id)
    assert done.code == 1
    assert "there is no file" in done.err
    assert focusgroup("export", "check", tmp_path / "none.docx").code == 2
