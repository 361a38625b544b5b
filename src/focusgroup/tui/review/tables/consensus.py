"""The consensus of a session: a question a row, a participant a column."""

from focusgroup.core.model import KIND_SIGNS, Kind, Participant
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.consensus import QuestionVoices, consensus
from focusgroup.store import sessions
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import TableData, TableRow
from focusgroup.tui.widgets.style import said


class ConsensusScreen(TableScreen):
    """Who said what to each question of the reviewed session, or of the last one held."""

    NAME = "Consensus"
    HELP_TEXT = (
        "Agreement and dissent are counted without names while a session runs, so they have"
        " columns of their own. Away: came later or had left."
    )
    _people: tuple[Participant, ...] = ()
    _session = ""

    async def read(self, chosen: Selection) -> TableData:
        """Read who said what."""
        ref = self.facts.session_id or "".join(chosen.sessions[:1]) or "last"
        self._session = (await sessions.find(self.facts.db, ref)).id
        found = await consensus(self.facts.db, self._session)
        self._people = found.people
        heads = [f"{person.seat} {said(person.initials)}" for person in found.people]
        rows = [
            TableRow(
                said(each.question),
                (*(voice(each, person) for person in found.people), each.agreed, each.dissented),
            )
            for each in found.questions
        ]
        return TableData("QUESTION", (*heads, "agreed", "disagreed"), tuple(rows))

    def behind(self) -> Selection | None:
        """Return what the chosen participant said in the session."""
        if self.table.at >= len(self._people):
            return Selection(sessions=(self._session,))
        name = self._people[self.table.at].name
        return Selection(sessions=(self._session,), speakers=(name,))


def voice(each: QuestionVoices, person: Participant) -> str:
    """Return what a participant said to a question in signs, or that they were silent or away."""
    if person.id in each.said:
        return " ".join(
            f"{KIND_SIGNS[kind]}{n}" for kind in Kind if (n := each.said[person.id][kind])
        )
    return "away" if person.id in each.absent else "silent"
