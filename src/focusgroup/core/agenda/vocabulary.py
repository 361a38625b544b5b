"""What a text is by its words: a question, a request, a statement, words to be read aloud.

The tables of words are in ``words``.
"""

import re
from difflib import get_close_matches
from itertools import dropwhile

from focusgroup.core.agenda.words.label_words import NOTE_LABELS, ROLES, Role
from focusgroup.core.agenda.words.leading_words import GREETING, REQUEST
from focusgroup.core.agenda.words.section_words import (
    FIELDS,
    KINDS,
    LISTENED,
    RULES,
    TITLE_KINDS,
    SectionField,
)
from focusgroup.core.agenda.words.title_words import FILLERS
from focusgroup.core.model import PATH_SEPARATOR, Kind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

__all__ = [
    "FIELDS",
    "JOINED",
    "KINDS",
    "NOTE_LABELS",
    "OF_OURS",
    "ROLES",
    "TITLE_KINDS",
    "Role",
    "SectionField",
    "asks",
    "asks_at_end",
    "bids",
    "field_of",
    "goes_round",
    "greets",
    "is_quoted",
    "is_round",
    "kinds_listened",
    "names_rules",
    "names_script",
    "nearest_word",
    "only_states",
    "role_of_title",
    "theme_list",
    "theme_path",
    "title_key",
    "without_number",
    "without_part",
]


_ASKING = lazy_pattern(
    r"(?:please\s+|now\s+|and\s+|then\s+|so\s+)?(?:tell|describe|walk|show|think|imagine|explain|name"
    r"|rate|rank|list|say|give|share|talk|let['’]?s|suppose|if\s|picture|recall|compare|complete"
    r"|finish|write|draw|pick|choose|ask|prompt|probe|discuss|take\sus|go\saround|go\sround"
    r"|erzähl|beschreib|zeig|nenn|stell|denk|erklär|décri|raconte|parl|describ|cuént|explique)"
    r"|(?:请|請|说说|說說|谈谈|談談|聊聊|讲讲|講講|描述|回想|想一想|想象|举例|舉例|介绍|介紹|用一)",
    re.IGNORECASE,
)
_ROUND = lazy_pattern(
    r"(?:(?:each|every)\s(?:of\syou|\w+)|every(?:one|body))\s(?:shares?|names?|tells?|presents?|says?"
    r"|picks?|writes?|gives?|answers?)\b|jede[rs]?\s(?:sagt|nennt|erzählt|stellt)\b|jede\w*\s\w+\s(?:nennt|erzählt|stellt|teilt|sagt)\b"
    r"|(?:chacun\w*|chaque\s\w+)\s(?:raconte|présente|nomme|partage|dit)\b"
    r"|cada\s\w+\s(?:cuenta|presenta|nombra|comparte|dice|conta|apresenta|partilha|diz)\b"
    r"|ogn(?:uno|i\s\w+)\s(?:racconta|presenta|dice|nomina)\b"
    r"|(?:iedereen|elke\s\w+)\s(?:vertelt|noemt|deelt|zegt)\b|(?:每人|每位|每组|每個人).{0,8}(?:说|分享|介绍|讲)",
    re.IGNORECASE,
)
_ROUND_OF = lazy_pattern(
    r"(?:[^:：.?]{1,20}\s)?(?:tour\sde\stable|\w{0,20}runde|voorstelrond\w*|\w{0,12}rondje|go[\s-]round)\s?[:：]\s*\S"
    r"|(?:(?:opening\s|quick\s|intro\s)?round|rodada|ronda|giro|ronde)(?:\s[^:：.?]{2,30})?\s?[:：]\s*\S|(?:.{0,12}自己紹介|自我介绍|轮流介绍)[:：（(]\s*\S"
    r"|(?:ognuno|ciascuno|chacun\w*|cada\su\w+|each|every(?:one|body)|jede[rs]?|alle|iedereen|各自|每人)\b.{1,30}?\b(?:names?|namen?|nom|prénom|nombre|nome|naam|姓名|名字)\b"
    r"|.{5,120}(?:go\s(?:a)?round|reihum|tour\sde\stable|rondje|giro\sdi\stavolo)\.?$"
    r"|[^:：.?]{3,50}[:：]\s*(?:(?:first|ihr|ihren|votre|su|il|o|seu|uw)\s)?(?:names?|vorname|name|prénom|nom|nombre|nome|naam|voornaam|お名前|名前|姓名)"
    r"\s*(?:[,;/、，・]|(?:and|und|et|y|e|en)\s)",
    re.IGNORECASE,
)
"""A round with its name: "Giro di presentazioni: nome, età", "Introductions: name, shop"."""

