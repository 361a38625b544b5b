"""Run the tests of a module against a mutant of it, in a fork of a process that has loaded much."""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
import types
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("focusgroup", "tests")
KILLED, SURVIVED, TOO_LONG = "killed", "survived", "too long"
WALL = 10.0
"""Times the CPU that the tests may use: other programs want it too."""


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the source of a mutant for one module."""

    def __init__(self, module: str, source: str) -> None:
        self._module, self._source = module, source

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self._module:
            return None
        return importlib.util.spec_from_loader(name, self, is_package=name.endswith("__init__"))

    def exec_module(self, module: types.ModuleType) -> None:
        exec(compile(self._source, f"<mutant of {self._module}>", "exec"), module.__dict__)


def _ran(tests: Sequence[str], module: str, source: str | None, cpu: int) -> int:
    """In a child: the exit code of the tests, with *source* in place of the module's."""
    if cpu:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)
    if source is not None:
        sys.meta_path.insert(0, _Mutated(module, source))
    os.environ["CI"] = "1"  # the same random cases for every mutant
    quiet = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", "--tb=no")
    return int(pytest.main([*quiet, "-W", "ignore::pytest.PytestAssertRewriteWarning", *tests]))


def _forked(tests: Sequence[str], module: str, source: str | None, cpu: int) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 3
    try:
        os.setsid()
        code = _ran(tests, module, source, cpu)
    finally:
        os._exit(code)


def _end(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def baseline(tests: Sequence[str], module: str) -> float:
    """The CPU seconds of the tests as they are. Raises RuntimeError if they don't pass."""
    before = os.times()
    pid = _forked(tests, module, None, 0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code:
        raise RuntimeError(f"the tests of {module} end with {code} without any mutant")
    after = os.times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


def load(names: Sequence[str]) -> None:
    """Import what all tests need, so that each fork has it; our own modules stay out."""
    for name in names:
        importlib.import_module(name)
    for name in [each for each in sys.modules if each.split(".")[0] == "focusgroup"]:
        del sys.modules[name]


def outcomes(
    module: str, sources: Sequence[str], tests: Sequence[str], seconds: float, jobs: int
) -> Iterator[tuple[int, str]]:
    """The place in *sources* and what became of each mutant, *jobs* at a time."""
    cpu = int(seconds * 3) + 5
    running: dict[int, tuple[int, float]] = {}
    waiting = list(enumerate(sources))[::-1]
    while waiting or running:
        while waiting and len(running) < jobs:
            place, source = waiting.pop()
            pid = _forked(tests, module, source, cpu)
            running[pid] = (place, time.monotonic())
        time.sleep(0.02)
        for pid, (place, begun) in list(running.items()):
            done, status = os.waitpid(pid, os.WNOHANG)
            late = time.monotonic() - begun > cpu * WALL
            if not done and not late:
                continue
            if not done:
                _end(pid)
                os.waitpid(pid, 0)
            del running[pid]
            code = os.waitstatus_to_exitcode(status) if done else -signal.SIGKILL
            yield place, SURVIVED if code == 0 else TOO_LONG if code < 0 else KILLED
