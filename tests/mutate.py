"""Would the tests notice a mistake? `./dev mutate [MODULE…]` makes small ones, one at a time, in a copy."""

import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLE = (
    "lcdesk/domain/groups.py",
    "lcdesk/domain/figures.py",
    "lcdesk/domain/checks.py",
    "lcdesk/domain/days.py",
    "lcdesk/domain/interest.py",
    "lcdesk/domain/ledger.py",
    "lcdesk/domain/schedules.py",
    "lcdesk/domain/positions.py",
    "lcdesk/storage/durable.py",
)
"""The modules that are asked where none is named: days and money."""
MOST_OF_A_MODULE = 12
PATIENCE = 900
_COMPARED = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "=="}
_RECKONED = {ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*"}


@dataclass(frozen=True)
class Mutant:
    """A module with one place changed: what stood there, and what stands there now."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every small mistake that can be made in a module."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.expr | ast.stmt)
            and node.end_lineno
            and node.end_col_offset is not None
        ):
            start = _place(source, node.lineno, node.col_offset)
            end = _place(source, node.end_lineno, node.end_col_offset)
            for before, after in _changes(node, source):
                yield Mutant(node.lineno, before, after, source[:start] + after + source[end:])


def _changes(node: ast.AST, source: str) -> Iterator[tuple[str, str]]:
    text = ast.get_source_segment(source, node) or ""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARED:
        left, right = (
            ast.get_source_segment(source, each) for each in (node.left, node.comparators[0])
        )
        yield text, f"({left}) {_COMPARED[type(node.ops[0])]} ({right})"
    elif isinstance(node, ast.BinOp) and type(node.op) in _RECKONED:
        left, right = (ast.get_source_segment(source, each) for each in (node.left, node.right))
        yield text, f"({left}) {_RECKONED[type(node.op)]} ({right})"
    elif isinstance(node, ast.BoolOp):
        parts = [f"({ast.get_source_segment(source, each)})" for each in node.values]
        yield text, (" or " if isinstance(node.op, ast.And) else " and ").join(parts)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield text, f"({ast.get_source_segment(source, node.operand)})"
    elif isinstance(node, ast.Call) and text.startswith(("min(", "max(")):
        yield text, ("max(" if text.startswith("min(") else "min(") + text[4:]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and "fsync" in text:
        yield text, "pass"


def _place(source: str, line: int, column: int) -> int:
    """Where a line and a column in bytes lie in a text."""
    lines = source.split("\n")
    return sum(len(each) + 1 for each in lines[: line - 1]) + len(
        lines[line - 1].encode()[:column].decode()
    )


def tests_of(module: str) -> list[list[str]]:
    """The tests that are asked in turn, the quick ones first: those at the same path, those of the verbs, those of
    the room."""
    path = Path(module)
    own = ROOT / "tests" / path.relative_to("lcdesk").parent / f"test_{path.name}"
    edges = "tests/domain/test_edges.py"
    first = [str(own.relative_to(ROOT)), edges] if own.exists() else [edges]
    verbs = [f"tests/actions/test_{name}.py" for name in (path.stem, "loans", "collecting")]
    return [first, [each for each in verbs if (ROOT / each).exists()], [f"tests/{path.parts[1]}"]]


def is_red(folder: Path, tests: Sequence[str]) -> bool:
    """Whether one of these tests fails, or they never end."""
    words = [sys.executable, "-m", "pytest", "-q", "-x", "--hypothesis-seed=1", *tests]
    if any((folder / each).is_dir() for each in tests):
        words += ["-n", "auto", "--dist", "loadfile"]
    try:
        done = subprocess.run(words, cwd=folder, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return True
    return bool(done.returncode)


def main(modules: Sequence[str]) -> int:
    """Ask about these modules, or about the sample; 1 where less than nine of ten mistakes are noticed."""
    noticed = asked = 0
    green: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="lcdesk-mutate-") as name:
        folder = Path(name) / "copy"
        unwanted = shutil.ignore_patterns(
            ".git", ".venv", "dist", "build", ".*_cache", "__pycache__", "sample"
        )
        shutil.copytree(ROOT, folder, ignore=unwanted)
        for module in modules or SAMPLE:
            source = (ROOT / module).read_text(encoding="utf-8")
            found = list(mutants(source))
            chosen = random.Random(1).sample(found, min(MOST_OF_A_MODULE, len(found)))
            missed = 0
            for each in chosen:
                (folder / module).write_text(each.source, encoding="utf-8")
                red = next((tests for tests in tests_of(module) if is_red(folder, tests)), [])
                (folder / module).write_text(source, encoding="utf-8")
                if red and red not in green:
                    if is_red(folder, red):
                        print(f"{' '.join(red)} are red without any mistake")
                        return 1
                    green.append(red)
                if not red:
                    missed += 1
                    print(
                        f"{module}:{each.line}: nobody minds {each.after!r} for {each.before!r}",
                        flush=True,
                    )
            asked, noticed = asked + len(chosen), noticed + len(chosen) - missed
            print(
                f"{module}: {len(chosen) - missed} of {len(chosen)} noticed, "
                f"{len(found)} could be made",
                flush=True,
            )
    print(f"{noticed} of {asked} mistakes are noticed: {100 * noticed // max(asked, 1)} %")
    return 0 if 10 * noticed >= 9 * asked else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
