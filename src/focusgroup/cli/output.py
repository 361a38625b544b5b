"""Print lines, tables and JSON, none of which can make a terminal do anything."""

import errno
import io
import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from focusgroup.core.passwords import without_passwords
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import for_terminal
from focusgroup.system.invocation import as_typed

GAP = "  "
HANGING = "    "
"""What the second and later lines of one entry begin with."""
NARROWEST_LAST = 24
"""Cells of room below which the last column is not wrapped."""

MOMENTS = frozenset(
    f"{name}_ms"
    for name in ("at created scheduled started ended arrived left since last heard changed".split())
)
"""Fields of JSON that are moments, whose names without ``_ms`` are free; others are lengths."""

QUIET: list[bool] = []
"""Not empty if hints are left out."""

LOST: list[OSError] = []
"""Why standard output takes nothing more, empty as long as it does."""

# What json.dumps leaves unescaped but a terminal, or a reader's eye, would still react to.
_ACTIVE_IN_JSON = lazy_pattern("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def say(text: str, *, alert: bool = False) -> None:
    """Print *text* on standard output, keeping its line breaks.

    On a terminal that may use colours, an *alert* is also red; its words say the same.
    """
    text = for_terminal(text, newlines=True)
    if alert and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        text = f"\x1b[31m{text}\x1b[0m"
    _print(text)


def prompt() -> None:
    """Print the sign that a line can be typed now."""
    _print("> ", end="")
    sys.stdout.flush()


def hint(text: str) -> None:
    """Print on standard error what a person may do without: `--quiet` leaves it out."""
    if not QUIET:
        warn(text)


def warn(text: str) -> None:
    """Print *text* on standard error, keeping its line breaks, its commands as typed here.

    Passwords in addresses are left out: what was typed in the wrong place comes back in errors.
    """
    if sys.stderr is not None:
        text = for_terminal(without_passwords(as_typed(text)), newlines=True)
        with suppress(OSError):
            sys.stderr.write(text + "\n")


def print_json(value: Sequence[Mapping[str, object]] | Mapping[str, object]) -> None:
    """Print rows as a JSON array (or one thing as an object), readable and safe to display."""
    _print(json_text(value))


def json_text(value: object) -> str:
    """Return *value* as JSON without anything that a terminal would react to.

    Beside each moment in Unix ms is the same in ISO 8601: ``at`` beside ``at_ms``.
    """
    value = _with_iso(value)
    utf8 = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not utf8, indent=2)
    return _ACTIVE_IN_JSON.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def _with_iso(value: object) -> object:
    if isinstance(value, Mapping):
        row: dict[str, object] = {}
        for key, inner in value.items():
            row[key] = _with_iso(inner)
            if key in MOMENTS:
                row[key.removesuffix("_ms")] = _iso(inner) if isinstance(inner, int) else None
        return row
    return [_with_iso(each) for each in value] if isinstance(value, list | tuple) else value


