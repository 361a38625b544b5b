"""The language of a document: its printed words, numbers, shares and lists.

A ``Words`` is made once per document and passed to everything that prints; nothing here reads
the process's locale. What people said, and the names they gave things, are never translated.
Babel and the agenda reader are imported only when needed: a CSV in English needs neither, and they
took a third of its CPU.
"""

import gettext
import re
from collections.abc import Iterable
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from focusgroup.core.errors import UsageError
from focusgroup.core.model import Agenda, Report
from focusgroup.core.patterns import lazy_pattern

if TYPE_CHECKING:
    from babel import Locale

SOURCE = "en"
"""The language of the messages in the code; it needs no catalogue."""

LANGUAGES = {
    "en": "en_GB",
    "en_us": "en_US",
    "de": "de_DE",
    "es": "es_ES",
    "fr": "fr_FR",
    "zh": "zh_Hans_CN",
}
"""The languages of documents, and the locale of each for dates and numbers."""

_ALSO = {"zh_cn": "zh", "zh_hans": "zh", "zh_hans_cn": "zh", "zh_sg": "zh", "zh_hans_sg": "zh"}
_DOMAIN = "focusgroup"
_LOCALE = Path(__file__).parent / "locale"
"""Without importlib.resources, which takes 3 ms of a start."""


def msg(text: str) -> str:
    """Mark *text* as a message for the catalogues; it is translated where it is printed."""
    return text


class Words:
    """The words that a document prints itself, in one language.

    Call it with a message to get the translation with the values filled in.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = _catalogue(code)
        self._numbers: dict[int, str] = {}

    @cached_property
    def locale(self) -> "Locale":
        """The locale for dates, numbers and lists."""
        from babel import Locale

        return Locale.parse(LANGUAGES[self.code])

    @property
    def tag(self) -> str:
        """Return the language tag for Word and the file's properties: ``en-GB``, ``zh-CN``."""
        return f"{self.locale.language}-{self.locale.territory}"

    def __call__(self, message: str, /, **values: object) -> str:
        said = self._catalogue.gettext(message) if message else ""
        return said.format(**values) if values else said

    def each(self, messages: Iterable[str]) -> tuple[str, ...]:
        """Return several messages translated, such as the heads of a table."""
        return tuple(map(self, messages))

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the form of a message for *number*, which it may show as ``{n}``."""
        said = self._catalogue.ngettext(one, many, number)
        return said.format(n=self.number(number), **values)

    def number(self, number: int) -> str:
        """ "1,234"."""
        if self.code == SOURCE:
            return f"{number:,}"
        shown = self._numbers.get(number)
        if shown is None:
            from babel.numbers import format_decimal

            shown = self._numbers[number] = format_decimal(number, locale=self.locale)
        return shown

    def decimal(self, number: float) -> str:
        """ "7.5", without trailing zeros."""
        from babel.numbers import format_decimal

        return format_decimal(round(number, 2), locale=self.locale)

    def percent(self, part: float) -> str:
        """ "37%" for a *part* of 1; with one decimal below one per cent."""
        from decimal import ROUND_HALF_UP, Decimal

        from babel.numbers import format_percent

        number = Decimal(f"{part * 100:.6f}")
        tenth = 0 < number < 1
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
        """Join the non-empty *parts* with commas."""
        return self(msg(", ")).join(part for part in parts if part)

    def semicolons(self, parts: Iterable[str]) -> str:
        """Join the non-empty *parts* with semicolons, as they may contain commas."""
        return self(msg("; ")).join(part for part in parts if part)

    @property
    def gap(self) -> str:
        """The gap between two sentences; empty in Chinese."""
        return "" if self.locale.language == "zh" else " "

    def sentences(self, parts: Iterable[str]) -> str:
        """Join whole sentences."""
        return self.gap.join(part for part in parts if part)

    def aside(self, text: str) -> str:
        """Return *text* in brackets for the end of a line, or nothing when it is empty."""
        return self(msg(" ({aside})"), aside=text) if text else ""


def _catalogue(code: str) -> gettext.NullTranslations:
    if code.partition("_")[0] == SOURCE:
        return gettext.NullTranslations()
    place = _LOCALE / code / "LC_MESSAGES" / f"{_DOMAIN}.mo"
    return gettext.GNUTranslations(BytesIO(place.read_bytes()))


def code_of(language: str) -> str | None:
    """Return the shipped language that *language* means (``zh_CN``, ``en-US``), or None."""
    key = language.strip().lower().replace("-", "_").partition(".")[0]
    if key in LANGUAGES:
        return key
    if key in _ALSO:
        return _ALSO[key]
    language = key.partition("_")[0]
    return language if language in ("de", "en", "es", "fr") else None


def named(language: str) -> str:
    """Return the code of the requested language.

    Raises UsageError, naming the shipped languages, when there is no catalogue for it.
    """
    code = code_of(language)
    if code is None:
        from babel import Locale

        shipped = ", ".join(
            f"{each.replace('_us', '-US')} ({Locale.parse(each).english_name})"
            for each in LANGUAGES
        )
        raise UsageError(
            f"No translation for the language “{language[:40]}”; documents can be written"
            f" in {shipped}"
        )
    return code


def words_for(report: Report, language: str | None = None) -> Words:
    """Return the words for a document about *report*: in *language*, else its agendas' language.

    Sessions in different languages, or in one without a catalogue, give English. Raises
    UsageError for a *language* that is not shipped.
    """
    if language is not None:
        return Words(named(language))
    sources = {session.agenda_source for session in report.sessions}
    spoken = {code_of(_spoken(source)) for source in sources}
    return Words((spoken.pop() if len(spoken) == 1 else None) or SOURCE)


def words_of(agenda: Agenda, language: str | None = None) -> Words:
    """Like ``words_for``, for a document about an agenda."""
    return Words(named(language) if language is not None else code_of(agenda.language) or SOURCE)


_SIMPLE = lazy_pattern(
    r"\s*---[ \t]*\n"
    r"(?=(?:title|product|minutes|language|themes)[ \t]*:)"  # nothing that is indented as a whole
    r"(?:(?:title|product|minutes|themes)[ \t]*:.*\n|language:[ \t]*(?P<language>[\w-]+)[ \t]*\n"
    r"|[ \t]+\S.*\n|- .*\n|[ \t]*\n)*---[ \t]*$",
    re.MULTILINE,
)
"""Front matter whose language can be told without YAML, which takes 40 ms to import."""


def _spoken(source: str) -> str:
    if not source.lstrip().startswith("---") or "language" not in source:
        return ""
    if (simple := _SIMPLE.match(source)) and source.count("language:") < 2:
        return simple["language"] or ""
    from focusgroup.core.agenda import Problems, read_front_matter

    return read_front_matter(source, Problems()).language
