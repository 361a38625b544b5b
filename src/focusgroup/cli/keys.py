"""`focusgroup keys`: every command of the screens with its name in the configuration."""

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def keys(as_json: bool) -> None:
    """List the keys of every screen, those of the configuration included.

    The names in the first column are those of the configuration's [keys], as in
    "live.off" = "f8".
    """
    from focusgroup.cli.output import print_json, print_table
    from focusgroup.store.engine.location import config_file, configured_keys
    from focusgroup.tui.keymap import COMMANDS, read_keymap

    keymap = read_keymap(configured_keys(), config_file())
    rows = [
        {
            "name": name,
            "keys": keymap.keys(name).replace(",", " "),
            "typed": f"/{command.slash}" if command.slash else "",
            "does": command.help,
        }
        for name, command in COMMANDS.items()
    ]
    if as_json:
        print_json(rows)
    else:
        table = [(row["name"], row["keys"], row["typed"], row["does"]) for row in rows]
        print_table(table, ("name", "keys", "typed", "does"))
