"""The consensus of a session: a question a row, a participant a column."""

from dataclasses import replace

from focusgroup.core.model import KIND_SIGNS, RANKED_KINDS, Kind, Participant
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.consensus import QuestionVoices, consensus
from focusgroup.store import sessions
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import RankedCell, TableData, TableRow
from focusgroup.tui.widgets.style import said


class ConsensusScreen(TableScreen):
    """Who said what to each question of the reviewed session, or of the last one held."""

    NAME = "Consensus"
    UNFILTERED = "whatever the filters"
    HELP_TEXT = (
        "Agreement and dissent are counted without names while a session runs, so they have"
        " columns of their own. Away: came later or had left. All that was said in the session is"
        " shown, whatever the filters."
    )
    _people: tuple[Participant, ...] = ()
    _session = _title = ""

    @property
    def called(self) -> str:
        """Return the name of the table with the session's."""
        return f"{self.NAME}: {said(self._title)}" if self._title else self.NAME

    async def read(self, chosen: Selection) -> TableData:
        """Read who said what."""
        ref = self.facts.session_id or "".join(chosen.sessions[:1]) or "last"
        session = await sessions.find(self.facts.db, ref)
        self._session, self._title = session.id, session.title
        found = await consensus(self.facts.db, self._session)
        self._people = found.people
        heads = [f"{person.seat} {said(person.initials)}" for person in found.people]
        rows = [
            TableRow(
                said(each.question),
                (*(voice(each, person) for person in found.people), each.agreed, each.dissented),
                each,
            )
            for each in found.questions
        ]
        return TableData("QUESTION", (*heads, "agreed", "disagreed"), tuple(rows))

    def behind(self) -> Selection | None:
        """Return what the chosen participant said to the question, or what others answered to."""
        row = self.table.row
        assert row is not None
        assert isinstance(row.what, QuestionVoices)
        section, question = row.what.place
        asked = Selection(sessions=(self._session,)).that(f"question:{section + 1}.{question + 1}")
        if self.table.at >= len(self._people):
            head = self.table.data.heads[self.table.at]
            return replace(asked, kinds=RANKED_KINDS).that(f"is:{head}")
        person = self._people[self.table.at]
        if person.id not in row.what.said:
            return None
        return asked.said_by(person.name, person.account, person.person_id)


def voice(each: QuestionVoices, person: Participant) -> RankedCell:
    """Return what a participant said to a question in signs, or that they were silent or away."""
    if person.id in each.said:
        count = each.said[person.id]
        signs = " ".join(f"{KIND_SIGNS[kind]}{count[kind]}" for kind in Kind if count[kind])
        return RankedCell(signs, -count.total())
    return RankedCell("away", 1) if person.id in each.absent else RankedCell("silent", 0)
