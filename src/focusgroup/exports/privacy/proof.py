"""Find in a written document the names that its readers must not see."""

from focusgroup.core.model import Report
from focusgroup.exports.making import Audience
from focusgroup.exports.privacy.consent import hidden_names, may_be_named, spellings_inside
from focusgroup.exports.privacy.masks import Finder
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.privacy.strings import keep_ours
from focusgroup.exports.wording import labels
from focusgroup.exports.wording.words import SOURCE, Words

_PRINTED = frozenset(text for text in vars(labels).values() if isinstance(text, str))
"""Headings and sentences of the documents themselves, in which "Internal:" is nobody."""


class Forbidden:
    """The names that a document of a report must not hold; each is its own label.

    Text is searched as it was masked, and what isn't text for whole names of several words only:
    a short one is found in any picture.
    """

    def __init__(self, report: Report, audience: Audience) -> None:
        words = Words(SOURCE)
        people, accounts = Spellings(words), Spellings(words)
        if audience.external:
            self.names = _names_of_people(report)
            for name in self.names:
                people.add_person(name, name)
            for name in _names_of_accounts(report):
                accounts.add_account(name, name)
            keep_ours(report, people)
        else:
            self.names = dict.fromkeys(hidden_names(report))
            named = [each.name for each in report.participants if may_be_named(each)]
            people = spellings_inside(report, {each: each for each in self.names}, named, words)
        # Every Word file and every workbook says in which zone its times are.
        for zone in {each.zone for each in report.sessions}:
            people.keep(zone)
        self._finder = Finder(people, accounts)
        self._whole = Finder(people, accounts, parts=False)

    def find(self, text: str) -> tuple[list[str], int]:
        """Return the names in *text*, and how many words in it may be names but are probably none.

        Each name is followed by its spelling in the text where that differs.
        """
        if text.strip() in _PRINTED:
            return [], 0
        found, unsure = self._finder.find(text)
        return [_told(each.label, text[each.start : each.end]) for each in found], len(unsure)

    def find_whole(self, text: str) -> list[str]:
        """Return the whole names of several words in *text*, which may be anything."""
        found = self._whole.find(text)[0]
        spelled = [(each.label, text[each.start : each.end]) for each in found]
        return [_told(label, said) for label, said in spelled if " " in said.strip()]


def _told(name: str, said: str) -> str:
    return name if said == name else f"{name} (as “{said}”)"


def _names_of_people(report: Report) -> dict[str, None]:
    names = [each.name for each in report.participants]
    names += [each.speaker for each in report.quotes]
    names += [each.speaker for each in report.notes]
    return dict.fromkeys(filter(None, names))


def _names_of_accounts(report: Report) -> dict[str, None]:
    names = [each.name for each in report.accounts]
    names += [each.account for each in report.participants]
    names += [each.account for each in report.quotes]
    return dict.fromkeys(filter(None, names))
