"""Quotes from the command line: every condition, paged, and JSON that anything can read."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from focusgroup.cli import quotes as command
from focusgroup.cli.demo import make
from tests.conftest import Finished
from tests.hostile import few_or_all

Run = Callable[..., Finished]
Quotes = Callable[..., list[dict[str, object]]]

NOW = 1_773_310_800_000
FIELDS = {
    "id", "session", "session_title", "text", "kind", "speaker", "role", "seat", "account",
    "themes", "at", "at_ms", "offset_ms", "section", "question", "intensity", "verbatim", "stub",
    "agreement", "dissent", "taken_by",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    make(place, NOW)
    return place


@pytest.fixture
def found(focusgroup: Run, sample: Path) -> Quotes:
    """The sample's quotes under some conditions."""

    def ask(*args: str) -> list[dict[str, object]]:
        done = focusgroup("--db", sample, "quotes", "list", "--json", *args)
        assert done.code == 0, done.err
        rows: list[dict[str, object]] = done.json
        return rows

    return ask


def test_every_quote_has_all_that_is_promised(found: Quotes) -> None:
    rows = found()
    assert all(set(row) == FIELDS for row in rows)
    assert {row["kind"] for row in rows} == {
        "problem", "strength", "missing_feature", "context", "observation",
    }  # fmt: skip
    assert [row["at_ms"] for row in rows] == sorted((row["at_ms"] for row in rows), reverse=True)
    observation = next(row for row in rows if row["kind"] == "observation")
    assert (observation["speaker"], observation["account"]) == (None, None)


def test_a_spreadsheet_gets_the_same_quotes(
    focusgroup: Run, sample: Path, found: Quotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "PAGE", 7)
    asked = ("--kind", "problem", "--kind", "observation")
    done = focusgroup("--db", sample, "quotes", "list", "--csv", *asked)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    whole = found(*asked)
    for row, quote in zip(rows, whole, strict=True):
        assert row["text"].removeprefix("'") == quote["text"]
        assert row["themes"].split("; ") == (quote["themes"] or [""])
        told = {field: row[head] for head, field in command.CSV_FIELDS.items()}
        for field in ("id", "session", "speaker", "account", "section", "intensity", "agreement"):
            assert told[field] == ("" if quote[field] is None else str(quote[field]))
        assert datetime.fromisoformat(row["at"]).timestamp() == quote["at_ms"] // 1000
    assert {row["verbatim"] for row in rows} == {"yes", "no"}
    none = focusgroup("--db", sample, "quotes", "list", "--csv", "--search", "nobodysaidthis")
    assert (none.out.strip(), none.err) == (",".join(command.CSV_FIELDS), "")


@pytest.mark.parametrize("both", [("--json", "--csv"), ("--csv", "--json")])
@pytest.mark.parametrize(
    "words", ["quotes list", "themes list", "accounts list", "items list", "findings"]
)
def test_one_format_is_printed(focusgroup: Run, words: str, both: tuple[str, str]) -> None:
    done = focusgroup(*words.split(), *both)
    assert (done.code, done.out) == (2, "")
    assert "choose --json or --csv, not both" in done.err


