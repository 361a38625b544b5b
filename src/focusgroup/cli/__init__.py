"""The commands: one file per group, each importing what it needs when it runs."""

import sys

from focusgroup.system.invocation import lacking

try:
    import click as _click  # noqa: F401 - every command needs it
except ModuleNotFoundError as error:
    sys.exit(f"focusgroup: {lacking(error)}")
