"""Every word and number that the document prints of its own; dates are in ``dates``.

All in one place and nowhere else, so that a catalogue of another language can stand in
for it. What people said and called things never passes through here.
"""

from datetime import tzinfo
from decimal import ROUND_HALF_UP, Decimal

from focusgroup.core import evidence
from focusgroup.core.evidence import Evidence, OneVoice
from focusgroup.core.findings import Share
from focusgroup.core.model import KIND_LABELS, KIND_SIGNS, Kind, Quote
from focusgroup.exports.word.dates import day

SESSION_SUMMARY = "Session summary"
TOPLINE = "Top-line"
REGISTER = "Register of what was promised"
OPEN = "Open"
KEPT = "Done"
PROMISED_IN = "Session"
NOTHING_PROMISED = "Nothing was promised to customers in these sessions."
GUIDE = "Moderator’s guide"
GUIDE_BLANKS = "Date:                              Place:                              Led by:"
MUST = "must ask"
REPORT = "What customers said"
SAMPLE = "Sample data"
SAMPLE_SENTENCE = "Sample data: every person, company and sentence in here is invented."
INTERNAL = "Internal: contains customer names"
EXTERNAL = "Without names of customers"

WHAT_WE_HEARD = "What we heard"
CONTENTS = "Contents"
THEME_MAP = "Theme map"
COMMITMENTS = "Commitments"
PARKING_LOT = "Parking lot"
CALLBACKS = "Callbacks not reached"
OBSERVATIONS = "What the note-taker saw"
WHO_TOOK_PART = "Who took part"
SESSIONS = "Sessions"
ACROSS = "Themes from session to session"
BY_ACCOUNT = "Account by account"
AGENDA = "Agenda as planned and as it went"
HOW_TO_READ = "How to read this"
QUOTE_LOG = "Quote log"

NO_THEME = "No theme yet"
IN_GENERAL = "{theme} (in general)"
NO_ACCOUNT = "No account"
NO_SPEAKER = "Speaker not noted"
NO_OWNER = "no owner yet"
NO_DATE = "no date"
NOTHING_SAID = "No quotes were captured, so there is nothing to rank yet."
NO_QUOTES = "No quotes were captured."
UNFINISHED = "unfinished"
PARAPHRASE = "paraphrase"
NOT_REACHED = "not reached"
DONE = "done"
EVERYBODY = "everybody"
TOTAL = "Total"
READ_WITH_CARE = "Read with care."
ONE_VOICE = "One voice."
DASH = "–"
DAGGER = "†"

TOP = {
    Kind.PROBLEM: "Top problems",
    Kind.STRENGTH: "Top strengths",
    Kind.MISSING_FEATURE: "Most wanted, missing today",
}
NONE_HEARD = {
    Kind.PROBLEM: "No problem with a theme was captured.",
    Kind.STRENGTH: "No strength with a theme was captured.",
    Kind.MISSING_FEATURE: "No missing feature with a theme was captured.",
}
PLURALS = {
    Kind.PROBLEM: "Problems",
    Kind.STRENGTH: "Strengths",
    Kind.MISSING_FEATURE: "Missing features",
}
_MISSING_NOUNS = ("missing feature", "missing features")
FEELING = ("", "strong feeling", "very strong feeling")
EVIDENCE = {
    Evidence.STRONG: "strong",
    Evidence.FAIR: "fair",
    Evidence.THIN: "thin",
}

MAP_HEADS = ("Theme", "People", "Accounts", "Revenue")
MAP_NOTE = (
    "How many different people raised each theme, and how. Dark: half the room or more. "
    "Every cell links to its quotes."
)
MAP_NOTE_ALONE = (
    "How many different people raised each theme, and how. Dark: half the room or more."
)
MAP_DAGGER = (
    f"{DAGGER} One account gives {evidence.ONE_VOICE_PERCENT}\u00a0% or more of the quotes. "
    "People and accounts are counted once, however often they speak."
)
CHART = "How much was said: quotes per theme"
COMMITMENT_HEADS = ("What", "Owner", "Due", "Promised to")
PEOPLE_HEADS = ("Account", "Segment", "Revenue", "Participants", "Quotes")
SESSION_HEADS = ("Date", "Session", "People")
NEW_THEMES = "New themes"
ACCOUNT_HEADS = ("Account", "Segment", "Sessions", "People")
LAST_SAID = "Last said"
AGENDA_HEADS = ("Began", "Section", "Planned", "Took", "Difference", "Questions")
LOG_HEADS = ("#", "Time", "Who", "Account", "Kind", "Quote", "Themes", "Notes")
OBSERVATION_NOTE = (
    "The note-taker's own notes on mood and gestures. They are nobody's words and are not "
    "counted anywhere in this document."
)

