"""Connect to a server, with the settings and types that all our connections have."""

import asyncio
import random
import socket
import time
from typing import Any, TypeAlias

import asyncpg

from focusgroup.store.engine.servers import DbServer

Connection: TypeAlias = asyncpg.Connection

CONNECT_S = 10.0
"""Seconds until a server that does not answer counts as unreachable."""
ANSWER_S = 60.0
"""Seconds that one statement may take; counting a million quotes takes a few."""
SETTINGS = {
    "application_name": "focusgroup",
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    # A program whose machine is gone is found out within half a minute.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}


async def connect(
    server: DbServer, *, alive_s: float = ANSWER_S, patient_s: float = 0.0
) -> Connection:
    """Return a connection whose statements may take *alive_s* seconds each.

    A server that has no connection left is asked again for *patient_s* seconds.
    """
    end = time.monotonic() + patient_s
    while True:
        try:
            connection = await _connect(server, alive_s)
            break
        except asyncpg.TooManyConnectionsError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(random.uniform(0.1, 0.5))
    try:
        await _with_plain_values(connection)
    except BaseException:
        connection.terminate()
        raise
    _keep_alive(connection)
    return connection


async def _connect(server: DbServer, alive_s: float) -> Connection:
    return await asyncpg.connect(
        server.url,
        timeout=CONNECT_S,
        command_timeout=alive_s,
        statement_cache_size=400,
        server_settings=SETTINGS,
    )


async def _with_plain_values(connection: Connection) -> None:
    """Give the values that SQLite gives: conditions as 0 and 1, sums as whole numbers."""
    await connection.set_type_codec(
        "bool", schema="pg_catalog", encoder=_no, decoder=_flag, format="binary"
    )
    await connection.set_type_codec(
        "numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text"
    )


def _flag(data: bytes) -> int:
    return data[0]


def _no(value: Any) -> bytes:
    return b"\1" if value else b"\0"


def _number(text: str) -> int | float:
    return float(text) if "." in text or "N" in text else int(text)


def _keep_alive(connection: Connection) -> None:
    """Have the system notice a network that is gone, which says nothing by itself."""
    transport = getattr(connection, "_transport", None)
    found = transport.get_extra_info("socket") if transport else None
    if found is None or found.family not in (socket.AF_INET, socket.AF_INET6):
        return
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
        if option := getattr(socket, name, None):
            found.setsockopt(socket.IPPROTO_TCP, option, value)
