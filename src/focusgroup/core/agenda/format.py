"""Write an agenda as Markdown that ``parse_agenda`` reads back as the same values."""

import re
from itertools import groupby

from focusgroup.core.agenda.outside import names_plan, outside_of
from focusgroup.core.agenda.vocabulary import asks
from focusgroup.core.agenda.words.leading_words import GREETING, SPOKEN, TO_YOU
from focusgroup.core.dates.durations import in_words
from focusgroup.core.model import (
    KIND_LABELS,
    Agenda,
    GuideNote,
    GuideStep,
    Kind,
    Question,
    ScriptText,
    Section,
    SidePart,
    Subheading,
    Task,
    ThemeSpec,
)
from focusgroup.core.patterns import lazy_pattern

_LISTEN_FOR = {kind: KIND_LABELS[kind] + "s" for kind in Kind} | {Kind.CONTEXT: "context"}

_MARKS = lazy_pattern(r"([\\`*_\[\]<>&])")
_BLOCK_START = lazy_pattern(r"^(#{1,6}(?=\s|$)|[-+=~]|:::|\||\d{1,9}[.)])")
# What ``normalize`` reads as a list although Markdown does not.
_TYPED_LIST = lazy_pattern(r"^(?:[•◦▪▫●○■‣⁃·・]|\d{1,2}[、．]|[（(]\d{1,2}[）)]|[a-z]\))")
_PLAIN_YAML = lazy_pattern(r"[^\W\d_][\w ()/&'.,+–—-]*", re.UNICODE)
_YAML_WORDS = lazy_pattern(r"(?i:true|false|yes|no|on|off|null|y|n)")


def format_agenda(agenda: Agenda) -> str:
    """Return *agenda* as the text of a file that people can edit, ending in a newline."""
    parts = [_front_matter(agenda)]
    parts.extend(_beside(part) for part in agenda.before)
    # A total alone would be shared out over the sections.
    zero = bool(agenda.minutes) and not agenda.planned_minutes
    timed = agenda.planned_minutes > 0
    parts.extend(_section(section, zero=zero, timed=timed) for section in agenda.sections)
    parts.extend(_beside(part) for part in agenda.after)
    return "\n\n".join(parts) + "\n"


def _front_matter(agenda: Agenda) -> str:
    lines = ["---", f"title: {yaml_text(agenda.title)}"]
    if agenda.product:
        lines.append(f"product: {yaml_text(agenda.product)}")
    if agenda.minutes:
        lines.append(f"minutes: {agenda.minutes:g}")
    if agenda.language:
        lines.append(f"language: {yaml_text(agenda.language)}")
    if agenda.themes:
        lines.append("themes:")
        lines.extend(f"  - {_theme(theme)}" for theme in agenda.themes)
    return "\n".join([*lines, "---"])


def _theme(theme: ThemeSpec) -> str:
    path = yaml_text(theme.path, more=" >")
    return f"{path}: {yaml_text(theme.description)}" if theme.description else path


def yaml_text(text: str, more: str = "") -> str:
    """Return *text* as a YAML value on one line, quoted unless it clearly needs no quotes.

    *more* are characters that need no quotes, besides letters, digits and a few signs.
    """
    plain = "".join(char for char in text if char not in more)
    if _PLAIN_YAML.fullmatch(plain) and not _YAML_WORDS.fullmatch(text) and text == text.strip():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ")
    return f'"{escaped}"'


def _beside(part: SidePart) -> str:
    notes = (_fenced(note) if "\n" in note else _text(note) for note in part.notes)
    return "\n\n".join([f"## {_text(part.title)} (notes)", *notes])


def _looks_left_out(section: Section, *, timed: bool) -> bool:
    """Return whether a section could be read as notes beside the agenda; *timed*: others are."""
    if section.minutes:
        return False
    if outside_of(section.title) or names_plan(section.title):
        return True
    said = [text for step in section.steps for text in _texts(step)]
    asked = [text for text in said if asks(text)]
    return timed or len(asked) < len(said) or not any(map(TO_YOU.search, asked))


def _texts(step: GuideStep) -> list[str]:
    probes = step.probes if isinstance(step, Question) else ()
    return [step.text, *(probe.text for probe in probes)]


def _section(section: Section, *, zero: bool, timed: bool) -> str:
    said = [in_words(section.minutes)] if section.minutes or zero else []
    said += [section.kind.value] if section.kind else []
    heading = f"## {_text(section.title)}" + (f" ({', '.join(said)})" if said else "")
    heading += " (section)" if _looks_left_out(section, timed=timed) else ""
    blocks = [heading]
    about = [f"Themes: {', '.join(map(_text, section.themes))}"] if section.themes else []
    if section.listen_for:
        about.append(f"Listen for: {_LISTEN_FOR[section.listen_for]}")
    if isinstance(next(iter(section.steps), None), Subheading) and not (
        section.minutes or zero or about
    ):
        # A heading directly over headings, without minutes, would be a part of several sections.
        about.append("Minutes: 0")
    if about:
        blocks.append("\n".join(about))
    asked = 0
    for what, steps in groupby(section.steps, type):
        written = []
        for step in steps:
            asked += what is Question
            written.append(_step(step, asked))
        if what is ScriptText and any("?" in x or "？" in x for x in written):
            # A quotation that asks would be taken for a question.
            written[0] = f"> [!SCRIPT]\n{written[0]}"
        blocks.append(_BETWEEN.get(what, "\n\n").join(written))
    return "\n\n".join(blocks)


_BETWEEN: dict[type, str] = {Question: "\n", Task: "\n", ScriptText: "\n>\n"}
"""What separates two steps of one kind; a blank line unless they make one list or block quote."""


def _step(step: GuideStep, number: int) -> str:
    match step:
        case Subheading():
            return f"### {_text(step.text)}"
        case ScriptText() | GuideNote() if "\n" in step.text:
            fenced = _fenced(step.text)
            return "> " + fenced.replace("\n", "\n> ") if isinstance(step, ScriptText) else fenced
        case ScriptText():
            return f"> {_text(step.text)}"
        case Task():
            return f"- [ ] {_text(step.text)}"
        case Question():
            return _question(number, step)
        case _ if GREETING.match(step.text) or SPOKEN.match(step.text):
            # It would be taken for what is read aloud.
            return f"> [!NOTE] {_text(step.text)}"
        case _:
            return _text(step.text)


def _fenced(text: str) -> str:
    """Return a text whose line breaks are kept."""
    ticks = max([2, *(len(run) for run in re.findall("`{3,}", text))]) + 1
    return "\n".join(["`" * ticks, text, "`" * ticks])


def _question(number: int, question: Question) -> str:
    text = _text(question.text)
    lines = [f"{number}. **{text}**" if question.must else f"{number}. {text}"]
    indent = " " * (len(str(number)) + 2)
    lines.extend(f"{indent}- {_text(probe.text)}" for probe in question.probes)
    return "\n".join(lines)


def _text(text: str) -> str:
    """Return *text* on one line, with a backslash before everything Markdown would act on."""
    escaped = _MARKS.sub(r"\\\1", " ".join(text.split()))
    if (typed := _TYPED_LIST.match(escaped)) is not None:
        # These signs get no backslash: their number decides what they mean.
        return f"{escaped[: typed.end() - 1]}&#{ord(typed.group()[-1])};{escaped[typed.end() :]}"
    match = _BLOCK_START.match(escaped)
    if match is None:
        return escaped
    # "1." is escaped before its point, everything else before its first character.
    at = match.end() - 1 if escaped[0].isdecimal() else 0
    return escaped[:at] + "\\" + escaped[at:]
