"""Make mutants of a module: its source with one small fault each, as a person might make it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CONDITIONS = (ast.If, ast.While, ast.IfExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SHOWN = 70
Change = Callable[[ast.AST], str | None]
"""Changes a node in place; returns what to call it."""


@dataclass(frozen=True)
class Mutant:
    """A fault: *name* says where and which, *lines* are those of the statement that it is in.

    *called* means that it is in a function, so that it shows only when that is called.
    """

    name: str
    line: int
    lines: range
    called: bool


def mutants_of(tree: ast.Module) -> Iterator[Mutant]:
    """Put each fault into *tree* in turn, and take it out before the next; each name comes once."""
    seen: dict[str, int] = {}
    falsy = set(_falsy(tree))
    for node, within, lines, called in list(_nodes(tree)):
        for part, change in () if node in falsy else _changes(node):
            before, kept = _shown(node), {k: _copied(v) for k, v in vars(node).items()}
            said = change(node)
            name = f"{within}: {before} => {said or _shown(node)}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name += f" ({seen[name]})"
            ast.fix_missing_locations(node)
            # A statement that is left out, or what is in a line of its own.
            at, in_function = lines, called or (part is not None and isinstance(node, FUNCTIONS))
            if part is not None:
                at = range(part.lineno, (part.end_lineno or part.lineno) + 1)
            yield Mutant(name, getattr(part or node, "lineno", 0), at, in_function)
            vars(node).clear()
            vars(node).update(kept)


def _falsy(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield each ``return False`` of a function that must return a bool.

    None in its place is refused by mypy, and is as false; True in its place is a mutant too.
    """
    for function in ast.walk(tree):
        if (
            isinstance(function, FUNCTIONS[:2])
            and ast.unparse(function.returns or function) == "bool"
        ):
            yield from (n for n in ast.walk(function) if ast.unparse(n) == "return False")


def _copied(value: object) -> object:
    return list(value) if isinstance(value, list) else value


def _nodes(
    tree: ast.AST, within: str = "module", lines: range = range(0), called: bool = False
) -> Iterator[tuple[ast.AST, str, range, bool]]:
    """The nodes in which a fault may be, each with its function, lines and whether called."""
    if isinstance(tree, ast.stmt):
        body = getattr(tree, "body", None)
        end = body[0].lineno if isinstance(body, list) else (tree.end_lineno or tree.lineno) + 1
        lines = range(tree.lineno, max(end, tree.lineno + 1))
    yield tree, within, lines, called
    if isinstance(tree, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        within = tree.name if within == "module" else f"{within}.{tree.name}"
    for field, value in ast.iter_fields(tree):
        if field in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        inside = called or (field == "body" and isinstance(tree, FUNCTIONS))
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_told_only(child):
                yield from _nodes(child, within, lines, inside)


def _is_told_only(node: ast.AST) -> bool:
    """A docstring, an import, a type, or what an error says: no part of what is done."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.JoinedStr)):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return typing or (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call))


def _changes(node: ast.AST) -> Iterator[tuple[ast.stmt | None, Change]]:
    """The changes of a node, each with the statement that goes, if one does."""
    for change in _in_node(node):
        yield None, change
    body = getattr(node, "body", None)
    for field in ("body", "orelse", "finalbody"):
        several = getattr(node, field, None)
        if isinstance(body, list) and isinstance(several, list):
            for place, each in enumerate(several):
                if _can_go(each):
                    yield each, _without(field, place, _shown(each))


def _in_node(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            yield _in_place("ops", place, COMPARED[type(op)]())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield _set("op", other())
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in COUNTED:
        if not _joins_text(node):
            yield _set("op", COUNTED[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield _set("op", ast.UAdd())
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None"):
        yield _set("value", ast.Constant(None))
    if isinstance(node, CONDITIONS):
        yield _negated
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield _in_place("ifs", place, ast.Constant(True))


def _constants(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield _set("value", not value)
    elif isinstance(value, (int, float)):
        yield _set("value", value + 1)
    elif isinstance(value, str) and value:
        several = value.split(" ")
        if len(value.split()) < 3:
            yield _set("value", f"XX{value}")
            return
        # A list of words: without its first, its last, and one in the middle.
        places = sorted({0, len(several) // 2, len(several) - 1})
        for place in [each for each in places if several[each].strip()]:
            left = " ".join(several[:place] + several[place + 1 :])
            yield _set("value", left, said=f"without {several[place]!r}")


def _joins_text(node: ast.BinOp | ast.AugAssign) -> bool:
    """Text and lists can't be subtracted: such a mutant only shows that the line is run."""
    sides = [node.value] if isinstance(node, ast.AugAssign) else [node.left, node.right]
    text = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
    return any(
        isinstance(each, text) or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in sides
    )


def _can_go(node: ast.AST) -> bool:
    """Whether a statement can be left out and the module still be a module."""
    if _is_told_only(node):
        return isinstance(node, ast.Raise)
    kinds = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
    return isinstance(node, kinds)


def _set(field: str, value: object, *, said: str | None = None) -> Change:
    def change(node: ast.AST) -> str | None:
        setattr(node, field, value)
        return said

    return change


def _in_place(field: str, place: int, value: ast.AST) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        getattr(node, field)[place] = value

    return change


def _negated(node: ast.AST) -> str:
    node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    return "negated"


def _without(field: str, place: int, text: str) -> Callable[[ast.AST], str]:
    def change(node: ast.AST) -> str:
        getattr(node, field)[place] = ast.Pass()
        return f"without {text}"

    return change


def _shown(node: ast.AST) -> str:
    """The first words of what is there."""
    if isinstance(node, ast.comprehension):
        node = ast.Tuple([node.target, *node.ifs])
    if isinstance(node, CONDITIONS):
        return f"if {ast.unparse(node.test)}"[:SHOWN]
    if isinstance(node, (ast.Module, ast.ExceptHandler, ast.With, ast.AsyncWith, ast.Try)):
        return type(node).__name__
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return f"def {node.name}"
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
