"""`focusgroup matrix`: what it prints for people, spreadsheets and programs."""

import csv
import io
from collections.abc import Callable

import pytest

from focusgroup.cli.matrix import SHADES, _print_matrix
from focusgroup.cli.output import cell_width
from focusgroup.store.quotes import Axis, Head, Matrix
from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def asked(focusgroup: Run) -> Run:
    """The command on a session with two people, one of whom declined to be named."""
    made = focusgroup("session", "add", "customer-visit", "--participant", "Anna, planner, =Acme")
    assert made.code == 0, made.err
    assert focusgroup("people", "add", "last", "Ben, buyer, Bolt", "--not-by-name").code == 0
    for theme in ("speed", "price"):
        assert focusgroup("themes", "add", theme).code == 0
    said = "- slow @1 #speed\n- slower @1 #speed #price\n+ nice @2 #price\n- hm\n"
    assert focusgroup("session", "capture", "last", stdin=said).code == 0
    return focusgroup


def test_its_numbers_are_those_of_the_quotes(asked: Run) -> None:
    quotes = asked("quotes", "--json", "--kind", "problem").json
    found = asked("matrix", "theme", "account", "--kind", "problem", "--json").json
    cells = {
        (row["name"], column["name"]): number
        for row, numbers in zip(found["rows"], found["cells"], strict=True)
        for column, number in zip(found["columns"], numbers, strict=True)
        if number
    }
    by_hand: dict[tuple[str | None, str | None], int] = {}
    for quote in quotes:
        for theme in quote["themes"] or [None]:
            spot = theme, quote["account"]
            by_hand[spot] = by_hand.get(spot, 0) + 1
    assert cells == by_hand
    assert (found["total"], sum(row["total"] for row in found["rows"])) == (3, 4)


def test_who_declined_is_not_named_in_any_form(asked: Run) -> None:
    for form in ("--json", "--csv", "--top=5"):
        done = asked("matrix", "participant", "kind", form)
        assert done.code == 0
        assert "Anna" in done.out
        assert "buyer" in done.out
        assert "Ben" not in done.out


def test_a_spreadsheet_runs_nothing_of_it_as_a_formula(asked: Run) -> None:
    done = asked("matrix", "account", "kind", "--csv", "--count", "people")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows[0] == ["account", "problem", "strength", "all"]
    assert ["'=Acme", "1", "0", "1"] in rows
    assert rows[-1] == ["all", "1", "1", "2"]


def test_it_says_what_it_leaves_out_and_what_it_can_not_do(asked: Run) -> None:
    cut = asked("matrix", "theme", "kind", "--top", "1")
    assert "the 1 row with the most of 3" in cut.err
    assert cut.out.split()[-3:] == ["all", "3", "4"]
    for wrong in (("kind", "kind"), ("theme", "kind", "--json", "--csv"), ("theme", "mood")):
        done = asked("matrix", *wrong)
        assert (done.code, done.out) == (2, "")
    assert "try fewer filters" in asked("matrix", "theme", "kind", "--search", "absent").err


EMPTY = (("matrix", "theme", "kind"), ("quotes",), ("findings",), ("findings", "--saturation"))


@pytest.mark.parametrize("command", EMPTY, ids=" ".join)
def test_without_any_quote_no_filter_is_blamed(focusgroup: Run, command: tuple[str, ...]) -> None:
    assert len(focusgroup(*command).err.splitlines()) == 1  # there is no database
    focusgroup("session", "add", "customer-visit")
    for filters, said in (
        ((), " yet"),
        (("--account", ""), " yet"),
        (("--search", "x"), " match;"),
    ):
        err = focusgroup(*command, *filters).err
        assert said in err
        assert ("try fewer filters" in err) == ("match" in said)


@pytest.mark.parametrize("colours", [True, False])
def test_a_terminal_gets_blocks_that_fit_shaded_by_value(
    colours: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "" if colours else "1")
    columns = tuple(Head(f"c{n}", n, f"一个很长的名字 {n}") for n in range(1, 10))
    found = Matrix(
        (Head("t", 45, "Reporting > " + "x" * 40),),
        columns,
        {("t", column.key): column.total for column in columns},
        45,
    )
    _print_matrix(found, (Axis.THEME, Axis.ACCOUNT))
    out = capsys.readouterr().out
    assert out.count("theme") == out.count("\n\n") + 1 > 1
    assert [shade in out for shade in SHADES] == [colours] * len(SHADES)
    if not colours:
        assert max(map(cell_width, out.splitlines())) <= 60
        assert [word for word in out.split() if word.isdigit()].count("45") == 2
