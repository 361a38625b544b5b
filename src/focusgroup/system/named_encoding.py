"""The encoding that a person named for text files that aren't UTF-8; else their readers guess."""

import codecs

_NAMED: list[str] = []


def name_encoding(name: str) -> None:
    """Have text files read in the encoding of this name, "" to guess. Raises LookupError."""
    _NAMED.clear()
    if name:
        found = codecs.lookup(name)
        if not found._is_text_encoding:
            raise LookupError(name)
        "é".encode(found.name, "ignore").decode(found.name)  # what can't be used at all fails here
        _NAMED.append(found.name)


def is_wide(name: str) -> bool:
    """Return whether this encoding writes a line break not as in ASCII, as UTF-16 does."""
    return "\n".encode(name).removeprefix(codecs.BOM_UTF16) != b"\n"


def is_of_seven_bits(name: str) -> bool:
    """Return whether this encoding writes all text in ASCII bytes, as ISO-2022-JP does."""
    return any(
        each.encode(name, "ignore").isascii() and each.encode(name, "ignore") for each in "é日한"
    )


def named_encoding() -> str:
    """Return the encoding that was named, "" if there is none."""
    return "".join(_NAMED)
