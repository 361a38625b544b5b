"""Type in the real program, kill it, and compare what is there with what was typed."""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from focusgroup import tui
from focusgroup.cli.main import main
from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.store import open_sqlite
from focusgroup.store.outbox import load_draft, replay_waiting
from focusgroup.system.clock import unix_ms
from focusgroup.tui.debrief.lines import ASKS
from tests.e2e.kept import TYPED_BEFORE
from tests.e2e.test_ending import AGENDA
from tests.e2e.test_entered import FIELDS, PLACES, SAID, TO_DEBRIEF
from tests.e2e.test_replay import focusgroup
from tests.kills.cases import Ended, Planned, Row, failed, late, rows_of
from tests.terminal import PROGRAM, Pty, hear_signals

BEFORE_ENTER_S = 0.3
TICKED = re.compile(r"(w\d{5,}x\d{3}e).*✓\s*$", re.MULTILINE)
LOOK_S = 0.01
TRIES = 4
TRACED = re.compile(r"^TracerPid:\s*[1-9]", re.MULTILINE)
PASTE = "\x1b[200~{}\x1b[201~"


def make_templates(folder: Path) -> None:
    """Make a session to type into and an ended one to debrief, each in a folder of its own."""
    (folder / "agenda.md").write_text(AGENDA, "utf-8")
    anna = ("--participant", "Anna Novak, planner, Northwind")
    for name, said in (("live", TYPED_BEFORE), ("debrief", TO_DEBRIEF)):
        db = folder / name / "groups.db"
        db.parent.mkdir()
        focusgroup(db, "session", "add", str(folder / "agenda.md"), *anna)
        focusgroup(db, "session", "capture", "last", "--new-themes", stdin=said)
        if name == "debrief":
            focusgroup(db, "session", "end", "last")
        with program("--db", str(db)) as pty:
            pty.wait_for("Ends", 60)  # today's backup is made
            pty.signal(signal.SIGTERM)
            pty.wait_exit()


class Waits:
    """How long processes were ready and had no core: that is not the program's time.

    They are the program, what delays its syncs, and we who type. Looked at before each key,
    while the screen is watched, and before the kill.
    """

    def __init__(self, *pids: int) -> None:
        self._tasks = [Path(f"/proc/{pid}/task") for pid in pids]
        self._threads: dict[str, int] = {}
        self._looked = 0.0
        self._seen: list[tuple[float, float]] = []
        self._total = 0.0

    def look(self) -> float:
        """Take in what was waited so far; return the moment (s).

        Threads that wait side by side hold nothing up for longer than it took: from one look to
        the next there is no more waiting than time.
        """
        waited_ns = 0
        for task in (task for tasks in self._tasks for task in tasks.iterdir()):
            with suppress(OSError):
                waited = int((task / "schedstat").read_text("ascii").split()[1])
                waited_ns += waited - self._threads.get(task.name, 0)
                self._threads[task.name] = waited
        now = time.monotonic()
        if self._looked:
            self._total += min(waited_ns / 1e9, now - self._looked)
        self._looked = now
        self._seen.append((now, self._total))
        return now

    def since(self, moment: float) -> float:
        """Return the seconds waited from *moment* to the last look."""
        return self._seen[-1][1] - next(waited for at, waited in self._seen if at >= moment)


@contextmanager
def before_all_others(pid: int) -> Iterator[None]:
    """Let a running program, and us who type, have a core before anything else on the machine.

    Only root may, on Linux; others wait for their turn, and `Waits` says for how long. Being nice
    is not enough: where terminals are groups of their own, that counts within each alone.
    """

    def schedule(policy: int, priority: int, *tasks: int) -> None:
        with suppress(PermissionError):
            for task in tasks:
                os.sched_setscheduler(task, policy, os.sched_param(priority))

    if sys.platform != "linux":
        yield
        return
    tasks = [int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()]
    schedule(os.SCHED_RR, 1, 0, *tasks)
    try:
        yield
    finally:
        schedule(os.SCHED_OTHER, 0, 0)


def program(*args: str) -> Pty:
    """Start the program in a terminal, as a fork of this process: its imports are made already."""

    def run() -> None:
        hear_signals()
        os.closerange(3, 1000)
        os.environ["TERM"] = "xterm-256color"
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8")  # noqa: SIM115
        sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8")  # noqa: SIM115
        try:
            code = main(list(args))
        finally:
            os._exit(code)

    return Pty(PROGRAM, width=98, height=30, before=run)


def import_all() -> None:
    """Import what the program imports on its way to the live screen and the debrief."""
    for module in walk_packages(tui.__path__, "focusgroup.tui."):
        import_module(module.name)


