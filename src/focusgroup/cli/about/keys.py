"""`focusgroup keys`: every command of the screens, with its name in the configuration."""

from dataclasses import asdict, astuple

import click

from focusgroup.cli.output import print_json, print_table


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def keys(as_json: bool) -> None:
    """List the keys of every screen, including those you configured.

    To change one, use its name from the first column in the configuration's [keys], as in
    "live.off" = "f8".
    """
    from focusgroup.tui.run import command_keys

    rows = command_keys()
    if as_json:
        print_json([asdict(row) for row in rows])
    else:
        print_table([astuple(row) for row in rows], ("name", "keys", "typed", "does"))
