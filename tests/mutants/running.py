"""Run the tests of a module against its mutants, each in a fork that has collected the tests.

A fault inside a function is put into the function that everybody holds; one in a constant by
running the module's own statements again. What can't be changed in place (classes, defaults,
what others took over) is imported anew, which takes a hundred times as long.
"""

import ast
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, settings

from tests.mutants.making import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("focusgroup", "tests")
KILLED, SURVIVED, TOO_LONG, NEVER_RUN = "killed", "survived", "too long", "never run"
OK, FOUND, ANEW, BROKEN = 0, 1, 8, 9
"""Exit codes of a fork: no test failed, one did, it needs an import, the driver is at fault."""
WALL = 20.0
"""Times the seconds that the tests took: other programs want the machine too."""
MEMORY = Path("/dev/shm")
"""Where syncing a file costs nothing."""
KEPT = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
Made = tuple[str, str]


class Ran(NamedTuple):
    """A test as it runs without a fault: its id, CPU and wall seconds, and the lines it enters."""

    test: str
    cpu: float
    wall: float
    lines: frozenset[int]


class TestsFail(Exception):
    """The tests fail without a fault, so they say nothing about one."""

    __test__ = False


class _Given(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the code of one module."""

    def __init__(self, module: str, code: types.CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self._module else None

    def exec_module(self, module: types.ModuleType) -> None:
        module.__file__ = self._code.co_filename
        exec(self._code, module.__dict__)


class _Collected:
    """Does something with the tests that pytest has collected, in place of running them."""

    def __init__(self, work: Callable[[pytest.Session], None]) -> None:
        self._work = work

    def pytest_configure(self) -> None:
        """Find a case that fails, not the shortest one."""
        ci = settings.get_profile("ci")
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", parent=ci, phases=phases)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._work(session)
        return True


class _Lines:
    """The lines of one file that are run, in all threads."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.seen: set[int] = set()

    def begin(self) -> None:
        threading.settrace(self._called)
        sys.settrace(self._called)

    def end(self) -> frozenset[int]:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        seen, self.seen = frozenset(self.seen), set()
        return seen

    def _called(self, frame: types.FrameType, event: str, arg: object) -> Any:
        return self._line if frame.f_code.co_filename == self._path else None

    def _line(self, frame: types.FrameType, event: str, arg: object) -> Any:
        self.seen.add(frame.f_lineno)
        return self._line


def outcomes(module: str, tests: Sequence[str], chosen: set[str]) -> Iterator[tuple[Mutant, str]]:
    """Each mutant of *module* whose name is *chosen*, and what became of it."""
    path = ROOT / "src" / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text("utf-8"))
    code = compile(tree, str(path), "exec")
    there, here = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(there)
        with os.fdopen(here, "wb") as out:
            _guarded(lambda: _collect(module, tree, code, tests, chosen, out))
    os.close(here)
    left: dict[str, str] = {}
    ran: list[Ran] | str = "none can be collected"
    with os.fdopen(there, "rb") as told:
        try:
            ran = pickle.load(told)
            while True:
                mutant, became, by = pickle.load(told)
                if became != ANEW:
                    yield mutant, became
                else:
                    left[mutant.name] = by
        except EOFError:
            os.waitpid(pid, 0)
    if isinstance(ran, str):
        raise TestsFail(f"the tests of {module} don't pass: {ran}")
    order = sorted(ran, key=lambda each: each.cpu)
    for mutant in mutants_of(tree):
        if mutant.name in left:
            yield mutant, _anew(module, compile(tree, str(path), "exec"), tests, order)


def _guarded(work: Callable[[], object]) -> None:
    """Do *work* in a fork, and end it."""
    code = BROKEN
    try:
        work()
        code = OK
    except SystemExit as error:
        code = int(error.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _pytest(tests: Sequence[str], work: Callable[[pytest.Session], None]) -> int:
    os.environ["CI"] = "1"  # the same random cases for every mutant
    quiet = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=no")
    quiet += ("-k", "not postgresql")  # a fork has no connection to a server
    quiet += ("--assert=plain", "-W", "ignore::pytest.PytestAssertRewriteWarning")
    return int(pytest.main([*quiet, *tests], plugins=[_Collected(work)]))


# -- one after the other, in forks of what is collected ----------------------------------------


def _collect(
    module: str,
    tree: ast.Module,
    code: types.CodeType,
    tests: Sequence[str],
    chosen: set[str],
    out: Any,
) -> None:
    """Write how the tests run, then what became of each mutant; they end with the file."""
    sys.meta_path.insert(0, _Given(module, code))
    lines = _Lines(code.co_filename)

    def work(session: pytest.Session) -> None:
        imported = lines.end()
        live = _Live(module, code)
        ran = _baseline(session, live, lines)
        pickle.dump(ran, out)
        for mutant in () if isinstance(ran, str) else mutants_of(tree):
            if mutant.name in chosen:
                known = (ran, imported)
                pickle.dump((mutant, *_became(session, live, tree, mutant, known)), out)

    _be_silent()
    lines.begin()
    _pytest(tests, work)
    lines.end()
    out.flush()


def _be_silent() -> None:
    """Show nothing more of what tests print, in this process."""
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)