@contextmanager
def slow_syncs(pid: int, fsync_ms: int) -> Iterator[Waits]:
    """Delay each sync of a running program, and look how long it waits for a core."""
    if not fsync_ms:
        yield Waits(pid, os.getpid())
        return
    delay = f"inject=fsync,fdatasync:delay_enter={fsync_ms * 1000}"
    options = ("-f", "-qq", "-o", os.devnull, "-e", "trace=fsync,fdatasync", "-e", delay)
    tasks = Path(f"/proc/{pid}/task")
    with subprocess.Popen(
        ["strace", *options, "-p", str(pid)], stderr=subprocess.DEVNULL
    ) as tracer:
        while not all(
            TRACED.search((task / "status").read_text("ascii")) for task in tasks.iterdir()
        ):
            assert tracer.poll() is None, "strace has ended"
            time.sleep(LOOK_S)
        yield Waits(pid, os.getpid(), tracer.pid)


class End:
    """One end on a copy of a template."""

    def __init__(self, templates: Path, folder: Path, planned: Planned) -> None:
        self.planned = planned
        self.rows = rows_of(planned)
        self.chance = random.Random(planned.seed)
        self.debrief = planned.case.startswith("debrief")
        shutil.copytree(templates / ("debrief" if self.debrief else "live"), folder)
        self.db = folder / "groups.db"
        self.ticked: set[str] = set()
        self.entered = 0
        """How many lines were entered."""

    def run(self) -> Ended:
        """End the program once; return what was lost."""
        if self.debrief:
            self._go_on_at_field()
        opening = () if self.debrief else ("live", "last")
        with program("--db", str(self.db), *opening) as pty:
            self._open(pty)
            with (
                before_all_others(pty.pid),
                slow_syncs(pty.pid, self.planned.fsync_ms) as self.waits,
            ):
                self._type_and_wait(pty)
                killed = self.waits.look()
                pty.signal(signal.SIGKILL)
                pty.wait_exit()
            self._look(pty)
        return self._judge(killed)

    # -- typing ----------------------------------------------------------------------------------

    def _open(self, pty: Pty) -> None:
        if self.debrief:
            pty.wait_for("Ends", 120)
            pty.send("d")
            pty.wait_for(ASKS[self._part][:40], 120)
            return
        pty.wait_until(lambda s: "F2 starts" in s or "ends " in s, "the live screen", 120)
        if "correction" in self.planned.case:
            pty.send("\x1b[A")
            pty.wait_for("› " + TYPED_BEFORE, 120)
        if self.planned.case.startswith("set aside: a correction"):
            pty.send("\x05\x15")

    @property
    def _part(self) -> DebriefPart:
        return DebriefPart(self.planned.case.partition(": ")[2])

    def _go_on_at_field(self) -> None:
        """Have the debrief open where its field is."""
        with closing(sqlite3.connect(self.db)) as connection, connection:
            places = [place for (place,) in connection.execute(PLACES)]
            places += ["surprises/surprises", "headlines/problem:Exports"]
            places.append("bottom_line/bottom_line")
            state = json.dumps({"at": next(p for p in places if p.startswith(self._part))})
            (session,) = connection.execute("SELECT id FROM session").fetchone()
            connection.execute("INSERT INTO debrief VALUES (?, 'state', ?, 0)", (session, state))

    def _type_and_wait(self, pty: Pty) -> None:
        """Type the lines and Enter; return when the kill is due."""
        moment = self.planned.moment
        *first, last = self.rows
        if self.planned.case.startswith("paste"):
            sent = self.waits.look()
            pty.send(PASTE.format("\n".join(row.typed for row in self.rows)))
            for row in self.rows:
                row.sent = [sent] * len(row.typed)
        else:
            for row in first:
                self._type(pty, row, len(row.typed))
                self._enter(pty)
                self.entered += 1
            part = self.chance.uniform(0.1, 1) if moment == "typing" else 1
            self._type(pty, last, round(part * len(last.typed)))
        if moment == "typing":
            self._watch(pty, self.chance.uniform(0, 0.5))
            return
        if moment == "kept":
            until = time.monotonic() + 120
            while not self._on_disk(last.typed):
                assert time.monotonic() < until, f"{last.typed} was not kept:\n{pty.screen()}"
                self._watch(pty, LOOK_S)
            self._watch(pty, BEFORE_ENTER_S)
        self._enter(pty)
        self.entered = len(self.rows)
        longest = (0.4 + 1.2e-3 * self.slow_ms) * self.chance.choice((1, 1, 4))
        self._watch(pty, self.chance.uniform(0, longest))

    @property
    def slow_ms(self) -> int:
        return self.planned.syncs * self.planned.fsync_ms

    def _type(self, pty: Pty, row: Row, keys: int) -> None:
        for key in row.typed[:keys]:
            row.sent.append(self.waits.look())
            pty.send(key)
            self._watch(pty, self.chance.uniform(0.005, 0.03))

    def _enter(self, pty: Pty) -> None:
        pty.send(FIELDS[self._part][1] if self.debrief else "\r")

    def _watch(self, pty: Pty, seconds: float) -> None:
        """Take in the screen for so long."""
        end = time.monotonic() + seconds
        while True:
            self._look(pty)
            self.waits.look()
            if (left := end - time.monotonic()) <= 0:
                return
            time.sleep(min(left, LOOK_S))

    def _look(self, pty: Pty) -> None:
        self.ticked.update(TICKED.findall(pty.screen()))

    def _on_disk(self, text: str) -> bool:
        table = "debrief" if self.debrief else "draft"
        with closing(sqlite3.connect(self.db)) as connection:
            return any(text in each for (each,) in connection.execute(f"SELECT text FROM {table}"))

    # -- judging ---------------------------------------------------------------------------------

    def _judge(self, killed: float) -> Ended:
        quotes, others, wrong = self._left()
        kept = [*quotes, *others]
        since = [moment for row in self.rows if (moment := row.lost_since(kept)) is not None]
        whole = [row for row in self.rows if row.lost_since(kept) is None]
        stored = [row for row in self.rows if any(row.words in text for text in quotes)]
        for row in self.rows:
            if sum(text.count(row.words) for text in kept) > 1 and not self.debrief:
                wrong.append(f"twice: {row.words!r}")
        known = {row.words for row in self.rows} | {TYPED_BEFORE.removeprefix("+ ")}
        if not self.debrief and (odd := [q for q in quotes if not self._is_one(q, known)]):
            wrong.append(f"not as typed: {odd}")
        acknowledged = self.ticked
        gone = [word for word in acknowledged if not any(word in row.words for row in stored)]
        kept_before = self.rows if self.planned.moment == "kept" else []
        waited = self.waits.since(min(since)) if since else 0.0
        return Ended(
            self.planned.case,
            self.planned.fsync_ms,
            self.planned.moment,
            acknowledged=len(acknowledged),
            acknowledged_lost=len(gone),
            on_disk=len(kept_before),
            on_disk_lost=sum(row not in whole for row in kept_before),
            typing_ms=max(killed - min(since) - waited, 0) * 1000 if since else 0.0,
            waited_ms=waited * 1000,
            by_the_wall_ms=(killed - min(since)) * 1000 if since else 0.0,
            wrong=tuple(wrong),
        )

    def _is_one(self, quote: str, known: set[str]) -> bool:
        before = TYPED_BEFORE.removeprefix("+ ")
        return quote in known or quote in {f"{before}{words}" for words in known}

    def _left(self) -> tuple[list[str], list[str], list[str]]:
        """Return the quotes, the half-typed and set-aside lines, and what is wrong."""
        if self.planned.start:
            with program("--db", str(self.db)) as pty:
                pty.wait_for("Ends", 120)
                pty.signal(signal.SIGTERM)
                pty.wait_exit()
        lines = asyncio.run(recovered(self.db))
        with closing(sqlite3.connect(self.db)) as connection:
            quotes = [text for (text,) in connection.execute("SELECT text FROM quote")]
            if self.debrief:
                lines += [text for (text,) in connection.execute(SAID)]
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        wrong = [] if verdict == "ok" else [f"integrity_check: {verdict}"]
        if left := [path.name for path in self.db.parent.glob(f"{self.db.name}.journal*")]:
            wrong.append(f"left behind: {left}")
        return quotes, lines, wrong


