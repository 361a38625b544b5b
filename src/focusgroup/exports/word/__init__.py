"""Write a ``Report`` as a Word document: the summary, the guide, the commitments log."""

from focusgroup.exports.word.summary import Making, suggested_name, write_word

__all__ = ["Making", "suggested_name", "write_word"]
