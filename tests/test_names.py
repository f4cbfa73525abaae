"""One name, one thing: what stands in the glossary of CONTRIBUTING.md is not taken by anything else."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import lcdesk

ROOT = Path(lcdesk.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def public_types(tree: ast.Module) -> Iterator[str]:
    """The classes of a module and the names it gives to types of others."""
    for each in tree.body:
        if isinstance(each, ast.ClassDef):
            yield each.name
        elif isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            name = each.targets[0].id
            if name[0].isupper() and not name.isupper() and not _is_type_variable(each.value):
                yield name


def _is_type_variable(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) in (
        "TypeVar",
        "ParamSpec",
        "NewType",
    )


def test_no_public_type_stands_for_two_things() -> None:
    found = defaultdict(list)
    for path in MODULES:
        for name in public_types(ast.parse(path.read_text(encoding="utf-8"))):
            if not name.startswith("_"):
                found[name].append(str(path.relative_to(ROOT)))
    assert len(found) > 300
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_module_shadows_the_standard_library() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in MODULES if path.stem in sys.stdlib_module_names
    ] == []
