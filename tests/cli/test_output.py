"""What commands print: aligned, exact as JSON, and nothing that a terminal would act on."""

import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.cli import output

HOSTILE = "a\x1b]52;c;x\x07b\u202ec\x9b31md\x7f\u2028e\ud800"


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_columns_are_aligned_by_cells_and_numbers_stand_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output.print_table([("报表", 7, "x"), ("Reporting", 12, None)], ("theme", "n", "note"))
    assert capsys.readouterr().out == "theme       n  note\n报表        7  x\nReporting  12\n"


def test_a_table_without_rows_has_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_table([], ("id", "title"))
    assert capsys.readouterr().out == "id  title\n"


def test_a_row_stays_one_line_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_table([("a\nb", "long " * 200)], ("x", "y"))
    assert capsys.readouterr().out.count("\n") == 2


def test_on_a_terminal_a_long_last_column_is_wrapped_under_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", "40")
    output.print_table(
        [("id1", "one two three four five six seven eight 报表报表报表")], ("id", "y")
    )
    lines = screen.getvalue().splitlines()
    assert len(lines) > 2
    assert all(output.cell_width(line) <= 40 for line in lines)
    assert all(line.startswith("     ") for line in lines[2:])


def test_nothing_printed_can_make_a_terminal_act(capsys: pytest.CaptureFixture[str]) -> None:
    output.say(HOSTILE)
    output.warn(HOSTILE)
    output.print_table([(HOSTILE, HOSTILE)], ("a", "b"))
    output.print_json([{HOSTILE: HOSTILE}])
    printed = "".join(capsys.readouterr())
    assert not set(printed) & set("\x1b\x07\x9b\x7f\u202e\u2028\ud800")


@given(st.text())
def test_json_gives_back_exactly_what_went_in(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for encoding in ("utf-8", "latin-1"):
            screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            patch.setattr("sys.stdout", screen)
            output.print_json([{"text": text}])
            screen.seek(0)
            assert json.loads(screen.read()) == [{"text": text}]


@given(st.text(alphabet=st.sampled_from("ab 报é\u0301👩‍👩"), max_size=60), st.integers(2, 20))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: int) -> None:
    lines = output.wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(output.cell_width(line) <= width for line in lines)


def test_plurals() -> None:
    assert output.plural(1, "quote") == "1 quote"
    assert output.plural(0, "missing feature") == "0 missing features"
    assert output.plural(2, "company", "companies") == "2 companies"


def printed_on_a_terminal(fields: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> str:
    """An entry as a terminal gets it, its second field in red."""
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", terminal := Terminal())
        output.print_entry(fields, {1: "31"})
    return terminal.getvalue()


def test_an_entry_on_a_terminal_hangs_and_has_a_colour_and_elsewhere_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = (
        "01a22800",
        "▼ problem",
        "",
        "the monthly export is slow \x1b[31m today",
    )
    output.print_entry(fields, {1: "31"})
    assert capsys.readouterr().out.count("\n") == 1
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = printed_on_a_terminal(fields, monkeypatch)
    assert out.startswith("01a22800  \x1b[31m▼ problem\x1b[0m  the monthly export\n    is slow")
    assert out.count("\x1b") == 2
    assert all(len(re.sub("\x1b.*?m", "", line)) <= 40 for line in out.splitlines())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in printed_on_a_terminal(fields, monkeypatch)


def test_a_moment_stands_beside_itself_in_iso_8601_and_a_length_does_not() -> None:
    row = {
        "at_ms": 1_772_548_647_000,
        "ended_ms": None,
        "offset_ms": 5,
        "notes": [{"at_ms": 10**18}],
    }
    assert json.loads(output.json_text(row)) == {
        **row,
        "at": "2026-03-03T14:37:27.000Z",
        "ended": None,
        "notes": [{"at_ms": 10**18, "at": None}],
    }