_LONGEST_ROUND = 250
_ROUND_STARTS = ("ogn", "cia", "cha", "cad", "eac", "eve", "jed", "all", "ied")
_ROUND_ENDS = ("round", "reihum", "table", "rondje", "tavolo")
"""How a round begins or ends that has no colon."""

_STATING = lazy_pattern(
    r"(?:thank(?:s|\s+you)|welcome|we|we['’](?:re|ll|ve|d)|i|i['’](?:m|ll|ve|d)|this|that|these"
    r"|there|there['’]s|your|you|you['’](?:re|ll|ve)|it|it['’]s|our|by|my|everything|nothing"
    r"|feel\s+free|danke|vielen\s+dank|wir|ich|es|dies\w*|sie\s+(?:haben|können|dürfen)|alles|heute"
    r"|il\s+n['’]y\s+a|nous|je|vous\s+pouvez|cette|ce|ces|cet|merci|aujourd['’]hui|no\s+hay|queremos|estamos"
    r"|esta|este|esto|hoy|nosotros|vamos|gracias|non\s+ci\s+sono|siamo|vogliamo|questa|questo|oggi|grazie|noi"
    r"|não\s+(?:há|existem|estamos)|nós|isto|hoje|obrigad[oa]|er\s+(?:zijn|is)|we|wij|ik|dit|deze|het|u\s+(?:kunt|mag)"
    r"|vandaag|bedankt)\b"
    r"|感谢|感謝|谢谢|謝謝|我们|我們|欢迎|本日|今日|正解|私たち|本次|今天|没有",
    re.IGNORECASE,
)
_AT_WILL = lazy_pattern(
    r"(?:if|when|falls|wenn|si|se|als)\s.{3,140}?(?:please\s|let\s+(?:me|us)\s+know|(?:just\s)?(?:tell|ask)\s+(?:me|us)\b"
    r"|just\s+say|you\s+(?:can|may)\b|you['’]re\s+free|that['’]s\s+(?:fine|ok)|feel\s+free|sagen\s+sie"
    r"|geben\s+sie\s+(?:mir|uns)|können\s+sie|dites|vous\s+pouvez|n['’]hésitez|por\s+favor|puede[ns]?\s|dígame"
    r"|díganos|per\s+favore|potete|ditec?m?i|pode(?:m)?\s|avise|zeg\s+het|kunt\s+u)",
    re.IGNORECASE,
)
"""The start of an offer to the room: "If you want to stop, please let me know."."""

_NEXT_SENTENCE = lazy_pattern(r"(?<=[.!])[\"”»)\]]?\s+|(?<=[。！])")
OF_OURS = lazy_pattern(
    r"\b(?:i|we|us|our|my|wir|ich|uns|unser\w*|mein\w*|nous|je|notre|nos|nosotros|nuestr\w+|queremos|estamos|quiero|estoy|me\s+interesa|quero|estou|gostaria|vorrei|voglio"
    r"|noi|nostr\w|nós|noss\w|wij|we|ik|onze|ons)\b|我们|私たち",
    re.IGNORECASE,
)
"""Words of whoever speaks for those who lead."""

