"""Imports without the garbage collector."""

import gc

import pytest

from focusgroup.system.quick_imports import quick_imports


def test_nothing_is_collected_while_something_is_imported_and_afterwards_it_is() -> None:
    assert gc.isenabled()
    with quick_imports():
        assert not gc.isenabled()
        with quick_imports():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ImportError), quick_imports():
        raise ImportError
    assert gc.isenabled()
