"""Write the files in `hashes/` anew: what is installed, each package by the sums of its files.

Run it after `constraints.txt` or a dependency changed: `.venv/bin/python .ci/hashes.py`. It asks
the package index, through uv (`pipx install uv`), for packages of every system and Python.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Written by .ci/hashes.py from constraints.txt; tests/test_packaging.py compares them.\n"
COMPILE = (
    *("uv", "pip", "compile", "-q", "-", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-annotate", "--no-header", "-c", "constraints.txt"),
)


def wanted() -> dict[str, list[str]]:
    """Return the requirements of each file: the program with what builds it, and each extra."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = told["project"]["optional-dependencies"]
    builds = told["build-system"]["requires"]
    files = {"program": [*told["project"]["dependencies"], *builds]}
    return files | {name: extras[name] for name in extras if name not in ("test", "dev")}


def main() -> int:
    (ROOT / "hashes").mkdir(exist_ok=True)
    for name, requirements in wanted().items():
        done = subprocess.run(
            COMPILE, input="\n".join(requirements), stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        if done.returncode:
            return done.returncode
        (ROOT / "hashes" / f"{name}.txt").write_text(HEAD + done.stdout, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
