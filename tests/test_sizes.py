"""A function fits in the eye, a class has one purpose, a module its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import lcdesk

ROOT = Path(lcdesk.__file__).parent
LINES_OF_A_FUNCTION, METHODS_OF_A_CLASS, LINES_OF_A_MODULE = 48, 20, 400
LONGER = {
    "storage/migrations.py",  # only grows: a step is never edited, and its tables stand where they were made
    "actions/loans.py",  # every verb of a loan, which read one another
    "domain/fields.py",  # what a field is, with the drafts that it reads
}
BROADER = {
    "Typesetter",  # the texts of a paper and its pieces: many short methods of one kind
}


def parsed() -> Iterator[tuple[str, str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        yield path.relative_to(ROOT).as_posix(), text, ast.parse(text)


def test_functions_fit_in_the_eye() -> None:
    long = [
        f"{name}: {node.name} {node.end_lineno - node.lineno + 1}"
        for name, _text, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
        and name != "storage/migrations.py"
    ]
    assert long == []


def test_classes_have_one_purpose() -> None:
    broad = [
        f"{name}: {node.name} {methods}"
        for name, _text, tree in parsed()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and (methods := sum(isinstance(each, ast.FunctionDef) for each in node.body))
        > METHODS_OF_A_CLASS
        and node.name not in BROADER
    ]
    assert broad == []


def test_modules_are_small() -> None:
    long = [
        name
        for name, text, _tree in parsed()
        if text.count("\n") > LINES_OF_A_MODULE and name not in LONGER
    ]
    assert long == []
