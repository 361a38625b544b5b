"""The sentences with numbers or names in them that documents print themselves."""

from collections.abc import Container, Sequence

from focusgroup.core.evidence.comparison import Change
from focusgroup.core.evidence.evidence import OneVoice
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.model import RANKED_KINDS, Kind, Quote
from focusgroup.exports.wording import counts, labels
from focusgroup.exports.wording.words import Words, msg

BECAME = {Change.AGAIN: msg("again"), Change.NEW: msg("new"), Change.GONE: msg("gone")}
"""What became of a theme, in the table that compares two sessions."""


def theme_name(words: Words, theme: str, parents: Container[str]) -> str:
    """Return a row's name; "(in general)" for one of the *parents*, whose subthemes are rows."""
    if theme == NO_THEME:
        return words(labels.NO_THEME)
    return words(labels.IN_GENERAL, theme=theme) if theme in parents else theme


def more_in_log(words: Words, number: int) -> str:
    """Return how many quotes are not shown here."""
    return words.plural("{n} more in the quote log.", "{n} more in the quote log.", number)


def one_voice(words: Words, voice: OneVoice) -> str:
    """ "4 of 5 quotes come from Northwind.", and how many others raised it."""
    said = words(
        msg("{quotes} come from {name}."),
        quotes=counts.quotes_of(words, voice.quotes, voice.of),
        name=voice.name,
    )
    if not voice.others:
        return words.sentences((said, words(msg("Nobody else raised it; check before acting."))))
    others = words.plural(
        "{n} other raised it; check before acting.",
        "{n} others raised it; check before acting.",
        voice.others,
    )
    return words.sentences((said, others))


def voice_in_brief(words: Words, kind: Kind, voice: OneVoice) -> str:
    """Return the same in brief, to follow a theme's name in a list."""
    return words(
        msg(", {kinds}: {quotes} come from {name}"),
        kinds=words(labels.MANY[kind]),
        quotes=counts.quotes_of(words, voice.quotes, voice.of),
        name=voice.name,
    )


def voice_in_cell(words: Words, voice: OneVoice) -> str:
    """Return the same for a column whose head gives the subject: "Northwind: 4 of 5"."""
    of = counts.number_of(words, voice.quotes, voice.of)
    return words(msg("{name}: {text}"), name=voice.name, text=of)


def alone(words: Words, name: str) -> str:
    """Return the warning that everything comes from one account."""
    return words(msg("Everything here comes from {name}: no other customer was heard."), name=name)


def and_more(words: Words, number: int) -> str:
    """Return the end of a shortened list."""
    return words.plural("and {n} more", "and {n} more", number)


def in_the_room(words: Words, names: str) -> str:
    """Return who was there."""
    return words(msg("In the room: {names}"), names=names)


def without_account(words: Words, number: int) -> str:
    """Return the line for people without an account, in the list of accounts."""
    return words.plural("{n} without an account", "{n} without an account", number)


def facilitator(words: Words, name: str) -> str:
    """Return the line that names the facilitator."""
    return words(msg("Facilitator: {name}"), name=name)


def note_taker(words: Words, name: str) -> str:
    """Return the line that names the note-taker."""
    return words(msg("Notes: {name}"), name=name)


def chosen(words: Words, scope: str) -> str:
    """Return the line that names a report's filters."""
    return words(msg("Chosen: {scope}"), scope=scope)


def parts(words: Words, named: str) -> str:
    """Return the line that names a theme's subthemes."""
    return words(msg("Includes: {themes}"), themes=named)


def titled(words: Words, name: str, text: str) -> str:
    """Return "*name*: *text*", or *name* alone when there is no text."""
    return words(msg("{name}: {text}"), name=name, text=text) if text else name


def reactions(words: Words, quote: Quote) -> list[str]:
    """Return how the others reacted, and how the quote was noted."""
    marks = [
        words.plural("{n} agrees", "{n} agree", quote.agreement) if quote.agreement else "",
        words.plural("{n} disagrees", "{n} disagree", quote.dissent) if quote.dissent else "",
        words(labels.FEELING[max(0, min(quote.intensity, 2))]),
        "" if quote.verbatim else words(labels.PARAPHRASE),
        words(labels.UNFINISHED) if quote.stub else "",
    ]
    return [mark for mark in marks if mark]


