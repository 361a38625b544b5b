"""Every number of a document, counted again from what `quotes --json` prints for its choice."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from focusgroup.cli.demo import make
from tests.conftest import Finished
from tests.exports.packages import WordFile
from tests.exports.test_companions import Book
from tests.slow import some

Run = Callable[..., Finished]
Row = dict[str, object]

NOW = 1_795_000_000_000
KINDS = ("problem", "strength", "missing_feature")
PLURALS = ("people", "accounts", "quotes", "sessions")
WHERE = ("--account", "--segment", "--owner", "--speaker", "--since", "--until")
"""What says among whom and when; the other options say what they spoke of."""

CHOICES = [
    ("--theme", "Reporting"),
    ("--kind", "problem", "--account", "Northwind"),
    ("--segment", "Mid-market", "--kind", "strength"),
    ("--since", "2026-01-01", "--until", "2026-09-30"),
    ("--kind", "problem"),
    ("--kind", "context"),
    ("--kind", "missing_feature", "--theme", "Mobile app > Offline"),
    ("--account", "Fabrikam"),
    ("--segment", "Enterprise", "--theme", "Support"),
    ("--segment", "Small business"),
    ("--speaker", "Anna"),
    ("--search", "Monday"),
    ("--untagged",),
    ("--until", "2025-12-31", "--theme", "Onboarding"),
    ("--since", "2026-05-01", "--account", "Woodgrove", "--kind", "strength"),
    ("--theme", "Pricing", "--theme", "Buying"),
]
USUAL = CHOICES[:1]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    make(place, NOW)
    return place


@pytest.fixture
def ask(focusgroup: Run, sample: Path) -> Callable[..., list[Row]]:
    """What a command prints as JSON about the sample."""

    def run(*args: str) -> list[Row]:
        done = focusgroup("--db", sample, *args, "--json")
        assert done.code == 0, done.err
        found: list[Row] = done.json
        return found

    return run


def people(rows: Iterable[Row]) -> int:
    # Somebody who is not to be named has only a role there.
    said = [(row["speaker"] or row["role"], row["account"]) for row in rows]
    return len({who for who in said if who[0]})


def accounts(rows: Iterable[Row]) -> int:
    return len({row["account"] for row in rows if row["account"]})


def figures(rows: list[Row]) -> list[int]:
    return [people(rows), accounts(rows), len(rows), len({row["session"] for row in rows})]


def without(args: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """The options of *args* that are in *names*, with their values."""
    return [part for n, name in enumerate(args) if name in names for part in args[n : n + 2]]


def of_row(rows: list[Row], name: str) -> list[Row]:
    """The quotes that count in the row *name* of a theme map."""
    path = name.removesuffix(" (in general)")
    whole = path == name
    return [
        row
        for row in rows
        if any(
            theme == path or (whole and theme.startswith(f"{path} > ")) for theme in row["themes"]
        )
        and (whole or not any(theme.startswith(f"{path} > ") for theme in row["themes"]))
    ]


def check_map(text: str, rows: list[Row]) -> None:
    """Count every cell of the theme map, and of the rankings above it, again."""
    ranked = [row for row in rows if row["kind"] in KINDS]
    part = text.partition("\n## Theme map\n")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    for name, *cells, of_people, of_accounts in lines[1:]:
        there = (
            [row for row in ranked if not row["themes"]]
            if name == "No theme yet"
            else of_row(ranked, name.replace("\\", ""))
        )
        assert [int(of_people), int(of_accounts)] == [people(there), accounts(there)], name
        for kind, cell in zip(KINDS, cells, strict=True):
            of_kind = [row for row in there if row["kind"] == kind]
            numbers = [int(each) for each in re.findall(r"\d+", cell)]
            assert numbers == ([people(of_kind), len(of_kind)] if of_kind else []), (name, kind)


@pytest.mark.parametrize("args", some(CHOICES, USUAL), ids=" ".join)
def test_every_number_is_what_counting_the_quotes_gives(
    focusgroup: Run,
    sample: Path,
    ask: Callable[..., list[Row]],
    tmp_path: Path,
    args: tuple[str, ...],
) -> None:
    chosen = [row for row in ask("quotes", *args) if row["kind"] != "observation"]
    asked = [row for row in ask("quotes", *without(args, WHERE)) if row["kind"] != "observation"]
    for kind in ("markdown", "word", "xlsx", "mail"):
        done = focusgroup("--db", sample, "export", kind, *args, "-o", tmp_path / f"x.{kind}")
        assert done.code == 0, done.err
    text = (tmp_path / "x.markdown").read_text("utf-8")
    mine = dict(zip(PLURALS, figures(chosen), strict=True))
    told = re.findall(r"\*\*(\d+) of (\d+) (people|person|account|quote|session)s?\*\*", text)
    numbers = {
        "people" if name == "person" else f"{name}s".replace("peoples", "people"): (int(n), int(of))
        for n, of, name in told
    }
    assert {name: n for name, (n, _) in numbers.items()} == {name: mine[name] for name in numbers}
    assert {"people", "quotes"} <= numbers.keys()
    assert numbers["quotes"][1] == len(asked)
    assert numbers["people"][1] >= people(asked)
    for number, room in re.findall(r"^   (\d+) of (\d+) (?:people|person)", text, re.MULTILINE):
        assert int(room) == numbers["people"][1] >= int(number)
    check_map(text, chosen)
    assert len(re.findall(r"^\| \d+ \| \d+:\d+", text, re.MULTILINE)) == len(chosen)
    mail = (tmp_path / "x.txt").read_text("utf-8")
    page = WordFile(tmp_path / "x.word").page_one()
    for name, (number, of) in numbers.items():
        one = "person" if name == "people" else name[:-1]
        assert re.search(rf"(?m)^{number}\nof {of} ({name}|{one})$", page), name
        assert re.search(rf"\b{number} of {of} ({name}|{one})\b", mail), name
    book = {row["Key figure"]: row for row in Book(tmp_path / "x.xlsx").rows("Key figures")}
    for name, (number, of) in numbers.items():
        row = book[name.capitalize()]
        assert (row["Number"], row["Of"]) == (number, of)
    assert len(Book(tmp_path / "x.xlsx").rows("Quotes")) == len(chosen)
