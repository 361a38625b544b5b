"""Tell what one list item or line is: a label, a question or a statement."""

import re
from collections.abc import Iterator

from focusgroup.core.agenda.blocks import Block, Listing, ListItem, texts_of
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    asks,
    asks_at_end,
    bids,
    goes_round,
    is_quoted,
    only_states,
)
from focusgroup.core.agenda.words import folded_pattern
from focusgroup.core.agenda.words.label_words import SPEAKERS
from focusgroup.core.agenda.words.leading_words import GREETING, REQUEST
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

PROBE_INSIDE = lazy_pattern(
    r"(?:\s|(?<=[.?。？]))[(\[]?(?:probes?(?:\sfor)?|follow-?\s?ups?|nachfragen?|nachhaken|nachfassen"
    r"|relances?|sondeos?|repreguntas?|approfondiment[oi]|aprofundamentos?|doorvragen"
    r"|indagar|sondear|profundizar|approfondire?|aprofundar"
    r"|追问|追問|深掘り)\s*[:：]\s*",
    re.IGNORECASE,
)
"""Where a probe starts on the line of its question: ``… Probe: …``."""

QUOTATION = " \"“”„«»「」『』‘’'"
"""The marks around words to be read aloud, and blanks."""

ADDRESS = lazy_pattern(r"https?://\S+$")
"""A text that is only a link."""

_AFTER_COLON = lazy_pattern(r"[^:：?？]{1,90}[:：][_*]*\s+(?P<rest>\S.*)$")
_ASKED_LABEL = folded_pattern(
    r"(?!(?:.*\s)?(?:research|learning|screening|screener|any|no|recherche|investigación|pesquisa|ricerca"
    r"|open|follow-up|follow up|probing|filtre|filtro)\s)(?:[^:]{0,25}[\s-])?(?:questions?"
    r"|preguntas?|domand[ae]|perguntas?|(?!doorvra|vervolgvra)\w{0,12}vraag"
    r"|(?!doorvra|vervolgvra)\w{0,12}vragen)$|(?:question|pregunta|domanda|pergunta)\s(?:d['e]\s?)?[\w-]{4,14}$|(?!forschungs|nach|rück|vertiefungs|zusatz|screening|verständnis)\w{0,14}fragen?$"
    r"|ice-?\s?breakers?(?:\squestion)?$|eisbrecher$|erzähl(?:aufforderung|impuls|stimulus|frage)$|brise-glace$|rompehielos$|rompighiaccio$|quebra-gelo$"
    r"|warm-?\s?up$|[^:]{0,8}(?:問題|问题|質問)$"
)
"""Labels of a question: "Wrap-up question", "Einstiegsfrage", "Ice-breaker"."""

_REMARK = lazy_pattern(r"\s*[(（\[][^()（）]*[)）\]]$")
_FOR_WHOM = lazy_pattern(r"\s(?:for|to|für|an|pour|aux?|à|para|a|per|ai|alla|voor|aan)\s")
"""Where a label says for whom: "Task for members", "Frage an alle"."""

_NUMBERED = lazy_pattern(r"\d|\s[a-h]$|[一二三四五六七八九十]")
_SIGNS = lazy_pattern(r"^[^\w\[(（【¿]+")
_BRACKETS = {"[": "]", "(": ")", "（": "）", "【": "】"}
_SPOKEN_BY = lazy_pattern(r"^(?P<label>\w{2,10})(?P<rest>[「“].{2,}[」”])$")
_BOXED_LABEL = lazy_pattern(
    r"^[(\[【（](?P<label>[^()\[\]（）【】]{1,30})[)\]】）]\s*(?P<rest>\S.*)$"
)
_LABEL = lazy_pattern(r"^(?P<label>[^:：?？]{1,40}?)\s*[:：]\s*(?P<rest>.*)$")


def lists_ask(block: Block) -> bool:
    return isinstance(block, Listing) and any(
        not item.is_task and (item.numbered or asks(item.text) or item.called == "question")
        for item in block.items
    )


