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
    made = focusgroup("session", "new", path, "--participant", "Anna", "--participant", "Bo")
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
    assert table[1].split() == ["Reporting", "2", "1", "1", "2"]
    assert table[2].startswith("  Exports")


def test_one_session_is_counted_by_itself(focusgroup: Run, session_id: str, tmp_path: Path) -> None:
    other = focusgroup("session", "new", tmp_path / "a.md", "--participant", "Cy").out.strip()
    focusgroup("session", "capture", session_id, stdin="- a @1 #exports\n")
    focusgroup("session", "capture", other, stdin="- a @1 #exports\n- b #exports\n")
    rows = focusgroup("themes", "--session", other, "--json").json
    assert [(r["problem"], r["people"]) for r in rows] == [(2, 1), (2, 1)]
    assert [r["problem"] for r in focusgroup("themes", "--json").json] == [3, 3]
    assert focusgroup("themes", "--session", "ffffffff").code == 1


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
