"""Show what other programs change in the session while its screen is open."""

from focusgroup.core.errors import StoreError
from focusgroup.services.live_commands.team import Team
from focusgroup.services.sharing import elsewhere
from focusgroup.services.sharing.doubles import TWICE
from focusgroup.store.engine.protocol import hear
from focusgroup.system.clock import mono_ms
from focusgroup.tui.live.actions.stage import Stage
from focusgroup.tui.live.view import without_place

TOLD_MS = 60_000
DEAF_MS = 3_000
"""Milliseconds after which it is said that nothing comes from others any more."""


class ElsewhereActions:
    """Looks for changes by other programs, one look at a time."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._looking = False
        self._told = ""
        self._deaf_since = 0
        self._deaf = ""

    def tell(self) -> None:
        """Say who else has the session open, when this screen opens."""
        live = self._stage.live
        hear(live.db, self._heard)
        follows = Team(live, self._stage.key).follows()
        open_too = elsewhere.open_in_words(live.others, live.session.zone)
        if said := follows.said if follows else open_too:
            self._stage.view.say(said, TOLD_MS)

    def _heard(self) -> None:
        if self._stage.screen.is_attached:
            self._stage.screen.call_later(self.look)

    def look_beside(self) -> None:
        """Look ten times a second while somebody else has the session open."""
        if self._stage.live.others:
            self.look()

    def look(self) -> None:
        """Look in the background, unless a look is under way."""
        screen = self._stage.screen
        if not self._looking and screen.is_attached:
            self._looking = True
            screen.run_worker(self._look(), group="elsewhere")

    async def _look(self) -> None:
        try:
            found = await elsewhere.look(self._stage.live)
        except StoreError as error:
            self._hears_nothing(error)
        else:
            self._hears_again()
            if found:
                self._show(found)
        finally:
            self._looking = False

    def _hears_nothing(self, error: StoreError) -> None:
        """Say that nothing comes from others, unless the outbox says that the database refuses."""
        live, now = self._stage.live, mono_ms()
        self._deaf_since = self._deaf_since or now
        waits = live.outbox is not None and live.outbox.state.waiting
        if live.db.lost or waits or self._deaf or now - self._deaf_since < DEAF_MS:
            return
        self._deaf = f"{without_place(str(error))}. What others write comes when it works again."
        self._stage.view.say(self._deaf, TOLD_MS)

    def _hears_again(self) -> None:
        self._deaf_since = 0
        deaf, self._deaf = self._deaf, ""
        if deaf and self._stage.view.said == deaf:
            self._stage.view.say("What others write comes again.")

    def _show(self, found: elsewhere.Elsewhere) -> None:
        view, menu = self._stage.view, self._stage.control.menu
        if found.became:
            menu.rename(found.became)
            self._stage.control.suggested.learned.rename(found.became)
        for quote in found.quotes:
            menu.saw(quote)
            view.saved(quote)
        for quote_id in found.gone:
            view.unlist(quote_id)
        view.all()
        if found.said:
            self._stage.screen.refresh_bindings()  # another program may lead now
            self._say(found.said)
        self.tell_doubles()

    def _say(self, news: str) -> None:
        """Say what another program did, after what it did just before and is still in sight."""
        view = self._stage.view
        before, self._told = self._told, news
        view.say(f"{before} {news}" if before and view.said.endswith(before) else news)

    def tell_doubles(self) -> None:
        """Say which sentence two people have likely both captured."""
        doubles, view = self._stage.live.doubles, self._stage.view
        if news := doubles.news(self._stage.key("join")):
            view.say(news)
        elif view.said.startswith(TWICE) and not doubles.at:  # the other one has merged them
            view.said = ""
            view.line()
