"""How the quotes were gathered, as the appendix tells it."""

from focusgroup.exports.wording import notices
from focusgroup.exports.wording.words import Words, msg


def sessions(words: Words, number: int, people: int, accounts: int) -> str:
    """Return who was asked, and in what."""
    who = notices.took_part(words, people, accounts, number)
    form = msg(
        "Moderated group sessions along an agenda, recorded by the facilitator or a note-taker "
        "while people spoke."
    )
    return words.sentences((words(form), who))


def taken_down(words: Words, quotes: int, paraphrased: int, unfinished: int) -> str:
    """Return how the quotes were captured."""
    said = words.plural("{n} quote was recorded", "{n} quotes were recorded", quotes)
    marked = [
        words.plural("{n} is a paraphrase", "{n} are paraphrases", paraphrased)
        if paraphrased
        else "",
        words.plural("{n} is unfinished", "{n} are unfinished", unfinished) if unfinished else "",
    ]
    return words(msg("{sentence}."), sentence=words.semicolons((said, *marked)))


def tagged(words: Words, with_theme: int, quotes: int) -> str:
    """Return how many quotes have themes, and how they came by them."""
    return words.plural(
        "{number} of {n} quote has a theme of the codebook, given by the person who recorded it "
        "or in the review.",
        "{number} of {n} quotes have themes of the codebook, given by the person who took them "
        "down or in the review.",
        quotes,
        number=words.number(with_theme),
    )
