"""A program that opens a database, for tests that end it: ``upgrading.py DATABASE [N]``.

It says ``go`` when all is imported, and kills itself before the N-th statement of an upgrade,
the last one being the commit.
"""

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.sqlite import connect

path = Path(sys.argv[1])
left = int(sys.argv[2]) if len(sys.argv) > 2 else -1
steps = shipped_steps()
asked = 0


def count(statement: str) -> None:
    global asked
    asked += 1
    if asked == left:
        os.kill(os.getpid(), signal.SIGKILL)


with closing(connect(path, reading=False)) as connection:
    connection.set_trace_callback(count)
    print("go", flush=True)
    if left < 0:
        sys.stdin.readline()
    migrate(connection, path, steps)
print(asked)
