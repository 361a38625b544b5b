"""What exports of a review's database cost, each beside its floor.

Everything runs in a process of its own, so that its CPU, its time and its memory are its alone:
the program's command, and a bare loop of the same library over the same rows.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from review_data import BIG_THEME

QUOTES = """
    SELECT q.at_ms, q.offset_ms, s.title, p.name, p.role, a.name, a.segment, q.kind, q.text, (
        SELECT group_concat(th.path, '; ') FROM quote_theme t JOIN theme th ON th.id = t.theme_id
        WHERE t.quote_id = q.id AND t.direct > 0), si.title, qi.title, q.intensity, q.agreement,
        q.dissent, q.verbatim, q.stub
    FROM quote q JOIN session s ON s.id = q.session_id
    LEFT JOIN participant p ON p.id = q.participant_id LEFT JOIN account a ON a.id = q.account_id
    LEFT JOIN agenda_item si
        ON si.session_id = q.session_id AND si.section = q.section AND si.question = -1
    LEFT JOIN agenda_item qi ON qi.session_id = q.session_id AND qi.section = q.section
        AND qi.question = q.question AND q.question >= 0
    WHERE q.deleted = 0 AND ({where}) ORDER BY q.session_id, q.at_ms, q.id
"""
OF_THEME = f"""
    q.id IN (SELECT quote_id FROM quote_theme
        WHERE theme_id = (SELECT id FROM theme WHERE path = '{BIG_THEME}'))
"""
CSV = """
import csv, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute('''{rows}''')
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows(rows)
"""
XLSX = """
import sqlite3, sys, xlsxwriter
rows = sqlite3.connect(sys.argv[1]).execute('''{rows}''')
book = xlsxwriter.Workbook(sys.argv[2], {{"constant_memory": True}})
sheet = book.add_worksheet()
for line, row in enumerate(rows):
    for column, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(line, column, value)
        elif value is not None:
            sheet.write_number(line, column, value)
book.close()
"""
ALL, OF_BIG_THEME = QUOTES.format(where="TRUE"), QUOTES.format(where=OF_THEME)
FIGURES = {
    "export: csv": (CSV.format(rows=ALL), ("export", "csv", "-o")),
    "export: xlsx": (XLSX.format(rows=ALL), ("export", "xlsx", "-o")),
    "export: word of a theme": (
        XLSX.format(rows=OF_BIG_THEME),
        ("export", "word", "--theme", BIG_THEME, "-o"),
    ),
    "export: markdown": (CSV.format(rows=ALL), ("export", "markdown", "-o")),
    "export: mail": (CSV.format(rows=ALL), ("export", "mail", "-o")),
}
"""Each with its floor: a script that is given the database and a target, and a command's words."""
ENDS = {
    "export: csv": ".csv",
    "export: xlsx": ".xlsx",
    "export: word of a theme": ".docx",
    "export: markdown": ".md",
    "export: mail": ".html",
}


def measured(path: Path, only: str) -> Iterator[tuple[str, float]]:
    """Yield each figure's name and number: seconds of CPU and of time, megabytes at most."""
    for name, (floor, words) in FIGURES.items():
        if only not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="focusgroup-bench-", dir=path.parent) as folder:
            target = str(Path(folder) / f"made{ENDS[name]}")
            bare = ["-c", floor, str(path), target]
            yield from _run(f"{name}, floor", bare)
            Path(target).unlink(missing_ok=True)
            program = ["-m", "focusgroup", "--db", str(path), *words, target]
            yield from _run(name, program)


def _run(name: str, words: list[str]) -> Iterator[tuple[str, float]]:
    begun = time.monotonic()
    child = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0, name
    yield f"{name}, CPU s", used.ru_utime + used.ru_stime
    yield f"{name}, time s", time.monotonic() - begun
    yield f"{name}, MB", used.ru_maxrss / 1024
