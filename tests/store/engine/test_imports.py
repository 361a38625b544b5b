"""What a database in a file needs is all that is imported for it."""

import subprocess
import sys
from pathlib import Path

USED = """
import sys
from focusgroup.cli.main import main
assert main(["session", "add", "customer-focus-group", "--title", "Planners"]) == 0
assert main(["quotes"]) == 0
print([name for name in sys.modules if "asyncpg" in name or ".postgres" in name])
"""


def test_the_driver_of_servers_is_not_imported_for_a_file(db_path: Path) -> None:
    assert not db_path.exists()
    ran = subprocess.run([sys.executable, "-c", USED], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
