"""A server's password is in nothing that is printed, shown, written or handed on, whatever is done.

The server asks for it. Then it is looked for in all output, in every file that is left, and in the
command lines and environments of what was started.
"""

import os
import shlex
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

from tests.postgres import ASKED, TestServer
from tests.terminal import PROGRAM, Pty

pytestmark = [pytest.mark.needs("postgres")]
PASSWORD = "c4nary/w@rd"
WRONG = "wr0ng/c4nary"
BIRDS = ("c4nary", "w@rd", "w%40rd", "%2Fw")
COMMANDS = (
    "session add customer-focus-group --title Planners",
    "people add last 'Anna Novak, planner, Acme'",
    "session capture last --new-themes",
    "session list --json",
    "quotes --json",
    "themes",
    "export markdown last -o out.md",
    "export csv last -o out.csv",
    "export word last -o out.docx",
    "export pdf last -o out.pdf",
    "doctor --json",
    "paths --json",
    "db check --json",
    "db upgrade",
    "db backup copy.db",
    "db restore copy.db",
    "db encrypt",
    "db recover --journal none",
    "erase 'Anna Novak' --yes",
    "session publish last",
    "session publish last --to {url}",
    "backroom last --address nowhere.invalid --without-tls",
    "exposure --json",
    "completion bash",
    "session show nothing-like-it",
    "--db {url} session list",
    "--db '{url} ' session list",
    "--db {alchemy} session list",
    "--db '{conninfo}' session list",
    "--db {bare} session list",
    "session list --db {url}",
    "{url}",
    "session show {url}",
    "session publish {url}",
    "session publish last --to {alchemy}",
    "db backup {url}",
    "db restore {url}",
    "export csv last -o {url}",
    "agenda check {url}",
    "demo load {url}",
    "--dv {url} doctor",
)


def at(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{where}"))


@pytest.fixture
def urls(pg_server: TestServer) -> Iterator[dict[str, str]]:
    """The database as its owner names it, with a password: right, wrong, and otherwise written."""
    if not pg_server.asks_passwords:
        pytest.skip("not run: needs a server that the tests start")
    own = pg_server.new()
    pg_server.run(f"CREATE ROLE {ASKED}")
    pg_server.run(f"CREATE ROLE anna LOGIN SUPERUSER PASSWORD '{PASSWORD}' IN ROLE {ASKED}")
    url = at(own, "anna", PASSWORD)
    parts = urlsplit(own)
    yield {
        "url": url,
        "wrong": at(own, "anna", WRONG),
        "gone": at(own.replace(f":{parts.port}/", ":1/"), "anna", WRONG),
        "alchemy": url.replace("postgresql:", "postgresql+asyncpg:"),
        "conninfo": f"host=127.0.0.1 port={parts.port} user=anna password={PASSWORD} dbname=x",
        "bare": url.removeprefix("postgresql://"),
    }
    pg_server.drop(own)
    pg_server.run("DROP ROLE anna")
    pg_server.run(f"DROP ROLE {ASKED}")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs that we start write their command line and their environment."""
    folder, told = tmp_path / "programs", tmp_path / "told"
    folder.mkdir()
    for name in ("soffice", "less", "fc-match", "xdg-open", "pdftotext", "pdftohtml", "pdftoppm"):
        program = folder / name
        program.write_text(f'#!/bin/sh\n{{ echo {name} "$@"; env; }} >> {told}\nexit 3\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FOCUSGROUP_LIBREOFFICE", str(folder / "soffice"))
    monkeypatch.setenv("DISPLAY", ":9")
    return told


def nests(folder: Path) -> list[str]:
    """Files in which the password is, or in whose names it is."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if any(bird in path.name or bird.encode() in data for bird in BIRDS):
            found.append(str(path.relative_to(folder)))
    return found


def test_no_command_prints_writes_or_hands_on_a_password(
    tmp_path: Path, focusgroup: Callable[..., Any], urls: dict[str, str], told: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    said = []
    for name in ("url", "wrong", "gone"):
        monkeypatch.setenv("FOCUSGROUP_DB", urls[name])
        monkeypatch.setenv("FOCUSGROUP_SHARED", urls["url"])
        for command in COMMANDS if name == "url" else COMMANDS[:1] + COMMANDS[9:14]:
            filled = command.format(**urls)
            ran = focusgroup(*shlex.split(filled), stdin="- took three weeks @1 #onb\n")
            said.append(f"{command}: {ran.code}\n{ran.out}{ran.err}")
            assert not any(bird in said[-1] for bird in BIRDS), said[-1]
            assert "Traceback" not in said[-1]
            assert "which is a bug" not in said[-1], said[-1]
    assert ": 0\n" in said[0]  # the right one was taken
    assert "was not accepted" in "".join(said)
    assert "soffice" in told.read_text()
    assert nests(tmp_path) == []


def test_a_session_is_published_with_a_password_that_no_file_keeps(
    tmp_path: Path, focusgroup: Callable[..., Any], urls: dict[str, str], db_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("FOCUSGROUP_SHARED", urls["url"])
    said = ""
    for command in (
        "session add customer-focus-group --title Planners",
        "session publish last",
        "session show last --json",
        "session unpublish last",
        "session publish last",
        "doctor --json",
        "db backup copy.db",
        "session list --json",
    ):
        ran = focusgroup(*shlex.split(command))
        assert ran.code == 0, ran.err
        said += ran.out + ran.err
    assert "is in postgresql://anna@127.0.0.1" in said
    assert not any(bird in said for bird in BIRDS)
    assert nests(tmp_path) == []


def test_a_crash_report_holds_no_password(
    tmp_path: Path, focusgroup: Callable[..., Any], urls: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from focusgroup.store.engine.postgres import connecting

    async def broken(*_: object, **given: object) -> None:
        raise RuntimeError(f"{urls['url']} {given}")

    monkeypatch.setenv("FOCUSGROUP_DB", urls["url"])
    monkeypatch.setattr(connecting, "_connect", broken)
    ran = focusgroup("session", "list")
    assert "which is a bug" in ran.err
    assert not any(bird in ran.out + ran.err for bird in BIRDS)
    reports = list(tmp_path.rglob("crash-*.txt"))
    assert len(reports) == 1
    assert nests(tmp_path) == []


def test_the_screen_the_title_and_the_process_list_show_no_password(
    tmp_path: Path, focusgroup: Callable[..., Any], urls: dict[str, str], told: Path,
) -> None:  # fmt: skip
    env = {"FOCUSGROUP_DB": urls["url"], "FOCUSGROUP_SHARED": urls["url"]}
    with Pty([*PROGRAM], env=env) as terminal:
        terminal.wait_for("Focusgroup")
        line = Path(f"/proc/{terminal.pid}/cmdline")
        assert not line.exists() or not any(bird in line.read_text() for bird in BIRDS)
        terminal.send("\x10")  # all commands
        terminal.wait_for("Search for commands")
        terminal.send("\x1b")
        terminal.wait_until(lambda screen: "Search for commands" not in screen)
        terminal.send("\x11")
        terminal.wait_exit()
        assert not any(bird.encode() in terminal.output for bird in BIRDS)
    with Pty([*PROGRAM, "session", "list"], env={**env, "PGPASSWORD": PASSWORD}) as terminal:
        terminal.wait_exit()
        assert not any(bird.encode() in terminal.output for bird in BIRDS)
    assert nests(tmp_path) == []
