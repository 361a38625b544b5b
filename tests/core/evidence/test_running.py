"""Counting quotes one by one gives what counting them all at once gives."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.evidence.findings import find, rows_of
from focusgroup.core.evidence.rollup import is_under
from focusgroup.core.evidence.running import counted
from focusgroup.core.evidence.trends import by_session
from focusgroup.core.model import RANKED_KINDS, Account, Headline, Kind, Quote, Session
from tests.core.evidence.plainly import find_plainly
from tests.core.evidence.test_findings import report, said

SESSIONS = ("s1", "s2", "s3")
PATHS = ("R", "R > Exports", "R > Exports > PDF", "M", "M > Offline", "Élan")
quotes_of_all = st.lists(
    st.builds(
        lambda who, themes, kind, session, verbatim, stub, agreement, at_ms: replace(
            said(
                who,
                *themes,
                account=who[:1] if who > "c" else "",
                kind=kind,
                session=session,
                verbatim=verbatim,
                stub=stub,
                agreement=agreement,
            ),
            at_ms=at_ms,
        ),
        st.sampled_from(["", "a1", "b1", "c1", "d1", "d2", "e1"]),
        st.lists(st.sampled_from(PATHS), max_size=3, unique=True),
        st.sampled_from(list(Kind)),
        st.sampled_from(SESSIONS),
        st.booleans(),
        st.booleans(),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=40,
)


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
    assert find(of) == find_plainly(of)
    count = counted(of)
    assert [quote.id for quote in count.observed()] == [
        quote.id for quote in of.in_order() if quote.is_observation
    ]
    met: set[str] = set()
    for trend in by_session(count):
        here = [quote for quote in of.in_order() if quote.session_id == trend.session_id]
        ranked = [quote for quote in here if quote.kind in RANKED_KINDS]
        assert trend.kinds == Counter(quote.kind for quote in ranked)
        assert trend.people == len({quote.speaker for quote in ranked} - {""})
        named = [path for quote in ranked for path in quote.themes if is_under(path, theme)]
        assert trend.new == tuple(path for path in dict.fromkeys(named) if path not in met)
        met.update(named)


@given(quotes_of_all)
def test_the_number_of_a_quote_that_is_shown_is_its_place_in_the_log(quotes: list[Quote]) -> None:
    of = replace(report(quotes), sessions=tuple(Session(each, each) for each in SESSIONS))
    count = counted(of)
    shown = [q for row in rows_of(count) for found in row.findings for q in found.telling]
    log = [quote.id for quote in of.in_order() if not quote.is_observation]
    assert {quote.id: log.index(quote.id) + 1 for quote in shown} == count.numbers
