"""Every report is an archival PDF that reads out in order."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lcdesk import i18n
from lcdesk.actions import loans, registers
from lcdesk.domain import periods
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.loans import Repayment
from lcdesk.domain.reports import (
    HEADING,
    MILLION,
    MONEY,
    PERCENT,
    SCORE,
    Cell,
    Column,
    Report,
    Section,
    Table,
    shown,
)
from lcdesk.i18n import in_language
from lcdesk.papers.kit.wording import shipped
from lcdesk.reporting import catalogue, exports
from lcdesk.reporting.report_kind import complete
from lcdesk.reporting.request import Request
from lcdesk.storage.reporting.books import BookReader
from tests.papers.archival import assert_archival, read_out
from tests.papers.reading import squeezed
from tests.small_ward import TODAY, SmallWard

WORDING = shipped()["report"]


@pytest.fixture
def lent(ward: SmallWard) -> None:
    """Two loans of two programmes, of one a part repaid that is no whole million; a year typed from former papers."""
    loan = ward.lend(ward.members[2], fund_source="local")
    ward.lend(ward.classed(ward.members[3], "near_poor"), "HCN", beneficiary="near_poor")
    repaid = Repayment(paid_on=date(2026, 5, 4), principal=10_250_000, interest=300_000)
    loans.repay(ward.file, loan.id, repaid, TODAY)
    registers.save(ward.file, FormerYear(year=2016, outstanding=8_000_000))


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_a_report_is_an_archive_that_reads_out_in_order(
    ward: SmallWard, lent: None, name: str
) -> None:
    report = catalogue.make(ward.file, Request(name, periods.year(2026)), TODAY)
    pdf = exports.as_pdf(ward.file, report)
    assert_archival(pdf)
    said = [(role, squeezed(text) * (role != "Figure")) for role, text in read_out(pdf)]
    with in_language("vi"):
        body = [
            (role, squeezed(text)) for section in report.sections for role, text in told(section)
        ]
    body = [(role, text) for role, text in body if text or role == "Figure"]
    begin = said.index(body[0])
    assert said[begin : begin + len(body)] == body
    before, after = said[:begin], said[begin + len(body) :]
    assert before.index(("H1", squeezed(report.title))) + 1 == before.index(
        ("P", squeezed(report.period))
    )
    closing = [squeezed(text) for text in (report.agreement, *signed(report)) if text]
    assert [text for _role, text in after if text in closing] == closing
    assert pdf == exports.as_pdf(ward.file, report), "the same content is the same bytes"


def signed(report: Report) -> list[str]:
    return [text for each in report.signatures for text in (each.caption, each.hint, each.name)]


def told(section: Section) -> Iterator[tuple[str, str]]:
    """Role and text of all that a section says, in its order; of a chart, that there is one."""
    yield f"H{section.level}", section.title
    yield from (("P", sentence) for sentence in section.sentences)
    for chart in section.charts:
        yield from (("P", chart.title), ("Figure", ""))
    for table in section.tables:
        yield from told_of_table(table)


def told_of_table(table: Table) -> Iterator[tuple[str, str]]:
    kinds = [column.kind for column in table.columns]
    unit = next((WORDING[f"unit_{kind}"] for kind in (MILLION, MONEY) if kind in kinds), "")
    yield "Caption", table.title + (WORDING["unit"].replace("{unit}", unit) if unit else "")
    yield from (("TH", title) for title in heads(table.columns))
    columns = [
        printed(kind, values)
        for kind, values in zip(kinds, zip(*cells_of(table), strict=True), strict=True)
    ]
    lines = zip(*columns, strict=True)
    for row in table.rows:
        yield from (
            [("TH", str(row.cells[0]))]
            if row.kind == HEADING
            else (("TD", text) for text in next(lines))
        )
    if not table.rows:
        yield "TD", "Không có số liệu"
    yield "P", table.note


def cells_of(table: Table) -> list[tuple[Cell, ...]]:
    return [row.cells for row in table.rows if row.kind != HEADING] or [
        (None,) * len(table.columns)
    ]


def heads(columns: tuple[Column, ...]) -> list[str]:
    """Upper row first: heads over several columns, and those of columns that have none over them."""
    above = dict.fromkeys(
        (each.over, "" if each.over else each.key, each.over or each.title) for each in columns
    )
    return [title for *_, title in above] + [each.title for each in columns if each.over]


def printed(kind: str, values: tuple[int | str, int | str, int | str | None]) -> list[str]:
    """The values of a column as they are read anywhere, with zeros behind them up to the decimals of the longest."""
    texts = [shown(kind, value) for value in values]
    if kind not in (MILLION, PERCENT, SCORE):
        return texts
    places = max(len(text.partition(",")[2]) for text in texts)
    return [padded(text, places) if text else "" for text in texts]


def padded(text: str, places: int) -> str:
    whole, _mark, decimals = text.partition(",")
    return f"{whole},{decimals:0<{places}}" if places else whole


def test_progress_can_stop_an_export_and_leaves_the_old_file(
    ward: SmallWard, tmp_path: Path
) -> None:
    class Cancelled(Exception):
        pass

    def stop(_page: int) -> None:
        raise Cancelled

    path = tmp_path / "book.pdf"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        exports.write(
            ward.file,
            catalogue.make(ward.file, Request("year-book", periods.year(2025)), TODAY),
            path,
            stop,
        )
    assert path.read_bytes() == b"old"
    assert ward.file.db.execute("SELECT count(*) FROM printing").fetchone() == (0,)


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_every_report_is_the_same_on_an_english_screen(
    ward: SmallWard, lent: None, name: str
) -> None:
    request = Request(name, periods.year(2026), base=2016 if catalogue.REPORTS[name].based else 0)
    made = {}
    for language in ("vi", "en"):
        with in_language(language):
            made[language] = catalogue.make(ward.file, request, TODAY)
            assert i18n.language() == language
    assert made["en"] == made["vi"]


def test_sections_leave_the_language_of_the_screen_alone(ward: SmallWard, lent: None) -> None:
    request = Request("year-book", periods.year(2026))
    with in_language("en"):
        head, sections = catalogue.begin(BookReader(ward.file, TODAY), request)
        assert head.title == "SỔ TỔNG HỢP TÍN DỤNG CHÍNH SÁCH XÃ HỘI"
        for section in sections:
            assert i18n.language() == "en"
            assert complete(head, [section]).sections == (section,)


def test_a_report_is_vietnamese_on_an_english_screen(ward: SmallWard) -> None:
    report = catalogue.make(ward.file, Request("summary", periods.month(date(2026, 5, 1))), TODAY)
    assert (report.title, report.period) == (
        "TỔNG HỢP TÍN DỤNG CHÍNH SÁCH THEO CHƯƠNG TRÌNH",
        "Tháng 05/2026",
    )