def _iso(ms: int) -> str | None:
    """Return Unix ms as ``2026-03-03T14:37:27.000Z``; None for a moment outside the calendar."""
    with suppress(ValueError, OverflowError, OSError):
        at = datetime.fromtimestamp(ms / 1000, UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return None


class JsonArray:
    """Prints a JSON array row by row, for lists too long to hold; `close` ends it."""

    def __init__(self) -> None:
        self._rows = 0

    def add(self, row: Mapping[str, object]) -> None:
        """Print one more row."""
        begin = ",\n" if self._rows else "[\n"
        _print(begin + textwrap.indent(json_text(row), "  "), end="")
        self._rows += 1

    def close(self) -> None:
        """Print the end; without any rows this prints an empty array."""
        _print("\n]" if self._rows else "[]")


def print_entry(fields: Sequence[str], colours: Mapping[int, str]) -> None:
    """Print *fields* on one line; on a terminal broken between words, some of them in a colour.

    *colours* gives the parameter of the colour's escape sequence by a field's position.
    """
    texts = [for_terminal(field) for field in fields]
    if not sys.stdout.isatty():
        _print(GAP.join(filter(None, texts)))
        return
    line = GAP.join(filter(None, texts))
    width = max(shutil.get_terminal_size().columns, NARROWEST_LAST)
    first, *rest = wrap(line, width)
    rest = wrap("".join(rest).lstrip(), width - len(HANGING)) if rest else []
    whole = "\n".join([first.rstrip(), *(HANGING + each.strip() for each in rest)])
    for at, colour in colours.items():
        if texts[at] and not os.environ.get("NO_COLOR"):
            whole = whole.replace(texts[at], f"\x1b[{colour}m{texts[at]}\x1b[0m", 1)
    _print(whole)


def print_table(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> None:
    """Print *rows* under the headings *columns*, aligned by cells, one line a row.

    Numbers are right-aligned in their column; None is empty. On a terminal, a last column
    that does not fit is wrapped within its column; elsewhere rows are never broken.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    right = [_is_numeric(i, cells) for i in range(len(columns))]
    table = [[text for text, _ in row] for row in cells]
    widths = [
        max(cell_width(line[i]) for line in [list(columns), *table]) for i in range(len(columns))
    ]
    room = _room_for_last(widths)
    for line in [list(columns), *table]:
        _print(_format_line(line, widths, right, room))


def print_shaded(texts: Sequence[str], colours: Sequence[str]) -> None:
    """Print *texts* on one line, each in its colour (see `print_entry`) if it has one."""
    shown = [for_terminal(text) for text in texts]
    if not os.environ.get("NO_COLOR"):
        shown = [
            f"\x1b[{colour}m{text}\x1b[0m" if colour else text
            for text, colour in zip(shown, colours, strict=True)
        ]
    _print(GAP.join(shown).rstrip())


def print_csv(rows: Iterable[Sequence[object]]) -> None:
    """Print *rows* as CSV (RFC 4180) in which a spreadsheet runs nothing as a formula.

    None is an empty cell.
    """
    import csv

    from focusgroup.exports.csv_file import guarded

    text = io.StringIO()
    # Python makes of each "\n" what ends a line on this system.
    writer = csv.writer(text, lineterminator="\n" if os.linesep == "\r\n" else "\r\n")
    for row in rows:
        told = ("" if each is None else each for each in row)
        cells = [each if isinstance(each, int) else for_terminal(str(each)) for each in told]
        writer.writerow([each if isinstance(each, int) else guarded(each) for each in cells])
    _print(text.getvalue(), end="")


def plural(n: int, noun: str, several: str = "") -> str:
    """Return `1 quote`, `2 quotes`; *several* is a plural that doesn't just add an s."""
    return f"{n} {noun if n == 1 else several or noun + 's'}"


def cell_width(text: str) -> int:
    """Return how many terminal cells *text* takes: 2 for each Chinese character, say."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cell(value: object) -> tuple[str, bool]:
    """Return the text of one value and whether it is a number."""
    if value is None:
        return "", False
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return for_terminal(str(value)), number


def _is_numeric(column: int, rows: list[list[tuple[str, bool]]]) -> bool:
    filled = [row[column] for row in rows if row[column][0]]
    return bool(filled) and all(number for _, number in filled)


def _room_for_last(widths: Sequence[int]) -> int | None:
    """Return the cells for the last column on this terminal, None if it need not be wrapped."""
    if not sys.stdout.isatty():
        return None
    room = shutil.get_terminal_size().columns - sum(widths[:-1]) - len(GAP) * (len(widths) - 1)
    return room if NARROWEST_LAST <= room < widths[-1] else None


def _format_line(
    line: Sequence[str], widths: Sequence[int], right: Sequence[bool], room: int | None
) -> str:
    *first, last = line
    padded = [
        " " * (width - cell_width(text)) + text if at_right else _pad(text, width)
        for text, width, at_right in zip(first, widths, right, strict=False)
    ]
    if right[-1]:
        last = " " * (widths[-1] - cell_width(last)) + last
    indent = "\n" + " " * (sum(widths[:-1]) + len(GAP) * len(first))
    wrapped = [last] if room is None else wrap(last, room)
    return GAP.join([*padded, indent.join(wrapped)]).rstrip()


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def wrap(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* cells, broken at spaces if there are any."""
    lines: list[str] = []
    line = ""
    for word in re.findall(r" *[^ ]+", text):
        while cell_width(line + word) > width:
            if line:
                lines.append(line)
                line, word = "", word.lstrip(" ")
            else:
                fits = _longest_start(word, width)
                lines.append(word[:fits])
                word = word[fits:]
        line += word
    return [*lines, line] if line or not lines else lines


def _longest_start(word: str, width: int) -> int:
    """Return how many characters of *word* fit in *width* cells; at least one."""
    cells = 0
    for at, char in enumerate(word):
        cells += cell_width(char)
        if cells > width:
            return max(at, 1)
    return len(word)


def _print(text: str, end: str = "\n") -> None:
    try:
        sys.stdout.write(text + end)
    except BrokenPipeError:
        raise
    except OSError as error:
        lose_output(error)


def open_output() -> None:
    """Begin with nothing lost; a standard output that is closed loses what is printed on it."""
    LOST.clear()
    if sys.stdout is None:
        sys.stdout = _Closed()


def lose_output(error: OSError) -> None:
    """Note that standard output takes nothing more, and print the rest nowhere.

    The command goes on, so that what it was given to store is stored.
    """
    LOST.append(error)
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    if isinstance(sys.stdout, _Closed):
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


class _Closed(io.StringIO):
    """Stands for a standard output that was closed when the program began."""

    def write(self, _text: str, /) -> int:
        raise OSError(errno.EBADF, "it is closed")
