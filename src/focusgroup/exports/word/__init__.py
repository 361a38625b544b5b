"""The Word summary: from a ``Report`` to a ``.docx``."""

from focusgroup.exports.word.summary import suggested_name, write_summary, write_word

__all__ = ["suggested_name", "write_summary", "write_word"]
