"""Which tests take long: they are left out of the usual run, and continuous integration has them.

    python -m tests.long

measures every test of the usual run and of the long ones, and writes those that took more than
MOST_S seconds of CPU to `long.txt`. The shortest test of a file stays in the usual run.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

LIST = Path(__file__).with_suffix(".txt")
MOST_S = 0.5
TIMES = "FOCUSGROUP_TEST_TIMES"
"""The environment variable that names the folder for the measured times."""


def long_tests() -> frozenset[str]:
    """Return the names of the tests that take long."""
    return frozenset(LIST.read_text("utf-8").splitlines())


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Write how many seconds of CPU the test *name* takes, if its time is wanted."""
    folder = os.environ.get(TIMES)
    before = _cpu_s()
    yield
    if folder:
        with Path(folder, str(os.getpid())).open("a", encoding="utf-8") as file:
            file.write(f"{_cpu_s() - before:.3f}\t{name}\n")


def _cpu_s() -> float:
    """Return the CPU seconds of this process and of those that it has waited for."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def too_long(times: Iterable[tuple[str, float]]) -> list[str]:
    """Return the tests over MOST_S, but of each file the shortest."""
    files: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for name, seconds in times:
        files[name.partition("::")[0]].append((seconds, name))
    found = [name for of in files.values() for s, name in sorted(of)[1:] if s > MOST_S]
    return sorted(found)


def main() -> int:
    """Measure all tests and write the list; return the exit code of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        command = (sys.executable, "-m", "pytest", "-m", "not slow and not needs")
        code = subprocess.call(command, env={**os.environ, TIMES: folder})
        lines = [line for each in Path(folder).iterdir() for line in each.read_text().splitlines()]
        found = too_long(
            (name, float(s)) for s, _, name in (line.partition("\t") for line in lines)
        )
        LIST.write_text("".join(f"{name}\n" for name in found), "utf-8")
        print(f"{len(found)} of {len(lines)} tests take long, {time.monotonic() - begun:.0f} s")
        return code


if __name__ == "__main__":
    sys.exit(main())
