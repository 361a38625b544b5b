"""Every number in every kind of document, over random filters, against a recount of the quotes."""

import html
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from focusgroup.cli.demo import make
from tests.cli.export.recount import (
    KINDS,
    SIGNS,
    Choice,
    Row,
    accounts,
    evidence,
    one_voice,
    people,
    voices,
)
from tests.conftest import Finished
from tests.exports.packages import WordFile
from tests.exports.test_companions import Book
from tests.slow import some

Run = Callable[..., Finished]
NOW = 1_795_000_000_000
WHERE = ("--account", "--segment", "--since", "--until")
"""What says among whom and when; the other options say what they spoke of."""

SEEDS = range(int(os.environ.get("FOCUSGROUP_RECOUNTS", "24")))
SHAPES = {
    "md": ("markdown",),
    "docx": ("word",),
    "topline.docx": ("word", "--topline"),
    "page.docx": ("word", "--one-page"),
    "html": ("mail",),
    "xlsx": ("xlsx",),
    "csv": ("csv",),
}
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    make(place, NOW)
    return place


@pytest.fixture
def ask(focusgroup: Run, sample: Path) -> Ask:
    """What a command prints as JSON about the sample."""

    def run(*args: str) -> list[Row]:
        done = focusgroup("--db", sample, *args, "--json")
        assert done.code == 0, done.err
        found: list[Row] = done.json
        return found

    return run


