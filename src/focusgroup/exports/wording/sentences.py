"""The sentences with numbers or names in them that documents print of their own."""

from collections.abc import Sequence
from datetime import tzinfo

from focusgroup.core.evidence import OneVoice
from focusgroup.core.model import QUOTE_KINDS, Kind, Quote
from focusgroup.exports.wording import counts, labels
from focusgroup.exports.wording.dates import day
from focusgroup.exports.wording.words import Words, msg


def more_in_log(words: Words, number: int) -> str:
    """What was not shown."""
    return words.plural("{n} more in the quote log.", "{n} more in the quote log.", number)


def one_voice(words: Words, voice: OneVoice) -> str:
    """ "4 of 5 quotes come from Northwind." and who else raised it."""
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
    """The same behind a theme's name, in a list."""
    return words(
        msg(", {kinds}: {quotes} come from {name}"),
        kinds=words(labels.MANY[kind]),
        quotes=counts.quotes_of(words, voice.quotes, voice.of),
        name=voice.name,
    )


def voice_in_cell(words: Words, voice: OneVoice) -> str:
    """The same in a column whose head says what: "Northwind: 4 of 5"."""
    of = counts.number_of(words, voice.quotes, voice.of)
    return words(msg("{name}: {text}"), name=voice.name, text=of)


def alone(words: Words, name: str) -> str:
    """Everything comes from one account."""
    return words(
        msg("Everything in here comes from {name}: no other customer was heard."), name=name
    )


def and_more(words: Words, number: int) -> str:
    """The end of a list that was cut."""
    return words.plural("and {n} more", "and {n} more", number)


def in_the_room(words: Words, names: str) -> str:
    """Who was there."""
    return words(msg("In the room: {names}"), names=names)


def without_account(words: Words, number: int) -> str:
    """People who are not of an account, in the list of accounts."""
    return words.plural("{n} without an account", "{n} without an account", number)


def facilitator(words: Words, name: str) -> str:
    """Who led the session."""
    return words(msg("Facilitator: {name}"), name=name)


def note_taker(words: Words, name: str) -> str:
    """Who took the notes."""
    return words(msg("Notes: {name}"), name=name)


def chosen(words: Words, scope: str) -> str:
    """What a report was narrowed down to."""
    return words(msg("Chosen: {scope}"), scope=scope)


def parts(words: Words, named: str) -> str:
    """The themes below a theme."""
    return words(msg("In it: {themes}"), themes=named)


def titled(words: Words, name: str, text: str) -> str:
    """*text* behind what it is about, which may stand alone."""
    return words(msg("{name}: {text}"), name=name, text=text) if text else name


def reactions(words: Words, quote: Quote) -> list[str]:
    """How the room took it, and how it was noted."""
    marks = [
        words.plural("{n} agrees", "{n} agree", quote.agreement) if quote.agreement else "",
        words.plural("{n} objects", "{n} object", quote.dissent) if quote.dissent else "",
        words(labels.FEELING[max(0, min(quote.intensity, 2))]),
        "" if quote.verbatim else words(labels.PARAPHRASE),
        words(labels.UNFINISHED) if quote.stub else "",
    ]
    return [mark for mark in marks if mark]


def chart_note(words: Words, left: int) -> str:
    """What to see in the chart, and how many themes have no bar in it."""
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
    """The chart in words, for who can't see it; kinds in the order of the bars."""
    lines = (
        titled(
            words,
            name,
            words.commas(
                of_kind(words, kind, number)
                for kind, number in zip(QUOTE_KINDS, numbers, strict=True)
                if number
            ),
        )
        for name, numbers in themes
    )
    return words(
        msg("Stacked bars, quotes per theme by kind. {themes}."), themes=words.semicolons(lines)
    )


def saturation(words: Words, raised: int, sessions: int, themes: int, without: int) -> str:
    """How many new themes the last sessions still brought, in words."""
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
    """What the table of themes and sessions shows, and how many sessions it leaves out."""
    note = words(msg("How many different people raised each theme. Dark: half the room or more."))
    if not left:
        return note
    before = words.plural(
        "The {n} session before these is not shown.",
        "The {n} sessions before these are not shown.",
        left,
    )
    return words.sentences((note, before))


def guide_facts(words: Words, sections: int, questions: int, minutes: float) -> str:
    """How long an agenda is."""
    said = [
        words.plural("{n} section", "{n} sections", sections),
        words.plural("{n} question", "{n} questions", questions),
        counts.length(words, minutes) if minutes else "",
    ]
    return " · ".join(part for part in said if part)