def chart_note(words: Words, left: int) -> str:
    """Return what the chart shows, and how many themes it leaves out."""
    note = words(msg("A long bar under a pale cell of the map means a few people talking a lot."))
    if not left:
        return note
    more = words.plural("{n} more theme is not drawn.", "{n} more themes are not drawn.", left)
    return words.sentences((note, more))


def of_kind(words: Words, kind: Kind, number: int) -> str:
    """ "3 problems"."""
    if kind is Kind.PROBLEM:
        return words.plural("{n} problem", "{n} problems", number)
    if kind is Kind.STRENGTH:
        return words.plural("{n} strength", "{n} strengths", number)
    return words.plural("{n} missing feature", "{n} missing features", number)


def chart_told(words: Words, themes: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return the chart as text, for readers who can't see it; types in the order of the bars."""
    lines = (
        titled(
            words,
            name,
            words.commas(
                of_kind(words, kind, number)
                for kind, number in zip(RANKED_KINDS, numbers, strict=True)
                if number
            ),
        )
        for name, numbers in themes
    )
    return words(
        msg("Stacked bars, quotes per theme by kind. {themes}."), themes=words.semicolons(lines)
    )


def trend_told(words: Words, sessions: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return the chart of sessions as text; kinds in the order of the bars."""
    lines = (
        titled(
            words,
            day,
            words.commas(
                of_kind(words, kind, number)
                for kind, number in zip(RANKED_KINDS, numbers, strict=True)
                if number
            )
            or labels.DASH,
        )
        for day, numbers in sessions
    )
    return words(
        msg("Stacked columns, quotes per session by kind. {sessions}."),
        sessions=words.semicolons(lines),
    )


def saturation_told(words: Words, sessions: Sequence[tuple[str, int, int]]) -> str:
    """Return the chart of new themes as text: for each session those new in it, and all so far."""
    lines = (
        titled(
            words,
            day,
            words(
                msg("{number} new, {total} so far"),
                number=words.number(new),
                total=words.number(so_far),
            ),
        )
        for day, new, so_far in sessions
    )
    return words(
        msg("Columns, new themes per session, and a line, themes so far. {sessions}."),
        sessions=words.semicolons(lines),
    )


def compared_note(words: Words, day: str, accounts_: int, *, agenda: bool) -> str:
    """Return which session a comparison is with, and what both have in common."""
    shared = counts.accounts(words, accounts_)
    if agenda and accounts_:
        form = msg("With the session of {day}: the same agenda, {accounts} in both.")
    elif agenda:
        form = msg("With the session of {day}: the same agenda, other accounts.")
    else:
        form = msg("With the session of {day}: {accounts} in both.")
    said = words(form, day=day, accounts=shared)
    counted = words(msg("How many different people raised each theme, of those in the room."))
    return words.sentences((said, counted))


def segment_note(words: Words, left: int) -> str:
    """Return what the table of themes by segment shows, and how many segments it leaves out."""
    note = words(
        msg("How many different people of each segment raised each theme. Dark: half or more.")
    )
    if not left:
        return note
    more = words.plural(
        "{n} smaller segment is not shown.", "{n} smaller segments are not shown.", left
    )
    return words.sentences((note, more))


def saturation(words: Words, raised: int, sessions: int, themes: int, without: int) -> str:
    """Return how many new themes the last sessions brought, and whether that is saturation."""
    said = []
    if raised < sessions:
        said.append(
            words.plural(
                "Raised in {number} of {n} session.",
                "Raised in {number} of {n} sessions.",
                sessions,
                number=words.number(raised),
            )
        )
    if themes and without >= raised:
        return words.sentences(said)
    if themes and without:
        said.append(
            words.plural(
                "The last session with quotes brought no theme that had not come up before "
                "({themes} in all): a sign of saturation.",
                "The last {n} sessions with quotes brought no theme that had not come up before "
                "({themes} in all): a sign of saturation.",
                without,
                themes=counts.themes(words, themes),
            )
        )
    elif themes:
        said.append(
            words(
                msg("The last session with quotes still brought new themes: more may be to come.")
            )
        )
    return words.sentences(said)


def across_note(words: Words, left: int) -> str:
    """Return what the table of themes by session shows, and how many sessions it leaves out."""
    note = words(msg("How many different people raised each theme. Dark: half the room or more."))
    if not left:
        return note
    before = words.plural(
        "The {n} session before these is not shown.",
        "The {n} sessions before these are not shown.",
        left,
    )
    return words.sentences((note, before))
