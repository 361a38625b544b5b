"""What every test stands on: a home of its own, programs it may need, threads it must not leave."""

import gc
import importlib.util
import io
import json
import os
import shutil
import sys
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".hypothesis"))

from hypothesis import settings  # noqa: E402 - reads the folder above when imported

from tests import postgres  # noqa: E402
from tests.long import long_tests, measured  # noqa: E402
from tests.terminal import Tmux  # noqa: E402

if TYPE_CHECKING:
    from focusgroup.store import Db

# No deadline: two busy cores make any limit in ms a coin toss. CI repeats the same examples; the
# slow run tries twenty times as many.
settings.register_profile("focusgroup", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, max_examples=50)
settings.register_profile("slow", deadline=None, max_examples=1_000)
settings.load_profile("ci" if os.environ.get("CI") else "focusgroup")

# Screens and documents are made and dropped by the thousand: at Python's own threshold, 700, a
# third of a screen test's time went into looking for cycles.
gc.set_threshold(20_000, 10, 10)

PROGRAM_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "node": ("node", "nodejs"),
    "soffice": ("soffice", "libreoffice"),
}
"""Programs that are called differently from system to system."""

NOT_RUN = "not run: needs "
USUAL = "not slow and not long and not needs"
"""What a run of everything leaves out, as in `pyproject.toml`; `.ci/run` has all but the slow."""
MOST_WORKERS = 4
"""Processes of a whole run; each takes about 350 MB."""
LONGEST = (
    *("e2e/test_ends.py", "tui/live/test_live.py", "tui/live/test_room.py"),
    *("tui/setup/test_setup.py", "tui/review/test_review.py", "hostile/test_screens.py"),
    *("exports/word/test_text.py", "exports/word/test_company_template.py"),
    *("e2e/", "power/", "tui/", "hostile/", "exports/", "store/", "cli/"),
)
"""Files, then folders, in the order of how long one file takes: begun first, none of them is the
last to end while the other processes have nothing left to do."""

_threads: dict[threading.Thread, str] = {}
_left: list[str] = []
_exit_status = 0


# -- programs beside Python ------------------------------------------------------------------