def label_of(text: str) -> tuple[str, str]:
    """Return the folded word before the first colon and the text after it, or two empty texts.

    All of it may be in brackets: ``[PROBE: How often?]``.
    """
    if text[-1:] in "」”" and (spoken := _SPOKEN_BY.match(text)) is not None:
        label = fold(spoken["label"])
        return (label, spoken["rest"]) if label in SPEAKERS else ("", "")
    if ":" not in (start := text[:60]) and "：" not in start and text[:1] not in _BRACKETS:
        return "", ""
    if text[:1] in _BRACKETS and text.endswith(_BRACKETS[text[0]]):
        text = text[1:-1]
    match = _LABEL.match(text)
    if match is None:
        # "[Read] Good afternoon": brackets in place of the colon.
        boxed = _BOXED_LABEL.match(text)
        label = fold(boxed["label"]) if boxed else ""
        return (label, boxed["rest"]) if boxed and label in ROLES else ("", "")
    # Signs and emoji before a label don't belong to it: "💡 Tip: …".
    return fold(_SIGNS.sub("", match["label"]).strip(" *_")), match["rest"].strip(" *_")


def after_colon(text: str) -> str:
    """Return the text after the first colon of a line, however long the part before it; or ""."""
    match = _AFTER_COLON.match(text)
    return match["rest"] if match else ""


def numbered_role(label: str) -> Role | None:
    """Return the role of a label that may have a number: "Pregunta 2", "Q3", "Question 4a"."""
    if label in ROLES:
        return ROLES[label]
    label = _REMARK.sub("", label)
    if (whom := _FOR_WHOM.search(label)) is not None and label[: whom.start()] in ROLES:
        return ROLES[label[: whom.start()]]
    bare = label.rstrip("abcdefg").rstrip("0123456789. 一二三四五六七八九十")
    if (bare == "q" and label != "q") or _ASKED_LABEL.match(label.rstrip("0123456789. ")):
        return Role.QUESTIONS
    return ROLES.get(bare) if bare != label else None


def is_task_read_out(label: str, rest: str) -> bool:
    """Return whether "Task 2: Please pay by card." tells a participant what to do."""
    label = _REMARK.sub("", label)
    numbered = _NUMBERED.search(label) is not None and numbered_role(label) is Role.TASKS
    return numbered and rest.endswith((".", "。", "!", "！"))


def is_task_for_all(label: str) -> bool:
    """Return whether a label is that of a task without a number: "Task for members"."""
    label = _REMARK.sub("", label)
    return numbered_role(label) is Role.TASKS and _NUMBERED.search(label) is None


def label_role(text: str) -> Role | None:
    """Return the role of a label with a remark: "Probes, as applicable:"."""
    label, _ = label_of(text)
    return ROLES.get(re.split(r"[,(（，]", label)[0].strip()) if label else None


def leads_in(item: ListItem) -> bool:
    """Return whether an item only introduces the items nested under it ("Please say:")."""
    if item.numbered or not item.text.endswith((":", "：")) or asks(item.text):
        return False
    nested = list(_inner_items(item))
    asking = any(asks(inner.text) for inner in nested)
    return bool(nested) and (asking or all(only_states(inner.text) for inner in nested))


def only_tells(item: ListItem) -> bool:
    """Return whether a bullet is a statement and nothing nested under it is a question."""
    nested = (text for block in item.inner for text, _ in texts_of(block))
    return (
        not (item.numbered or item.is_task)
        and only_states(item.text)
        and not any(map(asks, nested))
    )


def _inner_items(item: ListItem) -> Iterator[ListItem]:
    for block in item.inner:
        if isinstance(block, Listing):
            yield from block.items


def is_must(item: ListItem) -> bool:
    """Return whether the question itself is bold, and not just a label before it."""
    bold = item.bold.strip()
    if not bold or bold.endswith((":", "：")):
        return False
    after = item.text[item.text.find(bold) + len(bold) :].lstrip()
    return not after.startswith((":", "：")) and (
        asks_at_end(bold) or 2 * len(bold) > len(item.text)
    )


def is_said(text: str) -> bool:
    """Return whether *text* is in quotation marks and asks nothing: it is read aloud."""
    bare = text.strip(QUOTATION)
    if not is_quoted(text) or asks(text):
        return False
    return (
        bool(GREETING.match(bare))
        or only_states(bare if bare[-1:] in ".!。！" else f"{bare}.")
        or not (bids(bare) or goes_round(bare) or REQUEST.match(bare))
    )
