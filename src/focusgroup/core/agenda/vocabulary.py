"""The words that mark the parts of an agenda, in every language that is understood.

Only vocabulary: which words mean *key*, *listen for*, *probe*. The modules that read headings,
lines and lists use them.
"""

import re
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from focusgroup.core.model import PATH_SEPARATOR, Kind, SectionKind
from focusgroup.core.text import fold


class Role(StrEnum):
    """The content under a label such as ``Script:`` or a heading ``Probes``."""

    SCRIPT = "script"
    NOTES = "notes"
    QUESTIONS = "questions"
    PROBES = "probes"
    TASKS = "tasks"


class SectionField(StrEnum):
    """A line with a property of its section."""

    THEMES = "themes"
    LISTEN_FOR = "listen for"
    MINUTES = "minutes"


T = TypeVar("T")


def _table(words: dict[T, tuple[str, ...]]) -> dict[str, T]:
    return {
        fold(word): meaning
        for meaning, lines in words.items()
        for line in lines
        for word in line.split("|")
    }


KINDS = _table(
    {
        SectionKind.OPENING: (
            "opening|welcome",
            "eröffnung|begrüßung|ouverture|apertura",
            "开场|開場|欢迎",
        ),
        SectionKind.INTRODUCTORY: (
            "introductory|introduction|intro|warm-up|warm up|warmup",
            "einführung|einleitung|einstieg",
            "导入|導入|引入|暖场|暖場|热身",
        ),
        SectionKind.TRANSITION: (
            "transition|transitional|überleitung|übergang",
            "过渡|過渡|转入",
        ),
        SectionKind.KEY: (
            "key|core|main|schlüssel|kern|hauptteil|clé|clave",
            "关键|關鍵|核心|重点|重點",
        ),
        SectionKind.ENDING: (
            "ending|end|close|closing|wrap-up|wrap up|wrapup",
            "abschluss|schluss|ende|conclusion|cierre",
            "结束|結束|收尾|总结|總結",
        ),
    }
)
"""The section kinds allowed in a heading's brackets: ``(20 min, key)``."""

TITLE_KINDS = _table(
    {
        SectionKind.OPENING: (
            "opening|welcome|welcome and introductions|welcome & introductions|intro",
            "introduction|introductions|begrüßung|einleitung|einführung",
            "开场|开场白|欢迎",
        ),
        SectionKind.ENDING: (
            "close|closing|ending|wrap-up|wrap up|wrap-up & close|conclusion|thank you",
            "thank you and closing|thanks and close|closing questions",
            "abschluss|schluss|ende|verabschiedung",
            "结束|结束语|收尾|总结|致谢",
        ),
    }
)
"""Titles that mark a section as opening or ending by themselves."""

LISTENED = _table(
    {
        Kind.PROBLEM: (
            "problem|problems|pain|pains|pain point|pain points|complaints|frustrations",
            "issues|difficulties|obstacles|probleme|schwierigkeiten",
            "问题|問題|痛点|痛點|困难",
        ),
        Kind.STRENGTH: (
            "strength|strengths|what works|praise|positives|likes|delights",
            "stärke|stärken|lob",
            "优点|優點|优势|優勢|亮点|长处|做得好的地方",
        ),
        Kind.MISSING_FEATURE: (
            "missing feature|missing features|missing|missing_feature|feature|features",
            "feature request|feature requests|requests|wish|wishes|needs|what is missing|gaps",
            "fehlende funktion|fehlende funktionen|wünsche",
            "缺失功能|缺少的功能|功能缺失|需求|期望",
        ),
        Kind.CONTEXT: (
            "context|context quotes|background|how they work|ways of working|way of working",
            "kontext|hintergrund|arbeitsweise|contexte|contexto",
            "背景|情境|语境|語境|工作方式",
        ),
    }
)
"""The kinds of quote that ``Listen for:`` may name."""

FIELDS = _table(
    {
        SectionField.THEMES: ("themes|theme|themen|thema", "主题|主題"),
        SectionField.LISTEN_FOR: (
            "listen for|listening for|achten auf|höre auf",
            "倾听|傾聽|留意|关注",
        ),
        SectionField.MINUTES: (
            "minutes|time|duration|length|timing|dauer|zeit",
            "时长|時長|时间|時間",
        ),
    }
)

ROLES = _table(
    {
        Role.SCRIPT: (
            "script|say|read|read aloud|read out|read this aloud|to read aloud",
            "moderator says|facilitator says|moderator script|sagen|vorlesen",
            "主持词|话术|朗读|开场白",
        ),
        Role.NOTES: (
            "note|notes|facilitator note|facilitator notes|notes for the facilitator",
            "moderator note|moderator notes|note to moderator|note to facilitator",
            "instructions|goal|goals|purpose|aim|objective|objectives|material|materials",
            "logistics|moderator logistics|preparation|tip|tips|observe|look for|watch for",
            "things to watch for|research goal|research goals|research questions|approvals",
            "before the session|after the session|after session|debrief",
            "hinweis|hinweise|ziel|ziele|notiz|notizen",
            "备注|说明|目的|目标|注意|提示|主持人提示|物料",
        ),
        Role.QUESTIONS: (
            "question|questions|discussion questions|key questions|main questions",
            "core questions|prompts|ask|frage|fragen|leitfragen",
            "问题清单|提问|提问清单|讨论问题",
        ),
        Role.PROBES: (
            "probe|probes|probing questions|prompt|follow-up|follow-ups|follow up|follow ups",
            "follow-up questions|follow up questions|nachfrage|nachfragen",
            "追问|追問|深挖",
        ),
        Role.TASKS: ("task|tasks|checklist|to do|todo|aufgaben|checkliste", "清单|任务"),
    }
)
"""Labels and headings that name the content after them."""

