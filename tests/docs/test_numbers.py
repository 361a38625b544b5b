"""Numbers on the pages are the program's own: limits, defaults, shares, how long things take."""

import pytest

from focusgroup.backroom import server as backroom
from focusgroup.cli import matrix
from focusgroup.cli.backroom import PORT
from focusgroup.core.agenda import reading as agenda
from focusgroup.core.agenda import yaml
from focusgroup.core.agenda_run import replanning
from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.core.evidence import doubles, evidence, quarters, running
from focusgroup.core.themes import suggestion, usage
from focusgroup.core.themes.shortcut_letters import ThemeKeys
from focusgroup.exports import xlsx
from focusgroup.exports.handover import slides
from focusgroup.exports.word import company_template, summary
from focusgroup.exports.word.body import log, second_page
from focusgroup.exports.word.company_template import archive
from focusgroup.exports.word.view import FEW, LONGEST_QUOTE
from focusgroup.imports import agenda_file
from focusgroup.imports.guides.web_pages import webpage
from focusgroup.services import rehearsal
from focusgroup.services.capture import completion, entered_rows
from focusgroup.services.capture.suggesting import suggestion as suggesting
from focusgroup.services.machine import diagnosis
from focusgroup.store.encryption import TRIES, keys
from focusgroup.store.engine.location import GB, BackupBound
from focusgroup.store.erasure import proof
from focusgroup.store.outbox import dialog_drafts
from focusgroup.system import keyring
from focusgroup.tui.live import hints, panels, view
from focusgroup.tui.live import screen as live
from focusgroup.tui.live.line import capture_line
from focusgroup.tui.review import screen as review
from focusgroup.tui.review.quotes import screen as review_quotes
from tests.docs.pages import read_pages

TEXTS = {path.stem: " ".join(text.split()) for path, text in read_pages().items()}
MINUTE = panels.MINUTE_MS
BACKUPS = BackupBound()
LETTERS = list(ThemeKeys()._free)


def spelled(number: float) -> str:
    """Return a small whole number in words."""
    return "zero one two three four five six seven eight nine ten eleven twelve".split()[
        int(number)
    ]


def dotted(version: tuple[int, int]) -> str:
    """Return a version as it is written."""
    return ".".join(map(str, version))


