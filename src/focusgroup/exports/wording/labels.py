"""The headings, column heads and fixed sentences that documents print themselves.

English messages, translated with ``Words`` where they are printed: ``words(labels.OPEN)``.
Those with numbers in them are in ``counts`` and ``sentences``, the rules in ``rules``.
"""

from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.model import KIND_SIGNS, Kind, SectionKind
from focusgroup.core.model.items import ItemStatus
from focusgroup.exports.wording.words import Words, msg

SESSION_SUMMARY = msg("Session summary")
TOPLINE = msg("Top-line")
ONE_PAGE = msg("One page")
REGISTER = msg("Commitments log")
OPEN = msg("Open")
KEPT = msg("Done")
PROMISED_IN = msg("Session")
NOTHING_PROMISED = msg("Nothing was promised to customers in these sessions.")
GUIDE = msg("Moderator’s guide")
GUIDE_BLANKS = msg(
    "Date:                              Place:                              Facilitator:"
)
BEFORE_SESSION = msg("Before the session")
AFTER_SESSION = msg("After the session")
GUIDE_FILE = msg("{title} - guide")
MUST = msg("must ask")
REPORT = msg("What customers said")
SAMPLE = msg("Sample data")
SAMPLE_SENTENCE = msg("Sample data: every person, company and sentence here is invented.")
INTERNAL = msg("Internal: contains customer names")
EXTERNAL = msg("Without customer names")

WHAT_WE_HEARD = msg("What we heard")
CONTENTS = msg("Contents")
WHAT_NEXT = msg("What next")
MOMENTS = msg("Moments to remember")
DECIDED = msg("What is done about it")
SURPRISES = msg("What surprised us")
HYPOTHESES = msg("Hypotheses to check")
NEXT_TIME = msg("For next time")
NOT_ASKED = msg("Questions still open")
STATUSES = {
    ItemStatus.OPEN: msg("to be decided"),
    ItemStatus.PLANNED: msg("planned"),
    ItemStatus.SHIPPED: msg("shipped"),
    ItemStatus.DECLINED: msg("declined"),
    ItemStatus.TOLD: msg("done, and the customer told"),
}
KEY_FIGURES = msg("Key figures")
RANKING_HEADS = (msg("Finding and a quote"), msg("Raised by"))
THEME_MAP = msg("Theme map")
COMMITMENTS = msg("Commitments")
PARKING_LOT = msg("Parking lot")
CALLBACKS = msg("Callbacks not reached")
OBSERVATIONS = msg("What the note-taker saw")
HOW_THEY_WORK = msg("How customers work")
WHO_TOOK_PART = msg("Who took part")
SESSIONS = msg("Sessions")
ACROSS = msg("Themes from session to session")
BY_ACCOUNT = msg("Account by account")
AGENDA = msg("Agenda as planned and as it went")
PLANNED = msg("What was planned")
HOW_TO_READ = msg("How to read this")
CODEBOOK = msg("Codebook")
METHOD = msg("Method")
QUOTE_LOG = msg("Quote log")

NO_THEME = msg("No theme yet")
IN_GENERAL = msg("{theme} (in general)")
NO_ACCOUNT = msg("No account")
NO_SPEAKER = msg("Speaker not noted")
NO_OWNER = msg("no owner yet")
NO_DATE = msg("no date")
NOTHING_SAID = msg("No quotes were captured, so there is nothing to rank yet.")
NOTHING_TO_RANK = msg(
    "No problem, strength or missing feature was captured, so there is nothing to rank yet."
)
UNFINISHED = msg("unfinished")
PARAPHRASE = msg("paraphrase")
NOT_REACHED = msg("not reached")
LEFT_OUT = msg("left out")
DONE = msg("done")
STILL_OPEN = msg("open")
YES = msg("yes")
NO = msg("no")
EVERYBODY = msg("everybody")
TOTAL = msg("Total")
READ_WITH_CARE = msg("Read with care.")
ONE_VOICE = msg("One voice.")
DASH = "–"
COMMA, SEMICOLON, COLON = msg(", "), msg("; "), msg(": ")
STOP = msg("{sentence}.")
DAGGER = "†"
OVERDUE_SIGN = "⚠"

NAMELESS = msg("A participant")
"""For a participant who is not named and has no role."""

IN_TEXT_NAMELESS = msg("[a participant]")
IN_TEXT_ACCOUNT = msg("[an account]")
IN_TEXT_ADDRESS = msg("[an address]")
PARTICIPANT_NUMBER = msg("Participant {number}")
ACCOUNT_NUMBER = msg("Account {number}")
ONE_ACCOUNT = msg("one account ({segment})")
ONE_PERSON = msg("one person")
NAMED = msg("{name}: {text}")

