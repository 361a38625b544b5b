"""Use an installed `focusgroup` as a stranger would: `python .ci/smoke.py PATH/TO/focusgroup`.

A session from a shipped agenda is made, captured and exported, and the screens are opened in
tmux where it is there (it must be under FOCUSGROUP_REQUIRE_TOOLS=1).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHO = "Anna Nowak, ops, Northwind, by role only"
QUOTE = "took us three weeks to see a first report"

SUFFIXES = {"mail": "html", "xlsx": "xlsx", "markdown": "md", "csv": "csv"}


def use(program: str, folder: Path) -> None:
    """Do the main job by commands; raises AssertionError where something is not as it should."""

    def focusgroup(*args: str, stdin: str = "") -> str:
        done = subprocess.run(
            [program, *args],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            cwd=folder,
            check=False,
        )
        assert done.returncode == 0, f"focusgroup {args} ended with {done.returncode}: {done}"
        return done.stdout

    print(focusgroup("--version").strip())
    agendas = json.loads(focusgroup("agenda", "list", "--json"))
    assert len(agendas) >= 6, agendas
    agenda = str(agendas[0]["name"])
    place = ("--place", "at Nowak's")
    session = focusgroup("session", "add", agenda, "--participant", WHO, *place)
    session = session.strip()
    line = f'- {QUOTE} @1 #"Anna\'s idea" !\n'
    focusgroup("session", "capture", session, "--new-themes", stdin=line)
    quotes = json.loads(focusgroup("quotes", "list", session, "--json"))
    assert [(quote["text"], quote["kind"]) for quote in quotes] == [(QUOTE, "problem")], quotes
    focusgroup("export", "word", session, "-o", "summary.docx")
    with zipfile.ZipFile(folder / "summary.docx") as document:
        assert QUOTE in document.read("word/document.xml").decode("utf-8")
    kinds = "word, word --topline, word --one-page, mail, xlsx, markdown, csv, commitments"
    for place, kind in enumerate(kinds.split(", ")):
        external = ("--external",) if place % 2 else ()
        name = f"written{place}.{SUFFIXES.get(kind, 'docx')}"
        focusgroup("export", *kind.split(), session, *external, "-o", name)
        focusgroup("export", "check", name, session, *external)
    for name in ("codebook.csv", "codebook.qdc"):
        focusgroup("themes", "export", name)
        focusgroup("export", "check", name, session)
    for path in focusgroup("agenda", "kit", session, "--word").splitlines():
        focusgroup("export", "check", path, session)
    print(f"{len(agendas)} agendas; a session was made, captured and exported")


def open_screens(program: str, folder: Path) -> None:
    """Open the full-screen program in a terminal and leave it again."""
    sys.path.insert(0, str(ROOT))
    from tests.terminal import Tmux

    with Tmux(folder) as tmux:
        tmux.start([program], 80, 24)
        tmux.wait_for("Focusgroup", seconds=30)
        tmux.keys("C-q")
        code = tmux.wait_exit()
        assert code == 0, f"the screens ended with {code}:\n{tmux.screen()}"
    print("the screens opened and closed")


def main() -> int:
    """Run both in an empty home."""
    program = str(Path(sys.argv[1]).absolute())
    with tempfile.TemporaryDirectory(prefix="focusgroup smoke ") as name:
        home = Path(name)
        for variable in [each for each in os.environ if each.startswith("XDG_")]:
            del os.environ[variable]
        os.environ |= {"HOME": name, "LANG": "C.UTF-8", "FOCUSGROUP_DB": str(home / "f.db")}
        use(program, home)
        if shutil.which("tmux") or os.environ.get("FOCUSGROUP_REQUIRE_TOOLS") == "1":
            open_screens(program, home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
