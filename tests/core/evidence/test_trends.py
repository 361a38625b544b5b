"""What became of the themes from session to session and account by account."""

from dataclasses import replace

from focusgroup.core.evidence.findings import find
from focusgroup.core.evidence.running import counted
from focusgroup.core.evidence.trends import by_account, by_session, without_new
from focusgroup.core.model import Kind
from tests.exports.reports import large, over_time, planners


def test_a_session_brings_the_themes_that_none_before_it_named():
    new = [trend.new for trend in by_session(counted(over_time()))]
    assert new == [
        ("Reporting > Exports",),
        ("Reporting > Dashboards",),
        ("Reporting > Schedules",),
        (),
        (),
    ]


def test_people_are_counted_once_a_session_and_theme():
    first = by_session(counted(over_time()))[0]
    assert first.mentions == 3
    assert first.themes == {"Reporting > Exports": first.people}
    assert first.room == 10


def test_a_report_on_a_theme_has_no_rows_of_others_and_no_quote_is_lost():
    found = find(over_time())
    assert {row.theme for row in found.rows} == {
        "Reporting > Exports",
        "Reporting > Dashboards",
        "Reporting > Schedules",
    }
    assert found.quotes == len(over_time().quotes)
    assert "Pricing" in {row.theme for row in find(replace(over_time(), theme="")).rows}


def test_sessions_without_new_themes_are_counted_from_the_last_one_back():
    trends = by_session(counted(over_time()))
    assert without_new(trends) == 1
    assert without_new(trends[:3]) == 0
    assert without_new(()) == 0


def test_accounts_count_people_before_mentions_and_observations_nowhere():
    accounts = by_account(counted(planners()))
    assert sum(account.mentions for account in accounts) == 63
    assert [account.people for account in accounts] == sorted(
        (account.people for account in accounts), reverse=True
    )
    assert all(Kind.OBSERVATION not in account.kinds for account in accounts)
    assert by_account(counted(large(0))) == ()
