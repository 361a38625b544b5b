"""The keys of encrypted databases, the engine that opens them, and sealed journal lines."""

from focusgroup.store.encryption.keys import (
    MAGIC,
    TRIES,
    Key,
    Locked,
    assign_key,
    assign_temporary_key,
    begin_keys,
    encrypted_or_foreign,
    first_page,
    forget_key,
    is_encrypted,
    key_of,
    known_keys,
    looks_encrypted,
    need_encryption_extra,
    stop_asking,
    unlock,
)
from focusgroup.store.encryption.plaintext_view import fill_damaged_pages, plain_blocks
from focusgroup.store.encryption.sealed_lines import SEAL_MARK, Seal, open_line, seal_line
from focusgroup.store.encryption.sqlcipher import connect_encrypted

__all__ = [
    "MAGIC",
    "SEAL_MARK",
    "TRIES",
    "Key",
    "Locked",
    "Seal",
    "assign_key",
    "assign_temporary_key",
    "begin_keys",
    "connect_encrypted",
    "encrypted_or_foreign",
    "fill_damaged_pages",
    "first_page",
    "forget_key",
    "is_encrypted",
    "key_of",
    "known_keys",
    "looks_encrypted",
    "need_encryption_extra",
    "open_line",
    "plain_blocks",
    "seal_line",
    "stop_asking",
    "unlock",
]