PEOPLE_FIRST = (
    "People before mentions. Findings are ranked by how many different people raised them, then "
    "by accounts, then by how many others agreed, and only then by how often they were said: one "
    "person who says a thing ten times is one person."
)
NO_SURVEY = (
    "This is not a survey. A few customers were chosen and spoke in front of each other. Numbers "
    "say who was in the room, not how common a view is among all customers."
)
EVIDENCE_RULE = (
    f"Evidence is strong when {evidence.STRONG_PEOPLE} or more people from "
    f"{evidence.STRONG_ACCOUNTS} or more accounts raised it and it is not one voice; fair when "
    f"{evidence.FAIR_PEOPLE} or more people from {evidence.FAIR_ACCOUNTS} or more accounts did; "
    "both need the own words of two people. Everything else is thin."
)
ONE_VOICE_RULE = (
    f"One voice means that at least {evidence.ONE_VOICE_PERCENT}\u00a0% of "
    f"{evidence.ONE_VOICE_QUOTES} or more quotes come from one account. Check before acting."
)
ROLL_UP_RULE = (
    "A theme counts what was said of the themes below it, each quote once. A quote with several "
    "themes counts in each of them."
)
SHOWN_RULE = (
    f"Under a finding stand up to {evidence.SHOWN_QUOTES} quotes, one an account before a second "
    "of any. The quote log has all of them, word for word."
)
VERBATIM_RULE = (
    "Quotes are verbatim unless marked as a paraphrase. Agreement and objections are those of the "
    "others in the room."
)
HOW_TO = (
    PEOPLE_FIRST,
    NO_SURVEY,
    EVIDENCE_RULE,
    ONE_VOICE_RULE,
    ROLL_UP_RULE,
    SHOWN_RULE,
    VERBATIM_RULE,
)
REVENUE_NOTE = "≥ stands before a share of revenue where the revenue of an account is not known."
CUT_NOTE = "On the first page long quotes are cut at …; the log has them whole."


def counted(number: int, one: str, many: str) -> str:
    """*number* with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def people(number: int) -> str:
    """ "3 people"."""
    return counted(number, "person", "people")


def people_of(number: int, room: int) -> str:
    """ "3 of 10 people"; of a room of one, there is nothing to compare with."""
    return f"{number:,} of {people(room)}" if room > 1 else people(number)


def accounts(number: int) -> str:
    """ "3 accounts"."""
    return counted(number, "account", "accounts")


def accounts_of(number: int, room: int) -> str:
    """ "3 of 7 accounts"."""
    return f"{number:,} of {accounts(room)}" if room > 1 else accounts(number)


def cell_detail(accounts_: int, quotes_: int) -> str:
    """The second line of a cell of the theme map, which is narrow."""
    said = quotes(quotes_)
    return f"{counted(accounts_, 'acct', 'accts')} · {said}" if accounts_ else said


def number_of(number: int, room: int) -> str:
    """ "3 of 7" in a column whose head says what."""
    return f"{number:,} of {room:,}"


def quotes(number: int) -> str:
    """ "3 quotes"."""
    return counted(number, "quote", "quotes")


def sessions(number: int) -> str:
    """ "3 sessions"."""
    return counted(number, "session", "sessions")


def figure_labels(quotes: int, people: int, accounts: int, themes: int) -> tuple[str, ...]:
    """What stands under the key figures."""
    return (
        "quote captured" if quotes == 1 else "quotes captured",
        "participant" if people == 1 else "participants",
        "customer account" if accounts == 1 else "customer accounts",
        "product theme" if themes == 1 else "product themes",
        "of revenue represented",
    )


def percent(share: Share | None, *, fine: bool = False) -> str:
    """A share of revenue: "37 %", "≥ 37 %" when some is not known, a dash for none at all.

    *fine* shows a tenth; what is under one per cent always does.
    """
    if share is None:
        return DASH
    number = Decimal(f"{share.value * 100:.6f}")
    step = Decimal("0.1") if fine or 0 < number < 1 else Decimal(1)
    shown = number.quantize(step, ROUND_HALF_UP)
    at_least = "≥\u00a0" if share.at_least else ""
    return f"{at_least}{shown}\u00a0%"


def revenue(share: Share | None) -> str:
    """ "37 % revenue", empty when nothing is known of it."""
    return f"{percent(share)} revenue" if share else ""


def evidence_of(grade: Evidence) -> str:
    """ "strong evidence"."""
    return f"{EVIDENCE[grade]} evidence"


def more_in_log(number: int) -> str:
    """What was not shown."""
    return f"{number:,} more in the quote log."


def one_voice(voice: OneVoice) -> str:
    """ "4 of 5 quotes come from Northwind." and who else raised it."""
    said = f"{voice.quotes:,} of {quotes(voice.of)} come from {voice.name}."
    if not voice.others:
        return f"{said} Nobody else raised it; check before acting."
    others = "1 other" if voice.others == 1 else f"{voice.others:,} others"
    return f"{said} {others} raised it; check before acting."


def voice_in_brief(kind: Kind, voice: OneVoice) -> str:
    """The same behind a theme's name, in a list."""
    return (
        f", {PLURALS[kind].lower()}: {voice.quotes:,} of {quotes(voice.of)} come from {voice.name}"
    )


