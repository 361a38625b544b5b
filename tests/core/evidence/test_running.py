"""Counting quotes one by one gives what counting them all at once gives."""

from collections import Counter
from dataclasses import replace
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.evidence.findings import Findings, find
from focusgroup.core.evidence.running import RunningCount
from focusgroup.core.evidence.trends import by_session
from focusgroup.core.model import RANKED_KINDS, Account, Headline, Kind, Quote, Report, Session
from tests.core.evidence.test_findings import report, said

SESSIONS = ("s1", "s2", "s3")
PATHS = ("R", "R > Exports", "R > Exports > PDF", "M", "M > Offline", "Élan")
quotes_of_all = st.lists(
    st.builds(
        lambda who, themes, kind, session, verbatim, stub, agreement: said(
            who,
            *themes,
            account=who[:1] if who > "c" else "",
            kind=kind,
            session=session,
            verbatim=verbatim,
            stub=stub,
            agreement=agreement,
        ),
        st.sampled_from(["", "a1", "b1", "c1", "d1", "d2", "e1"]),
        st.lists(st.sampled_from(PATHS), max_size=3, unique=True),
        st.sampled_from(list(Kind)),
        st.sampled_from(SESSIONS),
        st.booleans(),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=40,
)


def counted(of: Report) -> RunningCount:
    ranked = (quote.themes for quote in of.quotes if quote.kind in RANKED_KINDS)
    count = RunningCount(of, chain.from_iterable(ranked))
    for session in of.sessions:
        for quote in of.quotes:
            if quote.session_id == session.id:
                count.add(quote)
    return count


def rows_without_quotes(found: Findings) -> list[object]:
    return [
        replace(
            row,
            parts=(),
            findings=tuple(replace(each, telling=(), mostly="") for each in row.findings),
        )
        for row in found.rows
    ]


@given(quotes_of_all, st.sampled_from(["", "R", "R > Exports", "M"]))
def test_one_by_one_is_all_at_once(quotes: list[Quote], theme: str) -> None:
    of = replace(
        report(
            quotes,
            people=[("a1", ""), ("d1", "d"), ("z1", "z")],
            accounts=[Account("d", "d", revenue_share=0.25), Account("e", "e")],
            headlines=[Headline("R", Kind.PROBLEM, "it takes weeks")],
        ),
        sessions=tuple(Session(each, each) for each in SESSIONS),
        theme=theme,
    )
    count, found = counted(of), find(of)
    assert list(count.rows()) == rows_without_quotes(found)
    assert count.tally(count.heard) == found.heard
    assert (*count.present(), count.asked) == (found.people, found.accounts, found.asked)
    assert count.observations == len(found.observations)
    for trend in by_session(of):
        kinds = count.kinds.get(trend.session_id, Counter())
        assert {kind: kinds[kind] for kind in RANKED_KINDS if kinds[kind]} == trend.kinds
        assert count.new[trend.session_id] == len(trend.new)
