"""The real program in a real terminal: `Tmux` where tmux is there, `Pty` with Python alone.

Both wait for what should be seen and never for a time; a wait that fails shows the screen.
"""

import os
import re
import secrets
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PROGRAM = (sys.executable, "-m", "focusgroup")
"""The command `focusgroup` of the code under test."""

WAIT_S = 60.0
"""How long anything is waited for: a hang, not a slow machine, takes longer."""
POLL_S = 0.02
TMUX_POLL_S = 0.05
"""Each look is a process, which takes from the program what it needs to get there."""
TMUX_CONFIG = """\
set -g default-terminal tmux-256color
set -g remain-on-exit on
set -g status off
set -g escape-time 0
set -g set-clipboard on
set -g history-limit 2000
"""

# tmux 3.3 often loses the exit status of a pane, so a parent in the pane notes it. Like a shell
# it passes a hang-up on and leaves the terminal's own signals to the command, whose group it is.
WATCH = """\
import os, signal, subprocess, sys
def note(name, text):
    with open(name + ".part", "w") as file:
        file.write(text)
    os.replace(name + ".part", name)
for quiet in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
    signal.signal(quiet, lambda *_: None)
for plain in (signal.SIGHUP, signal.SIGTERM):
    signal.signal(plain, signal.SIG_DFL)
child = subprocess.Popen(sys.argv[2:])
for passed in (signal.SIGHUP, signal.SIGTERM):
    signal.signal(passed, lambda number, _: child.send_signal(number))
note(sys.argv[1] + ".pid", str(child.pid))
note(sys.argv[1] + ".exit", str(child.wait()))
"""


def hear_signals() -> None:
    """Give the signals of a terminal their usual effect, in a child before its program starts.

    A shell starts jobs in the background with SIGINT ignored, nohup with SIGHUP, and a program
    inherits that: one of a background test run would never hear a Ctrl+C.
    """
    for name in ("SIGINT", "SIGQUIT", "SIGTSTP", "SIGHUP", "SIGTERM"):
        signal.signal(signal.Signals[name], signal.SIG_DFL)


USUAL_START_S = 0.03
"""How long Python takes to start and end where nothing else runs."""


def unhurried(seconds: float) -> float:
    """*seconds* as this machine takes them just now: more where other programs have the cores."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True)
    return seconds * max(1.0, (time.perf_counter() - began) / USUAL_START_S)


class Patience:
    """So many seconds, and where they are over as many as this machine takes for them now."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._began = seconds, time.monotonic()
        self._allowed = seconds
        self._stretched = False

    def over(self) -> bool:
        """Whether what is waited for should have come, however busy the machine is."""
        waited = time.monotonic() - self._began
        if waited > self._allowed and not self._stretched:
            self._allowed, self._stretched = unhurried(self._seconds), True
        return waited > self._allowed


