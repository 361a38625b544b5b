"""`focusgroup db encrypt`, `decrypt` and `key`: passphrases, keyrings, and what is said.

Passphrases are typed in a real terminal. The keyrings are backends of the `keyring` library.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from focusgroup.core.model import Kind
from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import Key
from focusgroup.store.engine import location
from focusgroup.store.engine.sqlite import seal_of
from focusgroup.store.maintenance import convert
from focusgroup.store.outbox.journal import Journal
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.system import keyring as system_keyring
from focusgroup.system.invocation import install_line
from tests.conftest import Finished
from tests.terminal import PROGRAM, Pty

Focusgroup = Callable[..., Finished]
AGENDA = "---\ntitle: Planners\n---\n## All (60 min)\n\n1. What?\n"
NAME = "Ottokar Zwiebelfisch"
WORDS = "they hid the invoice from the auditors"
PASSPHRASE = "correct horse battery"
CHANGE = ("db", "key", "--change")


class InMemory(KeyringBackend):
    """A keyring that keeps what it is given as long as a test runs."""

    priority = 5
    name = "Keyring of a test"

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("there is none")


class Unsafe(InMemory):
    """A keyring that the library does not recommend, such as one in a plain file."""

    priority = 0.5
    name = "Plain file"


class Broken(InMemory):
    """A keyring that can't be reached."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.InitError("no bus")


