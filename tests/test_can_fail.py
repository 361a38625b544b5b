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
        if isinstance(op, ast.In) and isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            return all(isinstance(each, ast.Constant) and type(each.value) is int
                       for each in right.elts)  # fmt: skip
        return ast.dump(left) == ast.dump(right)
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        shown = [ast.unparse(each) for each in test.values]
        return shown[0].endswith(" is None") and shown[1].startswith("isinstance(")
    return False


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
    ],
)
def test_a_test_that_can_not_fail_is_found(line: str, found: int) -> None:
    tree = ast.parse(f"def test_it():\n    {line}")
    assert len(list(without_teeth({"here": tree}))) == found