_ASKS_WITHOUT_MARK = lazy_pattern(
    r"(?:何|どこ|どの|どう|いつ|誰|だれ|なぜ|どちら|どんな)[^。]{0,40}か[。]?$"
    r"|(?:です|ます|ました|でした|でしょう|ません|いかが)か[。]?$"
)
_PLEASE = lazy_pattern(
    r"(?:一言|感想|意見|名前|聞かせ|教え).{0,8}(?:お願いします|ください|下さい)[。！]?$"
)
_LONGEST_NAME = 60
_SENTENCE_END = lazy_pattern(r"[.!。！][^\w.!?。！？]*$")
_LEAD = lazy_pattern(r"[^\w]*")
_OPENING = "\"“”„«「『‘'"
_QUOTED = lazy_pattern(r"^[\"“”„«「『‘'].{2,}[\"“”»」』’'][.!?]?$", re.DOTALL)
_BOXES = lazy_pattern(r"(?:\s*[□☐]\s*[^□☐?？]{1,30})+$")
_NUMBERED = lazy_pattern(
    r"^(?:(?:q(?:uestion)?|frage|pregunta|pergunta|domanda|vraag|质问|質問|问题|第)\s*\d{1,3}\s*(?:题|[.:：)、-])|\d{1,2}(?:\.-|[.)、．:])(?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=(?-i:[^\W\d_a-z]))|[一二三四五六七八九十]{1,3}[、.．:：]|[（(][一二三四五六七八九十\d]{1,2}[)）]"
    r"|(?-i:(?:I{1,3}|IV|VI{0,3}|IX|X)[.)])(?=\s)"
    r"|(?-i:Q\d{1,2}[a-z]?(?=\s))|(?-i:(?:[A-Z]\d{1,2}[a-z]?[.):]|[A-H][.)]))(?=\s))\s*(?:[–—]\s+)?(?=\S)",
    re.IGNORECASE,
)
_PART = lazy_pattern(
    r"^(?:(?:part|section|phase|block|topic|module|step|stage|teil|abschnitt|themenblock|schritt"
    r"|partie|bloc|thème|temps|étape|séquence|tramo|tappa|parte|bloque|sección|etapa|fase|blocco|sezione|bloco"
    r"|secção|seção|deel|onderdeel|blok|stap)\s+(?:\d{1,2}|[ivx]{1,4}|[a-h])"
    r"|第[一二三四五六七八九十\d]{1,3}(?:部分|阶段|环节|节|部|章|部門|パート))\s*[.:：)）、–—-]?\s*(?=\S)",
    re.IGNORECASE,
)

_SCRIPTED = lazy_pattern(
    r"\bs(?:c|k)ript\b|sprechtext|\b(?:verbatim|word\sfor\sword|wörtlich|textuel|textual)\b|\bcopione\b"
    r"|台本|スクリプト|话术|話術|主持词|逐字",
    re.IGNORECASE,
)
JOINED = lazy_pattern(r"\s*(?:[,;/&+、・和与及と]|\b(?:and|und|et|y|e|en|ed)\b)\s*")
_KINDS_APART = lazy_pattern(r"[,;/、，；]|\band\b|\bund\b|和|与")
_THEME_SEPARATOR = lazy_pattern(r"[,;、，；]")


def named_by(label: str) -> Role | SectionField | None:
    """Return what a label, heading or column called *label* names; None if it isn't such a word."""
    word = fold(label.strip(" *_:：."))
    first = fold(JOINED.split(word)[0])  # "Questions and probes"
    return ROLES.get(word) or field_of(word) or ROLES.get(first)


def role_of_title(title: str) -> Role | None:
    """Return what a heading says is under it: "Questions:", "💡 Tips"; None for another one."""
    return ROLES.get(title_key(title))


def title_key(title: str) -> str:
    """Return *title* as it is looked for among words: without signs before it and a colon."""
    lead = _LEAD.match(title)
    return fold((title[lead.end() :] if lead else title).rstrip(" :："))


def field_of(label: str) -> SectionField | None:
    """Return what a folded label says about its section: "duration", "time for this interview"."""
    if label in FIELDS:
        return FIELDS[label]
    if label.endswith(("dauer", "duur")):
        return SectionField.MINUTES
    words = re.split(r"[\s'’().-]+", label)
    if any(FIELDS.get(word) is SectionField.MINUTES for word in words):
        return SectionField.MINUTES
    return SectionField.MINUTES if label.endswith(("时间", "时长", "時間", "時長")) else None