def listen_for(words: Words, kind: str, themes: tuple[str, ...]) -> str:
    """What a section is about."""
    named = words.semicolons(themes)
    said = [
        words(msg("Listen for: {kind}"), kind=kind) if kind else "",
        words(msg("Themes: {themes}"), themes=named) if themes else "",
    ]
    return " · ".join(part for part in said if part)


def more_themes(words: Words, left: int) -> str:
    """Themes that the map of a top-line leaves out."""
    return words.plural(
        "{n} more theme in the full summary.", "{n} more themes in the full summary.", left
    )


def more_promised(words: Words, left: int) -> str:
    """Commitments that a top-line leaves out."""
    return words.plural(
        "{n} more commitment in the full summary.",
        "{n} more commitments in the full summary.",
        left,
    )


def commitments(words: Words, total: int, open_: int, unowned: int, undated: int) -> str:
    """The state of the promises in a line."""
    if open_ < total:
        said = words.plural(
            "{number} open of {n}", "{number} open of {n}", total, number=words.number(open_)
        )
    else:
        said = words.plural("{n} open", "{n} open", total)
    facts = [said]
    if unowned:
        facts.append(words.plural("{n} without an owner", "{n} without an owner", unowned))
    if undated:
        facts.append(words.plural("{n} without a date", "{n} without a date", undated))
    return words(labels.STOP, sentence=words.semicolons(facts))


def took_part(words: Words, people: int, accounts: int, sessions: int) -> str:
    """Who was there, in a line."""
    said = counts.people(words, people)
    from_ = counts.customer_accounts(words, accounts)
    in_ = counts.sessions(words, sessions)
    if accounts and sessions > 1:
        form = msg("{people} from {accounts} in {sessions}.")
    elif accounts:
        form = msg("{people} from {accounts}.")
    else:
        form = msg("{people} in {sessions}.") if sessions > 1 else msg("{people}.")
    return words(form, people=said, accounts=from_, sessions=in_)


def consent(words: Words, unnamed: int, left_out: int, *, external: bool = False) -> str:
    """What was not shown for want of consent, or for readers outside."""
    said = []
    if external:
        said.append(words(msg("Names of people and companies were replaced by numbers.")))
    if unnamed:
        said.append(
            words.plural(
                "{n} person did not agree to be named and appears by role.",
                "{n} people did not agree to be named and appear by role.",
                unnamed,
            )
        )
    if left_out:
        said.append(
            words.plural(
                "{n} quote was left out: no consent to take notes.",
                "{n} quotes were left out: no consent to take notes.",
                left_out,
            )
        )
    return words.sentences(said)


def not_asked(words: Words, question: str) -> str:
    """A question that nobody came to."""
    return words(msg("Not asked: {question}"), question=question)


def left_for_later(words: Words, question: str) -> str:
    """A question that was parked, to be come back to."""
    return words(msg("Left for later: {question}"), question=question)


def log_range(words: Words, first: int, last: int, total: int) -> str:
    """Which rows of a long log stand in a table."""
    return words(
        msg("Quotes {first} to {last} of {total}"),
        first=words.number(first),
        last=words.number(last),
        total=words.number(total),
    )


def log_beside(words: Words, total: int, name: str) -> str:
    """Where the log is that would be too long for this document."""
    return words.plural(
        "{n} quote stands word for word in the workbook {name}, which was written beside this"
        " document (sheet Quotes, with the number that stands here behind a quote).",
        "All {n} quotes stand word for word in the workbook {name}, which was written beside this"
        " document (sheet Quotes, with the numbers that stand here behind the quotes).",
        total,
        name=name,
    )


def log_end(words: Words, total: int, lost: int, *, inside: bool = True) -> str:
    """The last line of the document; the log itself is *inside* of it or not."""
    end = words.plural("End of the log: {n} quote.", "End of the log: {n} quotes.", total)
    end = end if inside else words(msg("End of the document."))
    return words.sentences((end, replaced(words, lost))) if lost else end


def replaced(words: Words, places: int) -> str:
    """In how many *places* a character stands for one that a file can't hold."""
    return words.plural(
        "In {n} place of this document \ufffd stands for a character that no file can hold.",
        "In {n} places of this document \ufffd stands for a character that no file can hold.",
        places,
    )


def exported(words: Words, now_ms: int, zone: tzinfo, total: int) -> str:
    """The left end of the footer."""
    said = words(msg("Exported {day}"), day=day(words, now_ms, zone))
    return f"{said} · {counts.quotes(words, total)}"


def register_end(words: Words, now_ms: int, zone: tzinfo, total: int) -> str:
    """The left end of the footer of a register."""
    said = words(msg("Exported {day}"), day=day(words, now_ms, zone))
    promised = words.plural("{n} commitment", "{n} commitments", total)
    return f"{said} · {promised}"
