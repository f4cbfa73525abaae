"""Reports from the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lcdesk.cli import main
from lcdesk.demo.ward import make_sample
from lcdesk.domain.figures import BREAKDOWNS
from lcdesk.i18n import use_language
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.storage.slots import Cost
from tests.papers.reading import pages, squeezed

PASSWORD = "mật khẩu thử"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LCDESK_PASSWORD", PASSWORD)
    use_language("en")
    yield
    use_language("vi")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "ward.lcdesk"
    make_sample(path, PASSWORD, 2, 24, 2, 1, Cost(passes=1, memory_kib=8, lanes=1)).close()
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[object, str, str]:
    code: object
    try:
        code = main(["report", *(str(word) for word in words)])
    except SystemExit as stopped:
        code = stopped.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("name", REPORTS)
def test_the_command_line_knows_every_report_and_breakdown(
    capsys: pytest.CaptureFixture[str], ward: Path, tmp_path: Path, name: str
) -> None:
    for by in BREAKDOWNS:
        wanted = by in REPORTS[name].by
        words = [
            name,
            ward,
            "--year",
            "2026",
            "--by",
            by.replace("_", "-"),
            "-o",
            tmp_path / "out.json",
        ]
        code, _out, err = run(capsys, *words)
        assert code == (0 if wanted else 2), err
        assert wanted or "--by does not go" in err or "not by this" in err


def test_a_report_that_there_is_not(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _out, err = run(capsys, "weather", "ward.lcdesk", "-o", tmp_path / "out.json")
    assert code == 2 and "weather is none of summary, movement" in err and "ten-year-review" in err


def test_the_list_of_reports(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "--list")
    assert code == 0 and [line.split("\t")[0] for line in out.splitlines()] == list(REPORTS)


@pytest.mark.parametrize(
    ("options", "period"),
    [
        (["--year", "2025"], "Năm 2025"),
        (["--quarter", "2025-4"], "Quý IV/2025"),
        (["--month", "2025-11"], "Tháng 11/2025"),
        (["--from", "2025-01-15", "--to", "2025-03-20"], "Từ 15/01/2025 đến 20/03/2025"),
    ],
)
def test_a_period_is_said_in_any_of_four_ways(
    capsys: pytest.CaptureFixture[str], ward: Path, tmp_path: Path, options: list[str], period: str
) -> None:
    path = tmp_path / "out.json"
    assert run(capsys, "summary", ward, *options, "--by", "household-class", "-o", path) == (
        0,
        "",
        "",
    )
    assert json.loads(path.read_text("utf-8"))["period"] == period


def test_each_kind_of_file(capsys: pytest.CaptureFixture[str], ward: Path, tmp_path: Path) -> None:
    for suffix, begins in ((".pdf", b"%PDF-1.7"), (".xlsx", b"PK"), (".json", b"{")):
        path = tmp_path / f"book{suffix}"
        assert run(capsys, "loans", ward, "--year", "2025", "-o", path)[0] == 0
        assert path.read_bytes().startswith(begins)
    assert squeezed("DANH SÁCH KHOẢN VAY") in pages((tmp_path / "book.pdf").read_bytes())[0]


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["-o", "x.pdf", "--year", "2025", "--month", "2025-01"],
        ["-o", "x.pdf", "--from", "2025-01-01"],
        ["-o", "x.pdf", "--quarter", "2025-5"],
        ["-o", "x.pdf", "--year", "25"],
        ["-o", "x.pdf", "--by", "colour"],
        ["-o", "x.pdf", "--base", "2014"],
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    code, out, err = run(capsys, "movement", "ward.lcdesk", *options)
    assert (code, out) == (2, "") and err.startswith("usage: lcdesk report")


def test_a_breakdown_that_the_report_does_not_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "loans", "ward.lcdesk", "--by", "group", "-o", "x.pdf")[0] == 2
    assert run(capsys, "savings", "ward.lcdesk", "--by", "programme", "-o", "x.pdf")[0] == 2


def test_refusals_are_one_sentence(
    capsys: pytest.CaptureFixture[str], ward: Path, tmp_path: Path
) -> None:
    for options in (
        ["summary", ward, "--from", "2025-03-20", "--to", "2025-01-15", "-o", tmp_path / "x.pdf"],
        ["ten-year-review", ward, "--year", "2025", "-o", tmp_path / "x.pdf"],
        ["loans", ward, "-o", tmp_path / "nowhere" / "x.pdf"],
        ["loans", ward, "-o", tmp_path / "x.doc"],
    ):
        code, out, err = run(capsys, *options)
        assert (code, out) == (1, "") and len(err.splitlines()) == 1, err
    assert list(tmp_path.iterdir()) == []
