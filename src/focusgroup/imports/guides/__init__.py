"""Read a discussion guide in any format as the Markdown that it becomes.

Word, OpenDocument, web pages, PDF and plain text are taken apart into the same pieces, and written
as one Markdown text, so that `core.agenda` has one set of rules for all of them.
"""

from focusgroup.imports.guides.guide import Guide, read_guide
from focusgroup.imports.guides.pieces import Omitted, Remark

__all__ = ["Guide", "Omitted", "Remark", "read_guide"]