def _baseline(session: pytest.Session, live: "_Live", lines: _Lines) -> list[Ran] | str:
    """How each test runs, in a fork; the name of the first that fails."""

    def work() -> bytes:
        ran = []
        for place, item in enumerate(session.items):
            live.forget()
            lines.begin()
            began, cpu = time.monotonic(), time.process_time()
            _run(session, [item], session.items[place + 1 : place + 2])
            took = (time.process_time() - cpu, time.monotonic() - began)
            if session.testsfailed:
                return pickle.dumps(item.nodeid)
            ran.append(Ran(item.nodeid, *took, lines.end()))
        return pickle.dumps(ran)

    _code, told = _fork(work, 0, 1e6)
    ran: list[Ran] | str = pickle.loads(told) if told else "?"
    return ran


def _became(
    session: pytest.Session,
    live: "_Live",
    tree: ast.Module,
    mutant: Mutant,
    known: tuple[list[Ran], frozenset[int]],
) -> tuple[object, str]:
    """What became of a mutant that *tree* has now, and the test that noticed it."""
    ran, imported = known
    entered = set(mutant.lines)
    at_import = not mutant.called or bool(entered & imported)
    those = [
        (each, item)
        for each, item in zip(ran, session.items, strict=True)
        if at_import or each.lines & entered
    ]
    if not those:
        return NEVER_RUN, ""
    if not mutant.called and any(mutant.line in _header(each) for each in tree.body):
        return ANEW, ""
    those.sort(key=lambda both: both[0].cpu / (1 + 5 * live.kills.get(both[0].test, 0)))
    items = [item for _, item in those]

    def work() -> bytes:
        if not live.change(tree, again=at_import):
            raise SystemExit(ANEW)
        _run(session, items, [])
        if live.lacks and not session.testsfailed:
            raise SystemExit(ANEW)
        return live.failed(session)

    cpu = int(3 * sum(each.cpu for each, _ in those)) + 5
    code, told = _fork(work, cpu, 20 + WALL * sum(each.wall for each, _ in those))
    if code == BROKEN:
        raise RuntimeError(f"the driver failed at {mutant.name}")
    if code == ANEW:
        return ANEW, ""
    by = told.decode()
    live.kills[by] = live.kills.get(by, 0) + 1
    return (KILLED if code == FOUND else SURVIVED if code == OK else TOO_LONG), by


def _run(session: pytest.Session, items: Sequence[Any], then: Sequence[Any]) -> None:
    for item, coming in zip(items, [*items[1:], *(then or [None])], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=coming)
        if session.testsfailed:
            return


def _fork(work: Callable[[], bytes], cpu: int, wall: float) -> tuple[int, bytes]:
    """Do *work* in a fork, in a folder of its own; its exit code, negative if ended, and result."""
    folder = tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None)
    there, here = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(there)
        os.setsid()

        def told() -> None:
            tempfile.tempdir = folder
            if cpu:
                resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
            result = work()
            with os.fdopen(here, "wb") as out:
                out.write(result)
            if result and cpu:
                raise SystemExit(FOUND)

        _guarded(told)
    os.close(here)
    timer = threading.Timer(wall, _end, [pid])
    timer.start()
    with os.fdopen(there, "rb") as out:
        result = out.read()
    status = os.waitpid(pid, 0)[1]
    timer.cancel()
    shutil.rmtree(folder, ignore_errors=True)
    return os.waitstatus_to_exitcode(status), result


