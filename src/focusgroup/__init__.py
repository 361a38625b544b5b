"""Focusgroup: lead a customer focus group from the terminal and hand over what was said."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - a file made for another Python gets here
    sys.exit(f"focusgroup needs Python 3.11 or newer; this is {sys.version.split()[0]}")

__version__ = "0.1.0"
