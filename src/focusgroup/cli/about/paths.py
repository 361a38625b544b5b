"""`focusgroup paths`: where the program stores its files."""

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.output import print_json, print_table
from focusgroup.store.engine import location
from focusgroup.store.engine.servers import server_of


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def paths(settings: Settings, as_json: bool) -> None:
    """Show where the program stores its files, and which exist yet."""
    places = {
        **({} if server_of(settings.db) else {"database": settings.db}),
        "journal": location.journal_of(settings.db),
        "backups": location.backups_of(settings.db),
        "config": location.config_file(),
        "crash reports": location.crash_dir(),
        "exports": location.exports_dir(),
    }
    rows = [
        {"name": name, "path": str(path), "exists": path.exists()} for name, path in places.items()
    ]
    if server := server_of(settings.db):
        rows.insert(0, {"name": "database", "path": str(server), "exists": True})
    if as_json:
        print_json(rows)
    else:
        table = [(row["name"], "" if row["exists"] else "not yet", row["path"]) for row in rows]
        print_table(table, ("what", "", "where"))
