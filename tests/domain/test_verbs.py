"""The names of verbs on screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import lcdesk
from lcdesk.domain.entities import TABLES
from lcdesk.domain.verbs import VERBS


def writings() -> Iterator[ast.expr]:
    """The call of `records.writing` and the name that stands in it, for every verb that may be undone."""
    for path in sorted((Path(lcdesk.__file__).parent).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "records.writing":
                undoable = {each.arg: ast.unparse(each.value) for each in node.keywords}.get(
                    "undoable"
                )
                if undoable != "False":
                    yield node.args[1]


def test_every_verb_that_may_be_undone_has_a_name_on_screen() -> None:
    named = [str(each.value) for each in writings() if isinstance(each, ast.Constant)]
    assert len(named) > 8
    assert set(named) <= set(VERBS)


def test_verbs_named_after_a_table_name_one_that_is_there() -> None:
    ends = [name.split("_", 1)[1] for name in VERBS if name.startswith("remove_")]
    assert set(ends) <= set(TABLES)
