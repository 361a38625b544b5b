"""The language of a document: its printed words, numbers, shares and lists.

``Words`` is made once for a document and handed to all that prints something; nothing in
here looks at the process's locale. What people said and called things never passes through it.
Babel and the reader of agendas are imported where they are needed: a CSV in English needs neither,
and they took a third of its CPU.
"""

import gettext
import re
from collections.abc import Iterable
from functools import cached_property
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from focusgroup.core.errors import UsageError
from focusgroup.core.model import Agenda, Report

if TYPE_CHECKING:
    from babel import Locale

SOURCE = "en"
"""The language that the messages in the code are written in; it needs no catalogue."""

LANGUAGES = {"en": "en_GB", "zh": "zh_Hans_CN"}
"""The languages that documents can be written in, and how each writes dates and numbers."""

_ALSO = {"zh_cn": "zh", "zh_hans": "zh", "zh_hans_cn": "zh", "zh_sg": "zh", "zh_hans_sg": "zh"}
_DOMAIN = "focusgroup"


def msg(text: str) -> str:
    """Marks *text* as a message for the catalogues; it is looked up where it is printed."""
    return text


class Words:
    """What a document says of its own, in one language.

    Called with a message it gives that message's translation with the values put in.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = _catalogue(code)
        self._numbers: dict[int, str] = {}

    @cached_property
    def locale(self) -> "Locale":
        """How dates, numbers and lists are written."""
        from babel import Locale

        return Locale.parse(LANGUAGES[self.code])

    @property
    def tag(self) -> str:
        """The language for Word and for the file's properties: ``en-GB``, ``zh-CN``."""
        return f"{self.locale.language}-{self.locale.territory}"

    def __call__(self, message: str, /, **values: object) -> str:
        said = self._catalogue.gettext(message) if message else ""
        return said.format(**values) if values else said

    def each(self, messages: Iterable[str]) -> tuple[str, ...]:
        """Several messages, such as the heads of a table."""
        return tuple(map(self, messages))

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message that depends on *number*, which it may show as ``{n}``."""
        said = self._catalogue.ngettext(one, many, number)
        return said.format(n=self.number(number), **values)

    def number(self, number: int) -> str:
        """ "1,234"."""
        shown = self._numbers.get(number)
        if shown is None:
            from babel.numbers import format_decimal

            shown = self._numbers[number] = format_decimal(number, locale=self.locale)
        return shown

    def decimal(self, number: float) -> str:
        """ "7.5", without places that say nothing."""
        from babel.numbers import format_decimal

        return format_decimal(round(number, 2), locale=self.locale)

    def percent(self, part: float, *, fine: bool = False) -> str:
        """ "37%" of *part* of 1; with a tenth where it is *fine* or under one per cent."""
        from decimal import ROUND_HALF_UP, Decimal

        from babel.numbers import format_percent

        number = Decimal(f"{part * 100:.6f}")
        tenth = fine or 0 < number < 1
        shown = number.quantize(Decimal("0.1") if tenth else Decimal(1), ROUND_HALF_UP)
        pattern = self.locale.percent_formats[None].pattern
        pattern = pattern.replace("#,##0", "#,##0.0") if tenth else pattern
        return format_percent(shown / 100, pattern, locale=self.locale)

    def both(self, parts: Iterable[str]) -> str:
        """ "problems, strengths and missing features"."""
        there = [part for part in parts if part]
        if len(there) < 2:
            return "".join(there)
        from babel.lists import format_list

        return format_list(there, locale=self.locale)

    def commas(self, parts: Iterable[str]) -> str:
        """What there is of *parts*, with commas between."""
        return self(msg(", ")).join(part for part in parts if part)

    def semicolons(self, parts: Iterable[str]) -> str:
        """What there is of *parts*, with semicolons between: they may have commas."""
        return self(msg("; ")).join(part for part in parts if part)

    @property
    def gap(self) -> str:
        """What stands between two sentences; nothing in Chinese."""
        return "" if self.locale.language == "zh" else " "

    def sentences(self, parts: Iterable[str]) -> str:
        """Whole sentences behind each other."""
        return self.gap.join(part for part in parts if part)

    def aside(self, text: str) -> str:
        """*text* in brackets, for the end of a line; nothing for nothing."""
        return self(msg(" ({aside})"), aside=text) if text else ""


def _catalogue(code: str) -> gettext.NullTranslations:
    if code == SOURCE:
        return gettext.NullTranslations()
    place = files("focusgroup.exports.wording") / "locale" / code / "LC_MESSAGES" / f"{_DOMAIN}.mo"
    return gettext.GNUTranslations(BytesIO(place.read_bytes()))


def code_of(language: str) -> str | None:
    """The code of a shipped language that *language* means (``zh_CN``, ``en-US``), or None."""
    key = language.strip().lower().replace("-", "_").partition(".")[0]
    if key in LANGUAGES:
        return key
    if key in _ALSO:
        return _ALSO[key]
    return "en" if key.startswith("en_") else None


def named(language: str) -> str:
    """The code of the language that somebody asked for.

    Raises UsageError with the shipped ones when there is no catalogue for it.
    """
    code = code_of(language)
    if code is None:
        from babel import Locale

        shipped = ", ".join(f"{each} ({Locale.parse(each).english_name})" for each in LANGUAGES)
        raise UsageError(
            f"there are no words in the language “{language[:40]}”; documents can be written"
            f" in {shipped}"
        )
    return code


def words_for(report: Report, language: str | None = None) -> Words:
    """The words for a document about *report*: in *language*, else in that of its agendas.

    Sessions that were led in different languages, or in one without a catalogue, give English.
    Raises UsageError for a *language* that is not shipped.
    """
    if language is not None:
        return Words(named(language))
    sources = {session.agenda_source for session in report.sessions}
    spoken = {code_of(_spoken(source)) for source in sources}
    return Words((spoken.pop() if len(spoken) == 1 else None) or SOURCE)


def words_of(agenda: Agenda, language: str | None = None) -> Words:
    """As ``words_for``, for a document about an agenda."""
    return Words(named(language) if language is not None else code_of(agenda.language) or SOURCE)


_SIMPLE = re.compile(
    r"\s*---[ \t]*\n"
    r"(?=(?:title|product|minutes|language|themes)[ \t]*:)"  # nothing that is indented as a whole
    r"(?:(?:title|product|minutes|themes)[ \t]*:.*\n|language:[ \t]*(?P<language>[\w-]+)[ \t]*\n"
    r"|[ \t]+\S.*\n|- .*\n|[ \t]*\n)*---[ \t]*$",
    re.MULTILINE,
)
"""Front matter whose language can be told without YAML, which takes 40 ms to import."""


def _spoken(source: str) -> str:
    if not source.lstrip().startswith("---"):
        return ""
    if (simple := _SIMPLE.match(source)) and source.count("language:") < 2:
        return simple["language"] or ""
    from focusgroup.core.agenda import Problems, read_front_matter

    return read_front_matter(source, Problems()).language
