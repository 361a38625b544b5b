"""The language of one sentence, by its frequent words, to know its translation beside it."""

from focusgroup.core.patterns import lazy_pattern

_FREQUENT = {
    "en": "the you your what how do does did would could is are was of to with who when why it"
    " which",
    "de": "der die das den dem sie ihnen ihre wie was haben hat ist sind und nicht wer warum wann"
    " welche würden bei im am zu auf für euch du",
    "fr": "vous votre vos est que quel quelle le les des du pour comment pourquoi avez qui quand"
    " une au ce se dans tu",
    "es": "el los las usted su sus qué cómo cuándo por una para está cuál quién al del lo en",
    "it": "il lo gli che cosa come quando perché della nel lei suo è quale chi di le vi",
    "pt": "o os você vocês seu sua uma não que como quando qual quem foi da do em para ao",
    "nl": "de het een u uw wat hoe wie wanneer waarom heeft bent van bij je jullie waar is op",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
_WORD = lazy_pattern(r"[^\W\d_]+")
_CODE = lazy_pattern(r"\W{0,2}([A-Z]{2})\W{0,2}\s*[:：]\s*(?=\S)")
_SCRIPTS = (
    ("ja", lazy_pattern(r"[\u3040-\u30ff]")),
    ("zh", lazy_pattern(r"[\u4e00-\u9fff]")),
    ("ko", lazy_pattern(r"[\uac00-\ud7af]")),
    ("ru", lazy_pattern(r"[\u0400-\u04ff]")),
    ("ar", lazy_pattern(r"[\u0600-\u06ff]")),
    ("el", lazy_pattern(r"[\u0370-\u03ff]")),
)


def language_of(text: str) -> str:
    """Return the code of the language of *text*, as its author names it or its words say; or ""."""
    named = _CODE.match(text)
    if named is not None:
        return named[1].lower()
    if not text.isascii():
        for code, script in _SCRIPTS:
            if script.search(text):
                return code
    words = {*_WORD.findall(text.lower())}
    counted = sorted(((len(words & own), code) for code, own in _WORDS.items()), reverse=True)
    return counted[0][1] if counted[0][0] > max(counted[1][0], 1) else ""


def is_translation(one: str, other: str) -> bool:
    """Return whether two sentences are in different languages, as far as their words tell."""
    first, second = language_of(one), language_of(other)
    return bool(first and second) and first != second
