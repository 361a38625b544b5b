"""What is in the wheel and in the source distribution, and what the README says about both."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from focusgroup.system.commit import NOTE, commit_noted, commit_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source distribution of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def shipped(*patterns: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in ROOT.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.needs("module:build", "module:hatchling")
def test_the_wheel_has_all_code_the_schema_the_agendas_and_the_licence(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(built / "wheel")
    assert commit_noted(built / "wheel" / "focusgroup") == commit_of(ROOT)
    code = {name.removeprefix("src/") for name in shipped("src/focusgroup/**/*")}
    agendas = {f"focusgroup/{name}" for name in shipped("agendas/**/*")}
    assert any(name.endswith(".sql") for name in code)
    assert len([name for name in agendas if name.endswith(".md")]) >= 36
    assert names >= code | agendas
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("share/man/man1/focusgroup.1") for name in names)
    noted = {f"focusgroup/{NOTE}"} if commit_of(ROOT) else set()
    assert {name for name in names if name.endswith(NOTE)} == noted
    outside = {name for name in names if not name.startswith(("focusgroup/", "focusgroup-"))}
    assert outside == set()


@pytest.mark.needs("module:build", "module:hatchling")
def test_the_source_distribution_has_what_it_takes_to_build_and_test(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = shipped("src/focusgroup/**/*.py", "src/**/*.sql", "src/**/*.[mp]o", "agendas/*")
    wanted |= shipped("tests/**/*.py")
    wanted |= shipped("docs/*.md", ".ci/*") | {
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "constraints.txt",
        "hashes/program.txt",
        "pyproject.toml",
    }
    assert wanted - names == set()


def test_every_link_in_the_documents_leads_to_a_file() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        local = [link for link in links if not re.match(r"\w+:", link)]
        missing = [link for link in local if not (page.parent / link).exists()]
        assert missing == [], page.name


def test_the_tested_versions_are_exact_and_cover_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    pinned = {_plain(pin.partition("==")[0]) for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["test"], *extras["dev"]]
    names = {_plain(re.match(r"[\w.-]+", each)[0]) for each in wanted}
    assert names - pinned == {"focusgroup"}


def test_what_the_dependencies_need_is_pinned_too() -> None:
    """`pip install -c constraints.txt` takes nothing that was not tested."""
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {_plain(pin.partition("==")[0]) for pin in pins}
    names = {_plain(name) for name in needed_by(["focusgroup[encrypted,backroom]"])}
    assert len(names) > 10
    assert names - pinned == {"focusgroup"}


def needed_by(requirements: Iterable[str]) -> set[str]:
    """The packages that are needed here for *requirements*, by what is installed."""
    to_visit, needed = [Requirement(each) for each in requirements], set()
    to_visit = [each for each in to_visit if each.marker is None or each.marker.evaluate()]
    while to_visit:
        wanted = to_visit.pop()
        if (wanted.name, *sorted(wanted.extras)) in needed:
            continue
        needed.add((wanted.name, *sorted(wanted.extras)))
        try:
            found = map(Requirement, metadata.requires(wanted.name) or ())
        except metadata.PackageNotFoundError:
            continue  # what builds the program, or an extra, is installed for developers only
        extras = wanted.extras or {""}
        to_visit += [
            each
            for each in found
            if each.marker is None or any(each.marker.evaluate({"extra": e}) for e in extras)
        ]
    return {name for name, *_ in needed}


def test_what_is_installed_by_its_hashes_is_what_was_tested() -> None:
    """`.ci/hashes.py` writes the files anew."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if not line.startswith("#"))
    tested = {_plain(name): version for name, version in tested.items()}
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = told["project"]["optional-dependencies"]
    wanted = {"program": told["project"]["dependencies"] + told["build-system"]["requires"]}
    wanted |= {name: extras[name] for name in extras if name not in ("test", "dev")}
    assert {path.stem for path in (ROOT / "hashes").iterdir()} == set(wanted)
    for name, requirements in wanted.items():
        hashed = _hashed((ROOT / "hashes" / f"{name}.txt").read_text("utf-8"))
        assert {each: tested.get(each) for each in hashed} == hashed
        needed = {_plain(each) for each in needed_by(requirements)}
        assert needed - set(hashed) == set(), "run .ci/hashes.py"
        for each in map(Requirement, requirements):
            assert each.specifier.contains(hashed[_plain(each.name)]), each


def _hashed(text: str) -> dict[str, str]:
    """The packages of a file and their versions; each has the sums of its files."""
    found = re.split(r"^(?=[^#\s])", text.replace("\\\n", ""), flags=re.MULTILINE)[1:]
    line = re.compile(r"([\w.-]+)==([\w.]+)( ; [^\n]*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    packages = [line.fullmatch(each) for each in found]
    assert all(packages), [each for each in found if not line.fullmatch(each)]
    return {_plain(each[1]): each[2] for each in packages if each}


def test_the_readme_sets_up_in_one_line_each() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    assert blocks[0] == "python3 start.py\n"
    assert blocks[1].count("\n") == 1
    assert blocks[1].startswith("python3 -m venv .venv && .venv/bin/python -m pip install -q -c ")
    assert blocks[1].endswith("&& .venv/bin/python -m pytest\n")


def _plain(name: str) -> str:
    """*name* as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
