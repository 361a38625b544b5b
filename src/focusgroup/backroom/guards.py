"""Who may ask the server what: the link's secret, signed cookies, hosts, origins, how often."""

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
ANY_ADDRESS = ("0.0.0.0", "::")
SECURE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Server": "focusgroup",
}
MOST_ADDRESSES = 10_000
"""Addresses whose requests are counted; then counting starts anew."""


def page_policy(nonce: str) -> str:
    """Return the content security policy of the page: its own script and style, nothing else."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}';"
        " img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )


class Cookies:
    """Signs who listens: ``observer.signature``, with an empty observer before the sign-in."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        # Cookies know no ports: two rooms on one machine must not take each other's.
        self.name = f"backroom_{hashlib.sha256(self._secret).hexdigest()[:8]}"

    def opens(self, secret: str) -> bool:
        """Return whether it is the secret of the link."""
        return hmac.compare_digest(secret.encode("utf-8", "replace"), self._secret)

    def value(self, observer: str) -> str:
        """Return the value of the cookie for an observer."""
        return f"{observer}.{self._signature(observer)}"

    def observer(self, value: str | None) -> str | None:
        """Return the observer's id, "" for one who has the link only, None for nobody."""
        observer, _, signature = (value or "").rpartition(".")
        right = self._signature(observer)
        return observer if hmac.compare_digest(signature.encode(), right.encode()) else None

    def _signature(self, observer: str) -> str:
        return hmac.new(self._secret, observer.encode(), hashlib.sha256).hexdigest()


def hosts_of(address: str, names: Iterable[str], port: int) -> frozenset[str]:
    """Return what a Host header may say, in lower case: no foreign name leads a browser here."""
    hosts = {address, LOOPBACK, "localhost", *(name.lower() for name in names)}
    if address in ANY_ADDRESS:
        hosts |= {*own_addresses(), outward(address)}
    shown = {f"[{each}]" if ":" in each else each for each in hosts}
    return frozenset({f"{each}:{port}" for each in shown} | (shown if port in (80, 443) else set()))


def own_addresses() -> set[str]:
    """Return the names and addresses of this machine, as far as it knows them."""
    name = socket.gethostname().lower()
    found = {name, f"{name}.local"}
    with suppress(OSError):
        found |= {str(each[4][0]) for each in socket.getaddrinfo(name, None)}
    return found


def outward(address: str) -> str:
    """Return *address*, or for any address the one by which others reach this machine."""
    if address in ANY_ADDRESS:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # sends nothing; tells which address would be used
            return str(probe.getsockname()[0])
        return socket.gethostname().lower()
    return address


def is_loopback(address: str) -> bool:
    """Return whether an address is this machine's own and no other machine can reach it."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def same_origin(headers: Mapping[str, str], host: str, *, secure: bool) -> bool:
    """Return whether a POST comes from our own page, by what the browser says about it."""
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = urlsplit(headers.get("Origin", ""))
    return (origin.scheme, origin.netloc) == ("https" if secure else "http", host)


class RateLimit:
    """At most *most* requests in *seconds* from one address or observer."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._used: dict[str, tuple[float, float]] = {}

    def allows(self, who: str, now_s: float) -> bool:
        """Count one more request of *who*; return whether it is allowed."""
        if len(self._used) > MOST_ADDRESSES:
            self._used.clear()
        used, since = self._used.get(who, (0.0, now_s))
        used = max(0.0, used - (now_s - since) * self._most / self._seconds)
        allowed = used + 1 <= self._most
        self._used[who] = (used + 1 if allowed else used), now_s
        return allowed
