"""What a promise says besides its words: who will see to it, and until when."""

import re
from dataclasses import dataclass

_OWNER = re.compile(r"(?:owner|by|负责人|المسؤول)[:：]?\s+(?P<name>\S.*)", re.IGNORECASE)
_DUE = re.compile(r"(?:due|until|截止|الموعد)[:：]?\s+(?P<when>\S.*)", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，،]\s*")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment taken apart; *due* is as it was written."""

    text: str
    owner: str = ""
    due: str = ""


def read_promise(text: str) -> Promise:
    """``Send the list, owner Paula, due fri`` taken apart; what is not said stays empty.

    Only the parts behind the last commas count, in either order, so that a sentence with
    commas stays whole. ``by`` counts as an owner where it starts such a part.
    """
    parts = _COMMA.split(text.strip())
    owner = due = ""
    while len(parts) > 1:
        if not due and (found := _DUE.fullmatch(parts[-1])):
            due = found["when"]
        elif not owner and (found := _OWNER.fullmatch(parts[-1])):
            owner = found["name"]
        else:
            break
        parts.pop()
    if not owner and not due:
        return Promise(text.strip())
    # The words are cut from the text as it was written, with its own commas.
    rest = len(parts)
    commas = [match.start() for match in _COMMA.finditer(text.strip())]
    return Promise(text.strip()[: commas[rest - 1]], owner, due)