def _end(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


class _Live:
    """The module as the tests hold it: functions by their code, and what remembers results."""

    def __init__(self, module: str, code: types.CodeType) -> None:
        self._module = importlib.import_module(module)  # or it is imported when it is called
        self._code = code
        codes = {id(each) for each in _all_codes(code)}
        gc.unfreeze()  # or they are not listed
        objects = gc.get_objects()
        self._functions: dict[int, list[types.FunctionType]] = {}
        for each in objects:
            if isinstance(each, types.FunctionType) and id(each.__code__) in codes:
                self._functions.setdefault(id(each.__code__), []).append(each)
        self._remember = [each for each in objects if type(each).__name__ == "_lru_cache_wrapper"]
        self._held = self._taken_over()
        self._bound = _bound(code.co_filename)
        self.kills: dict[str, int] = {}
        gc.freeze()

    def forget(self) -> None:
        """Forget what functions remember, so that each is called again."""
        for each in self._remember:
            each.cache_clear()

    def failed(self, session: pytest.Session) -> bytes:
        """The test that failed, if one did."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        several = [*reporter.stats.get("failed", []), *reporter.stats.get("error", [])]
        return (several[0].nodeid if several else "?").encode() if session.testsfailed else b""

    def change(self, tree: ast.Module, *, again: bool) -> bool:
        """Make the module what *tree* is; False if only an import can. Ends if none could."""
        new = compile(tree, self._code.co_filename, "exec")
        if not self._swapped(self._code, new, top=True):
            return False
        self.forget()
        if not again:
            return True
        only = ast.Module([each for each in tree.body if _again(each)], type_ignores=[])
        there = vars(self._module)
        before = {name: there[name] for name in self._held}
        for name in self._bound:
            there.pop(name, None)
        try:
            exec(compile(only, self._code.co_filename, "exec"), there)
        except Exception as error:
            raise SystemExit(FOUND) from error  # as importing it would
        self.forget()
        if set(self._held) - set(there):
            raise SystemExit(FOUND)
        for name, value in before.items():
            if not _same(value, there[name]):
                for holder, alias in self._held[name]:
                    if holder is None:
                        return False
                    setattr(holder, alias, there[name])
        return True

    @property
    def lacks(self) -> bool:
        """Whether a name has no value any more; what is run only at import may want it."""
        return not self._bound <= set(vars(self._module))

    def _swapped(self, old: types.CodeType, new: types.CodeType, *, top: bool = False) -> bool:
        """Give functions their new code; False if code differs that is run no more."""
        for function in self._functions.get(id(old), ()):
            function.__code__ = new
        if id(old) in self._functions:
            return True
        if not top and _own(old) != _own(new):
            return False
        inner, others = _inner(old), _inner(new)
        return len(inner) == len(others) and all(
            self._swapped(one, other) for one, other in zip(inner, others, strict=True)
        )

    def _taken_over(self) -> dict[str, list[tuple[types.ModuleType | None, str]]]:
        """Who imports which value from this module, and as what; None if it makes others of it."""
        package, _, last = self._module.__name__.rpartition(".")
        found: dict[str, list[tuple[types.ModuleType | None, str]]] = {}
        for name, each in list(sys.modules.items()):
            path = getattr(each, "__file__", None)
            if name.split(".")[0] not in OURS or each is self._module or not path:
                continue
            text = Path(path).read_text("utf-8")
            if last not in text and package.rpartition(".")[2] not in text:
                continue
            tree = ast.parse(text)
            early = {node.id for node in _early(tree) if isinstance(node, ast.Name)}
            for node in ast.walk(tree):
                for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                    if node.module in (self._module.__name__, package):
                        known = alias.asname or alias.name
                        own = None if known in early or node.module == package else each
                        found.setdefault(alias.name, []).append((own, known))
        values = vars(self._module)
        kinds = (types.FunctionType, type, types.ModuleType)
        return {
            name: held
            for name, held in found.items()
            if name in values and not isinstance(values[name], kinds)
        }


def _early(tree: ast.AST) -> Iterator[ast.AST]:
    """What is run when a module is imported."""
    yield tree
    for field, value in ast.iter_fields(tree):
        if field != "body" or not isinstance(tree, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _early(child)


def _bound(path: str) -> set[str]:
    """The names that a module's own statements give a value, outside functions and classes."""
    several = [each for each in ast.parse(Path(path).read_text("utf-8")).body if _again(each)]
    return {
        node.id
        for each in several
        for node in ast.walk(each)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _again(node: ast.stmt) -> bool:
    """Whether a statement of a module can be run once more."""
    return not isinstance(node, KEPT) and "TYPE_CHECKING" not in ast.unparse(node)[:20]


def _header(node: ast.stmt) -> range:
    """The lines in which a function has the values of what it isn't given."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return range(0)
    return range(node.lineno, node.body[0].lineno + 1)


def _same(one: object, other: object) -> bool:
    return one is other or bool(type(one) is type(other) and one == other)


def _inner(code: types.CodeType) -> list[types.CodeType]:
    return [each for each in code.co_consts if isinstance(each, types.CodeType)]


def _all_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for each in _inner(code):
        yield from _all_codes(each)


def _own(code: types.CodeType) -> tuple[object, ...]:
    kept = tuple(repr(each) for each in code.co_consts if not isinstance(each, types.CodeType))
    return code.co_code, kept, code.co_names


# -- imported anew -----------------------------------------------------------------------------


def _anew(module: str, code: types.CodeType, tests: Sequence[str], order: Sequence[Ran]) -> str:
    """What becomes of a mutant that the tests import from the start."""

    def collected(session: pytest.Session) -> None:
        places = {each.test: place for place, each in enumerate(order)}
        _run(session, sorted(session.items, key=lambda item: places.get(item.nodeid, 0)), [])

    def work() -> bytes:
        sys.meta_path.insert(0, _Given(module, code))
        _be_silent()
        return b"" if _pytest(tests, collected) == OK else b"?"

    cpu, wall = sum(each.cpu for each in order), sum(each.wall for each in order)
    ended, _told = _fork(work, int(3 * cpu) + 10, 60 + WALL * wall)
    return KILLED if ended == FOUND else SURVIVED if ended == OK else TOO_LONG


def load(names: Sequence[str]) -> None:
    """Import what all tests need, so that each fork has it; our own modules stay out."""
    for name in names:
        importlib.import_module(name)
    for name in [each for each in sys.modules if each.split(".")[0] == "focusgroup"]:
        del sys.modules[name]
