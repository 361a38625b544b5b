"""What a mail and slides say alike: the message, the weight of a finding, for whom it is."""

from focusgroup.core.evidence.findings import Finding
from focusgroup.exports.facts import bottom_line, counted
from focusgroup.exports.view import View
from focusgroup.exports.wording import counts, labels, message, notices


def the_message(view: View) -> tuple[str, str]:
    """Return the message, and a remark if it was made from the counts."""
    if said := bottom_line(view):
        return said, ""
    said = view.words.sentences(counted(view))
    return (said, view.words(message.COUNTED)) if said else (view.nothing_ranked(), "")


def weight(view: View, found: Finding) -> str:
    """Return how many people and accounts raised a finding, and how strong the evidence is."""
    tally, room, words = found.tally, view.findings, view.words
    parts = [
        counts.people_of(words, tally.people, room.people)
        if tally.people
        else words(labels.NO_SPEAKER),
        counts.accounts_of(words, tally.accounts, room.accounts) if tally.accounts else "",
        words(labels.EVIDENCE_OF[found.evidence]),
    ]
    return " · ".join(part for part in parts if part)


def mark(view: View) -> str:
    """Return who the document is for, and whether it is a sample."""
    named = view.report.participants or any(quote.speaker for quote in view.report.quotes)
    whom = labels.EXTERNAL if view.external else labels.INTERNAL if named else ""
    sample = view.words(labels.SAMPLE) if view.report.sample else ""
    return " · ".join(part for part in (sample, view.words(whom)) if part)


def exported(view: View) -> str:
    """Return the day of the export and the number of quotes."""
    zone = view.zone_of(view.report.sessions[0] if view.report.sessions else None)
    return notices.exported(view.words, view.now_ms, zone, view.findings.logged)
