"""Other forms of a name: the plural, and the cases and endings of the language it seems to be of.

Novákem, Анной, وليلى, Ayşeye, Kovácsnak, Virtasen. All in folded letters.
"""

from collections.abc import Iterator

from focusgroup.core.search.folding import fold, is_wide

_PREFIXES = {"ا": "و ف ب ل ك ال لل وال بال", "א": "ו ה ב ל מ ש כ"}
_ARABIC, _HEBREW = ("\u0600", "\u06ff"), ("\u0590", "\u05ff")
_CYRILLIC = fold(
    "а у ю ом ем ы и е ой ей ою ым ых ами ам ах ов я ин ина ины ові еві єві і ів ім єю"
).split()
_ADJECTIVES = tuple(fold("ая яя ый ий ой").split())
_OF_ADJECTIVES = fold("ая яя ую юю ой ою ей ею ого его ому ему ым им ом ем ые ие ых их ыми").split()
"""Заболоцкая, Заболоцкой."""
_SLAVIC = (
    "a u e y i ovi em om ove ova ovou owi owie owa owej owe ego emu eho im ym m ou o ie ami ch uv"
    " in ina ow iej iego iemu iho imu ich imi ych ymi ach"
).split()
_SOFT = {"k": "c", "g": "dz", "h": "z", "r": "rz", "t": "ci", "d": "dzi"}
"""Letters that change before an e: Blanka, Blance; Barbara, Barbarze."""
_TURKISH = (
    "in un nin nun e a ye ya i u yi yu de da te ta den dan ten tan le la yle yla ler lar ce ca ki"
).split()
_TURKISH_SOFT = {"p": "b", "t": "d", "k": "g"}
_HUNGARIAN = (
    "nak nek val vel ek e t at et ot tol rol bol hoz hez nal nel ban ben ra re ert on en ig"
    " eknak eknek eknal eknel"
).split()
_FINNISH = "n a ta lla lle lta ssa sta ksi na tta an en in on".split()
_FINNISH_STEMS = {
    "niemi": "nieme", "jarvi": "jarve", "maki": "mae", "joki": "joe", "lahti": "lahde",
    "koski": "koske", "saari": "saare", "vuori": "vuore", "salmi": "salme", "kangas": "kankaa",
    "ranta": "ranna", "lampi": "lamme", "pelto": "pello", "virta": "virra",
}  # fmt: skip
"""Ends of last names that change before an ending: Koskiniemi, Koskiniemen."""

_SLAVIC_LETTERS = frozenset("čćďěňřšťůźżžłąę")
_SLAVIC_ENDS = tuple("ova ski ska cki cka sky ny ek ec ak ik ic ov wal wicz czyk arz".split())
_SLAVIC_NAMES = frozenset(
    "alena barbora blanka bohdan dana dusan eva hana irena ivana jana jarmila jaroslav jiri jitka"
    " josef karel katerina kamil ladislav lenka libor lucie marcela marek michal milan milena"
    " miloslav monika olga pavel pavla petr petra radek radka renata roman stanislav tereza vaclav"
    " vera vladimir zdenek zuzana agnieszka aleksandra andrzej ewa grzegorz jadwiga jolanta"
    " katarzyna krzysztof magdalena malgorzata maciej pawel piotr tomasz wojciech zofia igor ivan"
    " natasha svetlana tatiana yulia dmitri sergey oksana bogdan dragan goran jelena mirjana"
    " snezana zoran".split()
)
_TURKISH_LETTERS = frozenset("ışğ")
_TURKISH_ENDS = ("oglu", "demir", "turk", "kaya")
_TURKISH_NAMES = frozenset(
    "ahmet ali arda asli ayse aysel baris berk burak can cem cemal deniz dilek ebru elif emine"
    " emre esra fatma furkan gul hakan halil hasan hatice huseyin ibrahim ismail kaan kemal kerem"
    " kubra leyla mehmet melek merve meryem metin murat mustafa nazli nur okan omer onur orhan"
    " osman ozan ozge pinar selim selin serkan sevgi sibel sinan tolga tuba ugur umut volkan"
    " yasemin yusuf zehra zeynep".split()
)
_HUNGARIAN_LETTERS = frozenset("őű")
_HUNGARIAN_ENDS = tuple("gyi nyi falvi helyi falusi hegyi ssy ffy czy szky halmi szegi".split())
_HUNGARIAN_NAMES = frozenset(
    "kovacs szabo nagy horvath toth kiss molnar nemeth farkas balogh papp takacs juhasz lakatos"
    " meszaros olah simon racz fekete szilagyi torok feher balazs gal kocsis varga csilla zsofia"
    " zsuzsa zsuzsanna agnes andras attila bela bence csaba dora eszter ferenc gabor gergely gyorgy"
    " ildiko imre istvan janos jozsef judit katalin krisztina lajos laszlo levente marton matyas"
    " miklos orsolya reka sandor szilvia tamas tibor tunde zoltan zsolt odon arpad zsombor botond"
    " jeno geza kalman lorinc dezso vilmos benedek boglarka emese eniko erzsebet etelka gyongyi"
    " ilona terez zsombor akos aron csongor gellert gyula hunor karoly kristof lorant mihaly nandor"
    " oszkar otto pal rezso szabolcs vince zalan aniko borbala edit emma fanni hajnalka iren jolan"
    " kinga klara magdolna margit piroska rozalia sara timea vera viktoria vilma zsanett".split()
)
_FINNISH_ENDS = ("nen", *_FINNISH_STEMS)
_FINNISH_NAMES = frozenset(
    "aino antti eero eija elina hanna heikki ilkka jari jarmo jorma juha jukka kaarina kalle kari"
    " kirsi lauri leena liisa marja markku matti merja mika mikko minna niko olli paivi pasi pekka"
    " pertti petri pirjo raija riitta risto saara sami sari satu seppo sirpa tapio tarja teemu"
    " tiina timo tuula ulla ville virpi vaino eino toivo urho veikko reino tauno aarne onni eeva"
    " kerttu lempi impi hilkka pirkko anja saimi sirkka kyllikki esa harri kimmo petteri sampo"
    " teppo vesa ossi otto pentti raimo rauno seija sinikka aleksi antero arto hannu ilmari jaakko"
    " jouni juhani kaisa katri lasse maija maarit outi paavo pauli pirjo rauha sakari sanna sauli"
    " suvi taisto tanja tarmo tero toni touko tuomas tuomo unto urpo uuno valtteri viljo".split()
)


