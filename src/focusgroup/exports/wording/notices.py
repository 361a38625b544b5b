"""Sentences about the document and what stands around the findings: promises, people, the log."""

from datetime import tzinfo

from focusgroup.exports.wording import counts, labels
from focusgroup.exports.wording.dates import day
from focusgroup.exports.wording.words import Words, msg


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
