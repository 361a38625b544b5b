"""The one command that checks everything: `.venv/bin/python .ci/check.py`.

Each step runs under a time limit; the exit code is 1 if any failed, and the failed ones are
named at the end. `.ci/run` calls this in a fresh clone with `--ci`.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, limit: int, env: Mapping[str, str] | None = None) -> bool:
    """Run *command* in the checkout for at most *limit* seconds; whether it ended with 0."""
    new_group = {"start_new_session": True} if os.name != "nt" else {}
    child = subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}, **new_group
    )
    try:
        return child.wait(limit) == 0
    except subprocess.TimeoutExpired:
        print(f"took longer than {limit} s and was stopped", flush=True)
        return False
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End *child* and what it started, where it is still running."""
    if child.poll() is None:
        if os.name == "nt":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def check_format() -> bool:
    return run(PYTHON, "-m", "ruff", "format", "--check", ".", limit=60)


def check_lint() -> bool:
    return run(PYTHON, "-m", "ruff", "check", ".", limit=60)


def check_types() -> bool:
    return run(PYTHON, "-m", "mypy", limit=400)


def check_types_elsewhere() -> bool:
    """What other systems have not is used only behind a check of the system."""
    systems = ("win32", "darwin")
    return all(run(PYTHON, "-m", "mypy", "--platform", each, limit=400) for each in systems)


def check_layers() -> bool:
    return run(Path(PYTHON).with_name("lint-imports"), limit=200)


def check_words() -> bool:
    return run(PYTHON, ".ci/plain_words.py", limit=60)


def check_tests() -> bool:
    return run(PYTHON, "-m", "pytest", "-m", "not slow", limit=1200)


def check_other_tests() -> bool:
    """The long tests and those that need programs, which must be there; the README has the rest."""
    marked = ("-m", "(needs or long) and not slow")
    return run(PYTHON, "-m", "pytest", *marked, limit=1000, env={"FOCUSGROUP_REQUIRE_TOOLS": "1"})


def check_wheel() -> bool:
    """Build both distributions, install the wheel as a stranger would, and use it."""
    with tempfile.TemporaryDirectory(prefix="focusgroup wheel ") as name:
        folder = Path(name)
        # The wheel is built from the source distribution: what is missing there shows.
        if not run(PYTHON, "-m", "build", "--outdir", folder / "dist", ".", limit=180):
            return False
        wheel = next((folder / "dist").glob("*.whl"))
        python = _environment(folder / "venv")
        pip = (python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel)
        program = python.with_name("focusgroup")
        return run(*pip, limit=180) and run(PYTHON, ROOT / ".ci" / "smoke.py", program, limit=120)


def check_other_python() -> bool:
    """The tests without screens on the newest other Python of this machine, if there is one."""
    found = _other_python()
    if found is None:
        print("no other Python from 3.11 on is here", flush=True)
        return True
    with tempfile.TemporaryDirectory(prefix="focusgroup python ") as name:
        # Debian's Python can make an environment, but not put pip into it.
        if not run(found, "-m", "venv", "--without-pip", name, limit=60):
            return False
        python = Path(name) / BIN / ("python.exe" if os.name == "nt" else "python")
        pip = (PYTHON, "-m", "pip", "--python", python, "install", "-q")
        print(f"{found}", flush=True)
        tests = [ROOT / "tests" / each for each in ("core", "imports", "services", "store")]
        return run(*pip, "-c", "constraints.txt", "-e", ".[test]", limit=240) and run(
            *(python, "-m", "pytest", "-p", "no:cacheprovider", "-n", "auto"),
            *("-m", "not slow and not long and not needs", *tests),
            limit=900,
        )


PYTHONS = (".pyenv/versions/*/bin", ".local/share/uv/python/*/bin")
"""Where pyenv and uv keep the versions of Python that they installed, from one's home."""


