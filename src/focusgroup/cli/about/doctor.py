"""`focusgroup doctor`: what on this machine could get in the way of a session."""

import click

from focusgroup.cli.about.version import version
from focusgroup.cli.context import FAILED, Settings
from focusgroup.cli.output import print_json, say
from focusgroup.system.invocation import as_typed

MARKS = {"ok": "  ", "note": "– ", "wrong": "! "}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check this machine: Python, terminal, disk, database, documents.

    Nothing is changed and nothing leaves the machine. Lines with ! are wrong, and the exit code
    is then 1; lines with – are worth knowing. `focusgroup db check` looks into the database.
    """
    from focusgroup.services.machine.diagnosis import Verdict, diagnose

    settings: Settings = ctx.obj
    found = list(diagnose(settings.db))
    if as_json:
        rows = [
            {"name": e.name, "found": e.found, "verdict": e.verdict.value, "advice": e.advice}
            for e in found
        ]
        print_json(rows)
    else:
        say(f"  {version()}")
        width = max(len(each.name) for each in found)
        for each in found:
            say(f"{MARKS[each.verdict]}{each.name:<{width}}  {each.found}")
            if each.advice:
                say(f"{' ' * (width + 4)}{as_typed(each.advice)}")
    if any(each.verdict is Verdict.WRONG for each in found):
        ctx.exit(FAILED)
