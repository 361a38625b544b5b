"""A style as data and as its element in ``word/styles.xml``, and the properties of styles.

Sizes are half points, lengths twentieths of a point (twips).
"""

from dataclasses import dataclass
from enum import StrEnum

from focusgroup.exports.word.ooxml.markup import style_id


class Of(StrEnum):
    """What a style applies to, in Word's terms."""

    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Style:
    """One style: *paragraph* and *run* are its properties in WordprocessingML."""

    name: str
    of: Of = Of.PARAGRAPH
    paragraph: str = ""
    run: str = ""
    based: str = "Normal"
    next: str = ""
    extra: str = ""

    @property
    def own(self) -> bool:
        """Whether it is ours, not one of Word's built-in styles."""
        return self.name.startswith("FG ")

    def xml(self) -> str:
        """Return the ``w:style`` element."""
        custom = ' w:customStyle="1"' if self.own else ""
        based = f'<w:basedOn w:val="{style_id(self.based)}"/>' if self.based else ""
        following = f'<w:next w:val="{style_id(self.next)}"/>' if self.next else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        run = f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="{self.of}"{custom} w:styleId="{style_id(self.name)}">'
            f'<w:name w:val="{self.name}"/>{based}{following}<w:qFormat/>'
            f"{paragraph}{run}{self.extra}</w:style>"
        )


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def space(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def edge(side: str, size: int, space: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'