class Hanging(InMemory):
    """A keyring that waits for somebody who is not there."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.go.wait(30)
        return None


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    keys.begin_keys(None)
    before = keyring.get_keyring()
    backend = InMemory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)
    keys.begin_keys(None)


@pytest.fixture
def filled(focusgroup: Focusgroup, db_path: Path, tmp_path: Path) -> Path:
    """A plain database with a quote, and a backup of it."""
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    made = focusgroup("session", "add", tmp_path / "agenda.md", "--participant", f"{NAME}, , Acme")
    assert made.code == 0, made.err
    assert focusgroup("session", "capture", "last", stdin=f"-{WORDS} @1\n").code == 0
    assert focusgroup("db", "backup").code == 0
    (tmp_path / "agenda.md").unlink()
    return db_path


@pytest.fixture
def remembered(filled: Path, ring: InMemory) -> Path:
    """An encrypted database whose key is in the keyring."""
    key = Key.random()
    convert.rewrite_database(filled, key)
    convert.rewrite_beside(filled, key)
    system_keyring.put(key.salt, key.hex())
    return filled


def held(folder: Path) -> set[str]:
    wanted = (WORDS.encode(), NAME.encode(), b"zwiebelfisch", b"auditors")
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in wanted)
    }


def typed(*answers: str, args: tuple[str, ...]) -> tuple[int, str, bytes]:
    """Run a command and type behind each prompt; its exit code, last screen and all output."""
    with Pty((*PROGRAM, *args), 250, 30) as pty:
        for number, text in enumerate(answers, 1):
            pty.wait_until(lambda screen, n=number: _prompts(screen) == n, f"prompt {number}")
            pty.send(f"{text}\r")
        code = pty.wait_exit()
        return code, pty.screen(), pty.output


def _prompts(screen: str) -> int:
    return sum(line.endswith(":") for line in screen.splitlines())


def test_encrypted_and_decrypted_at_a_terminal_and_the_passphrase_is_never_shown(
    filled: Path, tmp_path: Path, focusgroup: Focusgroup
) -> None:
    assert len(held(tmp_path)) == 2
    code, screen, output = typed(
        *("short", PASSPHRASE, f"{PASSPHRASE}!", PASSPHRASE, PASSPHRASE), args=("db", "encrypt")
    )
    assert code == 0, screen
    assert "if you forget it, nobody can help" in screen
    assert "That is too short." in screen
    assert "The two are different." in screen
    assert f"{filled} is encrypted now" in screen
    assert "1 backup beside it rewritten with encryption" in screen
    assert PASSPHRASE.encode() not in output
    assert held(tmp_path) == set()

    code, screen, output = typed("wrong", PASSPHRASE, args=("quotes",))
    assert code == 0, screen
    assert f"Passphrase of {filled}:\nThat is not the passphrase.\n" in screen
    assert WORDS in screen
    assert PASSPHRASE.encode() not in output

    done = focusgroup("quotes", stdin=f"{PASSPHRASE}\n" * 9)
    assert (done.code, done.out) == (1, "")
    assert "is encrypted, or not a Focusgroup database. Run this in a terminal" in done.err

    code, screen, _ = typed(PASSPHRASE, args=("db", "decrypt"))
    assert code == 0, screen
    assert "is no longer encrypted" in screen
    assert len(held(tmp_path)) == 2
    assert WORDS in focusgroup("quotes").out


def test_the_keyring_follows_a_change_and_stands_for_a_forgotten_passphrase(
    remembered: Path, ring: InMemory, focusgroup: Focusgroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only what is typed is not: the next test types it.
    monkeypatch.setattr("focusgroup.cli.db.encryption.new_passphrase", lambda: "another one")
    [old] = ring.kept
    done = focusgroup("db", "key", "--change")
    assert done.code == 0, done.err
    key = Key.of_passphrase("another one", keys.first_page(remembered)[: keys.SALT])
    assert ring.kept == {("focusgroup", f"database {key.salt.hex()}"): key.hex()}
    assert old not in ring.kept
    assert WORDS in focusgroup("quotes").out


def test_the_passphrase_is_changed_at_a_terminal(filled: Path, focusgroup: Focusgroup) -> None:
    convert.rewrite_database(filled, Key.of_passphrase(PASSPHRASE))
    code, screen, _ = typed(
        PASSPHRASE, "another one", "another one", args=("db", "key", "--change")
    )
    assert code == 0, screen
    assert "has the new passphrase; copies kept elsewhere still have the old one" in screen
    page = keys.first_page(filled)
    assert Key.of_passphrase("another one", page[: keys.SALT]).opens(page)


def test_everything_works_with_the_key_in_the_keyring(
    remembered: Path, focusgroup: Focusgroup, tmp_path: Path
) -> None:
    done = focusgroup("db", "key")
    assert done.out == f"{remembered} is encrypted; its key is in the system's keyring\n"
    assert focusgroup("session", "capture", "last", stdin=f"-again {WORDS} @1\n").code == 0
    assert [row["text"] for row in focusgroup("quotes", "--json").json] == [
        f"again {WORDS}",
        WORDS,
    ]
    assert focusgroup("db", "check").out == f"{remembered} is in order\n"
    assert focusgroup("db", "backup", tmp_path / "copy.db").code == 0
    done = focusgroup("db", "encrypt")
    assert done.code == 0
    assert "is already encrypted" in done.out
    remembered.unlink()
    assert focusgroup("db", "restore", tmp_path / "copy.db").code == 0
    assert len(focusgroup("quotes", "--json").json) == 2
    assert focusgroup("db", "recover", remembered).code == 0
    assert held(tmp_path) == set()


def test_the_keyring_is_filled_and_emptied(
    remembered: Path, ring: InMemory, focusgroup: Focusgroup
) -> None:
    [entry] = ring.kept
    assert entry[0] == "focusgroup"
    key = ring.kept[entry]
    done = focusgroup("db", "key", "--remember")
    assert done.out == "the key is in the system's keyring (Keyring of a test)\n"
    assert key not in done.out + done.err
    assert focusgroup("db", "key", "--forget").out == (
        "the key was removed from the system's keyring\n"
    )
    assert ring.kept == {}
    assert focusgroup("db", "key").code == 1
    ring.kept[entry] = key
    done = focusgroup("db", "decrypt")
    assert (done.code, ring.kept) == (0, {})
    assert focusgroup("db", "key").err == (
        f"focusgroup: {remembered} is not encrypted; `focusgroup db encrypt` encrypts it\n"
    )
    assert focusgroup("db", "key", "--remember", "--forget").code == 2


def test_a_keyring_that_is_not_safe_keeps_no_key(
    remembered: Path, ring: InMemory, focusgroup: Focusgroup
) -> None:
    unsafe = Unsafe()
    unsafe.kept = ring.kept.copy()
    keyring.set_keyring(unsafe)
    done = focusgroup("db", "key", "--remember")
    assert done.code == 1
    assert "this system has no secure keyring (Plain file)" in done.err


def test_a_keyring_that_is_broken_or_hangs_is_said_and_does_not_block(
    remembered: Path, focusgroup: Focusgroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_keyring, "PATIENCE_S", 0.05)
    keyring.set_keyring(Broken())
    done = focusgroup("quotes")
    assert done.code == 1
    assert "the system's keyring can't be used (InitError)" in done.err
    assert "Run this in a terminal" in done.err
    hanging = Hanging()
    keyring.set_keyring(hanging)
    done = focusgroup("quotes")
    hanging.go.set()
    assert done.code == 1
    assert "the system's keyring did not answer" in done.err


def test_without_the_extra_one_sentence_says_what_to_install(
    remembered: Path, focusgroup: Focusgroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MODULES", ("there_is_no_such_module",))
    for args in (("quotes",), ("db", "encrypt"), ("db", "check")):
        done = focusgroup(*args)
        assert done.code == 1
        assert done.err.endswith(f"run: {install_line('encrypted')}\n")
        assert done.err.count("\n") == 1


def test_nothing_of_the_extra_is_imported_for_a_plain_database(filled: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from focusgroup.cli.main import main; main(['quotes']);"
        "print([m for m in ('sqlcipher3', 'cryptography', 'keyring') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_what_waits_in_the_journal_comes_along_when_a_copy_of_another_key_is_restored(
    remembered: Path, focusgroup: Focusgroup, tmp_path: Path
) -> None:
    [session] = focusgroup("session", "list", "--json").json
    other = Key.random()
    for key in (other, None):
        assert focusgroup("db", "backup", tmp_path / f"{key}.db").code == 0
        convert.rewrite_database(tmp_path / f"{key}.db", key)
    system_keyring.put(other.salt, other.hex())
    for number, key in enumerate((other, None)):
        new = NewQuote(
            f"waits {number}", Kind.PROBLEM, 1, session_id=session["id"], id=f"id-{number}"
        )
        seal = seal_of(remembered)
        assert seal is not None
        assert Journal(location.journal_of(remembered), seal).append([new])
        assert focusgroup("db", "restore", tmp_path / f"{key}.db").code == 0
        focusgroup("db", "encrypt")  # which brings in what waits, whatever comes then
        assert f"waits {number}" in [row["text"] for row in focusgroup("quotes", "--json").json]
        assert list(remembered.parent.glob("*.journal*")) == []


def test_a_plain_copy_in_the_place_of_an_encrypted_database_is_pointed_out(
    filled: Path, focusgroup: Focusgroup, tmp_path: Path
) -> None:
    shutil.copy(filled, tmp_path / "plain.db")
    convert.rewrite_database(filled, Key.random())
    done = focusgroup("db", "restore", tmp_path / "plain.db")
    assert done.code == 0
    assert "the copy is not encrypted, but the database was" in done.err
    assert ".aside" in done.out


def test_an_erased_person_is_gone_from_decrypted_pages_too(
    remembered: Path, focusgroup: Focusgroup, tmp_path: Path
) -> None:
    done = focusgroup("erase", "--participant", NAME, "--yes")
    assert done.code == 0, done.err
    assert "Neither the name nor anything they said was found" in done.out
    assert focusgroup("db", "check").code == 0
    # The proof looks behind the encryption: what an erasure forgot would be found.
    from focusgroup.store.engine.sqlite import connect
    from focusgroup.store.erasure.erase import find_remains

    connection = connect(remembered, reading=False)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE forgotten (text)")
    connection.execute("INSERT INTO forgotten VALUES (?)", (f"{NAME} " * 9,))
    connection.execute("DELETE FROM forgotten")
    connection.close()
    assert held(tmp_path) == set()
    assert (remembered, "the name") in find_remains(remembered, NAME).left


def test_erasing_stops_before_a_copy_that_nobody_can_open(
    remembered: Path, focusgroup: Focusgroup
) -> None:
    [copy] = location.backups_of(remembered).glob("*.db")
    convert.rewrite_database(copy, Key.random())
    before = copy.read_bytes()
    done = focusgroup("erase", "--participant", NAME, "--yes")
    assert done.code == 1
    assert "move or delete that file" in done.err
    assert copy.read_bytes() == before
    assert WORDS in focusgroup("quotes").out


def test_a_crash_report_and_a_traceback_have_no_key(
    remembered: Path, ring: InMemory, focusgroup: Focusgroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Key) -> str:
        raise ZeroDivisionError(self, self.hex())

    monkeypatch.setattr(Key, "for_engine", broken)
    [key] = ring.kept.values()
    done = focusgroup("quotes")
    assert done.code == 1
    [report] = location.crash_dir().glob("*.txt")
    assert "for_engine" not in done.err
    assert key not in report.read_text("utf-8") + done.err + done.out
