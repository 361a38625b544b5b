"""The Word summary: from a ``Report`` to a ``.docx``."""

from focusgroup.exports.word.summary import Making, suggested_name, write_word

__all__ = ["Making", "suggested_name", "write_word"]
