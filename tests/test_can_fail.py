"""Every test can fail: it checks something, and what it checks is not always so."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
RAISE = {"raises", "warns", "fail", "skip", "assertValid", "refuse_binary"}
"""What raises by itself where something is wrong, beside a helper that asserts."""


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    at = node.func
    return at.attr if isinstance(at, ast.Attribute) else at.id if isinstance(at, ast.Name) else ""


def checks(nodes: list[ast.AST], known: set[str]) -> bool:
    """Whether anything among *nodes* can fail."""
    return any(
        isinstance(node, (ast.Assert, ast.Raise))
        or (isinstance(node, ast.Call) and called(node) in known)
        for node in nodes
    )


def always(test: ast.expr) -> bool:
    """Whether what is asserted can't be otherwise: a literal, itself, any exit code, any result."""
    if isinstance(test, (ast.Constant, ast.Tuple, ast.JoinedStr)):
        return True
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        left, op, right = test.left, test.ops[0], test.comparators[0]
        if isinstance(left, ast.Call) and called(left) == "len" and isinstance(op, ast.GtE):
            return ast.unparse(right) == "0"
        if isinstance(op, ast.In) and isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            return all(isinstance(each, ast.Constant) and type(each.value) is int
                       for each in right.elts)  # fmt: skip
        return ast.dump(left) == ast.dump(right)
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        shown = [ast.unparse(each) for each in test.values]
        either = any(f"not {each}" in shown for each in shown)
        if either or any(always(each) for each in test.values):
            return True
        return shown[0].endswith(" is None") and shown[1].startswith("isinstance(")
    return isinstance(test, ast.BoolOp) and all(always(each) for each in test.values)


SWALLOWS = {"Exception", "BaseException", "AssertionError"}


def unheard(node: ast.AST) -> bool:
    """Whether what fails in a block is never heard of, or the block is never run."""
    body = getattr(node, "body", ()) if isinstance(node, ast.stmt) else ()
    inner = [each for part in body for each in ast.walk(part)]
    if not any(isinstance(each, ast.Assert) for each in inner):
        return False
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return isinstance(node.iter, (ast.Tuple, ast.List)) and not node.iter.elts
    if isinstance(node, (ast.If, ast.While)):
        return isinstance(node.test, ast.Constant) and not node.test.value
    if isinstance(node, (ast.With, ast.AsyncWith)):
        calls = [each.context_expr for each in node.items]
        return any(
            isinstance(each, ast.Call)
            and called(each) == "suppress"
            and not SWALLOWS.isdisjoint(map(ast.unparse, each.args))
            for each in calls
        )
    return isinstance(node, ast.Try) and any(
        (
            each.type is None
            or not SWALLOWS.isdisjoint(ast.unparse(each.type).strip("()").split(", "))
        )
        and not checks([part for line in each.body for part in ast.walk(line)], RAISE)
        for each in node.handlers
    )


def without_teeth(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Each test that can't fail, or one of its assertions."""
    functions = [
        (f"{path}:{node.lineno} {node.name}", node.name, list(ast.walk(node)))
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    known, before = set(RAISE), 0
    while len(known) > before:
        before = len(known)
        known |= {name for _, name, nodes in functions if checks(nodes, known)}
    for place, name, nodes in functions:
        if name.startswith("test_"):
            if not checks(nodes, known - {name}):
                yield place
            for node in nodes:
                if unheard(node):
                    yield f"{place}: {ast.unparse(node).partition(chr(10))[0]}"
                if isinstance(node, ast.Assert) and always(node.test):
                    yield f"{place}: {ast.unparse(node.test)}"


@pytest.mark.slow
def test_no_test_passes_whatever_happens() -> None:
    paths = sorted(TESTS.rglob("*.py"))
    trees = {str(path.relative_to(TESTS)): ast.parse(path.read_text("utf-8")) for path in paths}
    assert list(without_teeth(trees)) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("assert one(2) == 3", 0),
        ("with pytest.raises(ValueError): one(2)", 0),
        ("assert found is None or found > 3", 0),
        ("assert code in (1, other)", 0),
        ("one(2)", 1),
        ("assert 'words' ' in a row'", 1),
        ("assert (one, 'why')", 1),
        ("assert one == one", 1),
        ("assert code in (0, 1)", 1),
        ("assert found is None or isinstance(found, int)", 1),
        ("assert len(found) >= 0", 1),
        ("assert len(found) >= 1", 0),
        ("assert found or True", 1),
        ("assert found or not found", 1),
        ("assert found or not others", 0),
        ("assert one == one and 'why'", 1),
        ("for each in (): assert each == 3", 1),
        ("for each in (1, 2): assert each == 3", 0),
        ("if False: assert one == 3", 1),
        ("if one: assert one == 3", 0),
        ("with suppress(Exception): assert one == 3", 1),
        ("with suppress(OSError): assert one == 3", 0),
        ("try:\n        assert one == 3\n    except (AssertionError, OSError): pass", 1),
        ("try:\n        assert one == 3\n    except: raise ValueError", 0),
        ("try:\n        assert one == 3\n    except OSError: pass", 0),
    ],
)
def test_a_test_that_can_not_fail_is_found(line: str, found: int) -> None:
    tree = ast.parse(f"def test_it():\n    {line}")
    assert len(list(without_teeth({"here": tree}))) == found
