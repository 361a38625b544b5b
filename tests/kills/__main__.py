"""Kill the program between the first key of a line and its tick, and count what is lost.

    python -m tests.kills [ENDS] [--seed N] [--terminals N] [--add FILE]

Prints a line for each case and ends with 1 if anything was lost: what had its tick, what was on
disk 300 ms before Enter, or more than 300 ms of typing, without the time in which the machine had
no core for the program. As root, what is typed into comes before all others on the machine. An end
that only the machine made lose more says nothing of typing, and is run again; *late* are those that
were late each time. The ends of several runs, each with another seed, add up in FILE, one JSON line
each; ``0`` ends print what is there. Needs strace.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from tests.kills.cases import Ended, failed, late, plan
from tests.kills.running import import_all, make_templates, run_end


def run(many: int, seed: int, terminals: int, add: Path | None) -> list[Ended]:
    """End *many* times, so many *terminals* at once; each is added to the file as it is done."""
    done: list[Ended] = []
    with (
        tempfile.TemporaryDirectory() as name,
        ProcessPoolExecutor(terminals, get_context("fork")) as pool,
    ):
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = name
        (folder / "templates").mkdir()
        import_all()
        make_templates(folder / "templates")
        jobs = {
            pool.submit(run_end, folder / "templates", folder / f"{planned.n}", planned): planned
            for planned in plan(many, seed)
        }
        for job in as_completed(jobs):
            done.append(job.result())
            if failed(done[-1]):
                print(jobs[job], done[-1], flush=True)
            if add:
                with add.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(done[-1])) + "\n")
    return done


def table(ends: Sequence[Ended]) -> str:
    """Return a line for each case, and one for all."""
    row = "{:<38} {:>5} {:>5} {:>12} {:>13} {:>11} {:>5} {:>5}".format
    lines = [row("", "ends", "slow", "ticked/lost", "on disk/lost", "typing (ms)", "late", "wrong")]
    for case in (*dict.fromkeys(sorted(each.case for each in ends)), "all"):
        these = [each for each in ends if case in ("all", each.case)]
        acknowledged = sum(each.acknowledged for each in these)
        on_disk = sum(each.on_disk for each in these)
        lines.append(
            row(
                case,
                len(these),
                sum(each.fsync_ms > 0 for each in these),
                f"{acknowledged}/{sum(each.acknowledged_lost for each in these)}",
                f"{on_disk}/{sum(each.on_disk_lost for each in these)}",
                round(max(0 if late(each) else each.by_the_wall_ms for each in these)),
                sum(map(late, these)),
                sum(bool(each.wrong) for each in these),
            )
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("ends", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--terminals", type=int, default=2)
    parser.add_argument("--add", type=Path)
    asked = parser.parse_args()
    ends = run(asked.ends, asked.seed, asked.terminals, asked.add) if asked.ends else []
    if asked.add:
        lines = asked.add.read_text("utf-8").splitlines()
        ends = [Ended(**json.loads(line)) for line in lines]
    print(table(ends))
    return int(any(map(failed, ends)))


if __name__ == "__main__":
    sys.exit(main())