def names_script(title: str) -> bool:
    """Return whether a title says that what is below is read aloud: "Consent script"."""
    return bool(_SCRIPTED.search(title))


def names_rules(text: str) -> bool:
    """Return whether *text* names only what all agree on: "Our ground rules", "Explain the …:"."""
    said = title_key(text[-_LONGEST_NAME:])
    if text.endswith((":", "：")):
        return said.endswith(RULES)
    return " ".join(dropwhile(FILLERS.__contains__, said.split())) in RULES


def asks(text: str) -> bool:
    """Return whether *text* contains a question mark of any script."""
    return any(mark in text for mark in "?？؟")


def asks_at_end(text: str) -> bool:
    """Return whether *text* ends in a question mark, with or without closing quotes or brackets."""
    if "□" in text or "☐" in text:
        text = _BOXES.sub("", text)
    text = text.rstrip(" \"”’'»」』)]）*_…")
    if text.endswith(("か", "か。")):
        return bool(_ASKS_WITHOUT_MARK.search(text))
    return text.endswith(("?", "？", "؟"))


def bids(text: str) -> bool:
    """Return whether *text* starts with a request: "Tell me about …", "请介绍…"."""
    lead = _LEAD.match(text)
    return bool(_ASKING.match(text[lead.end() :] if lead else text))


def goes_round(text: str) -> bool:
    """Return whether everybody is to say something: "Each group shares one thing"."""
    return bool(_ROUND.match(text)) or is_round(text)


def is_round(text: str) -> bool:
    """Return whether *text* names a round, and what each person says in it."""
    if ":" not in text and text.isascii():
        ends = text[-8:].rstrip(".").lower().endswith(_ROUND_ENDS)
        if not ends and text[:3].lower() not in _ROUND_STARTS:
            return False
    return len(text) <= _LONGEST_ROUND and bool(_ROUND_OF.match(text))


def greets(text: str) -> bool:
    """Return whether a sentence of *text* greets or thanks: "That was it. Thank you."."""
    return any(GREETING.match(each) for each in _NEXT_SENTENCE.split(text) if each)


def only_states(text: str) -> bool:
    """Return whether *text* is a plain statement ("We are testing the design, not you.")."""
    if not asks(text) and _SENTENCE_END.search(text) and _AT_WILL.match(text):
        return True
    if asks(text) or (text.endswith(("か", "か。")) and asks_at_end(text)):
        return False
    if not _SENTENCE_END.search(text) or REQUEST.match(text) or _pleads(text):
        return False
    sentences = [*filter(None, _NEXT_SENTENCE.split(text))]
    if any(map(REQUEST.match, sentences[1:])):
        return False
    if len(sentences) > 1 and OF_OURS.search(text) and not bids(text):
        return True
    if bids(text) or goes_round(text):
        return False
    lead = _LEAD.match(text)
    said = text[lead.end() :] if lead else text
    own = said.partition(", ")[2]  # "In this session, we want to hear …"
    return bool(_STATING.match(said) or GREETING.match(said) or OF_OURS.match(own))


def _pleads(text: str) -> bool:
    return not text.isascii() and bool(_PLEASE.search(text[-40:]))


def is_quoted(text: str) -> bool:
    """Return whether all of *text* is in quotation marks: words to be read aloud."""
    return text[:1] in _OPENING and 1 < len(text) < 20_000 and bool(_QUOTED.match(text))


def without_number(text: str) -> str:
    """Return *text* without its author's own number: ``2.1) ``, ``Q3: ``, ``一、``."""
    return _NUMBERED.sub("", text, count=1)


def without_part(title: str) -> str:
    """Return *title* without the part that it is: "Part 2: Close", "第四部分 结束"."""
    return _PART.sub("", title, count=1) or title


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
