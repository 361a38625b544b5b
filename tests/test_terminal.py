"""The harness itself: a wait that can't fail would make every end-to-end test pass."""

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal import Pty, Tmux

ECHO = (sys.executable, "-c", "print('ready'); print(ascii(input())); raise SystemExit(7)")


@pytest.mark.needs("tmux")
def test_tmux_types_into_a_program_and_gives_its_exit_code(tmux: Tmux) -> None:
    tmux.start(ECHO, width=60, height=10)
    tmux.wait_for("ready")
    tmux.type("a; b ▼ 'c'")
    tmux.keys("Enter")
    assert tmux.wait_exit() == 7
    assert "\"a; b \\u25bc 'c'\"" in tmux.screen()


@pytest.mark.needs("tmux")
def test_tmux_runs_a_second_program_after_a_signal_ended_the_first(tmux: Tmux) -> None:
    tmux.start(ECHO)
    tmux.wait_for("ready")
    tmux.signal(signal.SIGKILL)
    assert tmux.wait_exit() == -signal.SIGKILL
    tmux.start((sys.executable, "-c", "import os; print(os.get_terminal_size())"), 80, 24)
    assert tmux.wait_exit() == 0


@pytest.mark.needs("tmux")
def test_a_wait_in_tmux_fails_with_the_screen(tmux: Tmux) -> None:
    tmux.start(ECHO)
    tmux.wait_for("ready")
    with pytest.raises(AssertionError, match="ready"):
        tmux.wait_for("never", seconds=0.1)


@pytest.mark.needs("tmux")
def test_closing_the_window_hangs_up_on_the_program(tmux: Tmux) -> None:
    # A program that reads could meet the end of its input before the signal.
    tmux.start((sys.executable, "-c", "import time; print('ready'); time.sleep(60)"))
    tmux.wait_for("ready")
    tmux.kill()
    assert tmux.wait_exit() == -signal.SIGHUP


@pytest.mark.needs("module:termios")
def test_a_pty_types_into_a_program_and_gives_its_exit_code(tmp_path: Path) -> None:
    with Pty(ECHO, width=60, height=10) as pty:
        pty.wait_for("ready")
        pty.send("zwei ▼\r")
        assert pty.wait_exit() == 7
        assert "'zwei \\u25bc'" in pty.screen()
