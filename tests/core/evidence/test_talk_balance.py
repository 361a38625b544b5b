"""Counting turns as they come equals counting them all at the end."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.evidence.talk_balance import Talk
from focusgroup.core.model import Kind, Quote

quotes = st.builds(
    Quote,
    id=st.sampled_from("abcdef"),
    session_id=st.just("s"),
    text=st.just("said"),
    kind=st.sampled_from(list(Kind)),
    at_ms=st.just(0),
    offset_ms=st.integers(0, 10**6),
    participant_id=st.sampled_from([None, "anna", "ben"]),
    section=st.integers(0, 1),
    question=st.integers(-1, 1),
    stub=st.booleans(),
)


@given(st.lists(quotes, max_size=20), st.data())
def test_turns_kept_up_to_date_equal_turns_counted_anew(
    said: list[Quote], data: st.DataObject
) -> None:
    kept: dict[str, Quote] = {}
    talk = Talk()
    for quote in said:
        gone = data.draw(st.booleans()) and quote.id in kept
        talk.put(kept.get(quote.id), None if gone else quote)
        if gone:
            del kept[quote.id]
        else:
            kept[quote.id] = quote
    anew = Talk(kept.values())
    assert +talk.spoken == anew.spoken
    assert talk.unfinished == {id for id, quote in kept.items() if quote.stub}
    for section in (0, 1):
        for question in (-1, 0, 1):
            place = (section, question)
            assert talk.answered(place) == anew.answered(place)


def test_the_last_time_heard_is_the_latest_quote_and_not_the_last_one_written() -> None:
    late = Quote(
        "late", Kind.PROBLEM, 0, id="a", session_id="s", offset_ms=9, participant_id="anna"
    )
    talk = Talk([late, replace(late, id="b", offset_ms=4)])
    assert talk.heard("anna") == 9
    assert talk.heard("ben") == 0
