"""The tree of themes from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def session_id(focusgroup: Run, tmp_path: Path) -> str:
    path = tmp_path / "a.md"
    path.write_text("---\nthemes:\n  - Reporting: numbers\n  - Reporting > Exports\n---\n## A\n")
    made = focusgroup("session", "add", path, "--participant", "Anna", "--participant", "Bo")
    return made.out.strip()


def test_a_theme_counts_what_is_below_it_and_people_once(focusgroup: Run, session_id: str) -> None:
    lines = "- a @1 #exports\n- b @1 #reporting\n+ c @2 #exports\n? d @2 #exports #reporting\n. e\n"
    assert focusgroup("session", "capture", session_id, stdin=lines).code == 0
    rows = focusgroup("themes", "--json").json
    assert [
        (r["path"], r["depth"], r["problem"], r["strength"], r["missing_feature"], r["people"])
        for r in rows
    ] == [("Reporting", 0, 2, 1, 1, 2), ("Reporting > Exports", 1, 1, 1, 1, 2)]
    assert rows[0]["description"] == "numbers"
    assert rows[0]["mentions"] == 4
    table = focusgroup("themes").out.splitlines()
    assert table[1].split()[:8] == ["Reporting", "2", "1", "1", "2", "4", "0", "1"]
    assert table[2].startswith("  Exports")


def test_one_session_is_counted_by_itself(focusgroup: Run, session_id: str, tmp_path: Path) -> None:
    other = focusgroup("session", "add", tmp_path / "a.md", "--participant", "Cy").out.strip()
    focusgroup("session", "capture", session_id, stdin="- a @1 #exports\n")
    focusgroup("session", "capture", other, stdin="- a @1 #exports\n- b #exports\n")
    rows = focusgroup("themes", "list", other, "--json").json
    assert [(r["problem"], r["people"]) for r in rows] == [(2, 1), (2, 1)]
    assert [r["problem"] for r in focusgroup("themes", "--json").json] == [3, 3]
    assert focusgroup("themes", "list", "ffffffff").code == 1


def test_a_theme_is_added_with_those_above_it(focusgroup: Run, db_path: Path) -> None:
    done = focusgroup("themes", "add", "Mobile>  Offline ", "--description", "no signal")
    assert (done.code, done.out.strip()) == (0, "Mobile > Offline")
    assert focusgroup("themes", "add", "mobile > offline").out.strip() == "Mobile > Offline"
    rows = focusgroup("themes", "--json").json
    assert [(r["path"], r["description"]) for r in rows] == [
        ("Mobile", ""),
        ("Mobile > Offline", "no signal"),
    ]
    assert focusgroup("themes", "add", " > ").code == 2


def test_without_themes_there_is_an_empty_list(focusgroup: Run, db_path: Path) -> None:
    assert focusgroup("themes", "--json").json == []
    assert focusgroup("themes").code == 0
    assert not db_path.exists()


def test_names_of_themes_are_data(focusgroup: Run) -> None:
    name = "[@click=app.quit]\u202eevil\x1b[31m[/]"
    assert focusgroup("themes", "add", name).code == 0
    shown = focusgroup("themes").out
    assert "[@click=app.quit]<U+202E>evil[31m[/]" in shown
    assert "\x1b" not in shown
    assert focusgroup("themes", "--json").json[0]["path"] == "[@click=app.quit]\u202eevil[31m[/]"


# -- the codebook ------------------------------------------------------------------------------


@pytest.fixture
def captured(focusgroup: Run, session_id: str) -> str:
    lines = "- a @1 #exports\n- b @2 #reporting\n"
    assert focusgroup("session", "capture", session_id, stdin=lines).code == 0
    return session_id


def names(focusgroup: Run) -> list[str]:
    return [row["path"] for row in focusgroup("themes", "list", "--json").json]


def test_a_theme_is_renamed_moved_merged_and_each_taken_back(
    focusgroup: Run, captured: str
) -> None:
    before = focusgroup("themes").out
    done = focusgroup("themes", "rename", "exports", "Downloads")
    assert done.out == (
        "Done: renaming “Reporting > Exports” to “Reporting > Downloads” (1 quote in 1 session)."
        " Undo: focusgroup themes undo 1\n"
    )
    assert focusgroup("quotes", "--theme", "exports", "--json").json[0]["themes"] == [
        "Reporting > Downloads"
    ]
    assert focusgroup("themes", "move", "downloads", "--top").code == 0
    assert names(focusgroup) == ["Downloads", "Reporting"]
    shown = focusgroup("themes", "merge", "downloads", "reporting", "--dry-run")
    assert shown.out == (
        "Would change: “Downloads” goes into “Reporting”: 1 quote in 1 session."
        " Nothing was changed.\n"
    )
    asked = focusgroup("themes", "merge", "downloads", "reporting", stdin="")
    assert asked.code == 2
    assert "no answer, so nothing was changed; --yes skips the question" in asked.err
    assert focusgroup("themes", "merge", "downloads", "reporting", "--yes").code == 0
    assert names(focusgroup) == ["Reporting"]
    listed = focusgroup("themes", "undo", "--json").json
    assert [(each["number"], each["what"], each["quotes"]) for each in listed] == [
        *((3, "merge", 1), (2, "rename", 1), (1, "rename", 1)),
    ]
    for words in ("merging “Downloads” into “Reporting”", "renaming", "renaming"):
        assert words in focusgroup("themes", "undo").out
    assert focusgroup("themes").out == before
    assert focusgroup("themes", "undo").err == (
        "focusgroup: there is no change of the codebook to undo\n"
    )
    assert focusgroup("db", "check").code == 0


def test_a_theme_is_split_retired_and_deleted(focusgroup: Run, captured: str) -> None:
    split = focusgroup("themes", "split", "reporting", "Boards", "--search", "b", "--yes")
    assert "splitting “Boards” off “Reporting” (1 quote in 1 session)" in split.out
    assert focusgroup("themes", "split", "reporting", "Boards").code == 2
    assert focusgroup("themes", "retire", "boards").code == 0
    assert "Boards (retired)" in focusgroup("themes").out
    assert focusgroup("themes", "retire", "boards", "--again").code == 0
    assert focusgroup("themes", "delete", "boards", "--dry-run").out.startswith("Would change")
    assert focusgroup("themes", "delete", "boards", "--yes").code == 0
    assert [row["themes"] for row in focusgroup("quotes", "--json").json] == [
        *([], ["Reporting > Exports"]),
    ]


def test_a_former_name_makes_no_theme_unless_asked_to(focusgroup: Run, captured: str) -> None:
    focusgroup("themes", "rename", "exports", "Downloads")
    refused = focusgroup("themes", "add", "Reporting > Exports")
    assert "is a former name of “Reporting > Downloads”" in refused.err
    assert focusgroup("themes", "add", "Reporting > Exports", "--anew").code == 0
    assert len(names(focusgroup)) == 3
    focusgroup("themes", "rename", "downloads", "Files")
    taken = focusgroup("themes", "split", "reporting", "Reporting > Downloads", "--kind", "problem")
    assert "“Reporting > Downloads” led to “Reporting > Files” until now" in taken.err


def test_a_theme_is_defined_and_shown(focusgroup: Run, captured: str) -> None:
    told = ("--not", "printing", "--keyword", "csv,pdf", "--keyword", "xlsx", "--owner", "Mia")
    assert focusgroup("themes", "edit", "exports", *told).code == 0
    shown = focusgroup("themes", "show", "exports", "--json").json
    assert (shown["excludes"], shown["keywords"], shown["owner"], shown["quotes"]) == (
        *("printing", ["csv", "pdf", "xlsx"], "Mia", 1),
    )
    assert "Keywords: csv, pdf, xlsx" in focusgroup("themes", "show", "exports").out
    assert focusgroup("themes", "edit", "exports").code == 2


def test_duplicates_are_proposed(focusgroup: Run, captured: str) -> None:
    assert "no two themes look like one" in focusgroup("themes", "duplicates").err
    focusgroup("themes", "add", "Export")
    assert focusgroup("themes", "duplicates", "--json").json == [
        {
            "theme": "Export",
            "other": "Reporting > Exports",
            "why": "the same name in another place",
        }
    ]


@pytest.mark.parametrize("name", ["book.csv", "book.qdc"])
def test_the_codebook_goes_out_and_comes_back(
    focusgroup: Run, captured: str, tmp_path: Path, name: str
) -> None:
    file, other = tmp_path / name, tmp_path / "other.db"
    assert focusgroup("themes", "export", file).out == f"2 themes in {file}\n"
    done = focusgroup("--db", other, "themes", "import", file)
    assert "Imported: 2 new themes, 0 that are there already" in done.out
    rows = focusgroup("--db", other, "themes", "--json").json
    assert [(row["path"], row["description"]) for row in rows] == [
        *(("Reporting", "numbers"), ("Reporting > Exports", "")),
    ]
    again = focusgroup("themes", "import", file)
    assert "everything in it was there already" in again.err
    assert focusgroup("--db", other, "themes", "undo").code == 0
    assert focusgroup("--db", other, "themes", "--json").json == []


def test_other_kinds_than_ranked_ones_have_figures_and_columns_where_there_are_any(
    focusgroup: Run, session_id: str
) -> None:
    lines = "= a ! @1 #exports\n= b @2 #exports\n- c @2 #reporting\n"
    assert focusgroup("session", "capture", session_id, stdin=lines).code == 0
    head, _, exports = focusgroup("themes", "--csv").out.splitlines()
    told = dict(zip(head.split(","), exports.split(","), strict=True))
    assert (told["'= context"], told["mentions"], told["intense %"]) == ("2", "0", "0")
    assert "untagged" not in told
    (row,) = [r for r in focusgroup("themes", "--kind", "context", "--json").json if r["depth"]]
    assert (row["context"], row["people"], row["mentions"]) == (2, 2, 0)
    assert row["intensity"] == 50
    table = focusgroup("themes", "--kind", "strength", "--csv").out
    assert "None" not in table
    assert "context" not in table
    found = focusgroup("findings", "--kind", "context")
    assert "no problems, strengths or missing features with a theme match" in found.err


def test_a_qdc_file_keeps_the_ids_that_other_programs_know(
    focusgroup: Run, captured: str, tmp_path: Path
) -> None:
    first, other, second = tmp_path / "a.qdc", tmp_path / "other.db", tmp_path / "b.qdc"
    focusgroup("themes", "export", first)
    for _ in range(2):
        focusgroup("--db", other, "themes", "import", first)
    focusgroup("--db", other, "themes", "export", second)
    assert second.read_bytes() == first.read_bytes()
    # An id that was a theme's before is not given to another one.
    focusgroup("--db", other, "themes", "delete", "Exports", "--yes")
    focusgroup("--db", other, "themes", "import", first)
    assert focusgroup("--db", other, "themes", "undo").code == 0
    assert focusgroup("--db", other, "themes", "undo").code == 0
    assert focusgroup("--db", other, "db", "check").code == 0
