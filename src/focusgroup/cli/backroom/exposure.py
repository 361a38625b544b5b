"""`focusgroup exposure`: who in the company has listened to customers, and to which accounts."""

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import read_days
from focusgroup.cli.output import hint, plural, print_json, print_table, say
from focusgroup.core.search.spans import TimeSpan
from focusgroup.services.backroom.exposure import Exposure, by_function
from focusgroup.services.backroom.exposure import exposure as exposure_of
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.system.clock import local_zone, unix_ms

NOTHING = Exposure((), (), 0)


@click.command()
@click.option(
    "--since",
    callback=read_days,
    default="this quarter",
    show_default=True,
    metavar="DATE",
    help="Only from this day on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def exposure(settings: Settings, since: TimeSpan, as_json: bool) -> None:
    """Show which colleagues have listened to customers, and which accounts they heard.

    All who signed in to a back room count. An account was heard if one of its people took
    part in such a session and consented to notes.
    """
    found = NOTHING
    if not nothing_yet(settings):
        found = with_db(settings, lambda db: exposure_of(db, since.start_ms, unix_ms() + 1))
    if as_json:
        print_json(_json(found, since))
    elif not found.colleagues:
        hint(
            f"nobody has listened since {_day(since.start_ms)}; `focusgroup backroom` opens a room"
        )
    else:
        _say(found, since)


def _say(found: Exposure, since: TimeSpan) -> None:
    colleagues, accounts = len(found.colleagues), len(found.accounts)
    say(
        f"Since {_day(since.start_ms)}: {plural(colleagues, 'colleague')}"
        f" ({found.by_function}) in {plural(found.sessions, 'session')}"
        f" with {plural(accounts, 'account')}."
    )
    say("")
    rows = [(e.name, e.function.value, e.sessions, _day(e.last_ms)) for e in found.colleagues]
    print_table(rows, ("name", "function", "sessions", "last"))
    if found.accounts:
        say("")
        heard = [
            (each.name, each.segment, each.sessions, by_function(each.functions))
            for each in found.accounts
        ]
        print_table(heard, ("account", "segment", "sessions", "heard by"))


def _json(found: Exposure, since: TimeSpan) -> dict[str, object]:
    return {
        "since_ms": since.start_ms,
        "sessions": found.sessions,
        "colleagues": [
            {
                "name": each.name,
                "function": each.function.value,
                "sessions": each.sessions,
                "last_ms": each.last_ms,
            }
            for each in found.colleagues
        ],
        "accounts": [
            {
                "name": each.name,
                "segment": each.segment or None,
                "sessions": each.sessions,
                "functions": [function.value for function in each.functions],
            }
            for each in found.accounts
        ],
    }


def _day(ms: int) -> str:
    return full_date(moment(ms, local_zone()).date())
