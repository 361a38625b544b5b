"""Decode a guide in plain text or Markdown, in whatever encoding an editor saved it."""

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.pieces import OtherFile, Remark
from focusgroup.imports.text_encoding import decoded

_WIDE = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"))
_BINARY = lazy_pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_MOST_BINARY = 0.01
_STRAY = 20
"""Control characters that a text may have however short it is; they are taken out and counted."""

_LOOKED_AT = 100_000


def read_text(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return the text of *data*, and a remark if its encoding was guessed.

    Raises OtherFile for bytes that aren't text, FocusgroupError if another encoding was named.
    """
    wide = next((name for mark, name in _WIDE if data.startswith(mark)), None)
    if b"\x1b$B" in data[:_LOOKED_AT] and data.isascii():
        wide = "iso2022_jp"  # the Japanese of mails
    assumed = ""
    if wide:
        text = data.decode(wide, "replace")
    else:
        found = decoded(data)
        if found is None:
            raise OtherFile(*_not_text(data))
        text, assumed = found.text, found.assumed
    start = text[:_LOOKED_AT]
    if len(_BINARY.findall(start)) > _MOST_BINARY * len(start) + _STRAY:
        raise OtherFile("a file for programs", "name the guide: Markdown, .docx, .odt or text")
    if not assumed:
        return text, ()
    remark = Remark(
        f"the text is not UTF-8; it was read as {assumed}",
        "look at the letters with accents; if they are wrong, name another with --encoding",
    )
    return text, (remark,)


def _not_text(data: bytes) -> tuple[str, str]:
    """Return what *data* seems to be, with the line of the first byte that isn't UTF-8."""
    advice = "save it as UTF-8 in your editor, or name its encoding with --encoding"
    if b"\0" in data[:_LOOKED_AT]:
        return "a file for programs", "name the guide: Markdown, .docx, .odt or text"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"not UTF-8 (line {line} has the byte 0x{data[error.start]:02X})", advice
    return "a file with control characters", advice