def find_program(name: str) -> str | None:
    """The path of a program that a test names in ``needs``, None where it is missing.

    ``module:build`` is a Python module that only developers have, and is given as it is;
    ``schemas`` the folder that `.ci/schemas` filled and OOXML_SCHEMAS names.
    ``FOCUSGROUP_REQUIRE_TOOLS=0`` finds none, to run only what needs nothing but Python.
    """
    if name.startswith("module:"):
        return name if importlib.util.find_spec(name.removeprefix("module:")) else None
    if os.environ.get("FOCUSGROUP_REQUIRE_TOOLS") == "0":
        return None
    if name == "postgres":
        return "postgres" if postgres.is_there() else None
    if name == "schemas":
        folder = os.environ.get("OOXML_SCHEMAS")
        return folder if folder and Path(folder, "wml.xsd").exists() else None
    found = (shutil.which(each) for each in PROGRAM_NAMES.get(name, (name,)))
    return next((path for path in found if path), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Name a test as not run where a program is missing; fail it where all must be there."""
    wanted = [name for mark in item.iter_markers("needs") for name in mark.args]
    missing = [name for name in wanted if find_program(name) is None]
    if not missing:
        return
    why = NOT_RUN + ", ".join(dict.fromkeys(missing))
    if os.environ.get("FOCUSGROUP_REQUIRE_TOOLS") == "1":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """``program("soffice")``: the path of a program that the test's ``needs`` names."""

    def path_of(name: str) -> str:
        path = find_program(name)
        assert path is not None, f"mark the test with needs({name!r})"
        return path

    return path_of


# -- the usual run and the slow one ------------------------------------------------------------


def _is_whole(config: pytest.Config) -> bool:
    """Whether no files are named."""
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS


def is_slow_run(config: pytest.Config) -> bool:
    """Whether this is ``python -m pytest -m slow``."""
    return bool(config.option.markexpr == "slow")


def pytest_configure(config: pytest.Config) -> None:
    """Try more examples in the slow run; run all tests of files that are named but the slow."""
    if is_slow_run(config):
        settings.load_profile("slow")
    if config.option.markexpr == USUAL and not _is_whole(config):
        config.option.markexpr = "not slow"


@pytest.fixture(scope="session", autouse=True)
def _read_styles_once() -> None:
    """Have Textual read the style sheets of its widgets and ours once, not for each app.

    Each app has a table of its own of what it has read, for the colours that it has then.
    """
    css = sys.modules.get("textual.css.stylesheet")
    if css is None:
        return
    read = css.Stylesheet._parse_rules
    kept: dict[object, object] = {}

    def once(self: Any, *given: Any, **named: Any) -> Any:
        colours = tuple(sorted(self._variables.items()))
        key = (given, tuple(sorted(named.items())), colours)
        if key not in kept:
            kept[key] = read(self, *given, **named)
        return kept[key]

    css.Stylesheet._parse_rules = once


# -- a home of its own -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """An empty home folder and working folder: no test sees or touches the user's own.

    LibreOffice, which numbers the pages of every summary, is only there for tests that need it.
    """
    folder = tmp_path / "home"
    work = tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    for name in list(os.environ):
        ours = name.startswith(("FOCUSGROUP_", "_FOCUSGROUP", "TEXTUAL", "LC_"))
        if ours and name != "FOCUSGROUP_REQUIRE_TOOLS":
            monkeypatch.delenv(name)
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "LANGUAGE", "TMUX", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "APPDATA": str(folder / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(folder / "AppData" / "Local"),
        "XDG_DATA_HOME": str(folder / ".local" / "share"),
        "XDG_STATE_HOME": str(folder / ".local" / "state"),
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "FOCUSGROUP_EXPORTS": str(tmp_path / "exports"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        # Hints name the program as it can be typed.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }.items():
        monkeypatch.setenv(name, value)
    wanted = [name for mark in request.node.iter_markers("needs") for name in mark.args]
    if "soffice" not in wanted:
        monkeypatch.setenv("FOCUSGROUP_LIBREOFFICE", "none")
    monkeypatch.chdir(work)
    return folder


@pytest.fixture(scope="session")
def pg_server() -> Iterator[postgres.TestServer]:
    """A PostgreSQL server; mark the test with ``needs("postgres")``."""
    server = postgres.TestServer()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def pg_url(pg_server: postgres.TestServer) -> str:
    """The URL of a database on that server with our tables and no rows; tests share it."""
    return pg_server.emptied()


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """The engine that `db` and `db_path` are on: each in turn where a test is for `both_engines`.

    FOCUSGROUP_TEST_ENGINE names the one of all other tests.
    """
    return str(getattr(request, "param", postgres.ENGINE))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `both_engines` on SQLite and, where there is a server, on PostgreSQL."""
    asked = metafunc.definition.get_closest_marker("both_engines")
    if asked and not {"db", "db_path", "engine"}.isdisjoint(metafunc.fixturenames):
        on_server = pytest.param("postgresql", marks=pytest.mark.needs("postgres"))
        metafunc.parametrize("engine", ["sqlite", on_server], indirect=True)


@pytest.fixture
def db_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, engine: str
) -> Path:
    """Where this test's database goes, also for programs that it starts (``FOCUSGROUP_DB``)."""
    from focusgroup.store.engine.servers import place_of

    path = tmp_path / "data" / "focusgroup.db"
    named = request.getfixturevalue("pg_url") if engine == "postgresql" else str(path)
    monkeypatch.setenv("FOCUSGROUP_DB", named)
    return place_of(named) if engine == "postgresql" else path


@pytest.fixture
async def db(tmp_path: Path, request: pytest.FixtureRequest, engine: str) -> AsyncIterator["Db"]:
    """An empty database."""
    from focusgroup.store import open_either
    from focusgroup.store.engine.servers import place_of

    path = tmp_path / "groups.db"
    if engine == "postgresql":
        path = place_of(request.getfixturevalue("pg_url"))
    database = await open_either(path)
    try:
        yield database
    finally:
        await database.close()


