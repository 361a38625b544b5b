"""The sections of our own pages: one continued on the same page, in one column or in several."""

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GAP = 480
"""Twips between two columns."""

_AHEAD = frozenset(("footnotePr", "endnotePr"))
_BEHIND = frozenset(
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings".split()
)


def in_columns(section: str, columns: int) -> tuple[str, int]:
    """Return *section* continued on its page in so many *columns*, and how wide each is (twips).

    It keeps headers, footers and paper of what is before it.
    """
    made = etree.fromstring(section)
    for each in list(made):
        name = etree.QName(each).localname
        if name in ("headerReference", "footerReference", "titlePg", "type", "cols"):
            made.remove(each)
        if name == "pgNumType":
            each.attrib.pop(f"{_W}start", None)
    ahead = sum(etree.QName(each).localname in _AHEAD for each in made)
    made.insert(ahead, etree.Element(f"{_W}type", {f"{_W}val": "continuous"}))
    behind = sum(etree.QName(each).localname in _BEHIND for each in made)
    place = len(made) - behind
    form = {f"{_W}num": str(columns), f"{_W}space": str(_GAP)} if columns > 1 else {}
    made.insert(place, etree.Element(f"{_W}cols", form))
    wide = _width(made) - _GAP * (columns - 1)
    text: str = etree.tostring(made, encoding="unicode", with_tail=False)
    return text, wide // columns


def _width(section: etree._Element) -> int:
    """Return the width of the text in twips."""

    def twips(name: str, attribute: str, otherwise: int) -> int:
        found = section.find(f"{_W}{name}")
        value = None if found is None else found.get(f"{_W}{attribute}")
        try:
            return round(float(value)) if value else otherwise
        except (ValueError, OverflowError):
            return otherwise

    sides = twips("pgMar", "left", 1440) + twips("pgMar", "right", 1440)
    return twips("pgSz", "w", 12240) - sides - twips("pgMar", "gutter", 0)
