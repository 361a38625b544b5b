"""The command that hands the lead of a session over to a note-taker, or takes it over."""

from focusgroup.services.capture.listener import CalledBy
from focusgroup.services.live_commands import AskedTwice, Did
from focusgroup.services.live_session import LiveSession
from focusgroup.services.sharing.team import YOURS, follow_lead, leader, named
from focusgroup.store.outbox import hand_over, open_elsewhere, take_over


class Team:
    """The lead of one session, as the command of its front hands it over or takes it."""

    def __init__(self, live: LiveSession, called: CalledBy) -> None:
        self._live = live
        self._called = called
        self._asked = AskedTwice()

    def follows(self) -> Did | None:
        """Return that another program leads, so clock and agenda stay; None if this one leads."""
        if self._live.leads:
            return None
        other = leader(self._live)
        if other is None:
            return Did(f"Nobody leads this session now: {self._called('lead')} takes it over.")
        return Did(f"You take notes here: {named(other)} leads, and moves clock and agenda.")

    async def change(self, text: str = "") -> Did:
        """Hand the lead over, to the initials in *text* if there are several; or take it over."""
        return await (self._hand_over(text.strip()) if self._live.leads else self._take_over())

    async def _hand_over(self, wanted: str) -> Did:
        live, lead = self._live, self._called("lead")
        others = await open_elsewhere(live.db, live.session.id)
        there = [
            other
            for other in others
            if not wanted or wanted.casefold() in (other.initials.casefold(), other.who.casefold())
        ]
        names = ", ".join(map(named, others))
        if not others:
            return Did(
                "Nobody else has this session open: `focusgroup live SESSION --as note-taker` joins"
                " it."
            )
        if not there:
            return Did(f"{wanted[:20]} has not joined this session; there are {names}.")
        if len(there) > 1:
            return Did(f"There are {names}. Say who leads from now on: /lead {there[0].initials}")
        await live.latest.drained()  # the last step of our own is written first
        if not await hand_over(live.db, live.session.id, there[0].program):
            return Did(f"{named(there[0])} has left this session; the lead stays with you.")
        await follow_lead(live)
        return Did(
            f"{named(there[0])} leads now; you take notes. {lead} there hands back.", moved=True
        )

    async def _take_over(self) -> Did:
        live = self._live
        other = leader(live)
        if other is not None and live.db.programs.runs(other.program):
            return Did(f"{named(other)} leads this session, and hands over there with /lead.")
        if not self._asked.again():
            return Did(
                f"Nobody leads this session. Lead it from here? {self._called('lead')} again."
            )
        if not await take_over(live.db, live.session.id):
            return Did("Somebody else took the lead over just before.")
        await follow_lead(live)
        return Did(YOURS, moved=True)
