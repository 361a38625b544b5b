"""`python -m focusgroup` is the command `focusgroup`."""

import sys

from focusgroup.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
