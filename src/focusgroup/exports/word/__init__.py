"""The Word documents: the summary of a report, the commitments log, the moderator's guide.

Loaded only when used: python-docx and lxml take 121 ms, which other formats and the start avoid.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from focusgroup.exports.word.making import Making, Paper

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
    "Making",
    "NativeChart",
    "Pages",
    "Paper",
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

_MODULES = {
    **dict.fromkeys(("COLOURS", "MUTED", "NAVY"), "ooxml.styles"),
    **dict.fromkeys(("NativeChart", "Series", "workbook"), "ooxml.native_chart"),
    "write_parts": "ooxml.package",
    "Pages": "pages",
    "Template": "frame",
    "TemplateFact": "company_template.telling",
    "open_pages": "pages",
    "page_suffix": "picture",
    "template_facts": "company_template.telling",
    "write_guide": "guide",
    "write_letter": "letter",
    "write_page_one": "picture",
    "write_register": "register",
    "write_word": "summary",
}


def __getattr__(name: str) -> object:
    """Import the module of *name*, with the libraries it needs."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
