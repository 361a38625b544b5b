"""A logo for documents on our own template: a PNG or JPEG, read and judged before it is used."""

from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import FocusgroupError

LARGEST_LOGO = 5 << 20
"""Bytes; a logo for print has 0.1 MB."""

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_CM = 360_000
"""English Metric Units in a centimetre."""


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture's bytes, and how many times wider than high it is."""

    data: bytes
    shape: float

    def height(self, most_high: float, most_wide: float) -> int:
        """Return the height (EMU) that keeps it within *most_high* by *most_wide* centimetres."""
        return round(min(most_high, most_wide / self.shape) * _CM)


def read_logo(path: Path) -> Logo:
    """Return the logo at *path*. Raises FocusgroupError, with what to do, if Word can't show it."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_LOGO + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refuse(path, f"can't be read ({reason})") from error
    if len(data) > LARGEST_LOGO:
        raise _refuse(path, f"is larger than {LARGEST_LOGO >> 20} MB; save a smaller one")
    if not any(data.startswith(start) for start in _KINDS):
        svg = path.suffix.casefold() == ".svg" or b"<svg" in data[:2_000]
        what = "is an SVG" if svg else "is neither a PNG nor a JPEG"
        raise _refuse(path, f"{what}; save it as PNG or JPEG and name that file")
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
        wide, high = int(image.px_width), int(image.px_height)
    except Exception as error:
        # python-docx raises whatever a damaged header leads to.
        raise _refuse(path, "is damaged; save it again as PNG or JPEG") from error
    if not 0.02 < (wide / high if high else 0) < 50:
        raise _refuse(path, f"measures {wide} by {high} pixels; save one of a usual shape")
    return Logo(data, wide / high)


def _refuse(path: Path, why: str) -> FocusgroupError:
    return FocusgroupError(f"The logo {path} {why}.")
