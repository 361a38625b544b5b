"""Writes documents as a program of its own, to be killed, starved of disk or moved elsewhere.

python -m tests.exports.exporting kill FOLDER ROUNDS SEED
python -m tests.exports.exporting starve FOLDER KIND
python -m tests.exports.exporting once FOLDER KIND
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import random
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report
from focusgroup.exports.csv_file import write_csv
from focusgroup.exports.destination import at
from focusgroup.exports.handover.mail import write_mail
from focusgroup.exports.handover.slides import write_slides
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.exports.word import write_guide, write_register
from focusgroup.exports.xlsx import write_workbook
from tests.exports.reports import MINUTE, REPORTS, START, large, planners
from tests.exports.writing import write_summary

NOW = START + 75 * MINUTE
OLD = b"the old one"
GUIDE = "# Planners\n\n## Welcome (5 min)\n\n> Thank you.\n\n- [ ] Consent\n\n1. Who are you?\n"

Write = Callable[[Path], object]


def word(report: Callable[[], Report], **options: object) -> Write:
    return lambda path: write_summary(report(), path, now_ms=NOW, **options)


KINDS: dict[str, tuple[str, Write]] = {
    "session": ("docx", word(planners)),
    "top-line": ("docx", word(planners, topline=True)),
    "theme": ("docx", word(REPORTS["over time"], paper="letter")),
    "one page": ("docx", word(planners, one_page=True)),
    "appendix": ("docx", word(planners, appendix=True)),
    "mail": ("html", lambda path: write_mail(planners(), at(path), Making(now_ms=NOW))),
    "external": ("docx", word(planners, audience=Audience(external=True))),
    "chinese": ("docx", word(REPORTS["chinese"])),
    "right-to-left": ("docx", word(REPORTS["right to left"])),
    "log-beside": ("docx", word(lambda: large(1_200, sessions=3))),
    "register": ("docx", lambda path: write_register(planners(), path, Making(NOW))),
    "guide": ("docx", lambda path: write_guide(parse_agenda(GUIDE).agenda, path, Making(NOW))),
    "markdown": ("md", lambda path: write_markdown(planners(), path, Making(NOW))),
    "xlsx": ("xlsx", lambda path: write_workbook(planners(), path, Making(NOW))),
    "large-xlsx": ("xlsx", lambda path: write_workbook(large(3_000), path, Making(NOW))),
    "csv": ("csv", lambda path: write_csv(planners(), path, Making(NOW))),
}
"""Suffix and writer of every kind of document that we lay out ourselves."""

if importlib.util.find_spec("pptx"):
    KINDS["slides"] = ("pptx", lambda path: write_slides(planners(), at(path), Making(now_ms=NOW)))


def written(kind: str, folder: Path) -> dict[str, str]:
    """Write a document of *kind* into *folder*; the digest of every file that came of it."""
    suffix, write = KINDS[kind]
    folder.mkdir(exist_ok=True)
    write(folder / f"document.{suffix}")
    return digests(folder)


def digests(folder: Path) -> dict[str, str]:
    """What lies in *folder*, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def kill(folder: Path, rounds: int, seed: int) -> None:
    """Export 10,000 quotes *rounds* times, or 2,000 a few times, killed somewhere on the way.

    Most between two pieces, by chance; the others right before and after the file is synced
    and put in place.
    """
    report = large(10_000 if rounds > 12 else 2_000, sessions=10)
    path = folder / "summary.docx"
    asked: list[int] = []

    def write(at: int = -1) -> None:
        def cancelled() -> bool:
            asked.append(len(asked))
            if len(asked) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return False

        asked.clear()
        write_summary(report, path, now_ms=NOW, full_log=True, cancelled=cancelled)

    moment = random.Random(seed)
    write()
    pieces, new = len(asked), digests(folder)
    outcomes = {"old": 0, "new": 0, "litter": 0}
    for number in range(rounds):
        path.write_bytes(OLD)
        child = os.fork()
        if not child:
            if number % 3:
                write(moment.randint(1, pieces))
            else:
                write_killed_around(write, ENDS[number // 3 % len(ENDS)])
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        moment.random()  # as the child took one
        left = {each.name for each in folder.iterdir() if each != path}
        assert all(name.endswith(".part") for name in left), left
        outcomes["litter"] = max(outcomes["litter"], len(left))
        data = path.read_bytes()
        if data == OLD:
            outcomes["old"] += 1
        else:
            assert hashlib.sha256(data).hexdigest() == new[path.name], "a mixture"
            outcomes["new"] += 1
    write()
    assert digests(folder) == new
    print(json.dumps(outcomes))


ENDS = (
    (os, "fsync", False), (os, "fsync", True), (Path, "replace", False), (Path, "replace", True),
)  # fmt: skip
"""The last steps of an export, and whether it is killed behind it."""


def write_killed_around(write: Callable[[], None], end: tuple[object, str, bool]) -> None:
    """Have *write* killed before or after one of its last steps."""
    owner, name, behind = end
    step = getattr(owner, name)

    def last(*args: object) -> None:
        if behind:
            step(*args)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, last)
    write()


def starve(folder: Path, kind: str) -> None:
    """Write *kind* with room for only so many bytes a file, for many an amount of bytes."""
    suffix, write = KINDS[kind]
    path = folder / f"document.{suffix}"
    write(path)
    whole = digests(folder)
    largest = max((folder / name).stat().st_size for name in whole)
    for each in folder.iterdir():
        each.write_bytes(OLD)
    old = digests(folder)
    refused = 0
    for room in [*range(0, largest, max(1, largest // 12)), largest - 1]:
        with limited(room), contextlib.suppress(FocusgroupError):
            write(path)
            raise AssertionError(f"{room} bytes were enough")
        assert digests(folder) == old, room
        refused += 1
    with limited(largest):
        write(path)
    assert digests(folder) == whole
    print(json.dumps({"refused": refused}))


@contextlib.contextmanager
def limited(size: int) -> object:
    """Inside, no file can have more than *size* bytes, as on a full disk."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def main() -> None:
    """What the arguments say; the result as JSON on standard output."""
    what, folder, *rest = sys.argv[1:]
    if what == "kill":
        kill(Path(folder), int(rest[0]), int(rest[1]))
    elif what == "starve":
        starve(Path(folder), rest[0])
    else:
        print(json.dumps({kind: written(kind, Path(folder) / kind) for kind in rest or KINDS}))


if __name__ == "__main__":
    main()
