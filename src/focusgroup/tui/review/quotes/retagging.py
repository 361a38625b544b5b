"""Ask what to change about quotes, or about one in its line; change or undo it, and say so."""

from collections.abc import Sequence
from hashlib import blake2s

from textual.screen import Screen

from focusgroup.core.model import Quote
from focusgroup.core.quote_changes import Edit
from focusgroup.services.dates_in_words import count
from focusgroup.services.edits import Edits
from focusgroup.services.reviewing.typed_texts import TypedTexts
from focusgroup.store import Db
from focusgroup.store.themes import all_themes
from focusgroup.system import clock
from focusgroup.tui.review.quotes.retag import RetagScreen
from focusgroup.tui.review.quotes.rewrite import RewriteScreen
from focusgroup.tui.widgets.notifications import tell


async def retag(screen: Screen[None], db: Db, edits: Edits, quotes: Sequence[Quote]) -> int:
    """Ask on top of *screen*, change *quotes* and return how many were changed.

    Call it in a worker of *screen*. Raises FocusgroupError where the themes can't be read.
    """
    themes = await all_themes(db)

    async def save(edit: Edit) -> int:
        return await edits.change([quote.id for quote in quotes], edit, clock.unix_ms())

    of_all = blake2s(" ".join(sorted(quote.id for quote in quotes)).encode()).hexdigest()[:32]
    texts = TypedTexts(db, "retag", quotes[0].id if len(quotes) == 1 else of_all)
    changed = await screen.app.push_screen_wait(RetagScreen(quotes, save, themes).kept_in(texts))
    if changed is None:
        return 0
    tell(
        screen, f"{count(changed, 'quote')} changed; u undoes it" if changed else "Nothing changed"
    )
    return changed


async def undo(screen: Screen[None], edits: Edits) -> None:
    """Undo the last of *edits*, in all the sessions that it touched, and say what it was.

    Call it in a worker of *screen*. Raises FocusgroupError.
    """
    if done := await edits.undo(clock.unix_ms()):
        tell(screen, done)


async def rewrite(screen: Screen[None], edits: Edits, quote: Quote) -> bool:
    """Open *quote* in a line on top of *screen*; return whether it was saved.

    Call it in a worker of *screen*.
    """

    async def save(line: str) -> bool:
        changed = await edits.rewrite(quote, line, clock.unix_ms())
        tell(screen, "Corrected; u undoes it" if changed else "Nothing changed")
        return bool(changed)

    texts = TypedTexts(edits.db, "rewrite", quote.id)
    return await screen.app.push_screen_wait(RewriteScreen(quote, save).kept_in(texts)) is not None