def test_pages_make_one_list(found: Quotes, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found()
    monkeypatch.setattr(command, "PAGE", 7)
    assert found() == whole
    assert found("--limit", "20") == whole[:20]
    assert found("--search", "board", "--theme", "Scheduling") == [
        row for row in whole
        if "board" in str(row["text"]).lower() and "Work orders > Scheduling" in row["themes"]
    ]  # fmt: skip


def test_conditions_narrow(found: Quotes) -> None:
    whole = found()
    themed = found("--theme", "reporting")
    assert themed == [
        row for row in whole if any(str(t).split(" > ")[0] == "Reporting" for t in row["themes"])
    ]
    assert found("--kind", "Problems") == [row for row in whole if row["kind"] == "problem"]
    assert found("--kind", "missing-feature", "--kind", "observation") == [
        row for row in whole if row["kind"] in ("missing_feature", "observation")
    ]
    assert found("--account", "northwind") == [r for r in whole if r["account"] == "Northwind"]
    assert found("--account", "north") == found("--account", "Northwind")
    assert found("--speaker", "anna") == [r for r in whole if r["speaker"] == "Anna Surrogate"]
    assert found("--untagged") == [row for row in whole if not row["themes"]]
    last = found("last")
    assert {row["session_title"] for row in last} == {"Planners’ focus group (sample)"}
    assert found(str(last[0]["session"])[:13]) == last


def test_days_are_whole_and_both_ends_count(found: Quotes) -> None:
    whole = found()
    day = [row for row in whole if row["session_title"] == "Webinar: a year with Atlas (sample)"]
    assert found("--since", "2025-01-02", "--until", "2025-01-02") == day
    assert found("--until", "2025-01") == whole[whole.index(day[0]) :]
    assert found("--since", "2026-03-01") == found("last")


def test_search_finds_chinese_and_arabic(found: Quotes) -> None:
    assert any("螺栓" in str(row["text"]) for row in found("--search", "螺栓"))
    assert len(found("--search", "دون شبكة")) == 1
    assert found("--search", "zzzzzz") == []


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--theme", "Reprting"), 1, "Reporting"),
        (("--theme", "Exprts"), 1, "Reporting > Exports"),
        (("--account", "Nortwind"), 1, "Northwind"),
        (("--account", "zzz"), 1, "no account"),
        (("--speaker", "Mona Makebeleive"), 1, "did you mean Mona Makebelieve?"),
        (("--speaker", "Qq"), 1, "no participant “Qq”"),
        (("list", "ffffffff"), 1, "session list"),
        (("--kind", "praise"), 2, "missing_feature"),
        (("--since", "someday"), 2, "2026-03-12"),
        (("--limit", "0"), 2, "limit"),
    ],
)
def test_what_can_not_be_found_says_what_is_near(
    focusgroup: Run, sample: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    done = focusgroup("--db", sample, "quotes", *args)
    assert done.code == code
    assert message in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    "search", ["it's", "C++", "-price", '"', "*", "NEAR(a b, 3)", "text:x", "AND", "^a {b} (c", ""]
)
def test_a_search_is_words_and_never_syntax(focusgroup: Run, sample: Path, search: str) -> None:
    assert focusgroup("--db", sample, "quotes", "--search", search, "--json").code == 0


def test_lines_for_people_say_who_what_and_when(focusgroup: Run, sample: Path) -> None:
    done = focusgroup("--db", sample, "quotes", "--theme", "Exports", "--kind", "problem")
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) == 9
    first = next(line for line in lines if "glue them together" in line)
    for part in (
        "▼ problem",
        "Mona Makebelieve · Litware",
        "#Reporting > Exports",
        "6 agree",
        "!!",
    ):
        assert part in first
    assert focusgroup("--db", sample, "quotes", "--search", "zzzz").out == ""


def test_without_a_database_there_are_no_quotes(focusgroup: Run, db_path: Path) -> None:
    done = focusgroup("quotes", "--json")
    assert (done.code, done.json) == (0, [])
    assert not db_path.exists()


@few_or_all
def test_hostile_text_comes_back_whole_and_can_not_act(
    focusgroup: Run, texts: dict[str, str]
) -> None:
    made = focusgroup("session", "add", "customer-visit", "--participant", "An [/], [red]x, A & B")
    session_id = made.out.strip()
    press = "[@click=app.quit]press me[/]"
    for text in [*texts.values(), press]:
        line = " ".join(text.splitlines()).replace("@", "at").replace("\x00", "")
        focusgroup(
            "session", "capture", session_id, stdin=f"- @1 {line}".encode("utf-8", "replace")
        )
    done = focusgroup("quotes", "--json")
    assert done.code == 0
    done.out.encode("utf-8")
    assert not any(ord(char) < 32 and char != "\n" for char in done.out)
    rows = json.loads(done.out)
    assert len(rows) > 0.8 * len(texts)
    assert {row["speaker"] for row in rows} == {"An [/]"}
    stored = {row["text"] for row in rows}
    assert press.replace("@", "at") in stored
    assert any("\u202e" in text for text in stored), "direction marks are data"
    assert "\u202e" not in done.out
    assert "\u202e" not in focusgroup("quotes").out


@pytest.mark.parametrize(
    "search",
    [
        "since:3/12/2026", "since:garbage", "until:31.2.2026", "slow -since:x", "kind:bogus",
        "-kind:bogus", "is:foo", "question:abc", "question:1.x", "-since:2026",
    ],
)  # fmt: skip
def test_a_search_of_which_a_part_can_mean_nothing_is_refused(focusgroup: Run, search: str) -> None:
    focusgroup("session", "new", "customer-visit", "--participant", "Anna")
    lines = "- slow @1 #exports\n"
    focusgroup("session", "capture", "last", "--new-themes", stdin=lines)
    for asked in (
        ("quotes",), ("themes", "list"), ("findings",), ("matrix", "theme", "kind"),
        ("themes", "split", "exports", "Files", "--yes"), ("export", "csv"),
    ):  # fmt: skip
        done = focusgroup(*asked, "--search", search)
        assert (done.code, done.out) == (2, ""), (asked, done.err)
        assert f"{search.split(':')[0].split('-')[-1]}: " in done.err
