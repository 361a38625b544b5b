"""Lengths of time in the ways people write them: ``20 min``, ``1 h 30``, ``09:30 - 10:45``.

Text to minutes and back. Where a length may occur in an agenda is decided elsewhere.

A range (``30-40 minutes``) is read as its upper end: the plan has to hold even if a section takes
all the time its author allowed.
"""

import re
from functools import lru_cache

from focusgroup.core.patterns import lazy_pattern

MOST_MINUTES = 24 * 60
"""A length over a day is probably a typing error; it is returned all the same."""

_LONGEST = 200
"""The most characters read as a length; every way of writing one is shorter."""

# Units. A Latin one may not continue as a word ("5 m" in "5 more"); a CJK one may.
_END = r"(?![a-zäöüßéèà])"
_MINUTE = (
    r"(?:(?:minut(?:es?|en|os?|i)?|min(?:s|uter)?|mn|m)" + _END + r"\.?"
    r"|['′’](?!\w)|分钟|分鐘|分間|分|분|мин(?:ут[аы]?)?\.?|دقيقة|دقائق)"
)
_HOUR = (
    r"(?:(?:hours?|hrs?|h|stunden?|std|heures?|horas?|ore|ora|uur|uren)" + _END + r"\.?"
    r"|小时|小時|钟头|鐘頭|時間|시간|час(?:а|ов)?|ساعات|ساعة)"
)
_SECOND = r"(?:(?:seconds?|secs?|s|sekunden?|sek)" + _END + r"\.?|秒钟|秒)"
_NUMBER = r"(?:\d{1,9}(?:[.,]\d{1,3})?(?:\s?½)?|½|[半一二两三四五六七八九十]{1,3})"

