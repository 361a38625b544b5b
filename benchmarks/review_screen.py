"""How soon the review is on the screen: from a key to the first and the last of what it paints.

    python benchmarks/review_screen.py --in FOLDER [--sizes 10000,1000000]

Runs the real program in a pseudo-terminal over the databases of ``review.py``, in the same folder.
Printed for each key are the milliseconds to what is painted first, to the first row of the list of
quotes and to what is painted last, medians and 95th percentiles: rows come first, counts that no
counter answers may follow. The floor is the echo of a key by a Textual app with nothing but an
input line, in the same run.
"""

import argparse
import os
import re
import select
import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from live import FLOOR, OPENS_S, Terminal
from review_data import made

QUIET_S = 0.15
"""Seconds without output after which all is painted."""
LOOKED_AT_S = 2.0
"""Seconds for which home is looked at: the program imports the next screens meanwhile."""
ROUNDS = 12
PLACED = re.compile(rb"\x1b\[(\d+);(\d+)H")
FIRST_ROW, FIRST_COLUMN = 4, 42
"""Where the list of quotes begins in a terminal of live.SIZE."""
WHOLE = 4_000
"""Bytes from which on an output paints the whole screen."""
Times = dict[str, list[tuple[float, float, float]]]


def paints_rows(output: bytes) -> bool:
    """Return whether an output paints in the list of quotes."""
    return len(output) > WHOLE or any(
        int(row) > FIRST_ROW and int(column) > FIRST_COLUMN
        for row, column in PLACED.findall(output)
    )


class Watched(Terminal):
    """A terminal that tells when a key's first and last output came."""

    def press(self, keys: bytes, most: float = OPENS_S) -> tuple[float, float, float]:
        """Seconds to the first output of *keys*, to rows of the list, and to the last output."""
        self.quiet(QUIET_S)
        began = time.perf_counter()
        os.write(self.fd, keys)
        first = rows = last = 0.0
        while select.select([self.fd], [], [], QUIET_S if last else most)[0]:
            output = os.read(self.fd, 65536)
            last = time.perf_counter() - began
            first = first or last
            rows = rows or (last if paints_rows(output) else 0.0)
        return first, rows or last, last


def review(db: Path) -> Times:
    """Return the times of each key in the review of a database."""
    found: Times = {}
    program = [sys.executable, "-m", "focusgroup", "--db", str(db)]

    def pressed(name: str, keys: Iterable[bytes]) -> None:
        found.setdefault(name, []).extend(terminal.press(key) for key in keys)

    for _ in range(ROUNDS // 3):
        terminal = Watched(program, b"Quit")
        terminal.quiet(LOOKED_AT_S)
        pressed("open the review, cold", [b"r"])
        pressed("all columns, and back", [b"v", b"v"])
        pressed("sort by the next column", [b"s"] * 8)
        pressed("filter by the next kind", [b"k"] * 7)
        pressed("theme with a fifth of the quotes", [b"\x1b[B"])
        pressed("its quotes", [b"\t"])
        pressed("next quote", [b"\x1b[B"] * ROUNDS)
        pressed("page down", [b"\x1b[6~"] * ROUNDS)
        pressed("last and first quote", [b"\x1b[F", b"\x1b[H"] * 2)
        for words in ("the export", "\u62a5\u8868 \u5bfc", '"every week', "report -the", "zzz"):
            pressed("search", [b"/"])
            pressed(f"letters of {words}", [each.encode() for each in words])
            pressed("search closed", [b"\x1b"])
        terminal.close()
    return found


def echo() -> list[float]:
    """Return the times from key to echo of the floor."""
    terminal = Watched([sys.executable, "-c", FLOOR], b"\x1b")
    terminal.quiet(1.0)
    times = [terminal.key(each) for each in "thequickbrownfox" * 2]
    terminal.close()
    return times


def percentiles(times: Iterable[float]) -> str:
    """Return median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return f"{statistics.median(ordered) * 1000:7.1f} {p95 * 1000:7.1f}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--in", dest="folder", type=Path, required=True)
    arguments.add_argument("--sizes", default="10000,1000000")
    chosen = arguments.parse_args()
    print(f"ms, median and p95; a key of the floor {percentiles(echo())}")
    for size in map(int, chosen.sizes.split(",")):
        print(f"\n{size:11,} quotes {'first':>36} {'rows':>15} {'last':>15}")
        for name, times in review(made(chosen.folder / f"{size}.db", size)).items():
            print(f"  {name:36}", *map(percentiles, zip(*times, strict=True)))


if __name__ == "__main__":
    main()
