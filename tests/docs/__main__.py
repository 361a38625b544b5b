"""`python -m tests.docs` writes again what comes from the program: outputs, commands, manual."""

import sys
import tempfile
from pathlib import Path

from tests.docs.pages import PAGES
from tests.docs.reference import GENERATED_FILES
from tests.docs.running import comparable, make_sample, run_page


def main() -> None:
    """Write the reference, then the outputs of every page or of those named."""
    for made, write in GENERATED_FILES.items():
        made.write_text(write(), "utf-8")
    wanted = [Path(each).resolve() for each in sys.argv[1:]] or PAGES
    with tempfile.TemporaryDirectory(prefix="focusgroup docs ") as name:
        folder = Path(name)
        sample = make_sample(folder / "sample.db")
        for number, path in enumerate(wanted):
            before = path.read_text("utf-8")
            after = run_page(before, folder / str(number), sample)
            if comparable(after) != comparable(before):
                path.write_text(after, "utf-8")
                print(f"changed: {path.name}")


main()