_TERM = (
    rf"(?:{_NUMBER}\s?-?\s?[个個]?半?\s?{_HOUR}半?"
    rf"(?:\s?(?:and|und|y|et|en|e|,)?\s?{_NUMBER}\s?{_MINUTE}|\s?\d{{1,2}}(?![\d:.]))?"
    rf"|{_NUMBER}\s?-?\s?{_MINUTE}(?:\s?{_NUMBER}\s?{_SECOND})?"
    rf"|{_NUMBER}\s?{_SECOND})"
)
_WORDS = (
    (r"two and a half hours|zweieinhalb stunden|deux heures et demie|dos horas y media", 150.0),
    (r"due ore e mezz[ao]|duas horas e meia|twee[eë]nhalf uur", 150.0),
    (r"(?:an?|one|eine) (?:hour and a half|stunde und eine halbe)|anderhalf uur", 90.0),
    (r"anderthalb stunden|eineinhalb stunden|une heure et demie|(?:una )?hora y media", 90.0),
    (r"un['’]ora e mezz[ao]|uma hora e meia", 90.0),
    (
        r"(?:an?|one) hour and a quarter|eine stunde und eine viertelstunde|fünf viertelstunden",
        75.0,
    ),
    (r"une heure et quart|una hora y cuarto|un['’]ora e un quarto|uma hora e um quarto", 75.0),
    (r"een uur en een kwartier|vijf kwartier", 75.0),
    (r"three quarters of an hour|(?:eine )?drei ?viertel ?stunden?|trois quarts d['’]heure", 45.0),
    (r"tre quarti d['’]ora|tres cuartos de hora|três quartos de hora|drie kwartier", 45.0),
    (r"half an hour|half-hour|(?:eine )?halbe stunde|(?:une )?demi[- ]heure|media hora", 30.0),
    (r"mezz['’]ora|meia hora|(?:een )?half uur", 30.0),
    (r"(?:a )?quarter of an hour|(?:eine )?viertelstunde|(?:un )?quart d['’]heure", 15.0),
    (r"(?:un )?quarto d['’]ora", 15.0),
    (r"un cuarto de hora|um quarto de hora|(?:een )?kwartier", 15.0),
    (r"three hours|drei stunden|trois heures|tres horas|tre ore|três horas|drie uur", 180.0),
    (r"two hours|zwei stunden|deux heures|dos horas|due ore|duas horas|twee uur", 120.0),
    (r"an hour|one hour|eine stunde|une heure|una hora|un['’]ora|uma hora|een uur", 60.0),
    (r"(?:five|fünf|cinq|cinco|cinque|vijf) minut\w{1,2}", 5.0),
    (r"(?:ten|zehn|dix|diez|dieci|dez|tien) minut\w{1,2}", 10.0),
    (r"(?:fifteen|fünfzehn|quinze|quince|quindici|vijftien) minut\w{1,2}", 15.0),
    (r"(?:twenty|zwanzig|vingt|veinte|venti|vinte|twintig) minut\w{1,2}", 20.0),
    (r"(?:thirty|dreißig|trente|treinta|trenta|trinta|dertig) minut\w{1,2}", 30.0),
    (r"(?:forty[ -]five|fünfundvierzig|quarante-cinq|cuarenta y cinco) minut\w{1,2}", 45.0),
    (r"(?:quarantacinque|quarenta e cinco|vijfenveertig) minut\w{1,2}", 45.0),
    (r"(?:sixty|sechzig|soixante|sesenta|sessanta|sessenta|zestig) minut\w{1,2}", 60.0),
    (r"(?:ninety|neunzig|quatre-vingt-dix|noventa|novanta|negentig) minut\w{1,2}", 90.0),
)
_WORD = r"(?:\b(?:" + "|".join(pattern for pattern, _ in _WORDS) + r")\b)"
_TO = (
    r"(?:\s?(?:-{1,2}|[–—‒−~]|to|bis|or|oder|à|至|到|から)\s?"
    r"|\s(?:a|al|alle|até|às|as|hasta|tot|e|y|et)\s)"
)
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-4])(?:(?:[:.]|\s?h\s?)\d\d(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"
    r"|(?:[6-9]|1\d|2[0-4])\s?h|(?:[01]?\d|2[0-4])[時点](?:[0-5]\d分)?)(?!\d)"
)
_HALF_DAY = r"(?:\s?(?:uhr|uur|h|hrs)\b)"
_FROM_TO = (
    rf"(?<![\d:.])(?:(?:from|von|de|das|dalle|van) )?{_CLOCK}{_HALF_DAY}?{_TO}{_CLOCK}{_HALF_DAY}?"
)
_ABOUT = (
    r"(?:[~≈±≤<≥]|c(?:irc)?a\b\.?|about|approx(?:imately|\.)?|around|roughly|max(?:imum)?\b\.?"
    r"|up to|at most|under|less than|höchstens|maximal|unter|etwa|ungefähr|bis zu"
    r"|moins de|menos de|meno di|minder dan|environ|env\.|approximativement|unos|aproximadamente"
    r"|aprox\."
    r"|cerca de|circa|ongeveer|大约|大約|总共|共计|全程|共|合計|约|約|大概|およそ|⏱️?|⏰|🕐)\s?"
)
_AFTER = (
    r"(?:\s?(?:each|long|in total|total|max(?:imum)?|insgesamt|au total|en total|in totale|no total"
    r"|in totaal|totaal|左右|以内|程度|ほど|くらい))"
)
_RANGE = rf"(?:{_TERM}|{_NUMBER}){_TO}(?:{_ABOUT})?{_TERM}"

LENGTH = rf"(?:{_ABOUT})*(?:{_FROM_TO}|{_RANGE}|{_TERM}|{_WORD}){_AFTER}?"
"""A regular expression (ignoring case, on ``folded`` text) for one length of time."""

SHORT_LENGTH = rf"(?:{_ABOUT})?{_NUMBER}\s?(?:mins?{_END}\.?|分钟|分鐘|分|분)"
"""The few forms that can end a heading without a mark before them: ``Welcome 5 min``."""

_FLAGS = re.IGNORECASE
_HAS_UNIT = lazy_pattern(
    r"[\d½半一二两三四五六七八九十]|hour|stunde|heure|hora|minut|uur\b|kwartier|\bor[ae]\b"
)
"""What every length has at least one of; most lines have none."""
_MAY_BE = lazy_pattern(
    r"[\d½半一二两三四五六七八九十](?:\s?-?\s?[个個]?半?\s?"
    rf"(?:{_HOUR}|{_MINUTE}|{_SECOND}|분)|[:.]\d\d|\s?h|\s?[ap]\.?m|[時点])",
    _FLAGS,
)
"""The same more closely: a number with its unit, or a time of day."""

_UNIT_WORD = lazy_pattern(
    r"\b(?:hours?|stunden?|heures?|horas?|or[ae]|uur|kwartier|minut\w{1,2}|viertelstunden?"
    r"|dreiviertelstunde)\b",
    _FLAGS,
)
"""The unit of a length in words. To try all such lengths at each letter costs ten times more."""


def may_be_length(text: str) -> bool:
    """Return whether *text* could have a length or a time of day in it."""
    if not _HAS_UNIT.search(text.lower()):
        return False
    plain = folded(text)
    if _MAY_BE.search(plain):
        return True
    return bool(_UNIT_WORD.search(plain) and _ONE_WORD.search(plain))


class LengthPattern:
    """A regular expression (ignoring case) that a length is part of.

    Each takes 10 ms to compile, so that only texts which may have a length reach it, and, if
    *also* is given, only those with that in them.
    """

    def __init__(self, pattern: str, also: re.Pattern[str] | None = None) -> None:
        self._pattern = lazy_pattern(pattern, _FLAGS)
        self._also = also

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*."""
        if not may_be_length(text) or (self._also and not self._also.search(text)):
            return None
        return self._pattern.search(text)


_UNTIL = lazy_pattern(rf"{_TO}(?:{_ABOUT})?[\d½半一二两三四五六七八九十]", _FLAGS)
_UNTIL_TIME = lazy_pattern(rf"{_TO}\d", _FLAGS)
_ONE_WORD = lazy_pattern(_WORD, _FLAGS)
_ONE_ABOUT = lazy_pattern(rf"^{_ABOUT}", _FLAGS)
_ONE_AFTER = lazy_pattern(rf"{_AFTER}$", _FLAGS)
_ONE_FROM_TO = LengthPattern(
    rf"^(?:(?:from|von|de|das|dalle|van) )?(?P<start>{_CLOCK}){_HALF_DAY}?{_TO}(?P<end>{_CLOCK})"
    rf"{_HALF_DAY}?$",
    _UNTIL_TIME,
)
_ANY_FROM_TO = LengthPattern(
    rf"(?<![\d:.])(?P<start>{_CLOCK}){_HALF_DAY}?{_TO}{_CLOCK}", _UNTIL_TIME
)
_ONE_TERM = lazy_pattern(rf"^{_TERM}$", _FLAGS)
_ONE_RANGE = LengthPattern(
    rf"^(?:(?P<term>{_TERM})|(?P<number>{_NUMBER})){_TO}(?:{_ABOUT})?(?P<upper>{_TERM})$",
    _UNTIL,
)
_CLOCK_PARTS = lazy_pattern(
    r"(?P<h>\d{1,2})(?:\s?[:.h時点]\s?(?P<m>\d\d)?分?)?\s?(?P<half>[ap])?", _FLAGS
)
_HOURS = lazy_pattern(
    rf"^(?P<n>{_NUMBER})\s?-?\s?(?:[个個](?P<half>半)?)?\s?{_HOUR}(?P<after>半)?"
    rf"(?:\s?(?:and|und|y|et|en|e|,)?\s?(?P<m>{_NUMBER})\s?{_MINUTE}?)?$",
    _FLAGS,
)
_MINUTES = lazy_pattern(
    rf"^(?P<n>{_NUMBER})\s?-?\s?{_MINUTE}(?:\s?(?P<s>{_NUMBER})\s?{_SECOND})?$", _FLAGS
)
_SECONDS = lazy_pattern(rf"^(?P<n>{_NUMBER})\s?{_SECOND}$", _FLAGS)
_LEADING_CLOCK = LengthPattern(
    rf"^\s*(?P<clock>{_CLOCK}){_HALF_DAY}?(?:\s*[|·:–—-]\s*|\s+)(?P<rest>\S.*)$"
)
_CLOCK_WORD = lazy_pattern(
    r"\d\s?(?:uhr|uur|h|hrs|u\d)|\b(?:ore|alle|dalle|às|kl|klokke|at|um|ab|om|vanaf|las|à|dès)\b\.?\s?\d|[上下][午]|午[前後]|晚上|早上",
    _FLAGS,
)
_CLOCK_IN_WORDS = lazy_pattern(
    r"(?:(?<!\d\s)(?<!h\s)(?<!hr\s)(?<!ur\s)\b(?:at|um|ab|gegen|à|dès|a\slas?|desde\slas?|alle(?:\sore)?|dalle(?:\sore)?|ore|às|das|om|vanaf|kl\.?|klokke)\s)"
    r"(?P<hour>[01]?\d|2[0-4])(?:\s?[:.hu]\s?(?P<minute>[0-5]\d))?(?:\s?(?:uhr|uur|h)\b)?(?![\d%]|[.,:]\d|\s?(?:min|stund|heure|hora|or[ae]\b|[ap]\.?m))"
    r"|(?<![\d:.])(?P<hm>(?:[6-9]|1\d|2[0-4])[.:][0-5]\d)\s?(?:uhr|uur|h|hrs)\b"
    r"|(?<![\d:.])(?P<of>[01]?\d|2[0-4])(?:\s?uhr(?:\s?(?P<past>[0-5]\d))?\b|u(?P<minute2>[0-5]\d)\b)"
    r"|(?P<half>上午|下午|午前|午後|晚上|早上)\s?(?P<half_of>\d{1,2})(?:[点時](?:(?P<half_past>[0-5]\d)分|半)?|:(?P<minute3>[0-5]\d))",
    _FLAGS,
)
_HOURS_TO = lazy_pattern(
    r"\b(?=(?:dalle|das)\s|\S+\s\d{1,2}\s\S+\s\d{1,2}\s?(?:uhr|uur|h)\b)(?:dalle|das|von|de|from|van)\s([01]?\d|2[0-4])"
    r"\s(?:alle|às|bis|à|to|tot)\s([01]?\d|2[0-4])(?:\s?(?:uhr|uur|h)\b)?(?![\d.:,]|\s?min)",
    _FLAGS,
)
"""From one full hour to another: "dalle 14 alle 16", "von 17 bis 19 Uhr"."""

_HOUR_TO = lazy_pattern(
    r"(?<![\d:.hu])([01]?\d|2[0-4])\s(bis|to|à|tot|às|alle)\s(?=\d{1,2}[:.h]\d\d)", _FLAGS
)
_HALF_TO = lazy_pattern(
    r"(下午|午後|晚上)(\d{1,2}[点時](?:\d\d分|半)?)(\s?(?:[-–—~到至]|から)\s?)(?=\d)"
)
_INSIDE = LengthPattern(rf"(?<![\w.,:/-]){LENGTH}(?!\w)")
_CHINESE = {char: n for n, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}


def folded(text: str) -> str:
    """Return *text* with full-width forms replaced by ASCII ones, character for character."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


_FULL_WIDTH = {0xFF01 + n: chr(0x21 + n) for n in range(0x5E)} | {
    0x3000: " ",
    0x00A0: " ",
    0x202F: " ",
    0x2009: " ",
    0x3010: "[",
    0x3011: "]",
    0x301C: "~",
    0x3001: ",",
}


@lru_cache(1_000)
def parse_minutes(text: str) -> float | None:
    """Return the length written in *text*, in minutes; None if it is anything else.

    ``-5 min`` is returned as a negative number; rejecting it is up to the caller. A number without
    a unit is not a length.
    """
    said = with_plain_clocks(" ".join(folded(text[:_LONGEST]).split()).strip(" ,;"))
    if len(text) > _LONGEST or not said or not may_be_length(said):
        return None
    if said[0] in "-−" and len(said) > 1 and said[1].isdecimal():
        value = parse_minutes(said[1:])
        return None if value is None else -value
    while match := _ONE_ABOUT.match(said):
        said = said[match.end() :]
    said = _ONE_AFTER.sub("", said)
    if _ONE_WORD.fullmatch(said):
        return next(minutes for word, minutes in _WORDS if re.fullmatch(word, said, _FLAGS))
    if match := _ONE_FROM_TO.search(said.rstrip(".")):
        return _between(match["start"], match["end"])
    if _ONE_TERM.match(said):
        return _term(said)
    if match := _ONE_RANGE.search(said):
        upper = _term(match["upper"])
        return upper if match["term"] is None else max(upper, _term(match["term"]))
    return None


def length_inside(text: str) -> float | None:
    """Return the only length within a line, "Then half an hour on homework"; None for several."""
    said = folded(text[:_LONGEST])
    first = _INSIDE.search(said)
    if first is None or _INSIDE.search(said[first.end() :]) is not None:
        return None
    return parse_minutes(first.group())


def starting_time(text: str) -> int | None:
    """Return when a range such as ``09:30 - 10:45`` starts, in minutes after midnight, or None."""
    match = _ANY_FROM_TO.search(with_plain_clocks(folded(text[:_LONGEST])))
    return None if match is None else _clock(match["start"])[0]


def leading_clock(text: str) -> tuple[int, str] | None:
    """Split a time of day (in minutes after midnight) from the start of *text*; return both."""
    text = with_plain_clocks(text)
    match = _LEADING_CLOCK.search(folded(text[:_LONGEST]))
    if match is None:
        return None
    return _clock(match["clock"])[0], text[match.start("rest") :]


def with_plain_clocks(text: str) -> str:
    """Return *text* with times of day in words as ``17:00``: "ore 17", "Um 17 Uhr", "下午5点"."""
    if not _CLOCK_WORD.search(text):
        return text
    text = _HOUR_TO.sub(r"\1:00 \2 ", text)
    text = _HALF_TO.sub(r"\1\2\3\1", text)
    text = _HOURS_TO.sub(lambda found: f"{found[1]}:00 - {found[2]}:00", text)
    return _CLOCK_IN_WORDS.sub(_plain_clock, text)


def _plain_clock(found: re.Match[str]) -> str:
    said = found.groupdict()
    if said["hm"]:
        return said["hm"].replace(".", ":")
    hour = int(said["hour"] or said["of"] or said["half_of"])
    past = said["minute"] or said["past"] or said["minute2"] or said["half_past"] or said["minute3"]
    minute = int(past or 30 * found.group().endswith("半"))
    if said["half"] in ("下午", "午後", "晚上") and hour < 12:
        hour += 12
    return f"{hour}:{minute:02}"


def in_words(minutes: float) -> str:
    """Return *minutes* as agendas write them: ``20 min``, ``7.5 min``."""
    return f"{minutes:g} min" if abs(minutes) < 1e6 else f"{minutes:.0f} min"


def clock_time(ms: int) -> str:
    """Return a length on the session's clock: ``4:05``, from an hour on ``1:04:05``."""
    sign, seconds = ("-", -ms // 1000) if ms < 0 else ("", ms // 1000)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{sign}{hours}:{minutes:02}:{seconds:02}"
    return f"{sign}{minutes}:{seconds:02}"


def _term(said: str) -> float:
    """Return the minutes of one matched expression in hours, minutes or seconds."""
    if match := _HOURS.match(said):
        hours = _number(match["n"]) + (0.5 if match["half"] or match["after"] else 0)
        return hours * 60 + (_number(match["m"]) if match["m"] else 0)
    if match := _MINUTES.match(said):
        return _number(match["n"]) + (_number(match["s"]) / 60 if match["s"] else 0)
    match = _SECONDS.match(said)
    return _number(match["n"]) / 60 if match else 0.0


def _number(said: str) -> float:
    said = said.strip()
    if said[0] in "半½":
        return 0.5
    if said[0] in _CHINESE or said[0] == "十":
        return _chinese_number(said)
    half = 0.5 if said.endswith("½") else 0.0
    digits = said.rstrip("½ ")
    if re.fullmatch(r"\d+,\d{3}", digits):
        return float(digits.replace(",", "")) + half
    return float(digits.replace(",", ".")) + half


def _chinese_number(said: str) -> float:
    """Read a Chinese number: ``十五`` is 15, ``二十`` 20, ``九十五`` 95; a final 半 adds a half."""
    total, digit = 0.0, 0
    for char in said:
        if char == "十":
            total += 10 * (digit or 1)
            digit = 0
        elif char == "半":
            total += 0.5
        else:
            digit = _CHINESE.get(char, 0)
    return total + digit


def _clock(said: str) -> tuple[int, str]:
    """Return minutes after midnight, and ``a`` (am), ``p`` (pm) or ""."""
    match = _CLOCK_PARTS.match(said)
    if match is None:
        return 0, ""
    half = (match["half"] or "").lower()
    hour = int(match["h"])
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(match["m"] or 0), half


def _between(start: str, end: str) -> float | None:
    """Return the minutes between two times of day, past noon (11:30 - 1:00) or midnight too."""
    begins, begins_half = _clock(start)
    ends, ends_half = _clock(end)
    if ends_half == "p" and not begins_half and begins < 12 * 60 <= begins + 12 * 60 <= ends:
        begins += 12 * 60
    length = ends - begins
    if length < 0:
        past_noon = not ends_half and begins < 13 * 60 and ends < 12 * 60
        length += 12 * 60 if past_noon else 24 * 60
    return float(length) if length > 0 else None
