"""The SQL of sums and lists is what SQLite and PostgreSQL share, so that a branch may ask the same of many wards."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from lcdesk.storage import ledger
from lcdesk.storage.reporting import books, register_rows, tally

SQLITE_ONLY = re.compile(
    r"\b(rowid|json_each|json_extract|ifnull|group_concat|julianday|strftime|typeof|printf|glob|pragma|indexed by"
    r"|(insert|update) or \w+|where [01]|total(?=\())\b",
    re.IGNORECASE,
)
NO_NAME = {"where", "group", "order", "having", "on", "join", "left", "union", "limit", ""}


def statements(module: ModuleType) -> Iterator[str]:
    """Every text of a module that asks the file, with `x` for what is put into it."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    pieces = {id(each) for node in nodes if isinstance(node, ast.JoinedStr) for each in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and id(node) not in pieces
        ):
            text = "".join(text_of(each) for each in getattr(node, "values", [node]))
            if re.search(r"\b(SELECT|FROM|WHERE)\b", text):
                yield text


def text_of(node: ast.AST) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "x"


def unnamed(text: str) -> Iterator[str]:
    """The tables made in a statement that have no name behind their bracket."""
    for begin in re.finditer(r"\b(?:FROM|JOIN) \(", text):
        depth, end = 1, begin.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        behind = re.match(r"\s*(?:AS )?(\w*)", text[end:])
        if behind is None or behind[1].lower() in NO_NAME:
            yield text[begin.start() : end + 20]


@pytest.mark.parametrize("module", [ledger, books, register_rows, tally])
def test_statements_are_in_what_both_understand(module: ModuleType) -> None:
    found = list(statements(module))
    assert found
    for text in found:
        assert not SQLITE_ONLY.search(text), text
        assert list(unnamed(text)) == [], text


def test_the_test_finds_what_only_one_understands() -> None:
    assert SQLITE_ONLY.search("SELECT id FROM entry WHERE 1 ORDER BY id")
    assert list(unnamed("SELECT count(*) FROM (SELECT min(a) FROM b GROUP BY c) WHERE d > ?"))
    assert not list(unnamed("SELECT count(*) FROM (SELECT min(a) FROM b GROUP BY c) e WHERE d > ?"))
