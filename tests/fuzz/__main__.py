"""Fuzz a parser: ``python -m tests.fuzz agenda -max_total_time=300``.

Needs ``pip install atheris`` (Linux, macOS). What is found is written to the working folder as
``crash-…``; put it, cut to what matters, into ``tests/fuzz/finds/TARGET/``, where every run of
the tests tries it. Other options are libFuzzer's, such as ``-max_len=4096``.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["focusgroup"]):
    from tests.fuzz.targets import TARGETS, tried

from tests.fuzz import FINDS
from tests.hostile import SHORT


def main() -> None:
    """Fuzz the target that the first argument names, beginning with what was found before."""
    names = " | ".join(TARGETS)
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"usage: python -m tests.fuzz {names} [libFuzzer's options]")
    name = sys.argv.pop(1)
    finds = FINDS / name
    with tempfile.TemporaryDirectory() as folder:
        # The first folder also takes what turns out to be worth keeping while it runs.
        for n, text in enumerate(SHORT.values()):
            Path(folder, f"hostile-{n}").write_bytes(text.encode("utf-8", "surrogatepass"))
        corpus = [folder, *([str(finds)] if finds.is_dir() else [])]
        atheris.Setup([*sys.argv, *corpus], lambda data: tried(name, data))
        atheris.Fuzz()


main()
