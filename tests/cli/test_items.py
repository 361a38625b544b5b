"""Items from the command line: made of a finding, changed, and told when they lose a quote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def noted(focusgroup: Run) -> list[str]:
    """A session with three problems of Exports and a strength; the ids of its quotes."""
    made = focusgroup("session", "new", "customer-visit", "--participant", "Anna, planner, Acme")
    assert made.code == 0
    lines = "- slow @1 #exports\n- late @1 #exports\n+ fine @1 #exports\n- lost #exports\n"
    assert focusgroup("session", "capture", "last", "--new-themes", stdin=lines).code == 0
    rows = focusgroup("quotes", "--kind", "problem", "--json").json
    return [row["id"] for row in rows]


def test_a_finding_becomes_an_item_with_its_quotes(focusgroup: Run, noted: list[str]) -> None:
    made = focusgroup("items", "add", "Faster exports", "--theme", "exports", "--kind", "problem")
    assert made.code == 0
    (item,) = focusgroup("items", "list", "--json").json
    assert (item["title"], item["status"], item["theme"], item["kind"], item["quotes"]) == (
        "Faster exports", "open", "exports", "problem", 3,
    )  # fmt: skip
    changed = focusgroup("items", "edit", "faster EXPORTS", "--status", "told", "--owner", "Paula")
    assert "told the customer" in changed.out
    told = focusgroup("items", "show", made.out.strip(), "--json").json
    assert [step["status"] for step in told["history"]] == ["open", "told"]
    assert sorted(told["supporting"]) == sorted(noted)
    assert focusgroup("items", "list", "--status", "open", "--json").json == []
    assert len(focusgroup("items", "list", "--owner", "pau", "--csv").out.splitlines()) == 2
    one = focusgroup("items", "edit", made.out.strip(), "--remove-quote", noted[0])
    assert one.code == 0
    assert focusgroup("items", "list", "--json").json[0]["quotes"] == 2


def test_a_quote_that_supports_an_item_does_not_vanish_unnoticed(
    focusgroup: Run, noted: list[str]
) -> None:
    item = focusgroup("items", "add", "Exports", "--quote", noted[0]).out.strip()
    focusgroup("items", "edit", item, "--add-quote", noted[1])
    gone = focusgroup("quotes", "delete", noted[0])
    assert "supported an item: “Exports”" in gone.err
    shown = focusgroup("items", "show", item)
    assert "Supported by 1 quote:" in shown.out
    assert "1 quote that supported it" in shown.err
    assert focusgroup("session", "undo", "last").code == 0
    assert focusgroup("items", "list", "--json").json[0]["gone"] == 0
    again = focusgroup("session", "redo", "last")
    assert "supported an item" in again.err
    plan = focusgroup("erase", "--participant", "Anna", "--dry-run")
    assert "support 1 item: “Exports”" in plan.out
    whole = focusgroup("session", "delete", "last", "--yes")
    assert "supported an item" in whole.err


def test_what_names_no_item_is_a_sentence(focusgroup: Run, noted: list[str]) -> None:
    assert "there is no item" in focusgroup("items", "show", "ffffff").err
    assert focusgroup("items", "add", " ").code == 1
    made = focusgroup("items", "add", "Exports").out.strip()
    assert focusgroup("items", "edit", made).code == 2
    assert focusgroup("items", "edit", made, "--remove-quote", noted[0]).code == 2


def test_what_is_done_about_findings_is_in_documents_for_inside(
    focusgroup: Run, noted: list[str], tmp_path: Path
) -> None:
    add = ("items", "add", "Scheduled exports", "--status", "planned", "--owner", "Paula")
    assert focusgroup(*add, "--quote", noted[0], "--quote", noted[1]).code == 0
    assert focusgroup("items", "add", "Another thing", "--quote", noted[2]).code == 0
    for more, whole, there in (
        (("last",), 1, True),
        (("--kind", "problem"), 1, True),
        (("--kind", "strength"), 0, False),
        (("last", "--external"), 0, False),
    ):
        path = tmp_path / "x.md"
        assert focusgroup("export", "markdown", *more, "-o", path).code == 0
        text = path.read_text("utf-8")
        assert text.count("- Scheduled exports (planned, Paula)") == whole
        assert ("- Another thing (to be decided)" in text) == there


def test_the_finding_of_an_item_follows_its_theme(focusgroup: Run, noted: list[str]) -> None:
    add = ("items", "add", "Faster", "--theme", "exports", "--kind", "problem")
    assert focusgroup(*add).code == 0
    focusgroup("themes", "add", "Reporting > Files")
    focusgroup("themes", "add", "Data")

    def theme() -> str | None:
        (item,) = focusgroup("items", "list", "--json").json
        found: str | None = item["theme"]
        return found

    for command, now in (
        (("rename", "exports", "Downloads"), "Downloads"),
        (("merge", "Downloads", "Files", "--yes"), "Reporting > Files"),
        (("merge", "Files", "Data", "--yes"), "Data"),
        (("undo",), "Reporting > Files"),
        (("undo",), "Downloads"),
        (("delete", "Downloads", "--yes"), None),
        (("undo",), "Downloads"),
    ):
        assert focusgroup("themes", *command).code == 0
        assert theme() == now, command


@pytest.mark.parametrize("said", ["told", "Told", "told the customer", "told-the_customer"])
def test_a_status_is_known_by_its_words(focusgroup: Run, noted: list[str], said: str) -> None:
    assert focusgroup("items", "add", "Exports", "--status", said).code == 0
    assert focusgroup("items", "list", "--json").json[0]["status"] == "told"
    assert focusgroup("items", "list", "--status", "told the").code == 2