def alone(name: str) -> str:
    """Everything comes from one account."""
    return f"Everything in here comes from {name}: no other customer was heard."


def and_more(number: int) -> str:
    """The end of a list that was cut."""
    return f"and {number:,} more"


def in_the_room(names: str) -> str:
    """Who was there."""
    return f"In the room: {names}"


def without_account(number: int) -> str:
    """People who are not of an account, in the list of accounts."""
    return f"{number:,} without an account"


def facilitator(name: str) -> str:
    """Who led the session."""
    return f"Facilitator: {name}"


def note_taker(name: str) -> str:
    """Who took the notes."""
    return f"Notes: {name}"


def chosen(scope: str) -> str:
    """What a report was narrowed down to."""
    return f"Chosen: {scope}"


def parts(named: str) -> str:
    """The themes below a theme."""
    return f"In it: {named}"


def kind_word(kind: Kind) -> str:
    """ "▼ problem"."""
    return f"{KIND_SIGNS[kind]} {KIND_LABELS[kind]}"


def reactions(quote: Quote) -> list[str]:
    """How the room took it, and how it was noted."""
    marks = [
        counted(quote.agreement, "agrees", "agree") if quote.agreement else "",
        counted(quote.dissent, "objects", "object") if quote.dissent else "",
        FEELING[max(0, min(quote.intensity, 2))],
        "" if quote.verbatim else PARAPHRASE,
        UNFINISHED if quote.stub else "",
    ]
    return [mark for mark in marks if mark]


def chart_note(left: int) -> str:
    """What to see in the chart, and how many themes have no bar in it."""
    note = "A long bar under a pale cell of the map means a few people talking a lot."
    return (
        f"{note} {counted(left, 'more theme is', 'more themes are')} not drawn." if left else note
    )


def chart_told(themes: list[tuple[str, list[int]]]) -> str:
    """The chart in words, for who can't see it; kinds in the order of the bars."""
    nouns = (("problem", "problems"), ("strength", "strengths"), _MISSING_NOUNS)
    lines = (
        f"{name}: "
        + ", ".join(
            counted(number, *noun) for number, noun in zip(counts, nouns, strict=True) if number
        )
        for name, counts in themes
    )
    return f"Stacked bars, quotes per theme by kind. {'; '.join(lines)}."


def saturation(raised: int, sessions_: int, themes: int, without: int) -> str:
    """How many new themes the last sessions still brought, in words."""
    said = []
    if raised < sessions_:
        said.append(f"Raised in {raised:,} of {sessions(sessions_)}.")
    if themes and without >= raised:
        return " ".join(said)
    if themes and without:
        last = "session" if without == 1 else f"{without:,} sessions"
        said.append(
            f"The last {last} with quotes brought no theme that had not come up before "
            f"({counted(themes, 'theme', 'themes')} in all): a sign of saturation."
        )
    elif themes:
        said.append("The last session with quotes still brought new themes: more may be to come.")
    return " ".join(said)


