"""`focusgroup backroom` and `exposure`: what they refuse and print, and the real server's end."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.system.invocation import install_line
from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def held(focusgroup: Run) -> Run:
    """The command on a session that runs."""
    made = focusgroup("session", "new", "customer-visit", "--participant", "Anna, planner, Acme")
    assert made.code == 0, made.err
    return focusgroup


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--address", "192.0.2.1"), 2, "--without-tls"),
        (("--address", ""), 2, "not the name or address of a machine"),
        (("--host", "a b"), 2, "not the name or address of a machine"),
        (("--address", "192.0.2.1", "--without-tls"), 1, "choose another with --port or --address"),
        (("--certificate", "missing.pem"), 1, "the certificate missing.pem can't be used"),
    ],
)
def test_what_can_not_be_served_is_said_in_a_sentence(
    held: Run, options: tuple[str, ...], code: int, says: str
) -> None:
    done = held("backroom", "last", *options)
    assert done.code == code
    assert says in done.err
    assert "Traceback" not in done.err


def test_without_its_package_it_says_what_to_install(
    held: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("focusgroup.backroom")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    done = held("backroom", "last")
    assert done.code == 1
    assert install_line("backroom", ("aiohttp",)) in done.err


def test_nobody_has_listened_yet(held: Run) -> None:
    done = held("exposure")
    assert (done.code, done.out) == (0, "")
    assert "nobody has listened since" in done.err
    found = held("exposure", "--since", "2026", "--json").json
    assert (found["sessions"], found["colleagues"], found["accounts"]) == (0, [], [])


@pytest.mark.needs("module:termios")
def test_a_signal_ends_the_real_server(held: Run, db_path: Path) -> None:
    command = (sys.executable, "-m", "focusgroup", "backroom", "last", "--port", "0")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ
    ) as server:
        assert server.stdout
        assert "is open" in server.stdout.readline()
        link = server.stdout.readline().strip()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(link[:-1], timeout=60)
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
