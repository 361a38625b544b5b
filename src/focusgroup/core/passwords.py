"""Leave passwords out of what is shown: those in URLs, and in the settings of a server."""

from focusgroup.core.patterns import lazy_pattern

# A password may hold any sign, also `@`, `/` and `:`, so it lasts until the last `@` of the word.
_IN_URL = lazy_pattern(r"((?:\w:/{0,3}|//)[^\s:/@]*):\S*@")
_AS_SETTING = lazy_pattern(
    r"""((?!passfile)(?<![\w-])(?:\w*pass\w*|pwd|\w*secret|\w*token)\s*=\s*)"""
    r"""('(?:[^'\\]|\\.)*'?|"[^"]*"?|[^\s&'"]+)""",
    2,  # re.IGNORECASE
)
_AS_DATABASE = (
    lazy_pattern(r"""['"\s]*(?:jdbc:)?(?:postgres\w*|pg(?:sql)?)(?:\+\w+)?:""", 2),
    lazy_pattern(r"(?:.*\s)?password\s*=\s*\S|(?:host|dbname|user|port)\w*\s*=\s*\S+\s+\w+\s*="),
    lazy_pattern(r"[^/\\\s:@]{2,}:(?!//)[^@]+@[^/\\\s@]+/\S*"),
)


def without_passwords(text: str) -> str:
    """Return a message with `…` in place of passwords that somebody wrote into an address."""
    if "@" in text:
        text = _IN_URL.sub(r"\1:…@", text)
    return _AS_SETTING.sub(r"\1…", text) if "=" in text else text


def holds_password(argument: str) -> bool:
    """Return whether an argument of a command line is a server's address with a password."""
    value = argument.partition("=")[2] if argument.startswith("-") else argument
    return names_a_server(value) and without_passwords(value) != value


def as_handed_on(url: str) -> str:
    """Return an address for another program: without a password, "" if it can't be taken out."""
    bare = _IN_URL.sub(r"\1@", url)
    return bare if without_passwords(bare) == bare else ""


def names_a_server(text: str) -> bool:
    """Return whether *text* is meant as a server's database, however it is written.

    As another program takes it (``postgresql+asyncpg://``, ``host=… password=…``), in quotes, or
    without its first part: as a file's name it would hold a password.
    """
    return any(pattern.match(text) for pattern in _AS_DATABASE)