class Tmux:
    """A tmux of its own, on a socket in *folder*: nobody's sessions and settings are seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # A second one in the same folder must not meet the end of the first.
        self._name = f"tmux-{secrets.token_hex(4)}"
        self._started = False
        self._runs = 0
        (folder / "tmux.conf").write_text(TMUX_CONFIG, "utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def start(
        self,
        command: Sequence[str | Path] = PROGRAM,
        width: int = 120,
        height: int = 36,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Run *command* in a window of *width* × *height* cells, with *env* added to ours.

        Called again after the command has ended, it runs the next one in a new window.
        """
        settings = [arg for name, value in (env or {}).items() for arg in ("-e", f"{name}={value}")]
        size = ["-x", str(width), "-y", str(height)]
        self._runs += 1
        watched = [sys.executable, "-S", "-c", WATCH, self._note("")]
        line = "exec " + shlex.join([*watched, *(str(part) for part in command)])
        if self._started:
            self._tmux("respawn-pane", "-k", "-t", "t", *settings, line)
            self.resize(width, height)
        else:
            self._tmux("new-session", "-d", "-s", "t", *size, *settings, line)
            self._started = True
        _wait(lambda: self._noted("pid"), bool, "the command's process", WAIT_S)

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names: ``keys("Enter", "F2", "C-z", "M-1")``."""
        self._tmux("send-keys", "-t", "t", *names)

    def type(self, text: str) -> None:
        """Type *text* as it is, at once; a line break in it is not Enter, use `keys`."""
        self._tmux("send-keys", "-t", "t", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste *text* as terminals do: bracketed when the program asked for it."""
        self._tmux("load-buffer", "-", stdin=text)
        self._tmux("paste-buffer", "-d", "-p", "-r", "-t", "t")

    def resize(self, width: int, height: int) -> None:
        """Make the window *width* × *height* cells."""
        self._tmux("resize-window", "-t", "t", "-x", str(width), "-y", str(height))

    def screen(self, *, styled: bool = False) -> str:
        """What is seen, a line a row; with *styled* also the colours, as escape sequences."""
        return self._tmux("capture-pane", "-p", "-t", "t", *(["-e"] if styled else []))

    def wait_for(self, text: str, seconds: float = WAIT_S) -> str:
        """The screen as soon as *text* is on it. Raises AssertionError with the screen."""
        return self.wait_until(lambda screen: text in screen, f"{text!r}", seconds)

    def wait_until(
        self,
        seen: Callable[[str], bool],
        what: str = "what was waited for",
        seconds: float = WAIT_S,
    ) -> str:
        """The screen as soon as *seen* says yes to it; *what* is for the error."""
        return _wait(self.screen, seen, what, seconds, TMUX_POLL_S)

    @property
    def pid(self) -> int:
        """The process id of the command."""
        return int(self._noted("pid"))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the command."""
        os.kill(self.pid, number)

    def wait_exit(self, seconds: float = WAIT_S) -> int:
        """The exit code when the command ends by itself; −n when signal n ended it."""
        patience = Patience(seconds)
        while not (code := self._noted("exit")):
            if patience.over():
                seen = self.screen() if self._started else "(the window is closed)"
                raise AssertionError(f"still running after {seconds} s:\n{seen}")
            time.sleep(POLL_S)
        return int(code)

    def kill(self, seconds: float = 5) -> None:
        """Close the window: the command gets SIGHUP, and after *seconds* it is killed."""
        if not self._started:
            return
        self._started = False
        self._tmux("kill-server", check=False)
        try:
            self.wait_exit(seconds)
        except AssertionError:
            self.signal(signal.SIGKILL)

    def _note(self, what: str) -> str:
        return str(self._folder / f"{self._name}-{self._runs}{what and '.' + what}")

    def _noted(self, what: str) -> str:
        path = Path(self._note(what))
        return path.read_text("ascii") if path.exists() else ""

    def _tmux(self, *args: str, stdin: str = "", check: bool = True) -> str:
        # The socket is named from its folder: a path of over 107 bytes can't be bound.
        command = ["tmux", "-u", "-f", "tmux.conf", "-S", f"{self._name}.sock", *args]
        done = subprocess.run(
            command,
            cwd=self._folder,
            input=stdin.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=30,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"tmux {args[0]}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "replace")


# Sequences that pyte takes for text: the kitty keyboard's and requests for a mode's state.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\??[0-9;]*\$p|\x1b\[>[0-9;]*[a-zA-Z]")


class Pty:
    """A pseudo-terminal read by pyte: needs nothing but Python, on systems that have ptys."""

    def __init__(
        self,
        command: Sequence[str | Path] = PROGRAM,
        width: int = 120,
        height: int = 36,
        env: Mapping[str, str] | None = None,
        before: Callable[[], None] = hear_signals,
    ) -> None:
        """*before* is called in the new process; what doesn't return takes the command's place."""
        import pexpect
        import pyte

        whole = {**os.environ, "TERM": "xterm-256color", **(env or {})}
        program, *args = (str(part) for part in command)
        self._child = pexpect.spawn(
            program, args, dimensions=(height, width), env=whole, preexec_fn=before
        )
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = 0
        self._lines = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._lines)
        self._shown = ""
        self.output = b""
        self._hung_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def send(self, data: str | bytes) -> None:
        """Type *data* as the terminal would send it: ``"\\r"`` is Enter, ``"\\x1b[A"`` is up."""
        self._child.send(data)

    def send_all(self, data: bytes) -> None:
        """Send more than the terminal holds, as fast as the program takes it."""
        terminal = self._child.child_fd
        os.set_blocking(terminal, False)
        try:
            while data:
                try:
                    data = data[os.write(terminal, data) :]
                except BlockingIOError:
                    self._read()
        finally:
            os.set_blocking(terminal, True)

    def screen(self) -> str:
        """What is seen, a line a row."""
        if self._read() or not self._shown:
            self._shown = "\n".join(line.rstrip() for line in self._lines.display)
        return self._shown

    def wait_for(self, text: str, seconds: float = WAIT_S) -> str:
        """The screen as soon as *text* is on it. Raises AssertionError with the screen."""
        return self.wait_until(lambda screen: text in screen, f"{text!r}", seconds)

    def wait_until(
        self,
        seen: Callable[[str], bool],
        what: str = "what was waited for",
        seconds: float = WAIT_S,
    ) -> str:
        """The screen as soon as *seen* says yes to it; *what* is for the error."""
        return _wait(self.screen, seen, what, seconds)

    @property
    def pid(self) -> int:
        """The process id of the command."""
        return int(self._child.pid)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the command."""
        os.kill(self.pid, number)

    def alive(self) -> bool:
        """Whether the command runs; nothing is read from it."""
        return bool(self._child.isalive())

    def wait_exit(self, seconds: float = WAIT_S) -> int:
        """The exit code when the command ends by itself; −n when signal n ended it."""
        patience = Patience(seconds)
        while self.alive():
            if patience.over():
                raise AssertionError(f"still running after {seconds} s:\n{self.screen()}")
            self._read()
            time.sleep(POLL_S)
        self._read()
        code = self._child.exitstatus
        return -int(self._child.signalstatus) if code is None else int(code)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does: the command gets SIGHUP."""
        self._read()
        self._child.ptyproc.fileobj.close()
        self._hung_up = True

    def kill(self) -> None:
        """End the command."""
        import pexpect

        if not self._hung_up:
            try:
                self._child.close(force=True)
            except pexpect.ExceptionPexpect:  # killed, but strace holds it for a second more
                self._child.ptyproc.wait()
        elif self._child.isalive():
            self.signal(signal.SIGKILL)
            self._child.ptyproc.wait()

    def echo(self, key: str, seconds: float = 10) -> float:
        """Seconds from typing *key* to its being written to the terminal."""
        self._read()
        wanted, start = key.encode(), time.perf_counter()
        self.send(key)
        late = b""
        while wanted not in late:
            left = start + seconds - time.perf_counter()
            if left < 0:
                raise AssertionError(f"{key!r} was not answered in {seconds} s:\n{self.screen()}")
            if select.select([self._child.child_fd], [], [], left)[0]:
                late += os.read(self._child.child_fd, 65536)
        took = time.perf_counter() - start
        self._take(late)
        return took

    def _take(self, data: bytes) -> None:
        self.output += data
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
        self._shown = ""

    def _read(self) -> bool:
        """Take what the command has written so far, without waiting; whether it has."""
        import pexpect

        anything = False
        while not self._hung_up:
            try:
                data = self._child.read_nonblocking(65536, timeout=0)
            except (pexpect.TIMEOUT, pexpect.EOF, OSError):
                return anything
            anything = True
            self._take(data)
        return anything


def _wait(
    screen: Callable[[], str],
    seen: Callable[[str], bool],
    what: str,
    seconds: float,
    poll_s: float = POLL_S,
) -> str:
    patience = Patience(seconds)
    while True:
        now = screen()
        if seen(now):
            return now
        if patience.over():
            raise AssertionError(f"{what} did not appear in {seconds} s:\n{now}")
        time.sleep(poll_s)
