"""Every kind of Word document that there is, for checks of all of them."""

from collections.abc import Callable
from pathlib import Path

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Report
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.word import write_guide, write_register
from tests.exports.conftest import NOW
from tests.exports.reports import REPORTS, large, planners
from tests.exports.test_companions import hostile
from tests.exports.word.test_papers import AGENDA
from tests.exports.writing import write_summary

Write = Callable[..., Path]
TEMPLATES = ("ours", "a company's")


def word(report: Callable[[], Report], **options: object) -> Write:
    return lambda path, **more: write_summary(report(), path, now_ms=NOW, **{**options, **more})


def guide(path: Path, **more: object) -> Path:
    return write_guide(parse_agenda(AGENDA).agenda, path, Making(NOW, **more)).path


def register(path: Path, **more: object) -> Path:
    return write_register(planners(), path, Making(NOW, **more)).path


DOCUMENTS: dict[str, Write] = {
    "session": word(planners),
    "top-line": word(planners, topline=True),
    "one page": word(planners, one_page=True),
    "appendix": word(planners, appendix=True),
    "page numbers": word(planners, numbered=True),
    "in German": word(planners, language="de"),
    "theme": word(REPORTS["over time"]),
    "all themes": word(REPORTS["several sessions"]),
    "external": word(planners, audience=Audience(external=True)),
    "hostile": word(hostile),
    "right to left": word(REPORTS["right to left"]),
    "in Chinese": word(REPORTS["chinese"], language="zh"),
    "no quotes": word(REPORTS["no quotes"]),
    "one quote": word(REPORTS["one quote"]),
    "log beside it": word(lambda: large(2_000, sessions=3, themes=30)),
    "guide": guide,
    "register": register,
}
