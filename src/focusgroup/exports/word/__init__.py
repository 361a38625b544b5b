"""The Word documents: the summary of a report, the commitments log, the moderator's guide.

Loaded only when used: python-docx and lxml take 121 ms, which other formats and the start avoid.
"""

from typing import TYPE_CHECKING

from focusgroup.core.doors import lazy_door

if TYPE_CHECKING:
    from focusgroup.exports.word.company_template.telling import TemplateFact, template_facts
    from focusgroup.exports.word.frame import Template
    from focusgroup.exports.word.guide import write_guide
    from focusgroup.exports.word.letter import write_letter
    from focusgroup.exports.word.ooxml.native_chart import NativeChart, Series, workbook
    from focusgroup.exports.word.ooxml.package import write_parts
    from focusgroup.exports.word.ooxml.styles import COLOURS, MUTED, NAVY
    from focusgroup.exports.word.pages import Pages, open_pages
    from focusgroup.exports.word.picture import page_suffix, write_page_one
    from focusgroup.exports.word.register import write_register
    from focusgroup.exports.word.summary import write_word

__all__ = [
    "COLOURS",
    "MUTED",
    "NAVY",
    "NativeChart",
    "Pages",
    "Series",
    "Template",
    "TemplateFact",
    "open_pages",
    "page_suffix",
    "template_facts",
    "workbook",
    "write_guide",
    "write_letter",
    "write_page_one",
    "write_parts",
    "write_register",
    "write_word",
]

__getattr__ = lazy_door(
    __name__,
    {
        "company_template.telling": "TemplateFact template_facts",
        "frame": "Template",
        "guide": "write_guide",
        "letter": "write_letter",
        "ooxml.native_chart": "NativeChart Series workbook",
        "ooxml.package": "write_parts",
        "ooxml.styles": "COLOURS MUTED NAVY",
        "pages": "Pages open_pages",
        "picture": "page_suffix write_page_one",
        "register": "write_register",
        "summary": "write_word",
    },
)
