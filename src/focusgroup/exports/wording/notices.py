"""Sentences about the document and about the parts around the findings: promises, people, log."""

from datetime import tzinfo

from focusgroup.core.model import Withheld
from focusgroup.exports.wording import counts, labels
from focusgroup.exports.wording.dates import day
from focusgroup.exports.wording.words import Words, msg


def guide_facts(words: Words, sections: int, questions: int, minutes: float) -> str:
    """Return the length of an agenda: "6 sections, 20 questions, 90 min"."""
    said = [
        words.plural("{n} section", "{n} sections", sections),
        words.plural("{n} question", "{n} questions", questions),
        counts.length(words, minutes) if minutes else "",
    ]
    return " · ".join(part for part in said if part)


def listen_for(words: Words, kind: str, themes: tuple[str, ...]) -> str:
    """Return the type and themes to listen for in a section."""
    named = words.semicolons(themes)
    said = [
        words(msg("Listen for: {kind}"), kind=kind) if kind else "",
        words(msg("Themes: {themes}"), themes=named) if themes else "",
    ]
    return " · ".join(part for part in said if part)


def more_themes(words: Words, left: int) -> str:
    """Return how many themes the map of a top-line leaves out."""
    return words.plural(
        "{n} more theme in the full summary.", "{n} more themes in the full summary.", left
    )


def more_promised(words: Words, left: int) -> str:
    """Return how many commitments a top-line leaves out."""
    return words.plural(
        "{n} more commitment in the full summary.",
        "{n} more commitments in the full summary.",
        left,
    )


def overdue(words: Words, days: int) -> str:
    """ "⚠ overdue 520 days"."""
    late = words.plural("overdue {n} day", "overdue {n} days", days)
    return f"{labels.OVERDUE_SIGN} {late}"


def earlier(words: Words, kept: int, total: int, late: int) -> str:
    """ "Promised in the session before: 3 of 5 kept, 2 overdue."."""
    said = words.plural(
        "Promised in the session before: {number} of {n} kept",
        "Promised in the session before: {number} of {n} kept",
        total,
        number=words.number(kept),
    )
    also = words.plural("{n} overdue", "{n} overdue", late) if late else ""
    return words(labels.STOP, sentence=words.commas((said, also)))


def commitments(words: Words, total: int, open_: int, late: int, unowned: int, undated: int) -> str:
    """Return the state of the commitments in one line."""
    if open_ < total:
        said = words.plural(
            "{number} open of {n}", "{number} open of {n}", total, number=words.number(open_)
        )
    else:
        said = words.plural("{n} open", "{n} open", total)
    facts = [said]
    if late:
        facts.append(words.plural("{n} overdue", "{n} overdue", late))
    if unowned:
        facts.append(words.plural("{n} without an owner", "{n} without an owner", unowned))
    if undated:
        facts.append(words.plural("{n} without a date", "{n} without a date", undated))
    return words(labels.STOP, sentence=words.semicolons(facts))


def took_part(words: Words, people: int, accounts: int, sessions: int) -> str:
    """Return who took part, in one line."""
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


def consent(words: Words, unnamed: int, left_out: Withheld, *, external: bool = False) -> str:
    """Return what was left out or masked for lack of consent, or for readers outside."""
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
    if left_out.quotes:
        said.append(
            words.plural(
                "{n} quote was left out: no consent to take notes.",
                "{n} quotes were left out: no consent to take notes.",
                left_out.quotes,
            )
        )
    if left_out.observations:
        said.append(
            words.plural(
                "{n} observation was left out: no consent to take notes.",
                "{n} observations were left out: no consent to take notes.",
                left_out.observations,
            )
        )
    if left_out.notes:
        said.append(
            words.plural(
                "{n} note was left out: no consent to take notes.",
                "{n} notes were left out: no consent to take notes.",
                left_out.notes,
            )
        )
    return words.sentences(said)


def not_asked(words: Words, question: str) -> str:
    """Return a line for a question that was never reached."""
    return words(msg("Not asked: {question}"), question=question)


def left_for_later(words: Words, question: str) -> str:
    """Return a line for a question that was parked for later."""
    return words(msg("Left for later: {question}"), question=question)


def log_range(words: Words, first: int, last: int, total: int) -> str:
    """Return which quotes of a long log a table holds."""
    return words(
        msg("Quotes {first} to {last} of {total}"),
        first=words.number(first),
        last=words.number(last),
        total=words.number(total),
    )


def log_beside(words: Words, total: int, name: str) -> str:
    """Return where the log is when it is too long for this document."""
    return words.plural(
        "{n} quote is word for word in the workbook {name}, saved next to this document (sheet"
        " Quotes, under the number that follows the quote here).",
        "All {n} quotes are word for word in the workbook {name}, saved next to this document"
        " (sheet Quotes, under the numbers that follow the quotes here).",
        total,
        name=name,
    )


def log_end(words: Words, total: int, lost: int, *, inside: bool = True) -> str:
    """Return the last line of the document; *inside* tells whether the log is in it."""
    end = words.plural("End of the log: {n} quote.", "End of the log: {n} quotes.", total)
    end = end if inside else words(msg("End of the document."))
    return words.sentences((end, replaced(words, lost))) if lost else end


def replaced(words: Words, places: int) -> str:
    """Return in how many *places* a character that files can't hold was replaced."""
    return words.plural(
        "In {n} place in this document \ufffd stands for a character that no file can hold.",
        "In {n} places in this document \ufffd stands for a character that no file can hold.",
        places,
    )


def exported(words: Words, now_ms: int, zone: tzinfo, total: int) -> str:
    """Return the left part of the footer."""
    said = words(msg("Exported {day}"), day=day(words, now_ms, zone))
    return f"{said} · {counts.quotes(words, total)}"


def register_end(words: Words, now_ms: int, zone: tzinfo, total: int) -> str:
    """Return the left part of the footer of a commitments log."""
    said = words(msg("Exported {day}"), day=day(words, now_ms, zone))
    promised = words.plural("{n} commitment", "{n} commitments", total)
    return f"{said} · {promised}"