@dataclass(frozen=True)
class Finished:
    """A command that has ended: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


@pytest.fixture
def focusgroup(
    db_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Finished]:
    """``focusgroup("session", "list", "--json")``: the command, in this process, on `db_path`.

    *stdin* is text or bytes. Call it in a test that is not async: commands run their own loop.
    """
    from focusgroup.cli.main import main

    def run(*args: str | Path, stdin: str | bytes = "") -> Finished:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(arg) for arg in args])
        return Finished(code, *capsys.readouterr())

    return run


@pytest.fixture
def run_app() -> Callable[..., AbstractAsyncContextManager[Any]]:
    """``async with run_app(app, size=(80, 24)) as pilot``: a screen without a terminal.

    Notifications and tooltips are on: with Pilot's defaults one that crashes passes. They stay for
    a minute: on a busy machine the usual five seconds are over before a test reads them.
    """

    @asynccontextmanager
    async def run(app: Any, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Any]:
        app.NOTIFICATION_TIMEOUT = 60.0
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            if ahead := getattr(app, "ahead", None):
                pilot.press = _pressed_and_done(pilot, ahead)
            yield pilot

    return run


def _pressed_and_done(pilot: Any, ahead: Any) -> Callable[..., Awaitable[None]]:
    """Pilot's `press`, until the last key is done: keys wait for what those before them do."""
    press = pilot.press

    async def pressed(*keys: str) -> None:
        await press(*keys)
        while ahead.at_work:
            await pilot.pause()

    return pressed


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A terminal for the real program; mark the test with ``needs("tmux")``."""
    folder = tmp_path / "tmux"
    folder.mkdir()
    with Tmux(folder) as terminal:
        yield terminal


# -- several processes, what was not run, and threads that nobody ended -------------------------


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A whole run uses the cores; a run of named files is sooner done without workers.

    Two more than cores: a good third of the time of a screen or a terminal is waiting.
    """
    if not _is_whole(config):
        return 0
    return min(MOST_WORKERS, (os.cpu_count() or 1) + 2)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first, the same on every worker; properties are part of the slow run."""
    tests, long = Path(__file__).parent, long_tests()

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(tests).as_posix()
        return next((n for n, name in enumerate(LONGEST) if path.startswith(name)), len(LONGEST))

    items.sort(key=place)
    for item in items:
        if item.nodeid in long:
            item.add_marker(pytest.mark.long)
    if is_slow_run(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure a test for `python -m tests.long`."""
    with measured(item.nodeid):
        return (yield)


def pytest_collection_finish() -> None:
    """What was imported stays: no look for cycles goes through it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Remember which test a thread comes from that outlives it."""
    yield
    for thread in _running():
        _threads.setdefault(thread, item.nodeid)


def _running() -> list[threading.Thread]:
    main = threading.main_thread()
    return [t for t in threading.enumerate() if t is not main and not t.daemon]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A database left open keeps its thread and would hang Python at its exit: fail instead."""
    global _exit_status
    for thread in _running():
        thread.join(2.0)
    _left.extend(f"{_threads.get(t, 'an import or a fixture')}: {t.name}" for t in _running())
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left"] = _left
    elif _left and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    _exit_status = int(session.exitstatus)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker found at its end."""
    _left.extend(getattr(node, "workeroutput", {}).get("left", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what did not run for want of a program, and the threads left behind."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = (report.longrepr[2].partition(NOT_RUN)[2] for report in skipped)
    for programs, count in sorted(Counter(filter(None, reasons)).items()):
        noun = "test" if count == 1 else "tests"
        terminalreporter.write_line(f"not run here: {count} {noun} ({programs})")
    for each in _left:
        terminalreporter.write_line(f"FAILED a thread was left running by {each}")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave without waiting for threads that would never end."""
    if _running() and _left:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_exit_status or 1)
