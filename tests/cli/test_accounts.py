"""Accounts: what each has told us, was promised, and when it was last heard."""

from collections.abc import Callable

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def heard(focusgroup: Run) -> Run:
    """Two sessions, one two years ago: Acme in both, Brix in the old one, Cato never quoted."""
    for began, people, lines in (
        ("2024-11-20 10:00", ("Anna, planner, Acme", "Bert, buyer, Brix"), "- slow @1\n+ ok @2\n"),
        (
            "2026-11-20 10:00",
            ("Anna, planner, Acme", "Cora, chef, Cato"),
            "- slow @1 #exports\n+ nice @1 #exports\n/promise Send it, Paula, 2026-11-25 @1\n",
        ),
    ):
        named = [each for one in people for each in ("--participant", one)]
        assert focusgroup("session", "new", "customer-visit", *named).code == 0
        ref = focusgroup("session", "list", "--json").json[0]["id"]
        done = focusgroup("session", "capture", ref, "--began", began, "--new-themes", stdin=lines)
        assert done.code == 0, done.err
    return focusgroup


def test_an_account_tells_what_it_said_and_when_it_was_last_heard(heard: Run) -> None:
    rows = {row["name"]: row for row in heard("accounts", "--json").json}
    acme = rows["Acme"]
    assert (acme["problem"], acme["strength"], acme["people"], acme["sessions"]) == (2, 1, 1, 2)
    assert rows["Cato"]["heard_ms"] is None
    assert [row["name"] for row in heard("accounts", "--unheard", "--json").json] == [
        "Brix", "Cato",
    ]  # fmt: skip
    assert len(heard("accounts", "--csv").out.splitlines()) == 4
    shown = heard("accounts", "show", "acme", "--json").json
    assert [(each["path"], each["mentions"]) for each in shown["themes"]] == [("exports", 2)]


def test_a_promise_is_shown_with_the_quotes_behind_it(heard: Run) -> None:
    (made,) = heard("commitments", "page", "--account", "Acme", "--json").json
    assert made["owner"] == "Paula"
    assert len(made["quotes"]) == 2
    assert heard("commitments", "page", "--account", "Brix", "--json").json == []
    heard("commitments", "done", made["id"])
    page = heard("commitments", "page", "--session", "last")
    assert "1 commitment: 1 kept, 0 open" in page.out
    assert "slow" in page.out
    assert "1 kept" in heard("accounts", "show", "Acme").out


@pytest.mark.parametrize(
    "asked",
    [
        ("--kind", "problem"), ("--kind", "context"), ("--since", "2026"), ("--until", "2025"),
        ("--search", "-slow"), ("--search", "is:verbatim"), ("--theme", "exports"),
        ("--speaker", "anna"), ("--account", "ac", "--kind", "strength"), ("--verbatim",),
        ("--untagged",), ("--search", "kind:prob who:bert"),
    ],
)  # fmt: skip
def test_the_accounts_under_filters_count_what_the_list_of_quotes_has(
    heard: Run, asked: tuple[str, ...]
) -> None:
    quotes = [
        quote
        for quote in heard("quotes", *asked, "--json").json
        if quote["kind"] in ("problem", "strength", "missing_feature")
    ]
    rows = heard("accounts", "list", *asked, "--json").json
    assert {row["name"] for row in rows} >= {quote["account"] for quote in quotes}
    for row in rows:
        its = [quote for quote in quotes if quote["account"] == row["name"]]
        assert row["problem"] == sum(quote["kind"] == "problem" for quote in its)
        assert row["strength"] == sum(quote["kind"] == "strength" for quote in its)
        assert row["people"] == len({quote["speaker"] for quote in its})
        assert row["sessions"] == len({quote["session"] for quote in its})


def test_the_accounts_of_a_session_and_of_nobody_known(heard: Run) -> None:
    rows = heard("accounts", "list", "last", "--json").json
    told = {row["name"]: row["problem"] + row["strength"] for row in rows}
    assert told == {"Acme": 2, "Brix": 0, "Cato": 0}
    assert "does not match one owner" in heard("accounts", "list", "--owner", "Zoe").err
    assert "there is no account" in heard("accounts", "list", "--account", "Zoe").err