def _other_python() -> str | None:
    """The newest Python from 3.11 on that is of another version than this one."""
    versions: dict[tuple[int, ...], str] = {}
    names = [f"python3.{minor}" for minor in range(11, 20)] + ["python3"]
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/bin", "/usr/local/bin"]
    folders += [str(each) for place in PYTHONS for each in Path.home().glob(place)]
    for path in (Path(folder) / name for folder in folders for name in names):
        if not path.is_file():
            continue
        ask = (str(path), "-c", "import sys, venv; print(*sys.version_info[:3])")
        said = subprocess.run(ask, capture_output=True, text=True, check=False, timeout=20).stdout
        version = tuple(map(int, said.split()))
        if version >= (3, 11) and version != sys.version_info[:3]:
            versions.setdefault(version, str(path))
    return versions[max(versions)] if versions else None


def check_lowest() -> bool:
    """All tests with the lowest version of each dependency that `pyproject.toml` allows."""
    return _on_the_lowest(
        lambda python: run(python, "-m", "pytest", "-p", "no:cacheprovider", limit=1200)
    )


def check_lowest_briefly() -> bool:
    """There, what a minute can show: each module, some screens, documents and a capture."""
    return _on_the_lowest(_used_briefly)


def _used_briefly(python: Path) -> bool:
    return run(python, "-c", IMPORT_ALL, limit=60) and run(
        python, ".ci/smoke.py", python.with_name("focusgroup"), limit=120
    )


IMPORT_ALL = """
import importlib, pkgutil, focusgroup
names = [each.name for each in pkgutil.walk_packages(focusgroup.__path__, "focusgroup.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names), "modules")
"""


def _on_the_lowest(then: Callable[[Path], bool]) -> bool:
    """Whether *then* succeeds with a Python that has the lowest version of each dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["test"]]
    wanted += [each for name in ("encrypted", "backroom", "postgres") for each in extras[name]]
    others = [each for each in wanted if not each.startswith("focusgroup")]
    lowest = [re.sub(r">=([\w.]+)(,[^;]*)?", r"==\1", each) for each in others]
    with tempfile.TemporaryDirectory(prefix="focusgroup lowest ") as name:
        python = _environment(Path(name))
        print("\n".join(lowest), flush=True)
        install = (python, "-m", "pip", "install", "-q")
        return (
            run(*install, *lowest, limit=180)
            and run(*install, "--no-deps", "-e", ".", limit=120)
            and then(python)
        )


def _environment(folder: Path) -> Path:
    """A new virtual environment in *folder*; its Python."""
    venv.create(folder, with_pip=True)
    return folder / BIN / ("python.exe" if os.name == "nt" else "python")


STEPS: dict[str, Callable[[], bool]] = {
    "format": check_format,
    "lint": check_lint,
    "types": check_types,
    "layers": check_layers,
    "words": check_words,
    "tests": check_tests,
    "wheel": check_wheel,
}
ELSEWHERE = {"types elsewhere": check_types_elsewhere}
CI_STEPS = {
    **STEPS,
    "tests": check_other_tests,
    **ELSEWHERE,
    "lowest, briefly": check_lowest_briefly,
}
MORE_STEPS = {
    **ELSEWHERE,
    "python": check_other_python,
    "lowest": check_lowest,
    "lowest, briefly": check_lowest_briefly,
}


def main() -> int:
    """Run the steps that were asked for and name those that failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ci", action="store_true", help="fail tests whose programs are missing")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this step")
    parser.add_argument("--list", action="store_true", help="name the steps")
    options = parser.parse_args()
    steps = CI_STEPS if options.ci else STEPS
    known = {**steps, **MORE_STEPS}
    if options.list:
        print(*known, sep="\n")
        return 0
    unknown = [name for name in options.only or () if name not in known]
    if unknown:
        parser.error(f"no step {', '.join(unknown)}; there are {', '.join(known)}")
    failed = []
    for name in options.only or steps:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        ok = known[name]()
        print(
            f"== {name}: {'ok' if ok else 'FAILED'}, {time.monotonic() - begun:.0f} s", flush=True
        )
        if not ok:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
