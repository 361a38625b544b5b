"""Real conversations replayed as live sessions: typed into the real program in a terminal."""

import csv
import io
import json
import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

import pytest

from focusgroup.cli.main import main
from focusgroup.core.capture.grammar import Parsed, format_line
from focusgroup.core.model import Kind
from focusgroup.core.text import clean_line
from tests.terminal import PROGRAM, Tmux

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Said:
    """A sentence as somebody said it, and how it is to be tagged."""

    text: str
    kind: str
    seat: int
    theme: str

    @property
    def line(self) -> str:
        """As the facilitator types it; what could be read as a token is escaped."""
        parsed = Parsed(
            text=self.text, kind=Kind(self.kind), speaker=str(self.seat), themes=(self.theme,)
        )
        return format_line(parsed)


def focusgroup(db: Path, *args: str, stdin: str = "") -> str:
    """What a command prints; in this process, since another takes half a second to start."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(3)]
    given, out, err = streams
    given.write(stdin)
    given.seek(0)
    with mock.patch("sys.stdin", given), redirect_stdout(out), redirect_stderr(err):
        code = main(["--db", str(db), *args])
    out.seek(0)
    err.seek(0)
    assert code == 0, err.read()
    return out.read()


def focusgroup_apart(db: Path, *args: str, stdin: str = "") -> str:
    """What a command prints, in a process of its own: one that this environment is for."""
    done = subprocess.run(
        [*PROGRAM, "--db", str(db), *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def stored(db: Path) -> list[dict[str, object]]:
    quotes = json.loads(focusgroup(db, "quotes", "--json"))
    return sorted(quotes, key=lambda quote: (quote["at_ms"], quote["id"]))


def how_many(db: Path) -> int:
    """Quotes on disk, counted without starting a program: for what is asked over and over."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM quote WHERE deleted = 0").fetchone()[0])


def coded_interview() -> list[Said]:
    """The coded segments of both participants; the code's branch gives the kind.

    Benefits and what was liked are strengths, suggestions for improvement missing features,
    and the rest (how they work today, what got in their way) problems.
    """
    text = (DATA / "pdpilot_coded_segments.csv").read_text("utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    found = []
    for row in rows:
        code = row["theme_path"]
        liked = re.search(r"Liked|useful$|Good for|Prefered|^Benefits|better", code, re.IGNORECASE)
        kind = "strength" if liked and "not" not in code.lower() else "problem"
        if code.startswith("PDPilot improvements"):
            kind = "missing_feature"
        found.append(Said(clean_line(row["segment"]), kind, int(row["participant"][1]), code))
    return found


def public_call() -> tuple[list[str], list[Said]]:
    """The turns of a public call, everybody's but the host's; whole turns, as long as they are."""
    text = (DATA / "ppgc21_google-meet.md").read_text("utf-8")
    turns = re.findall(r"^([A-Z][^:\n]{2,40}): (.+)$", text, re.MULTILINE)
    speakers = [name for name, _ in Counter(name for name, _ in turns).most_common()]
    said = [
        Said(clean_line(words), "problem", speakers.index(name) + 1, "Agglayer")
        for name, words in turns
    ]
    return speakers, said


def type_in(terminal: Tmux, said: Iterable[Said]) -> None:
    for sentence in said:
        terminal.type(sentence.line)
        terminal.keys("Enter")


def wait_saved(terminal: Tmux, db: Path, many: int) -> None:
    def all_there(_: str) -> bool:
        return how_many(db) >= many and "✓" in terminal.screen()

    terminal.wait_until(all_there, f"{many} quotes saved", 60)


def equal(db: Path, said: list[Said]) -> None:
    """What is stored is what was said, word for word, in its order."""
    quotes = stored(db)
    assert [quote["text"] for quote in quotes] == [sentence.text for sentence in said]
    assert [quote["kind"] for quote in quotes] == [sentence.kind for sentence in said]
    normal = [[re.sub(r"\s*>\s*", " > ", sentence.theme)] for sentence in said]
    assert [quote["themes"] for quote in quotes] == normal


@pytest.mark.needs("tmux")
def test_a_coded_interview_is_taken_down_word_for_word(tmp_path: Path) -> None:
    db = tmp_path / "groups.db"
    said = coded_interview()
    agenda = tmp_path / "interview.md"
    themes = "\n".join(f'  - "{path}"' for path in dict.fromkeys(s.theme for s in said))
    agenda.write_text(
        f"---\ntitle: PDPilot interviews\nthemes:\n{themes}\n---\n"
        "## Current practice (20 min)\n\n1. How do you explain models today?\n\n"
        "## Using PDPilot (30 min, key)\n\n1. What worked?\n2. What is missing?\n",
        "utf-8",
    )
    session = focusgroup(
        db, "session", "add", str(agenda), "--participant", "P1", "--participant", "P2"
    ).strip()
    with Tmux(tmp_path) as terminal:
        terminal.start((*PROGRAM, "--db", str(db)), 120, 36)
        terminal.wait_for("PDPilot interviews")
        terminal.keys("Enter")
        terminal.wait_for("F2 starts")
        terminal.keys("F2")
        terminal.wait_for("●")
        type_in(terminal, said[:30])
        terminal.keys("F3")
        terminal.wait_for("2/2")
        type_in(terminal, said[30:])
        wait_saved(terminal, db, len(said))
    equal(db, said)
    sections = Counter(str(quote["section"]) for quote in stored(db))
    assert sections == {"Current practice": 30, "Using PDPilot": len(said) - 30}
    report = tmp_path / "summary.docx"
    focusgroup(db, "export", "word", session, "-o", str(report))
    body = ZipFile(report).read("word/document.xml").decode("utf-8")
    words = re.sub(r"<[^>]+>", "", body).replace("&amp;", "&").replace("&gt;", ">")
    words = words.replace("&lt;", "<").replace("&quot;", '"')
    assert all(sentence.text in words for sentence in said)
    tree = json.loads(focusgroup(db, "themes", "--json"))
    assert sum(row["strength"] for row in tree if " > " not in row["path"]) > 0


@pytest.mark.slow
@pytest.mark.needs("tmux")
def test_a_public_call_is_taken_down_word_for_word(tmp_path: Path) -> None:
    db = tmp_path / "groups.db"
    speakers, said = public_call()
    people = tmp_path / "people.csv"
    people.write_text("name\n" + "\n".join(speakers) + "\n", "utf-8")
    focusgroup(
        db,
        *("session", "add", str(DATA / "ppgc21_agenda.md"), "--participants", str(people)),
        *("--title", "Protocol call"),
    )
    with Tmux(tmp_path) as terminal:
        terminal.start((*PROGRAM, "--db", str(db)), 100, 30)
        terminal.wait_for("Protocol call")
        terminal.keys("Enter")
        terminal.wait_for("F2 starts")
        terminal.keys("F2")
        terminal.wait_for("●")
        terminal.type(said[0].line)
        terminal.keys("Enter")
        terminal.wait_for("makes it a theme")
        terminal.keys("C-n")
        type_in(terminal, said[1:])
        wait_saved(terminal, db, len(said))
    equal(db, said)
    quotes = stored(db)
    assert [quote["speaker"] for quote in quotes] == [speakers[s.seat - 1] for s in said]
