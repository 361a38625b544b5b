"""What one item of a list is by its words and its neighbours: said, done, used or asked."""

import re
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    BlockQuote,
    Listing,
    ListItem,
    Paragraph,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.items import QUOTATION, label_of, label_role
from focusgroup.core.agenda.vocabulary import (
    JOINED,
    OF_OURS,
    asks,
    asks_at_end,
    bids,
    goes_round,
    is_quoted,
    only_states,
    title_key,
)
from focusgroup.core.agenda.words.label_words import ACTIVITIES
from focusgroup.core.agenda.words.leading_words import (
    DEEPER,
    MODERATING,
    OF_THE_GROUP,
    REQUEST,
    SUPPOSING,
    TO_ROOM,
    TO_YOU,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_ACTIVITY = lazy_pattern(
    r"^(?:step|schritt|étape|etape|paso|passo|passaggio|stap|步骤|ステップ)\s?\d"
    r"|\(\d{1,3}\s?(?:min\w*|m|['’′]|分钟?)\.?\)$"
)
"""The label of what is done: "Step 2", "Short talk (5 min)"."""

_NEXT = lazy_pattern(r"[.!]\s+|[。！]")
_SHORTEST_SENTENCE = 5
_TO_TELL = lazy_pattern(
    r"\b(?:mention|explain|cover|go\s+over|tell\s+you|share\s+with\s+you|clarify|point\s+out|erklären|erwähnen|ansprechen|sagen|mitteilen"
    r"|préciser|expliquer|mentionner|rappeler|vous\s+dire|mencionar|explicar|aclarar|comentar|decir(?:le|les)?"
    r"|menzionare|spiegare|precisare|dirvi|dirle|esclarecer|noemen|uitleggen|vermelden|meegeven)\b|说明|說明|説明|お伝え",
    re.IGNORECASE,
)
_TO_WATCH = lazy_pattern(
    r"\b(?:observe|watch|notice|note\s+down|write\s+down|look\s+for|record|beobacht\w+|mitschreiben|notier\w+"
    r"|observe[rz]|notez|noter|observar|anotar|osserva\w*|annota\w*|observeer\w*|noteer|noteren)\b|观察|记录|観察|記録",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy_pattern(r"[(（\[][^()（）\[\]]*[)）\]]")
_THIRD = lazy_pattern(
    r"\b(?:them|they|their|pairs|teams|people|everyone|everybody|the\ssession|permission|attendees|interviews)\b",
    re.IGNORECASE,
)
_INFINITIVE = lazy_pattern(r"[A-ZÀ-Þ][a-zà-ÿ]{2,12}(?:[aeiáéí]r|re)(?:se|les?)?\s+[a-zà-ÿ]+['’ ]")
_CLAUSE = lazy_pattern(r"[.,;:!]\s+|[。，；：！]")
_PLEASE = ("ください。", "下さい。", "お願いします。")
_QUOTES = lazy_pattern(r"[\"“„«「『][^\"”»」』]*[\"”“»」』]")


def requests_in(text: str) -> bool:
    """Return whether a clause of *text* is a request: "Without clicking, tell me what …"."""
    return any(map(REQUEST.match, _CLAUSE.split(text.strip(QUOTATION))))


def only_does(text: str) -> bool:
    """Return whether *text* is a sentence that neither asks nor says "you": what to do."""
    told = text.rstrip('*_ )"”»').endswith((".", ";", "!", "。", "；")) and not asks(text)
    if (
        not told
        or text.endswith(_PLEASE)
        or TO_YOU.search(text)
        or only_states(text)
        or goes_round(text)
    ):
        return False
    if label_role(text) is not None or goes_round(text.partition(", ")[2]):
        return False
    said = label_of(text)[1] or text
    if REQUEST.match(said) or DEEPER.match(said) or is_quoted(said):
        return False
    if said is not text and _ACTIVITY.search(label_of(text)[0]):
        return True
    bid = bids(said) or bids(said.partition(" ")[2])  # "Briefly describe …"
    return not bid or bool(OF_THE_GROUP.search(said))


def announces_speech(text: str) -> bool:
    """Return whether what is said follows: "There are a few things I want to mention:"."""
    told = text[-1:] in ":：" and _TO_TELL.search(text) and not asks(text)
    return bool(told) and bool(OF_OURS.search(text)) and not OF_THE_GROUP.search(text)


def tells_to_watch(text: str) -> bool:
    """Return whether what stands below *text* is to be seen, not asked: "Watch and write down:"."""
    return text[-1:] in ":：" and bool(_TO_WATCH.search(text)) and not TO_YOU.search(text)


def with_quotation_below(item: ListItem) -> ListItem:
    """Return "**Rules** “We are not testing you.”" as a name with the quotation below it."""
    if not item.bold or label_of(item.text)[0] or asks(item.bold) or is_quoted(item.bold):
        return item
    said = item.text.removeprefix(item.bold).strip()
    inner = item.inner
    if said and is_quoted(said) and not asks(said):
        inner = (Paragraph((TextLine(said, item.line),)), *inner)
    elif item.bold != item.text:
        return item
    quotes = tuple(
        BlockQuote(((x.text, x.line),), x.line)
        if isinstance(x, Paragraph) and is_quoted(x.text) and not asks(x.text)
        else x
        for x in inner
    )
    return replace(item, text=item.bold, inner=quotes) if inner else item


def requests_with(item: ListItem, listing: Listing) -> bool:
    """Return whether an item in quotation marks requests something, as those beside it ask."""
    if not (item.numbered and is_quoted(item.text)) or asks(item.text) or item.is_task:
        return False
    asked = sum(asks(each.text) for each in listing.items)
    return 2 * asked >= len(listing.items) and requests_in(item.text)


def names_activity(text: str) -> bool:
    """Return whether what is below *text* is done or used: "Activity:", "Resources/Notes"."""
    return fold(JOINED.split(title_key(text))[0]) in ACTIVITIES


def only_infinitives(listing: Listing) -> bool:
    """Return whether each item begins as an order does in Romance guides: "Salir en parejas"."""
    plain = len(listing.items) > 1 and not any(item.is_task for item in listing.items)
    return plain and all(_INFINITIVE.match(item.text) for item in listing.items)


def only_lists(listing: Listing) -> bool:
    """Return whether nothing in a list asks."""
    return len(listing.items) > 1 and not any(asks(text) for text, _ in texts_of(listing))


def names_others(text: str) -> bool:
    """Return whether *text* speaks of those in the room, not to them: "they", "the group"."""
    return bool(_THIRD.search(text) or OF_THE_GROUP.search(text))


def bids_nobody(item: ListItem, *, at_edge: bool = False) -> bool:
    """Return whether an item neither bids nor addresses those in the room."""
    text = item.text
    if MODERATING.match(text) and not REQUEST.match(text):
        return True
    to_leader = names_others(text)
    bid = (bids(text) or TO_YOU.search(text)) and not (bids(text) and to_leader)
    bid = bid or (REQUEST.match(text) and not (at_edge and to_leader)) or goes_round(text)
    return not (bid or goes_round(text.partition(", ")[2]) or label_role(text) is not None)


def speech_in(listing: Listing) -> bool | None:
    """Return whether all but one of a list is speech; None if quotation marks show what is."""
    if any(is_quoted(label_of(item.text)[1] or item.text) for item in listing.items):
        return None
    said = sum(_states(item.text) for item in listing.items)
    return said > 0 and said + 1 >= len(listing.items)


def speaks(item: ListItem, most: bool | None) -> bool:
    """Return whether an item of a list that asks nothing is said to the room, as *most* is."""
    text = item.text
    later = any(map(bids, _NEXT.split(text)[1:]))  # "I saw you stop. Talk about why you did."
    asked = later or requests_in(text) or goes_round(text) or label_role(text) is not None
    if most is None or item.is_task or asked or MODERATING.match(text):
        return False
    spoken = _states(text) and (is_ours(text) or bids_nobody(item))
    return spoken or (most and bids_nobody(item) and text.endswith((".", "!")))


def is_ours(text: str) -> bool:
    """Return whether a sentence is about what we do: "We take notes", "If you ask, we stop"."""
    told = text.partition(", ")[2] if SUPPOSING.match(text) else text
    whole = len(told.split()) >= _SHORTEST_SENTENCE  # Italian "I pasti" is none
    return whole and bool(OF_OURS.match(told)) and not REQUEST.match(text)


def _states(text: str) -> bool:
    ours = OF_OURS.search(_IN_BRACKETS.sub("", text)) is not None or TO_ROOM.search(text)
    ends = text[-1:] in ".!。！"
    if ours and SUPPOSING.match(text):
        return OF_OURS.search(text) is not None and TO_ROOM.search(text) is not None
    return bool(ours and ends) or only_states(text if ends or not ours else f"{text}.")


def is_outside_quotes(item: ListItem) -> bool:
    """Return whether an item is for whoever leads, in a guide with all speech in quotation marks.

    It may say what to say: "If they hesitate, ask: “Since when?”".
    """
    label, rest = label_of(item.text)
    if item.inner or not item.text or label_role(item.text) is not None:
        return False
    # "If they drift, redirect: …" says what to do, "If yes: …" what to ask.
    said = item.text if "," in label and SUPPOSING.match(label) else rest or item.text
    if asks_at_end(item.text) and not SUPPOSING.match(item.text):
        return False  # "Show the board. “What would you trust here?”"
    others = _QUOTES.sub("", item.text)
    requested = asks(others) or REQUEST.match(said) or goes_round(said)
    return not (is_quoted(said) or requested)
