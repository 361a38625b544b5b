"""Russian, Ukrainian and Greek names in Latin letters, as they are usually typed: Solovyova."""

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґўђјљњћџѓќѕ",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya"
        " i yi ye g u dj j lj nj c dz gj kj dz".split(),
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
_USUAL = {
    **_CYRILLIC,
    **_GREEK,
    "ий": "y", "ый": "y", "ъ": "", "ь": "", "ье": "ye", "ьё": "yo",
    "μπ": "b", "ου": "ou", "αυ": "av", "ευ": "ev", "γγ": "ng",
    **{f"{pair}{after}": f"{latin}{_GREEK[after]}"
       for pair, latin in (("αυ", "af"), ("ευ", "ef")) for after in "θκξπστφχψ"},
}  # fmt: skip
_UKRAINIAN = {"и": "y", "г": "h"}
_SERBIAN = {"ц": "c", "ж": "z", "ч": "c", "ш": "s", "х": "h", "ю": "ju", "я": "ja", "ия": "ia",
            "ія": "ia"}  # fmt: skip
_HABITS: tuple[dict[str, str], ...] = (
    {},
    {"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ий": "ii", "ье": "e", "ьё": "e"},
    {"ё": "io", "ьё": "io", "й": "i", "ий": "iy", "х": "h", "μπ": "mp", "ευ": "eu", "γγ": "gg"},
    {"ё": "e", "ий": "iy", "х": "h", " е": " ye", "υ": "i", "χ": "h", "μπ": "mb", " μπ": " b"},
    {"ё": "o", "ьё": "o", "й": "j", "ю": "ju", "я": "ja", "х": "ch", "ш": "sch",
     "ж": "sh", "в": "w"},
    {"ё": "e", "ий": "i", "ия": "ia", "ія": "ia", "кс": "x", "кт": "ct", "ье": "ie", "щ": "sch"},
    {"й": "i", "ия": "ia", "кс": "x", "ье": "ie", "ьё": "ie", "х": "h",
     " γι": " y", "γκ": "g", "φ": "ph"},
    {**_UKRAINIAN, "й": "i", "ю": "iu", "я": "ia", "є": "ie", "ї": "i",
     " ю": " yu", " я": " ya", " є": " ye", " ї": " yi"},
    {**_UKRAINIAN, "ія": "ia", "ьє": "ie"},
    {**_UKRAINIAN, "г": "g", " γι": " yi", " ντ": " d", "ει": "i", "οι": "i"},
    _SERBIAN,
    {**_SERBIAN, "ђ": "d"},
    {"ъ": "a", "щ": "sht", "х": "h", "ия": "ia"},
)  # fmt: skip
"""What is written otherwise: as usual in English, in passports, in haste, with ye, in German; by
sound; in Ukraine, in Serbia, in Bulgaria."""


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