def across_note(left: int) -> str:
    """What the table of themes and sessions shows, and how many sessions it leaves out."""
    note = "How many different people raised each theme. Dark: half the room or more."
    return f"{note} The {sessions(left)} before these are not shown." if left else note


def register_end(now_ms: int, zone: tzinfo, total: int) -> str:
    """The left end of the footer of a register."""
    return f"Exported {day(now_ms, zone)} · {counted(total, 'commitment', 'commitments')}"


def guide_facts(sections_: int, questions: int, minutes_: float) -> str:
    """How long an agenda is."""
    said = [
        counted(sections_, "section", "sections"),
        counted(questions, "question", "questions"),
        f"{minutes_:g}\u00a0min" if minutes_ else "",
    ]
    return " · ".join(part for part in said if part)


def listen_for(kind: str, themes: tuple[str, ...]) -> str:
    """What a section is about."""
    said = [f"Listen for: {kind}" if kind else "", f"Themes: {'; '.join(themes)}" if themes else ""]
    return " · ".join(part for part in said if part)


def more_themes(left: int) -> str:
    """Themes that the map of a top-line leaves out."""
    return f"{counted(left, 'more theme', 'more themes')} in the full summary."


def more_promised(left: int) -> str:
    """Commitments that a top-line leaves out."""
    return f"{counted(left, 'more commitment', 'more commitments')} in the full summary."


def commitments(total: int, open_: int, unowned: int, undated: int) -> str:
    """The state of the promises in a line."""
    said = [f"{open_:,} open of {total:,}" if open_ < total else f"{total:,} open"]
    if unowned:
        said.append(f"{unowned:,} without an owner")
    if undated:
        said.append(f"{undated:,} without a date")
    return "; ".join(said) + "."


def took_part(people_: int, accounts_: int, sessions_: int) -> str:
    """Who was there, in a line."""
    said = people(people_)
    if accounts_:
        said += f" from {counted(accounts_, 'customer account', 'customer accounts')}"
    if sessions_ > 1:
        said += f" in {sessions(sessions_)}"
    return said + "."


def consent(unnamed: int, left_out: int, *, external: bool = False) -> str:
    """What was not shown for want of consent, or for readers outside."""
    said = ["Names of people and companies were replaced by numbers."] if external else []
    if unnamed:
        verb = "appears" if unnamed == 1 else "appear"
        said.append(f"{people(unnamed)} did not agree to be named and {verb} by role.")
    if left_out:
        verb = "was" if left_out == 1 else "were"
        said.append(f"{quotes(left_out)} {verb} left out: no consent to take notes.")
    return " ".join(said)


def asked(done: int, total: int) -> str:
    """How many questions of a section were reached."""
    return f"{done} of {total} asked"


def not_asked(question: str) -> str:
    """A question that nobody came to."""
    return f"Not asked: {question}"


def log_range(first: int, last: int, total: int) -> str:
    """Which rows of a long log stand in a table."""
    return f"Quotes {first:,} to {last:,} of {total:,}"


def log_end(total: int, replaced: int) -> str:
    """The last line of the document."""
    said = f"End of the log: {quotes(total)}."
    if replaced:
        places = counted(replaced, "place", "places")
        said += f" In {places} of this document \ufffd stands for a character that Word can't hold."
    return said


def exported(now_ms: int, zone: tzinfo, total: int) -> str:
    """The left end of the footer."""
    return f"Exported {day(now_ms, zone)} · {quotes(total)}"


def observations(number: int) -> str:
    """ "3 observations"."""
    return counted(number, "observation", "observations")


def minutes(ms: int) -> str:
    """ "12 min", rounded to the nearest."""
    return f"{(ms + 30_000) // 60_000}\u00a0min"


def difference(planned_ms: int, spent_ms: int) -> str:
    """ "3 min over", "2 min under", "on time"."""
    late = (spent_ms - planned_ms + (30_000 if spent_ms >= planned_ms else -30_000)) / 60_000
    whole = int(late)
    if not whole:
        return "on time"
    return f"{abs(whole)}\u00a0min {'over' if whole > 0 else 'under'}"