def random_filters(seed: int, ask: Ask) -> list[str]:
    """One to three filters out of what is there."""
    chance = random.Random(seed)
    known = ask("accounts", "list")
    rows = ask("quotes")
    days = sorted({str(row["at"])[:10] for row in rows})
    paths = sorted({theme for row in rows for theme in row["themes"]})
    tops = sorted({path.partition(" > ")[0] for path in paths})
    offers = {
        "--theme": lambda: chance.choice(tops + paths),
        "--kind": lambda: chance.choice((*KINDS, "context")),
        "--account": lambda: chance.choice([each["name"] for each in known]),
        "--segment": lambda: chance.choice(sorted({each["segment"] for each in known})),
        "--since": lambda: chance.choice(days[: len(days) // 2]),
        "--until": lambda: chance.choice(days[len(days) // 2 :]),
    }
    names = chance.sample(sorted(offers), chance.randint(1, 3))
    return [part for name in names for part in (name, str(offers[name]()))]


def chosen(args: list[str], ask: Ask) -> Choice:
    pairs = list(zip(args[::2], args[1::2], strict=True))
    where = [part for pair in pairs if pair[0] in WHERE for part in pair]
    said = [row for row in ask("quotes", *args) if row["kind"] != "observation"]
    asked = [row for row in ask("quotes", *where) if row["kind"] != "observation"]
    known = ask("accounts", "list")
    segments = {str(each["name"]): str(each["segment"]) for each in known}
    given = dict(pairs)
    room: dict[str, list[Row]] = {}
    for session in ask("session", "list"):
        day = str(session["started"])[:10]
        if given.get("--since", "") > day or day > given.get("--until", "9"):
            continue
        there = [
            each
            for each in ask("people", "list", str(session["id"]))
            if given.get("--account") in (None, each["account"])
            and given.get("--segment") in (None, segments.get(str(each["account"])))
        ]
        if there:
            room[str(session["id"])] = there
    shares = {str(each["name"]): each["revenue_share"] for each in known}
    return Choice(said, asked, room, shares, segments)


# -- what a line says --------------------------------------------------------------------------

NUMBERS = {
    "people": re.compile(r"(?<![\d.])(\d+)(?: of (\d+))? (?:people|person)\b"),
    "accounts": re.compile(r"(?<![\d.])(\d+)(?: of (\d+))? (?:accounts?|accts?)\b"),
    "quotes": re.compile(r"(?<![\d.])(\d+)(?: of (\d+))? quotes?\b"),
    "revenue": re.compile(r"(≥ )?(\d+(?:\.\d+)?)% (?:of )?revenue"),
    "evidence": re.compile(r"\b(strong|fair|thin)\b"),
}


def check_line(line: str, rows: list[Row], choice: Choice, where: object) -> None:
    """Count each number of *line*, which is about *rows*, again; some are always there."""
    found = {name: each.search(line) for name, each in NUMBERS.items()}
    assert found["people"] or found["quotes"], where
    counted = {"people": people(rows), "accounts": accounts(rows), "quotes": len(rows)}
    whole = {
        "people": choice.everybody(),
        "accounts": len(choice.every_account()),
        "quotes": len(choice.asked),
    }
    for name, number in counted.items():
        if told := found[name]:
            assert int(told[1]) == number, (where, name, line)
            assert told[2] is None or int(told[2]) == whole[name], (where, name, line)
    if told := found["revenue"]:
        shares = [choice.shares[str(each)] for each in {r["account"] for r in rows} - {None}]
        exact = 100 * sum(share or 0 for share in shares)
        assert abs(float(told[2]) - exact) <= (0.051 if "." in told[2] else 0.51), (where, line)
        assert bool(told[1]) == (None in shares), (where, line)
    if told := found["evidence"]:
        assert told[1] == evidence(rows), (where, line)


def plain(theme: str) -> tuple[str, bool]:
    """The name of a theme as printed, and whether it has the dagger."""
    bare = theme.replace("\\", "").strip()
    return bare.removesuffix("†").strip(), bare.endswith("†")


def check_dagger(theme: str, rows: list[Row], choice: Choice) -> None:
    alone = len({row["account"] for row in choice.rows if row["account"]}) < 2
    assert plain(theme)[1] == (one_voice(rows) and not alone), theme


WEIGHT = re.compile(r" ?(?:[●○]|No speaker|\d+ (?:of \d+ )?(?:people|person|quotes?))")
"""How a line begins that says how many raised a finding."""


# -- each kind of document -----------------------------------------------------------------------


def check_figures(figures: dict[str, tuple[int, int]], choice: Choice) -> None:
    sessions = len({row["session"] for row in choice.rows})
    mine = {
        "people": (people(choice.rows), choice.everybody()),
        "accounts": (accounts(choice.rows), len(choice.every_account())),
        "quotes": (len(choice.rows), len(choice.asked)),
        "sessions": (sessions, len(choice.room)),
    }
    assert figures == {name: mine[name] for name in figures}
    assert {"people", "quotes"} <= figures.keys()


def named(pairs: Iterable[tuple[str, str, str]]) -> dict[str, tuple[int, int]]:
    plural = {"person": "people", "account": "accounts", "quote": "quotes", "session": "sessions"}
    return {plural.get(name, name): (int(n), int(of)) for n, of, name in pairs}


FIGURE = r"(\d+) of (\d+) (people|person|accounts?|quotes?|sessions?)\b"


def check_markdown(path: Path, choice: Choice) -> int:
    text, count, kind, theme = path.read_text("utf-8"), 0, "", ""
    check_figures(named(re.findall(rf"\*\*{FIGURE}\*\*", text)), choice)
    lines = text.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("## "):
            theme = line[3:].replace("\\", "")
        if (sign := re.match(r"### ([▼▲+]) ", line)) and sign[1] in SIGNS:
            kind = SIGNS[sign[1]]
        if ranked := re.match(r"\d+\. \*\*(.+)\*\*( †)?  $", line):
            name = plain(ranked[1])[0]
            check_line(below, choice.of(name, kind), choice, (name, kind))
            check_dagger(f"{name}{ranked[2] or ''}", choice.of(name, kind), choice)
            count += 1
        if re.match(r"\d+ quotes? · ", line) and kind:
            check_line(line, choice.of(theme, kind), choice, (theme, kind))
            count += 1
    count += check_tables(markdown_tables(text), choice) + check_sentences(text, choice)
    by_segment = text.partition("\n## Theme by segment\n")[2].partition("\n## ")[0]
    if table := [each for each in by_segment.splitlines() if each.startswith("| ")]:
        heads, *rows = ([cell.strip() for cell in each.strip("|").split(" | ")] for each in table)
        check_by_segment(heads, rows, choice)
    logged = re.findall(r"^\| \d+ \| \d+:\d+", text, re.MULTILINE)
    assert len(logged) == len(choice.rows)
    return count


def markdown_tables(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for part in text.split("\n## ")[1:]:
        title = part.splitlines()[0]
        rows = [line for line in part.splitlines() if line.startswith("| ")]
        cells = [re.split(r" (?<!\\)\| ", line.strip().strip("|").strip()) for line in rows]
        found.setdefault(title, cells[1:])
    return found


VOICE = re.compile(
    r"† ([^†\n]+?), (problems|strengths|missing features): (\d+) of (\d+) quotes come from"
    r" ([^;\n]+?)(?=;|\n| -|$)"
)
LOUDEST = re.compile(r"(\d+)% of the quotes \((\d+) of (\d+)\) come from ")
PLURAL = dict(zip(("problems", "strengths", "missing features"), KINDS, strict=True))


def check_sentences(text: str, choice: Choice) -> int:
    """Count again what sentences say: whose voice it is, and how many quotes there are."""
    count = 0
    for theme, kind, number, of, who in VOICE.findall(text):
        rows = choice.of(plain(theme)[0], PLURAL[kind])
        ((name, most),) = voices(rows).most_common(1)
        assert (int(number), int(of)) == (most, len(rows)), (theme, kind)
        assert str(name) == who.strip() or not who.strip(), (theme, kind, who)
        count += 1
    for share, number, of in LOUDEST.findall(text):
        ((_, most),) = voices(choice.rows).most_common(1)
        assert (int(number), int(of)) == (most, sum(voices(choice.rows).values()))
        assert abs(int(share) - 100 * most / int(of)) <= 0.51
        count += 1
    for number in re.findall(r"Exported [^·\n]+ · (\d+) quotes?\b", text):
        assert int(number) == len(choice.rows)
        count += 1
    for part, whole in re.findall(r"Raised in (\d+) of (\d+) sessions", text):
        raised = {row["session"] for row in choice.ranked}
        assert (int(part), int(whole)) == (len(raised), len(choice.room))
        count += 1
    return count


def check_tables(tables: dict[str, list[list[str]]], choice: Choice) -> int:
    """Count the cells of the tables by theme, by session and by account again."""
    for name, *cells in tables.get("Theme map", []):
        theme = plain(name)[0]
        for kind, cell in zip(KINDS, cells, strict=False):
            rows = choice.of(theme, kind)
            numbers = [int(each) for each in re.findall(r"\d+", cell)]
            full = [people(rows), accounts(rows), len(rows)] if "acc" in cell else None
            brief = [people(rows), len(rows)] if people(rows) else [len(rows)]
            assert numbers == ((full or brief) if rows else []), (theme, kind, cell)
        both = choice.of(theme)
        assert [int(cells[3]), *map(int, cells[4].split(" of ")[:1])] == [
            people(both),
            accounts(both),
        ], theme
    for name, *cells in tables.get("Sessions", []):
        check_session(name, cells, choice)
    for name, segment, *cells in tables.get("Account by account", []):
        theirs = [row for row in choice.rows if row["account"] == name]
        assert segment == choice.segments[name]
        numbers = [0 if each in "–" else int(each) for each in cells[:5]]
        by_kind = Counter(row["kind"] for row in theirs)
        assert numbers == [
            len({row["session"] for row in theirs}),
            people(theirs),
            *(by_kind[kind] for kind in KINDS),
        ], name
    return sum(map(len, tables.values()))


def check_by_segment(heads: list[str], rows: list[list[str]], choice: Choice) -> None:
    """Count the people of each segment again, in the heads and by theme."""
    for place, head in enumerate(heads[1:], 1):
        told = re.match(r"(.+?) ?\((\d+) (?:people|person)\)", head)
        assert told, head
        seated = {
            (who["name"], who["account"])
            for each in choice.room.values()
            for who in each
            if choice.segments.get(str(who["account"])) == told[1]
        }
        assert int(told[2]) == len(seated), head
        for row in rows:
            there = choice.of(plain(row[0])[0])
            theirs = [r for r in there if choice.segments.get(str(r["account"])) == told[1]]
            assert int(row[place].replace("–", "0")) == people(theirs), (row, head)


def check_session(day: str, cells: list[str], choice: Choice) -> None:
    title = cells[0].split("\n")[0]
    (session,) = {
        row["session"] for row in choice.rows if row["session_title"] == plain(title)[0]
    } or {""}
    rows = [row for row in choice.ranked if row["session"] == session]
    raised = re.match(r"(\d+) of (\d+)", cells[1])
    assert raised, (day, cells)
    if session:
        assert int(raised[1]) == people(rows), (day, cells)
        assert int(raised[2]) == len(choice.room[str(session)]), (day, cells)
    else:
        assert int(raised[1]) == 0
    numbers = [0 if each in "–" else int(each) for each in cells[2:5]]
    assert numbers == [sum(row["kind"] == kind for row in rows) for kind in KINDS], (day, cells)


def check_word(path: Path, choice: Choice) -> int:
    file, count, kind, theme, top = WordFile(path), 0, "", "", ""
    body = file.paragraphs()
    shown = zip(file.styled("FGFigure"), file.styled("FGFigureLabel"), strict=True)
    told = "\n".join(" ".join(each) for each in shown)
    check_figures(named(re.findall(FIGURE, told)), choice)
    for place, (style, text) in enumerate(body):
        if style == "Heading1":
            theme = text
        sign = re.match(r"([▼▲+]) (.*)", text) if style == "Heading2" else None
        if sign and sign[1] in SIGNS:
            kind = SIGNS[sign[1]]
            if " · " in sign[2]:
                check_line(text, choice.of(theme, kind), choice, (theme, kind))
                count += 1
        elif style == "FGNoteAbove" and body[place - 1] == ("Heading1", theme) and "quote" in text:
            if re.match(r"\d+ (?:of \d+ )?(?:people|person|quotes?)", text):
                check_line(text, choice.of(theme), choice, theme)
                count += 1
        elif style == "FGFinding" and not WEIGHT.match(text):
            top = text.partition(":")[0]
        elif style == "FGFinding":
            rows = choice.of(plain(top)[0], kind)
            check_line(f"{text} · {body[place + 1][1]}", rows, choice, (top, kind))
            check_dagger(top, rows, choice)
            dots = len(re.findall("[●○]", text))
            assert dots in (0, min(10, choice.everybody())), (top, text)
            count += 1
    names = ("Theme map", "Sessions", "Account by account")
    tables = {name: [row for each in file.tables(name) for row in each[1:]] for name in names}
    count += check_tables(tables, choice)
    count += check_sentences("\n".join(words for _, words in body), choice)
    for heads, *rows in file.tables("Theme by segment"):
        check_by_segment(heads, rows, choice)
    for row in (row for each in file.tables("Who took part") for row in each[1:]):
        said = [each for each in choice.rows if (each["account"] or "") == row[0]]
        if row[0] in choice.segments:
            assert int(row[-1]) == len(said), row
    if file.tables("Quote log"):
        assert sum(len(each) - 1 for each in file.tables("Quote log")) == len(choice.rows)
    return count


def check_mail(path: Path, choice: Choice) -> int:
    count = 0
    page = html.unescape(
        re.sub(r"</?(?:p|li|h\d|div|ul|br)\b[^>]*>", "\n", path.read_text("utf-8"))
    )
    page = re.sub(r"<[^>]+>", "", page)
    for text in (path.with_suffix(".txt").read_text("utf-8"), page):
        check_figures(named(_first(re.sub(r"\s+", " ", text))), choice)
        count += check_sentences(text, choice)
    kind = ""
    lines = path.with_suffix(".txt").read_text("utf-8").splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if sign := re.match(r"([▼▲+]) ", line):
            kind = SIGNS[sign[1]]
        if line.startswith("- ") and WEIGHT.match(below.strip()) and kind:
            name = line[2:].partition(":")[0]
            rows = choice.of(plain(name)[0], kind)
            check_line(below, rows, choice, (name, kind))
            check_dagger(name, rows, choice)
            count += 1
    return count


def _first(text: str) -> list[tuple[str, str, str]]:
    """The key figures of a mail: the first line of them."""
    found = re.search(rf"{FIGURE}(?: ?· ?{FIGURE})+", text)
    assert found
    return re.findall(FIGURE, found[0])


def check_book(path: Path, choice: Choice) -> int:
    book = Book(path)
    figures = {
        str(row["Key figure"]).lower(): (int(row["Number"]), int(row["Of"]))
        for row in book.rows("Key figures")
        if "Of" in row
    }
    check_figures(figures, choice)
    kinds = {"problem": KINDS[0], "strength": KINDS[1], "missing feature": KINDS[2]}
    themes = book.rows("Themes")
    for row in themes:
        rows = choice.of(str(row["Theme"]), kinds[str(row["Kind"])])
        told = [row[name] for name in ("People", "Accounts", "Quotes", "Sessions")]
        sessions = len({each["session"] for each in rows})
        assert told == [people(rows), accounts(rows), len(rows), sessions], row
        assert row["Evidence"] == evidence(rows), row
        agreed = [sum(int(each[name]) for each in rows) for name in ("agreement", "dissent")]
        assert [row["Agree"], row["Disagree"]] == agreed, row
        assert row["Of people"] == choice.everybody()
        assert row["Of accounts"] == len(choice.every_account())
    assert len(book.rows("Quotes")) == len(choice.rows)
    by_session = Counter(str(row["session_title"]) for row in choice.rows)
    for row in book.rows("Sessions"):
        assert row["Quotes"] == by_session[str(row["Session"])], row
    said = sum(int(row["Quotes"]) for row in book.rows("Participants"))
    assert said == sum(bool(row["speaker"] or row["role"]) for row in choice.rows)
    return len(themes)


def check_slides(path: Path, choice: Choice) -> int:
    from pptx import Presentation

    slides = list(Presentation(str(path)).slides)
    count = check_sentences("\n".join(line for each in slides for line in _texts(each)), choice)
    first = "\n".join(_texts(slides[0]))
    check_figures(named(_first(first)), choice)
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart:
                count += check_chart(shape.chart, choice)
        title, *texts = _texts(slide)
        for line, below in zip(texts, [*texts[1:], ""], strict=True):
            sign = re.match(r"([▼▲+]) ", line)
            if slide is slides[0] and sign:
                kind = SIGNS[sign[1]]
            elif slide is slides[0] and NUMBERS["evidence"].search(below):
                rows = choice.of(plain(line)[0], kind)
                check_line(below, rows, choice, (line, kind))
                count += 1
            elif sign and " evidence" in line:
                check_line(line, choice.of(title, SIGNS[sign[1]]), choice, (title, line))
                count += 1
            elif re.match(r"\d+ of \d+ people · .*quotes?", line) and slide is not slides[0]:
                check_line(line, choice.of(title), choice, title)
                count += 1
    return count


def _texts(slide: object) -> list[str]:
    shapes = [each for each in slide.shapes if each.has_text_frame]
    return [line.text for each in shapes for line in each.text_frame.paragraphs]


def check_chart(chart: object, choice: Choice) -> int:
    for plot in chart.plots:
        for kind, series in zip(KINDS, plot.series, strict=False):
            for theme, value in zip(plot.categories, series.values, strict=True):
                assert int(value or 0) == len(choice.of(str(theme), kind)), (theme, kind)
    return 1


CHECKS: dict[str, Callable[[Path, Choice], int]] = {
    "md": check_markdown,
    "docx": check_word,
    "topline.docx": check_word,
    "page.docx": check_word,
    "html": check_mail,
    "xlsx": check_book,
    "csv": lambda path, choice: check_csv(path, choice),
}


def check_csv(path: Path, choice: Choice) -> int:
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(choice.rows)
    return len(rows)


def kinds() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from SHAPES.items()


@pytest.mark.parametrize("seed", some(SEEDS, [1]))
def test_every_number_of_every_kind_is_what_a_recount_gives(
    focusgroup: Run, sample: Path, ask: Ask, tmp_path: Path, seed: int
) -> None:
    args = random_filters(seed, ask)
    choice = chosen(args, ask)
    if not choice.rows:
        pytest.skip(f"nobody said anything: {args}")
    for ending, command in kinds():
        path = tmp_path / f"x.{ending}"
        said = (*command, *args, "--language", "en")
        done = focusgroup("--db", sample, "export", *said, "-o", path)
        assert done.code == 0, done.err
        assert CHECKS[ending](path, choice) or not choice.ranked, (ending, args)


@pytest.mark.needs("module:pptx")
@pytest.mark.parametrize("seed", some(SEEDS, [1]))
def test_every_number_of_the_slides_is_what_a_recount_gives(
    focusgroup: Run, sample: Path, ask: Ask, tmp_path: Path, seed: int
) -> None:
    args = random_filters(seed, ask)
    choice = chosen(args, ask)
    if not choice.rows:
        pytest.skip(f"nobody said anything: {args}")
    path = tmp_path / "x.pptx"
    done = focusgroup("--db", sample, "export", "pptx", *args, "--language", "en", "-o", path)
    assert done.code == 0, done.err
    assert check_slides(path, choice) or not choice.ranked, args
