"""Lines stored outside an encrypted database, each sealed with a key derived from its own."""

import base64
import secrets

from focusgroup.store.encryption.keys import Key

SEAL_MARK = b"~"
"""How a sealed line begins; a JSON line begins with a brace."""
NONCE = 12
PURPOSE = b"focusgroup journal 1"


class Seal:
    """Seals and opens single lines with ChaCha20-Poly1305, each with its own random number.

    Changed or torn lines can't be opened; lines can be removed or swapped, as in any journal.
    """

    def __init__(self, key: Key) -> None:
        # Imported now: sealing must still work when no disk answers any more.
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        self._box = ChaCha20Poly1305(key.derived(PURPOSE))
        self._invalid = InvalidTag

    def close(self, line: bytes) -> bytes:
        """Return *line* as one line that only this key opens."""
        nonce = secrets.token_bytes(NONCE)
        return SEAL_MARK + base64.b64encode(nonce + self._box.encrypt(nonce, line, PURPOSE))

    def open(self, line: bytes) -> bytes:
        """Return the original line. Raises ValueError for one that this key does not open."""
        data = base64.b64decode(line.removeprefix(SEAL_MARK), validate=True)
        try:
            return self._box.decrypt(data[:NONCE], data[NONCE:], PURPOSE)
        except self._invalid as error:
            raise ValueError("sealed with another key, or damaged") from error


def seal_line(line: bytes, seal: Seal | None) -> bytes:
    """Return *line* as it is written: sealed if there is a seal."""
    return seal.close(line) if seal else line


def open_line(line: bytes, seal: Seal | None) -> bytes:
    """Return a line as it was before it was sealed; an unsealed one as it is.

    Raises ValueError for a line that can't be opened.
    """
    if not line.startswith(SEAL_MARK):
        return line
    if seal is None:
        raise ValueError("sealed, and no key was given")
    return seal.open(line)
