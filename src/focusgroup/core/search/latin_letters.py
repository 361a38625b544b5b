"""Russian, Ukrainian and Greek names in Latin letters, as they are usually typed: Solovyova."""

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґў",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya"
        " i yi ye g u".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_MARKED = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")
_USUAL = {**_CYRILLIC, **_GREEK, "ий": "y", "ый": "y", "μπ": "b", "ου": "ou", "ъ": "", "ь": ""}
_HABITS: tuple[dict[str, str], ...] = (
    {},
    {"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ий": "ii"},
    {"ё": "io", "й": "i", "ий": "iy", "х": "h"},
    {"ё": "e", "ий": "iy", "х": "h", " е": " ye", "υ": "i", "χ": "h"},
    {"ё": "o", "й": "j", "ю": "ju", "я": "ja", "х": "ch", "ш": "sch", "ж": "sh", "в": "w"},
)
"""What is written otherwise: as usual in English, in passports, in haste, with ye, in German."""


def in_latin(name: str) -> list[str]:
    """Return how *name* is typed in Latin letters; nothing if it has none of those scripts."""
    small = f" {name.lower().translate(_MARKED)}"
    if not any("\u0370" <= letter <= "\u04ff" for letter in small):
        return []
    found: dict[str, None] = {}
    for habit in _HABITS:
        letters, text = {**_USUAL, **habit}, small
        for pair in sorted(letters, key=len, reverse=True):
            text = text.replace(pair, letters[pair])
        found[text.strip()] = None
    return [*found]
