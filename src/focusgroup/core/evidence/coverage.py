"""Coverage: the themes of the agenda that nobody, or only one voice, has raised so far.

Pure: takes the agenda and the quotes, returns the gaps, each with something to ask.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from focusgroup.core.model import (
    Agenda,
    Participant,
    Question,
    Quote,
    SectionKind,
)
from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.themes.paths import last_name, lineage


class Heard(StrEnum):
    """How far a theme is from being covered: nobody, one person or one account raised it."""

    NOBODY = "nobody"
    ONE_PERSON = "one person"
    ONE_ACCOUNT = "one account"


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme of the agenda without enough evidence.

    *voice* is the one person or account that raised it, *quotes* how often. *ask* is a probe or
    question of the agenda: from the section that lists the theme (*section*, 0-based; -1 if only
    the agenda lists it), or else one that names the theme, or else one from a key section; empty if
    the agenda has no questions.
    """

    theme: str
    heard: Heard
    voice: str = ""
    quotes: int = 0
    ask: str = ""
    section: int = -1


def gaps(
    agenda: Agenda,
    quotes: Iterable[Quote],
    participants: Sequence[Participant],
    *,
    section: int = -1,
) -> tuple[Gap, ...]:
    """Return the gaps of the whole agenda, those of the open *section* (0-based) first.

    A quote on a theme also counts for the themes above it. Observations are not evidence. If all
    participants are from one account, its people count as separate voices.
    """
    wanted = agenda.theme_paths
    said: dict[str, list[Quote]] = {path: [] for path in wanted}
    for quote in quotes:
        if not quote.is_observation:
            for path in {above for theme in quote.themes for above in lineage(theme)}:
                if path in said:
                    said[path].append(quote)
    accounts = {person.account for person in participants if person.account}
    found = []
    for path in wanted:
        heard, voice = _heard(said[path], several_accounts=len(accounts) > 1)
        if heard is not None:
            place, ask = _to_ask(agenda, path, section)
            found.append(Gap(path, heard, voice, len(said[path]), ask, place))
    order = list(Heard)
    found.sort(key=lambda gap: (section < 0 or gap.section != section, order.index(gap.heard)))
    return tuple(found)


def _heard(quotes: Sequence[Quote], *, several_accounts: bool) -> tuple[Heard | None, str]:
    if not quotes:
        return Heard.NOBODY, ""
    people = {q.person_id or q.participant_id or q.speaker: q.speaker for q in quotes}
    if len(people) == 1:
        return Heard.ONE_PERSON, next(iter(people.values()))
    accounts = {quote.account for quote in quotes}
    if several_accounts and len(accounts) == 1 and "" not in accounts:
        return Heard.ONE_ACCOUNT, accounts.pop()
    return None, ""


def _to_ask(agenda: Agenda, path: str, here: int) -> tuple[int, str]:
    """Return the section that lists the theme (the open one first) and what to ask in it."""
    listed = [i for i, each in enumerate(agenda.sections) if path in each.themes]
    listed = listed or [
        i
        for i, each in enumerate(agenda.sections)
        if any(path in lineage(theme) or theme in lineage(path) for theme in each.themes)
    ]
    place = here if here in listed else next(iter(listed), -1)
    name = _words(last_name(path))
    if place >= 0:
        return place, _best(agenda.sections[place].questions, name)
    every = [question for each in agenda.sections for question in each.questions]
    key = [q for each in agenda.sections if each.kind is SectionKind.KEY for q in each.questions]
    naming = [question for question in every if _names(question, name)]
    return -1, _best(naming or key or every, name)


def _best(questions: Sequence[Question], name: set[str]) -> str:
    """Return a probe or question that names the theme; else a must-ask's probe, else the first."""
    for question in questions:
        for text in (*(probe.text for probe in question.probes), question.text):
            if name & _words(text):
                return text
    chosen = next((each for each in questions if each.must), None) or next(iter(questions), None)
    if chosen is None:
        return ""
    return chosen.probes[0].text if chosen.probes else chosen.text


def _names(question: Question, name: set[str]) -> bool:
    return bool(name & _words(" ".join([question.text, *(p.text for p in question.probes)])))


def _words(text: str) -> set[str]:
    """Return the words of four letters or more, without plural s, and pairs of Chinese ones."""
    found = index_tokens(text).split()
    return {word.rstrip("s") for word in found if len(word) >= 4}
