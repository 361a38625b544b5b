"""Regular expressions that wait to be compiled: all of them can be, and act as compiled ones do."""

import ast
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from unittest.mock import patch

import focusgroup
from focusgroup.core.patterns import _UnusedPattern, lazy_pattern


def test_every_pattern_of_the_program_compiles() -> None:
    found = 0
    for module in walk_packages(focusgroup.__path__, "focusgroup."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, _UnusedPattern):
                assert re.compile(value.pattern, value._flags), f"{module.name}.{name}"
                found += 1
    assert found > 200


def test_a_pattern_is_compiled_once_and_only_when_it_is_used() -> None:
    with patch("focusgroup.core.patterns.re.compile", wraps=re.compile) as compile_:
        word = lazy_pattern("(?P<first>a)b", re.IGNORECASE)
        assert word.pattern == "(?P<first>a)b"
        compile_.assert_not_called()
        assert word.sub("-", "xABab") == "x--"
        assert [match["first"] for match in word.finditer("ab AB")] == ["a", "A"]
        assert word.groups == 1
        assert word.fullmatch("ab")
        assert word.match("abc")
        assert not word.search("b")
    assert compile_.call_count == 2  # `groups` is no method, and nobody asks for it often


def test_none_is_given_to_a_function_of_re_which_takes_only_compiled_ones() -> None:
    wrong = []
    for path in Path(focusgroup.__file__).parent.rglob("*.py"):
        source = path.read_text("utf-8")
        if "lazy_pattern(" not in source:
            continue
        tree = ast.parse(source)
        lazy = {
            target.id
            for each in tree.body
            if isinstance(each, ast.Assign) and "lazy_pattern(" in ast.unparse(each.value)
            for target in each.targets
            if isinstance(target, ast.Name)
        }
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and call.args
                and ast.unparse(call.func).startswith("re.")
            ):
                named = {each.id for each in ast.walk(call.args[0]) if isinstance(each, ast.Name)}
                wrong += [f"{path.name}:{call.lineno} {name}" for name in named & lazy]
    assert not wrong