async def recovered(path: Path) -> list[str]:
    """Do what each start does, and return the lines that are half typed or set aside."""
    db = await open_sqlite(path)
    try:
        await replay_waiting(db, unix_ms())
        ids = [row["id"] for row in await db.read(lambda tx: tx.all("SELECT id FROM session", {}))]
        drafts = [await load_draft(db, session_id) for session_id in ids]
    finally:
        await db.close()
    lines = []
    for draft in drafts:
        state = json.loads(draft.state or "{}")
        aside = [each["text"] for each in state.get("aside", ())]
        stash = state.get("stash")
        behind = [stash["text"]] if isinstance(stash, dict) else []
        lines += [*draft.text.split("\n"), *aside, *behind]
    return lines


def run_end(templates: Path, folder: Path, planned: Planned) -> Ended:
    """End the program once in *folder*, and again where only the machine was too late."""
    for _ in range(TRIES):
        ended = _end_once(templates, folder, planned)
        if failed(ended) or not late(ended):
            break
    return ended


def _end_once(templates: Path, folder: Path, planned: Planned) -> Ended:
    """End the program once in *folder*, which is removed; an error is part of what is wrong."""
    try:
        return End(templates, folder, planned).run()
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return Ended(planned.case, planned.fsync_ms, planned.moment, wrong=(said,))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