NUMBERS = {
    "README": [f"Python](https://www.python.org/downloads/) {dotted(diagnosis.OLDEST_PYTHON)} or"],
    "agendas": [
        f"{agenda_file.MOST_DOCUMENT_BYTES // 10**6} MB, pictures included",
        (
            f"and {agenda.MOST_CHARACTERS:,} characters of text in {agenda.MOST_LINES:,} lines, of"
            f" which {agenda.MOST_MARKED_LINES:,} may be of lists"
        ),
        f"a web page {webpage._MOST_CHARACTERS:,}",
        f"above {yaml.MOST_CHARACTERS // 1024} KB",
        f"above {agenda.MOST_LINES:,} lines, or {agenda.MOST_MARKED_LINES:,} of lists",
        f"at most {agenda_file.MOST_BYTES // 10**6} MB",
    ],
    "backroom": [
        f"({PORT}, or `--port`)",
        f"{backroom.MOST_VIEWERS} connections fit",
        f"at most {backroom.LARGEST_BODY // 1024} kB",
    ],
    "capture-line": [
        f"{spelled(completion.SIZE)} in all",
        f"The {spelled(usage.NUMBERED)} themes used last",
        f"{sum(map(str.islower, LETTERS))} small letters, then capitals",
        f"as long as there are letters left ({len(LETTERS)})",
        f"the newest {suggesting.NEWEST:,} quotes",
        f"counts a {'quarter' if suggestion.STUCK == 0.25 else '?'} of one",
    ],
    "configuration": [
        (
            f"{BACKUPS.size // GB} GB, but {spelled(BACKUPS.least)} copies at least; never more"
            f" than {spelled(BACKUPS.most)}"
        ),
    ],
    "exports": [
        f"more than {summary.LOG_IN_WORD:,} quotes it goes into a workbook",
        f"With up to {spelled(FEW)} quotes",
        (
            f"the theme map ({spelled(second_page.THEMES)} themes) and the commitments"
            f" ({spelled(second_page.PROMISES)}"
        ),
        f"({slides.THEMES} at most)",
        f"the newest {spelled(running.NEWEST)} sessions",
        f"holds {xlsx.LONGEST:,} characters",
        f"{evidence.STRONG_PEOPLE} or more people from {evidence.STRONG_ACCOUNTS} or more",
        f"{evidence.FAIR_PEOPLE} or more people from {evidence.FAIR_ACCOUNTS} or more",
        f"at least {evidence.ONE_VOICE_PERCENT} % of {evidence.ONE_VOICE_QUOTES} or more quotes",
        f"up to {spelled(evidence.SHOWN_QUOTES)}, one from each account",
        f"more than {archive.LARGEST_FILE >> 20} MB or {archive.LARGEST_PARTS >> 20} MB unpacked",
        f"text less than {company_template.NARROWEST // 560} cm wide",
        f"more than {LONGEST_QUOTE:,} characters is cut",
        f"up to {xlsx._IN_MEMORY:,} quotes is assembled",
        f"tables of {log.ROWS} rows",
    ],
    "facilitators": [
        f"The line takes {capture_line.CAP:,} characters",
        f"within {spelled(entered_rows.REPEAT_MS / 1000)} seconds",
        f"less than {spelled(replanning.SHORTEST_MS / MINUTE)} minutes",
        f"at least {'half' if replanning.KEY_SHARE == 0.5 else '?'} of their time",
        f"a quarter of an hour and {spelled(view.SIGNALS[1])} minutes before the end",
        f"After {'a quarter of an hour' if panels.SILENT_MS == 15 * MINUTE else '?'} it also",
        f"with {spelled(rehearsal.GUESTS)} guests",
        f"opens the debrief: {spelled(len(DebriefPart))} short parts",
        f"and {spelled(live.HEARTBEAT_TICKS * live.TICK_S)} seconds of the clock",
    ],
    "glossary": [
        f"at least {evidence.ONE_VOICE_PERCENT} % of {spelled(evidence.ONE_VOICE_QUOTES)} or more",
    ],
    "privacy": [
        f"{spelled(TRIES)} times at most",
        f"within {spelled(keyring.PATIENCE_S)} seconds",
        f"SHA-512, {keys.ROUNDS:,} rounds",
        f"in pieces of {proof.PIECE} characters",
        f"less than {proof.SHORTEST_TEXT} bytes and names of less than {proof.SHORTEST_NAME} are",
    ],
    "reliability": [
        (
            f"{spelled(BACKUPS.most).title()} are kept, or as many as fit into"
            f" {BACKUPS.size // GB} GB, but {spelled(BACKUPS.least)} at least"
        ),
    ],
    "review": [
        f"offers it for {dialog_drafts.KEPT_DAYS} days",
        f"less than {review.NARROW} columns wide",
        f"at most the newest {review_quotes.MOST_MARKED:,}",
        f"the last {spelled(quarters.QUARTERS)} quarters",
        f"came up in the last {spelled(quarters.RECENT)} quarters only",
        (
            f"its share in the {spelled(quarters.QUARTERS - quarters.RECENT)} before, with"
            f" {spelled(quarters.LEAST)} mentions or more"
        ),
        f"Shown are the {matrix.TOP} largest rows and columns",
    ],
    "team": [
        f"within {doubles.APART_MS // 1000} seconds of each other",
        f"{doubles.ALIKE:.0%}".replace("%", " % are in both"),
        f"to {doubles.WITHIN:.0%}".replace("%", " %"),
        f"of {spelled(doubles.LEAST_PAIRS + 1)} letters or more",
    ],
    "troubleshooting": [
        f"{diagnosis.SMALLEST[0]} columns and {diagnosis.SMALLEST[1]} lines",
        f"from {hints.WIDE} on full names",
        f"Focusgroup needs Python {dotted(diagnosis.OLDEST_PYTHON)} or newer",
    ],
}
"""What a page says, made from the program's own numbers."""


@pytest.mark.parametrize("page", NUMBERS)
def test_a_number_on_a_page_is_the_programs(page: str) -> None:
    assert [said for said in NUMBERS[page] if said not in TEXTS[page]] == []
