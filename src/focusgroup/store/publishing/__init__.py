"""Send a session to another database: what it holds, what becomes of it there, and what is kept."""

from focusgroup.store.publishing.publish import Repository, publish_session
from focusgroup.store.publishing.record import Publication, read_publication, take_back

__all__ = ["Publication", "Repository", "publish_session", "read_publication", "take_back"]
