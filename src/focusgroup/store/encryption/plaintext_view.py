"""The decrypted bytes of a file, for a search with the key.

In an encrypted file no words can be found, whether they are in it or not. A search for words
reads through this module, page by page and without SQLite, so deleted data is seen too.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import MAC, PAGE, SALT, Key
from focusgroup.store.encryption.sealed_lines import SEAL_MARK, Seal, open_line

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC

IV = 16
"""Bytes after a page's text: the initialisation vector of its encryption."""
END = PAGE - MAC - IV
LOG_HEADER, FRAME_HEADER = 32, 24
"""Bytes before the log's frames, and before the page in each of them."""
LOGS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
BLOCK = 1 << 23


def plain_blocks(path: Path) -> Iterator[bytes]:
    """Yield the contents of the file, decrypted if it is encrypted. Raises `keys.Locked`."""
    page = keys.first_page(path)
    if page.lstrip(b"\n").startswith(SEAL_MARK):
        yield from _lines(path)
    elif page.startswith(LOGS) and (
        key := keys.key_of(path.with_name(path.name.removesuffix("-wal")))
    ):
        yield from _pages(path, key, LOG_HEADER, FRAME_HEADER)
    elif key := keys.key_of(path):
        yield from _pages(path, key, 0, 0)
    else:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def _pages(path: Path, key: Key, start: int, before: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        number = 0
        while len(frame := file.read(before + PAGE)) == before + PAGE:
            header, page = frame[:before], frame[before:]
            number = int.from_bytes(header[:4], "big") if header else number + 1
            yield _decrypted(page, number, key)


def _decrypted(page: bytes, number: int, key: Key) -> bytes:
    # The first page of a file begins with the salt, which is not encrypted.
    begin = SALT if number == 1 else 0
    decryptor = _cipher(key, page[END : END + IV]).decryptor()
    return decryptor.update(page[begin:END]) + decryptor.finalize()


def _cipher(key: Key, start: bytes) -> "Cipher[CBC]":
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    return Cipher(AES(key.for_pages()), CBC(start))


def fill_damaged_pages(path: Path, key: Key, most: int) -> None:
    """Replace each damaged or missing page by an empty one.

    SQLCipher stops reading a file at the first damaged page. The first page, which holds the
    number of pages (*most* bytes at most), is left as it is.
    """
    number, whole = 0, 0
    with path.open("r+b") as file:
        while page := file.read(PAGE):
            number += 1
            right = key.opens(page, number)
            if number == 1 and right:
                header = bytes(SALT) + _decrypted(page, 1, key)
                whole = int.from_bytes(header[28:32], "big")
            elif number > 1 and not right:
                file.seek((number - 1) * PAGE)
                file.write(_empty(number, key))
        for missing in range(number + 1, min(whole, most // PAGE) + 1):
            file.write(_empty(missing, key))


def _empty(number: int, key: Key) -> bytes:
    start = secrets.token_bytes(IV)
    encryptor = _cipher(key, start).encryptor()
    said = encryptor.update(bytes(END)) + encryptor.finalize() + start
    return said + key.proof(said, number)


def _lines(path: Path) -> Iterator[bytes]:
    seals = [Seal(key) for key in keys.known_keys()]
    for line in path.read_bytes().split(b"\n"):
        for seal in seals:
            try:
                yield open_line(line, seal) + b"\n"
                break
            except ValueError:  # torn, or sealed with another key
                continue
