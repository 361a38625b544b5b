"""What names a database on a server, and what is shown and kept of it."""

import pytest

from focusgroup.core.errors import UsageError
from focusgroup.store.engine.location import database_at, default_db
from focusgroup.store.engine.servers import place_of, read_server, refuse_password, server_of

URL = "postgresql://anna:s3cret%40@db.example.org:6000/groups?sslmode=verify-full"


def test_a_server_is_shown_without_its_password() -> None:
    place = database_at(URL)
    server = server_of(place)
    assert server is not None
    shown = f"{server} {server!r} {place}"
    assert "s3cret" not in shown
    assert str(server) == "postgresql://anna@db.example.org:6000/groups"


def test_one_database_has_one_place_here_whoever_asks() -> None:
    assert place_of(URL) == place_of("postgres://bo@db.example.org:6000/groups")
    assert place_of(URL) != place_of("postgres://bo@db.example.org/groups")
    assert place_of(URL) != place_of("postgres://bo@db.example.org:6000/others")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://",
        "postgresql://host",
        "postgresql://host:port/db",
        "postgresql:///db",
        "postgresql://ho st/db",
        "postgresql://host/db#x",
        "postgresql://host/db?sslmode",
        "postgresql://[::1/db",
        "postgresql://host/db\n",
    ],
)
def test_a_url_that_names_no_database_is_refused_without_a_traceback(url: str) -> None:
    with pytest.raises(UsageError, match="postgresql://anna@"):
        database_at(url)


@pytest.mark.parametrize("url", [URL, "postgresql://h/db?user=a&password=s3cret"])
def test_a_password_on_the_command_line_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match="PGPASSWORD") as refused:
        refuse_password(url)
    assert "s3cret" not in str(refused.value)
    refuse_password("postgresql://anna@h/db")
    refuse_password("~/groups.db")


def test_the_configuration_may_name_the_database(home: object) -> None:
    from focusgroup.store.engine.location import config_file

    config_file().parent.mkdir(parents=True)
    config_file().write_text('database = "postgresql://anna@h/groups"\n')
    assert str(server_of(default_db())) == "postgresql://anna@h/groups"


def test_a_socket_s_folder_may_be_the_host() -> None:
    found = read_server("postgresql://anna@/groups?host=/var/run/postgresql")
    assert (found.host, found.database) == ("/var/run/postgresql", "groups")
