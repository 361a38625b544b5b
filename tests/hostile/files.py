"""Files that break programs, by name: made where a test needs them, each with what is said of it.

Run as a program, it reads each through the command line and prints what that took.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.speed import within

FENCE = "---\n"
BODY = "## All (30 min)\n\n1. What?\n"
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
)


def front(text: str) -> bytes:
    """An agenda with *text* as its front matter."""
    return f"{FENCE}{text}\n{FENCE}{BODY}".encode()


AGENDAS: dict[str, Callable[[], bytes]] = {
    "alias bomb": lambda: front(BOMB),
    "alias of itself": lambda: front("title: &a [*a]"),
    "merge keys": lambda: front("base: &b {title: x}\n<<: *b"),
    "deep flow": lambda: front("title: " + "[" * 100_000),
    "deep mapping": lambda: front("{a: " * 100_000),
    "deep block": lambda: front("".join("  " * n + "a:\n" for n in range(600))),
    "deep lists": lambda: ("- " * 100_000 + "x\n").encode(),
    "deep quotes": lambda: (">" * 100_000 + " x\n").encode(),
    "deep brackets": lambda: ("## a\n" + "[" * 100_000 + "\n").encode(),
    "duplicate keys": lambda: front("title: one\ntitle: two"),
    "not YAML": lambda: front("title: [\nx: }"),
    "tags": lambda: front("title: !!python/object/apply:os.system ['false']"),
    "minutes as a clock time": lambda: front("title: t\nminutes: 1:30"),
    "minutes in octal": lambda: front("title: t\nminutes: 010"),
    "minutes are no number": lambda: front("title: t\nminutes: .nan"),
    "minutes without end": lambda: front("title: t\nminutes: .inf"),
    "minutes yes": lambda: front("title: t\nminutes: yes"),
    "minutes of 5,000 digits": lambda: front("title: t\nminutes: " + "9" * 5_000),
    "front matter of 300 KB": lambda: front("title: " + "x" * 300_000),
    "never closed": lambda: (FENCE + "title: x\n" * 2_000).encode(),
    "UTF-16": lambda: front("title: Größe").decode().encode("utf-16"),
    "UTF-16 without a mark": lambda: front("title: t").decode().encode("utf-16-le"),
    "UTF-32": lambda: front("title: t").decode().encode("utf-32"),
    "Latin-1": lambda: front("title: Größe").decode().encode("latin-1"),
    "zeros": lambda: bytes(100_000),
    "noise": lambda: bytes(range(256)) * 1_000,
    "a Word document": lambda: b"PK\x03\x04" + bytes(range(256)) * 100,
    "50 MB": lambda: b"- word\n" * 7_500_000,
    "50 MB in one line": lambda: b"x" * 50_000_000,
}
"""Agendas, as bytes."""


def peak_kib() -> int:
    """The most memory this process has had; ru_maxrss still counts the one it was forked from."""
    import resource

    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (line,) = [line for line in status.read_text("ascii").splitlines() if line[:6] == "VmHWM:"]
    return int(line.split()[1])


def read_all(folder: Path) -> None:
    """Check every agenda of *folder* by the command; print what each took, as JSON."""
    import contextlib
    import io

    from focusgroup.cli.main import main

    for path in sorted(folder.iterdir()):
        out, err = io.StringIO(), io.StringIO()

        def checked(path: Path = path, out: io.StringIO = out, err: io.StringIO = err) -> int:
            for each in (out, err):
                each.seek(0)
                each.truncate()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                return main(["agenda", "check", str(path)])

        code = within(2, checked)
        peak = peak_kib()
        row = {"name": path.stem, "code": code, "out": out.getvalue(), "err": err.getvalue()}
        print(json.dumps({**row, "peak_kib": peak}), flush=True)


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
