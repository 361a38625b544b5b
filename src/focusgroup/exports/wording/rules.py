"""How to read a document: the rules behind its findings, as they are printed."""

from focusgroup.core.evidence import evidence
from focusgroup.exports.wording.labels import DAGGER
from focusgroup.exports.wording.words import Words, msg

PEOPLE_FIRST = msg(
    "People before mentions. Findings are ranked by how many different people raised them, then "
    "by accounts, then by evidence, one voice behind several and people's own words before "
    "paraphrases, then by how many others agreed, and only then by how often they were said: one "
    "person who says a thing ten times is one person. Between equals, what came up first is first."
)
NO_SURVEY = msg(
    "This is not a survey. A few customers were chosen and spoke in front of each other. Numbers "
    "say who was in the room, not how common a view is among all customers."
)
ROLL_UP = msg(
    "A theme includes its subthemes and counts each quote once. A quote with several themes "
    "counts in each of them."
)
VERBATIM = msg(
    "Quotes are verbatim unless marked as a paraphrase. Agreement and disagreement are those of "
    "the others in the room."
)
REVENUE_NOTE = msg(
    "≥ before a share of revenue means that the revenue of some account is not known."
)
CUT_NOTE = msg("On the first page long quotes are cut at …; the log has them in full.")


def how_to(words: Words) -> tuple[str, ...]:
    """Return the rules that every document prints."""
    return (
        words(PEOPLE_FIRST),
        words(NO_SURVEY),
        evidence_rule(words),
        words(
            msg(
                "One voice means that at least {percent} of {quotes} or more quotes come from one "
                "account, or from one person without an account. Check before acting."
            ),
            percent=words.percent(evidence.ONE_VOICE_PERCENT / 100),
            quotes=evidence.ONE_VOICE_QUOTES,
        ),
        words(ROLL_UP),
        words(
            msg(
                "Each finding shows up to {quotes} quotes, one per account before a second from "
                "any. The quote log has all of them, word for word."
            ),
            quotes=evidence.SHOWN_QUOTES,
        ),
        words(VERBATIM),
    )


def evidence_rule(words: Words) -> str:
    """Return what strong, fair and thin evidence mean."""
    return words(
        msg(
            "Evidence is strong when {strong_people} or more people from {strong_accounts} or "
            "more accounts raised it and it is not one voice; fair when {fair_people} or more "
            "people from {fair_accounts} or more accounts did; both need two people in their own "
            "words. Everything else is thin. A person without an account counts as an account of "
            "their own."
        ),
        strong_people=evidence.STRONG_PEOPLE,
        strong_accounts=evidence.STRONG_ACCOUNTS,
        fair_people=evidence.FAIR_PEOPLE,
        fair_accounts=evidence.FAIR_ACCOUNTS,
    )


def dagger(words: Words) -> str:
    """Return what † means in the theme map."""
    return words(
        msg(
            "{dagger} One account, or one person without an account, gives {percent} or more of "
            "the quotes. People and accounts are counted once, however often they speak."
        ),
        dagger=DAGGER,
        percent=words.percent(evidence.ONE_VOICE_PERCENT / 100),
    )
