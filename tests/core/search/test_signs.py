"""Signs in a search, and what else a text may have in their place."""

import sys
import unicodedata

from focusgroup.core.search.signs import MOST_FORMS, UNSEEN, as_signs, forms_of, places_of_sign


def test_every_form_of_a_sign_is_known() -> None:
    for point in range(0xA0, sys.maxunicode + 1):
        char = chr(point)
        if 0xD800 <= point < 0xE000 or (form := unicodedata.normalize("NFKC", char)) == char:
            continue
        for sign in form:
            if not sign.isalnum() and not sign.isspace() and not unicodedata.combining(sign):
                assert char in forms_of(sign) or not forms_of(sign), (hex(point), sign)


def test_a_text_with_a_sign_has_one_of_its_forms() -> None:
    for sign in ("👍", "👍🏽", "%", "€", "→", "🏳🌈", "...", "%!"):
        forms = forms_of(sign)
        assert len(forms) <= MOST_FORMS
        assert not forms or any(each in sign for each in forms)
    assert forms_of("👍") == "👍"
    assert set("%％") < set(forms_of("%"))


def test_what_is_not_seen_does_not_count() -> None:
    assert as_signs(f"1{UNSEEN}％") == "1%"
    assert places_of_sign("a ％, 👩\u200d💻", "👩💻") == [(5, 8)]