TOP = {
    Kind.PROBLEM: msg("Top problems"),
    Kind.STRENGTH: msg("Top strengths"),
    Kind.MISSING_FEATURE: msg("Most wanted, missing today"),
}
NONE_HEARD = {
    Kind.PROBLEM: msg("No problem with a theme was captured."),
    Kind.STRENGTH: msg("No strength with a theme was captured."),
    Kind.MISSING_FEATURE: msg("No missing feature with a theme was captured."),
}
KINDS = {
    Kind.PROBLEM: msg("problem"),
    Kind.STRENGTH: msg("strength"),
    Kind.MISSING_FEATURE: msg("missing feature"),
    Kind.CONTEXT: msg("context"),
    Kind.UNTAGGED: msg("untagged"),
    Kind.OBSERVATION: msg("observation"),
}
PLURALS = {
    Kind.PROBLEM: msg("Problems"),
    Kind.STRENGTH: msg("Strengths"),
    Kind.MISSING_FEATURE: msg("Missing features"),
}
MANY = {
    Kind.PROBLEM: msg("problems"),
    Kind.STRENGTH: msg("strengths"),
    Kind.MISSING_FEATURE: msg("missing features"),
    Kind.CONTEXT: msg("context"),
    Kind.UNTAGGED: msg("untagged quotes"),
    Kind.OBSERVATION: msg("observations"),
}
"""The same, in the middle of a sentence."""

SECTION_KINDS = {
    SectionKind.OPENING: msg("opening"),
    SectionKind.INTRODUCTORY: msg("introductory"),
    SectionKind.TRANSITION: msg("transition"),
    SectionKind.KEY: msg("key"),
    SectionKind.ENDING: msg("ending"),
}
FEELING = ("", msg("strong feeling"), msg("very strong feeling"))
EVIDENCE = {
    Evidence.STRONG: msg("strong"),
    Evidence.FAIR: msg("fair"),
    Evidence.THIN: msg("thin"),
}
EVIDENCE_OF = {
    Evidence.STRONG: msg("strong evidence"),
    Evidence.FAIR: msg("fair evidence"),
    Evidence.THIN: msg("thin evidence"),
}

THEME = msg("Theme")
MAP_HEADS = (THEME, msg("People"), msg("Accounts"), msg("Revenue"))
MAP_NOTE = msg(
    "How many different people raised each theme, and how. Dark: half the room or more. "
    "Every cell links to its quotes."
)
MAP_NOTE_ALONE = msg(
    "How many different people raised each theme, and how. Dark: half the room or more."
)
CHART = msg("How much was said: quotes per theme")
TREND_CHART = msg("How much was said: quotes per session")
SATURATION_CHART = msg("How much was new: themes per session")
THEMES_SO_FAR = msg("Themes so far")
BY_SEGMENT = msg("Theme by segment")
COMPARED = msg("Compared with last time")
COMPARED_HEADS = (msg("Theme"), msg("Last time"), msg("This time"), msg("What became of it"))
NO_SEGMENT = msg("Without a segment")
COMMITMENT_HEADS = (msg("What"), msg("Owner"), msg("Due"), msg("Promised to"))
QUOTES = msg("Quotes")
PEOPLE_HEADS = (
    msg("Account"),
    msg("Segment"),
    msg("Revenue"),
    msg("Participants"),
    QUOTES,
)
SESSION_HEADS = (msg("Date"), msg("Session"), msg("People"))
NEW_THEMES = msg("New themes")
CODEBOOK_HEADS = (THEME, msg("What it is"), QUOTES)
IS_NOT = msg("Not: {text}")
KEYWORDS = msg("Keywords: {text}")
OWNED_BY = msg("Looked after by {name}")
ACCOUNT_HEADS = (msg("Account"), msg("Segment"), msg("Sessions"), msg("People"))
LAST_SAID = msg("Last said")
AGENDA_HEADS = (
    msg("Began"),
    msg("Section"),
    msg("Planned"),
    msg("Took"),
    msg("Difference"),
    msg("Questions"),
)
RUN_SHEET = msg("Run sheet")
RUN_SHEET_HEADS = (msg("Time"), msg("Section"), msg("Minutes"), msg("Goal"))
WHO = msg("Who")
ACCOUNT = msg("Account")
LOG_HEADS = (
    "#",
    msg("Time"),
    WHO,
    ACCOUNT,
    msg("Kind"),
    msg("Quote"),
    msg("Themes"),
    msg("Notes"),
)
CONTEXT_NOTE = msg(
    "What customers told us about themselves and how they work: neither problem nor strength nor "
    "missing feature, and not counted in the findings."
)
OBSERVATION_NOTE = msg(
    "The note-taker's own notes on mood and gestures. They are not quotes and are not "
    "counted anywhere in this document."
)


def kind_word(words: Words, kind: Kind) -> str:
    """ "▼ problem"."""
    return f"{KIND_SIGNS[kind]} {words(KINDS[kind])}"


def kind_head(words: Words, kind: Kind) -> str:
    """ "▼ Problems", the head of a column."""
    return f"{KIND_SIGNS[kind]} {words(PLURALS[kind])}"