NOTE_LABELS = frozenset(
    _table(
        {
            Role.NOTES: (
                "outcome|output|format|structure|method|activity|context|date|set-up|setup",
                "interviewer|moderator|facilitator|note-taker|notetaker|participants|place|location",
            )
        }
    )
)
"""Labels whose own line is for the facilitator; they say nothing about the lines after it."""

_ASKING = re.compile(
    r"(?:please\s+|now\s+|and\s+|then\s+|so\s+)?(?:tell|describe|walk|show|think|imagine|explain|name"
    r"|rate|rank|list|say|give|share|talk|let['’]?s|suppose|if\s|picture|recall|compare|complete"
    r"|finish|write|draw|pick|choose|ask|prompt|probe|discuss|take\sus|go\saround|go\sround"
    r"|erzähl|beschreib|zeig|nenn|stell|denk|erklär|décri|raconte|parl|describ|cuént|explique)"
    r"|(?:请|請|说说|說說|谈谈|談談|聊聊|讲讲|講講|描述|回想|想一想|想象|举例|舉例|介绍|介紹|用一)",
    re.IGNORECASE,
)
_STATING = re.compile(
    r"(?:thank(?:s|\s+you)|welcome|we|we['’](?:re|ll|ve|d)|i|i['’](?:m|ll|ve|d)|this|that|these"
    r"|there|there['’]s|your|you|you['’](?:re|ll|ve)|it|it['’]s|our|by|my|everything|nothing"
    r"|feel\s+free|danke|vielen\s+dank|wir|ich|es|dies|sie\s+(?:haben|können|dürfen))\b"
    r"|感谢|感謝|谢谢|謝謝|我们|我們|欢迎",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!。！][^\w.!?。！？]*$")
_LEAD = re.compile(r"[^\w]*")
_QUOTED = re.compile(r"^[\"“”„«「『‘'].{2,}[\"“”»」』’'][.!?]?$", re.DOTALL)
_NUMBERED = re.compile(
    r"^(?:(?:q(?:uestion)?|frage|问题|第)\s*\d{1,3}\s*(?:题|[.:：)、-])|\d{1,2}[.)、:](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=(?-i:[^\W\d_a-z]))|[一二三四五六七八九十]{1,3}[、.．:：])\s*(?=\S)",
    re.IGNORECASE,
)
_KINDS_APART = re.compile(r"[,;/、，；]|\band\b|\bund\b|和|与")
_THEME_SEPARATOR = re.compile(r"[,;、，；]")


def named_by(label: str) -> Role | SectionField | None:
    """Return what a label, heading or column called *label* names; None if it is no such word."""
    word = fold(label.strip(" *_:："))
    return ROLES.get(word) or FIELDS.get(word)


def asks(text: str) -> bool:
    """Return whether *text* contains a question mark of any script."""
    return any(mark in text for mark in "?？؟")


def asks_at_end(text: str) -> bool:
    """Return whether *text* ends in a question mark, with or without closing quotes or brackets."""
    return text.rstrip(" \"”’'»」』)]）*_…").endswith(("?", "？", "؟"))


def bids(text: str) -> bool:
    """Return whether *text* starts with a request: "Tell me about …", "请介绍…"."""
    lead = _LEAD.match(text)
    return bool(_ASKING.match(text[lead.end() :] if lead else text))


def only_states(text: str) -> bool:
    """Return whether *text* is a plain statement ("We are testing the design, not you.")."""
    if asks(text) or bids(text) or not _SENTENCE_END.search(text):
        return False
    lead = _LEAD.match(text)
    return bool(_STATING.match(text[lead.end() :] if lead else text))


def is_quoted(text: str) -> bool:
    """Return whether all of *text* is in quotation marks: words to be read aloud."""
    return len(text) < 20_000 and bool(_QUOTED.match(text))


def without_number(text: str) -> str:
    """Return *text* without its author's own number: ``2.1) ``, ``Q3: ``, ``一、``."""
    return _NUMBERED.sub("", text, count=1)


def theme_path(text: str) -> str:
    """Return a theme such as ``Reporting>Exports`` in the form ``Reporting > Exports``."""
    parts = (" ".join(part.split()) for part in text.lstrip("#").split(PATH_SEPARATOR.strip()))
    return PATH_SEPARATOR.join(part for part in parts if part)


def theme_list(text: str) -> tuple[str, ...]:
    """Return the themes of a line such as ``Onboarding, Reporting > Exports``, each once."""
    paths = (theme_path(part) for part in _THEME_SEPARATOR.split(text.strip(" .。")))
    return tuple(dict.fromkeys(path for path in paths if path))


def kinds_listened(text: str) -> tuple[Kind, ...]:
    """Return the kinds of quote that the text after ``Listen for:`` names, each once."""
    words = (fold(word).strip(" .") for word in _KINDS_APART.split(text))
    return tuple(dict.fromkeys(LISTENED[word] for word in words if word in LISTENED))


def nearest_word(word: str, known: list[str] | tuple[str, ...]) -> str | None:
    """Return the word in *known* that *word* was probably meant to be, None if none is near."""
    keys = {fold(each): each for each in known[:1000]}
    found = get_close_matches(fold(word[:80]), list(keys), n=1, cutoff=0.6)
    return keys[found[0]] if found else None
