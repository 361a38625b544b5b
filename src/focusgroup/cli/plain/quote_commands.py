"""Commands of a plain session for its quotes: correct, merge, count, move, bring back."""

from focusgroup.cli.plain.context import Do, PlainSession, called
from focusgroup.cli.plain.places import quote_line
from focusgroup.services import live_steps
from focusgroup.services.capture.provisional_quote import as_typed
from focusgroup.services.live_commands import number_in, quoting

SHOWN = 10


async def undo(session: PlainSession, text: str) -> None:
    session.tell(await live_steps.walk_history(session.live, back=True))


async def redo(session: PlainSession, text: str) -> None:
    session.tell(await live_steps.walk_history(session.live, back=False))


async def fix(session: PlainSession, text: str) -> None:
    session.control.edit_step(-1)
    _editing(session)


async def stub(session: PlainSession, text: str) -> None:
    stubs = session.live.stubs()
    if stubs:
        session.control.edit(stubs[0])
        _editing(session)
    else:
        session.tell("There is no unfinished quote; a line that ends in … makes one.")


def _editing(session: PlainSession) -> None:
    if quote := session.control.editing:
        session.tell(quote_line(quote), f"To type again: {as_typed(quote)}")
        session.tell("The next line replaces it; an empty line leaves it, /fix goes further back.")


async def delete_quote(session: PlainSession, text: str) -> None:
    quote = session.control.editing or session.control.fixing.or_last()
    if quote is None:
        session.tell("There is nothing to delete yet.")
        return
    session.control.cancel_edit()
    session.tell(quoting.delete(session.live, quote, called("undo")).said)


async def join_quotes(session: PlainSession, text: str) -> None:
    did = quoting.merge_double(session.live, session.control.editing)
    if did is None and (quote := session.control.editing or session.control.fixing.or_last()):
        did = quoting.merge(session.live, quote)
    if did and did.gone:
        session.control.cancel_edit()
    session.tell(did.said if did else "There is no quote before it to merge with.")


def tally(*, agree: bool) -> Do:
    async def do(session: PlainSession, text: str) -> None:
        quote = session.control.fixing.or_last()
        session.tell(quoting.tally(session.live, quote, text, agree=agree).said)

    return do


async def move_earlier(session: PlainSession, text: str) -> None:
    did = quoting.earlier(session.live, session.control.fixing.or_last(), text)
    if did.quote is None:
        session.tell("There is no quote to move yet.")


async def new_theme(session: PlainSession, text: str) -> None:
    names = session.control.names
    path = names.settle_theme(nearest=False)
    if path is None and names.ask_next() is None:
        session.tell("No name is asked about; #name tags a quote.")
    elif path:
        session.tell(f"A new theme: {path}.")


async def yes(session: PlainSession, text: str) -> None:
    session.control.take_nearest()


async def no(session: PlainSession, text: str) -> None:
    session.control.names.leave()
    session.control.set_aside.reason = ""


async def show_aside(session: PlainSession, text: str) -> None:
    lines = session.control.set_aside.lines
    if not lines:
        session.tell("No line is set aside.")
    elif text.strip().lower() == "again":
        session.control.bring_back_newest()
        session.control.enter()
    else:
        session.tell(*(each.stash.line.text for each in lines))


async def say_quotes(session: PlainSession, text: str) -> None:
    quotes = session.live.ordered()[-max(number_in(text, SHOWN), 1) :]
    waiting = {entry.id for entry in session.live.outbox.waiting} if session.live.outbox else set()
    session.tell(*(quote_line(quote, saved=quote.id not in waiting) for quote in quotes))
    if not quotes:
        session.tell("Nothing has been said yet.")
