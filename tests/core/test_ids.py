"""Ids: UUIDv7 that sort as they were made."""

import uuid

from focusgroup.core.ids import new_id


def test_an_id_is_a_uuid_of_version_7_with_its_time() -> None:
    made = uuid.UUID(new_id(1_760_000_000_123))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == 1_760_000_000_123


def test_ids_of_one_moment_rise_and_are_different() -> None:
    made = [new_id(1_760_000_000_123) for _ in range(4_000)]
    assert made == sorted(set(made))


def test_ids_of_one_moment_rise_whatever_is_made_between_them() -> None:
    made = [(new_id(1_760_000_000_123), new_id(), new_id(1_760_000_000_999)) for _ in range(50)]
    for column in zip(*made, strict=True):
        assert list(column) == sorted(set(column))


def test_more_ids_of_one_moment_than_it_can_count_rise_too() -> None:
    made = [new_id(1_760_000_000_123) for _ in range(9_000)]
    assert made == sorted(set(made))


def test_a_clock_that_went_back_makes_ids_of_its_own_time() -> None:
    later, earlier = new_id(2_000_000_000_000), new_id(1_000_000_000_000)
    assert earlier < later
    assert new_id(1_000_000_000_000) > earlier