def languages(name: str) -> frozenset[str]:
    """Return the languages whose endings a name takes, as far as its letters tell."""
    small = name.lower()
    words = [fold(each) for each in small.replace("-", " ").split()]
    found = {
        "slavic": not _SLAVIC_LETTERS.isdisjoint(small)
        or small.endswith(("á", "ý"))
        or any(each.endswith(_SLAVIC_ENDS) and len(each) > 4 for each in words)
        or not _SLAVIC_NAMES.isdisjoint(words),
        "turkish": not _TURKISH_LETTERS.isdisjoint(small)
        or any(each.endswith(_TURKISH_ENDS) for each in words)
        or not _TURKISH_NAMES.isdisjoint(words),
        "hungarian": not _HUNGARIAN_LETTERS.isdisjoint(small)
        or any(each.endswith(_HUNGARIAN_ENDS) and len(each) > 5 for each in words)
        or not _HUNGARIAN_NAMES.isdisjoint(words),
        "finnish": any(each.endswith(_FINNISH_ENDS) and len(each) > 5 for each in words)
        or not _FINNISH_NAMES.isdisjoint(words),
    }
    return frozenset(language for language, is_it in found.items() if is_it)


def inflected(word: str, of: frozenset[str]) -> Iterator[str]:
    """Yield *word*, a name or its last part, with the endings of the languages it may be *of*."""
    first = word[:1]
    if is_wide(word) or len(word) < 3:
        return
    if "\u0400" <= first <= "\u04ff":
        yield from _with_cases(word, _CYRILLIC)
        if word.endswith(_ADJECTIVES) and len(word) > 4:
            yield from (word[:-2] + ending for ending in _OF_ADJECTIVES)
        if word[-2] in "ео":  # Кузнец, Кузнеца; Лев, Льва
            stems = (word[:-2] + word[-1], f"{word[:-2]}ь{word[-1]}")
            yield from (stem + ending for stem in stems for ending in _CYRILLIC)
    elif "\u0370" <= first <= "\u03ff":
        yield from _greek(word)
    elif "a" <= first <= "z":
        yield f"{word}s"
        if word.endswith(("s", "x", "z", "ch", "sh")):
            yield f"{word}es"
        yield from _in_latin(word, of)


def _in_latin(word: str, of: frozenset[str]) -> Iterator[str]:
    if "slavic" in of:
        yield from _with_cases(word, _SLAVIC)
        if word[-2:] in ("ek", "ec", "el"):  # Marek, Marka
            stem = "sevc" if word == "svec" else word[:-2] + word[-1]
            yield from _with_cases(stem, _SLAVIC)
        if word.endswith("ia"):  # Gosia, Gosi
            yield word[:-1]
        if word[-1] == "a" and word[-2] in _SOFT:
            yield f"{word[:-2]}{_SOFT[word[-2]]}e"
    if len(word) < 4:
        return
    if "turkish" in of:
        stems = {word, word[:-1] + _TURKISH_SOFT.get(word[-1], word[-1])}
        yield from (stem + ending for stem in stems for ending in _TURKISH)
    if "hungarian" in of:
        yield from (word + ending for ending in _HUNGARIAN)
        doubled = word[:-2] + word[-2] if word.endswith(("cs", "sz", "zs", "gy", "ny")) else word
        yield from (f"{doubled}{word[len(doubled) - 1 :]}{ending}" for ending in ("al", "el"))
    if "finnish" in of:
        stems = {word, word.replace("tt", "t").replace("kk", "k").replace("pp", "p")}
        if word.endswith("nen"):
            stems = {f"{word[:-3]}se", f"{word[:-3]}s"}
        stems |= {
            word.removesuffix(end) + stem
            for end, stem in _FINNISH_STEMS.items()
            if word.endswith(end)
        }
        yield from (stem + ending for stem in stems for ending in _FINNISH)


def prefixed(word: str) -> Iterator[str]:
    """Yield an Arabic or Hebrew word with the small words that are written together with it."""
    first = word[:1]
    if _ARABIC[0] <= first <= _ARABIC[1] or _HEBREW[0] <= first <= _HEBREW[1]:
        script = "ا" if first >= _ARABIC[0] else "א"
        yield from (prefix + word for prefix in _PREFIXES[script].split())


def _with_cases(word: str, endings: list[str]) -> Iterator[str]:
    stems = {word, word[:-1] if word[-1] in "aeioyаеиоыьюя" else word}
    for stem in stems:
        if len(stem) > 1:
            yield from (form for ending in endings if (form := stem + ending) != word)


def _greek(word: str) -> Iterator[str]:
    if word.endswith("σ"):
        yield from (word[:-1] + ending for ending in ("", "υ", "ν", "ε"))
    elif word[-1] in "αηιουωε":
        yield from (f"{word}σ", f"{word}ν")
