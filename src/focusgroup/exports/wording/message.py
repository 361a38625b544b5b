"""The message of a document that nobody has written one for: sentences made from the counts."""

from collections.abc import Sequence

from focusgroup.core.model import Kind
from focusgroup.exports.wording import counts, labels
from focusgroup.exports.wording.words import Words, msg

COUNTED = msg("Counted from the quotes, not written by a person.")

_MOST = {
    Kind.PROBLEM: msg("Most people ({number}) are held up by {theme}."),
    Kind.STRENGTH: msg("Most people ({number}) value {theme}."),
    Kind.MISSING_FEATURE: msg("Most people ({number}) want something added to {theme}."),
}
_MORE = {
    Kind.PROBLEM: msg("The most widely shared problem ({number} people) is {theme}."),
    Kind.STRENGTH: msg("The most widely shared strength ({number} people) is {theme}."),
    Kind.MISSING_FEATURE: msg("The most widely wanted additions ({number} people) are to {theme}."),
}
_EQUAL = {
    Kind.PROBLEM: msg("The most widely shared problems ({number} people each) are {themes}."),
    Kind.STRENGTH: msg("The most widely shared strengths ({number} people each) are {themes}."),
    Kind.MISSING_FEATURE: msg(
        "The most widely wanted additions ({number} people each) are to {themes}."
    ),
}
_FEW = {
    Kind.PROBLEM: msg("No problem was raised by more than one person."),
    Kind.STRENGTH: msg("No strength was named by more than one person."),
    Kind.MISSING_FEATURE: msg("No missing feature was named by more than one person."),
}


def raised(words: Words, kind: Kind, themes: Sequence[str], people: int, room: int) -> str:
    """Return which *themes* most people of the *room* raised; several if as many raised each.

    No theme means that nothing was raised by two people or more.
    """
    if not themes:
        return words(_FEW[kind])
    number = counts.number_of(words, people, room)
    if len(themes) > 1:
        return words(_EQUAL[kind], themes=words.both(themes), number=number)
    form = _MOST if people * 2 > room else _MORE
    return words(form[kind], theme=themes[0], number=number)


def above_all(words: Words, theme: str, part: str) -> str:
    """ "Reporting, above all Exports"."""
    return words(msg("{theme}, above all {part}"), theme=theme, part=part)


def named(words: Words, kind: Kind, theme: str) -> str:
    """ "Problems: Reporting.", for a room in which nobody can be compared with anybody."""
    said = words(msg("{name}: {text}"), name=words(labels.PLURALS[kind]), text=theme)
    return words(labels.STOP, sentence=said)


def loudest(words: Words, percent: str, quotes: str, name: str, person: str, theirs: int) -> str:
    """ "85% of the quotes (34 of 40) come from Hallberg, 27 from Jonas Weber."."""
    values = {"percent": percent, "quotes": quotes, "name": name}
    if not person:
        return words(msg("{percent} of the quotes ({quotes}) come from {name}."), **values)
    return words(
        msg("{percent} of the quotes ({quotes}) come from {name}, {number} from {person}."),
        number=words.number(theirs),
        person=person,
        **values,
    )
