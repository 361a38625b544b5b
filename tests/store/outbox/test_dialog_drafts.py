"""What is typed into a dialog: each program its own, and for as long as it is of use."""

import pytest

from focusgroup.store import Db
from focusgroup.store.outbox import DialogPlace, forget_dialog, load_dialog, save_dialog
from focusgroup.store.outbox.dialog_drafts import KEPT_DAYS
from tests.store.conftest import NOW

pytestmark = pytest.mark.both_engines

HERE, ELSEWHERE = DialogPlace("define", "t1"), DialogPlace("define", "t2")


async def test_the_last_texts_are_kept_for_their_dialog_until_they_are_forgotten(db: Db) -> None:
    assert await load_dialog(db, HERE) is None
    await save_dialog(db, HERE, {"0": "what"}, NOW)
    await save_dialog(db, HERE, {"0": "what it is 👍\x1b[31m", "1": "导出"}, NOW + 1)
    found = await load_dialog(db, HERE)
    assert found is not None
    assert (found.at_ms, found.fields["1"], "\x1b" in found.fields["0"]) == (NOW + 1, "导出", False)
    assert await load_dialog(db, ELSEWHERE) is None
    assert await load_dialog(db, DialogPlace("rename", "t1")) is None
    await forget_dialog(db, HERE)
    assert await load_dialog(db, HERE) is None


async def test_what_is_damaged_or_of_long_ago_is_not_offered(db: Db) -> None:
    await save_dialog(db, HERE, {"0": "old"}, NOW)
    await save_dialog(db, ELSEWHERE, {"0": "new"}, NOW + KEPT_DAYS * 86_400_000 + 1)
    assert await load_dialog(db, HERE) is None
    for damaged in ("{", "[]", '{"0": 3}'):
        await db.write(
            lambda tx, text=damaged: tx.run(
                "UPDATE dialog_draft SET fields = :text", {"text": text}
            )
        )
        found = await load_dialog(db, ELSEWHERE)
        assert found is not None
        assert dict(found.fields) == {}
