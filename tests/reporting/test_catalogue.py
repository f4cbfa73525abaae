"""Each report says what happened in a small ward whose life is known."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lcdesk.actions import checks, loans, registers, savings
from lcdesk.domain import periods
from lcdesk.domain.checks import MonthScores, ScoreLine, UseInspector
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import FormerProgramme, FormerYear
from lcdesk.domain.loans import Handover, Loan, Repayment, Transfer
from lcdesk.domain.people import Household, HouseholdClass
from lcdesk.domain.periods import Period
from lcdesk.domain.reports import Report, Table
from lcdesk.domain.ward import Association
from lcdesk.queries import check_sheets
from lcdesk.reporting import catalogue, exports
from lcdesk.reporting.request import Request
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, PAID_DAY, TODAY, SmallWard

YEAR = periods.year(2026)


@pytest.fixture
def lent(ward: SmallWard) -> Loan:
    """A loan of 50 million, 10 of it repaid, the rest in term."""
    loan = ward.lend(ward.members[2])
    loans.repay(
        ward.file,
        loan.id,
        Repayment(paid_on=date(2026, 5, 4), principal=10 * MILLION, interest=300_000),
        TODAY,
    )
    return loan


def made(
    ward: SmallWard, name: str, period: Period = YEAR, today: date = TODAY, **asked: Any
) -> Report:
    return catalogue.make(ward.file, Request(name, period, **asked), today)


def rows(table: Table) -> list[dict[str, Any]]:
    """Every row by the keys of the columns."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in table.rows]


def first_table(report: Report) -> Table:
    return report.sections[0].tables[0]


def test_the_summary_compares_with_the_period_before_and_the_base_year(
    ward: SmallWard, lent: Loan
) -> None:
    part = FormerProgramme(programme=ward.programme("HN").id, outstanding=8 * MILLION)
    registers.save(ward.file, FormerYear(year=2014, outstanding=8 * MILLION, parts=(part,)))
    line, total = rows(first_table(made(ward, "summary", base=2014)))
    assert (line["programme"], line["outstanding"], line["since_before"]) == (
        "Hộ nghèo",
        40 * MILLION,
        40 * MILLION,
    )
    assert (
        (line["since_base"], line["growth"])
        == (total["since_base"], total["growth"])
        == (32 * MILLION, 400_00)
    )


def test_a_base_year_known_in_sum_alone_is_compared_in_a_sentence(
    ward: SmallWard, lent: Loan
) -> None:
    registers.save(ward.file, FormerYear(year=2014, outstanding=8 * MILLION))
    (section,) = made(ward, "summary", base=2014).sections
    assert "So với năm 2014, dư nợ tăng 32 triệu đồng (400%), bằng 5 lần" in section.sentences[0]
    assert "since_base" not in [column.key for column in section.tables[0].columns]


def test_a_base_year_without_figures_is_said(ward: SmallWard, lent: Loan) -> None:
    (section,) = made(ward, "summary", base=1999).sections
    assert section.sentences == ("Chưa có số liệu năm 1999. Xin nhập ở “Số liệu các năm trước”.",)


def test_movement_begins_and_ends_with_what_was_outstanding(ward: SmallWard, lent: Loan) -> None:
    line, total = rows(first_table(made(ward, "movement", periods.quarter(date(2026, 5, 1)))))
    assert (line["begin"], line["paid_out"], line["repaid"], line["end"]) == (
        50 * MILLION,
        0,
        10 * MILLION,
        40 * MILLION,
    )
    assert total["end"] == 40 * MILLION and "moved" not in total


def test_movement_by_month_ends_where_the_year_stands(ward: SmallWard, lent: Loan) -> None:
    months = rows(made(ward, "movement").sections[0].tables[1])
    by_month = {each["month"]: each for each in months}
    assert (
        by_month["03/2026"]["paid_out"] == 50 * MILLION
        and by_month["05/2026"]["repaid"] == 10 * MILLION
    )
    assert by_month["06/2026"]["end"] == 40 * MILLION and by_month["07/2026"]["end"] is None
    assert months[-1]["interest_paid"] == 300_000


def test_arrears_name_who_is_late(ward: SmallWard, lent: Loan) -> None:
    assert rows(first_table(made(ward, "arrears", Period(PAID_DAY, TODAY)))) != [], (
        "interest of earlier months is owed"
    )
    loans.freeze(ward.file, lent.id, Transfer(moved_on=TODAY, amount=MILLION, reason="Bão"), TODAY)
    line, _total = rows(first_table(made(ward, "arrears")))
    assert (line["borrower"], line["frozen"], line["overdue"]) == (ward.members[2].name, MILLION, 0)
    until = date(2026, 6, 1)
    assert line["interest_late"] == ward.account(lent).on(until).interest_accrued - 300_000


def test_applications_count_in_the_period_of_each_day(ward: SmallWard, lent: Loan) -> None:
    line, _total = rows(first_table(made(ward, "applications", periods.month(date(2026, 3, 1)))))
    assert (line["requested"], line["proposed"], line["approved"]) == (1, 1, 1)
    assert line["requested_amount"] == line["approved_amount"] == 50 * MILLION
    (nothing,) = rows(first_table(made(ward, "applications", periods.month(date(2026, 4, 1)))))
    assert (nothing["programme"], nothing["requested"], nothing["approved_amount"]) == (
        "Cộng",
        0,
        0,
    )


@pytest.mark.parametrize(
    ("checked_on", "asked_on", "place"),
    [
        (PAID_DAY + timedelta(30), TODAY, "in_time"),
        (PAID_DAY + timedelta(31), TODAY, "late"),
        (None, PAID_DAY + timedelta(30), "open"),
        (None, PAID_DAY + timedelta(31), "missed"),
    ],
)
def test_a_use_check_is_in_time_until_the_thirtieth_day(
    ward: SmallWard, checked_on: date | None, asked_on: date, place: str
) -> None:
    ward.lend(ward.members[2])
    if checked_on:
        sheet = check_sheets.use_check_of(ward.file, ward.group.id, checked_on)
        lines = tuple(replace(each, right_amount=each.received) for each in sheet.lines)
        held = replace(sheet, lines=lines, inspectors=(UseInspector(name="Trần Văn Bí Đỏ"),))
        with records.writing(ward.file, "check") as write:
            write.save(held)
    line, _total = rows(first_table(made(ward, "checks", today=asked_on)))
    assert {name: line[name] for name in ("in_time", "late", "open", "missed")} == {
        name: int(name == place) for name in ("in_time", "late", "open", "missed")
    }
    assert line["due"] == 1


def test_scores_by_month_with_their_mean_and_class(ward: SmallWard) -> None:
    for month, score in ((4, 80_00), (5, 91_00)):
        line = ScoreLine(group=ward.group.id, score=score)
        checks.save_scores(ward.file, MonthScores(month=date(2026, month, 1), lines=(line,)))
    (section,) = made(ward, "scores", periods.quarter(date(2026, 5, 1))).sections
    classes, by_group = (rows(table) for table in section.tables)
    assert (
        [each["scored"] for each in classes] == [1, 1, 0]
        and classes[0]["class_1"] == 1
        and classes[1]["class_0"] == 1
    )
    (only,) = by_group
    assert (only["04/2026"], only["06/2026"], only["mean"], only["class"]) == (
        80_00,
        None,
        85_50,
        "tốt",
    )


def test_savings_from_beginning_to_end(ward: SmallWard) -> None:
    member = ward.members[3]
    for day, kind, amount in (
        (date(2025, 12, 1), "saved", 90_000),
        (date(2026, 2, 1), "saved", 40_000),
        (date(2026, 3, 1), "withdrawn", 30_000),
    ):
        savings.move(
            ward.file, kind, SavingsMove(member=member.id, moved_on=day, amount=amount), TODAY
        )
    line, total = rows(first_table(made(ward, "savings", by="group")))
    assert (line["begin"], line["saved"], line["withdrawn"], line["end"]) == (
        90_000,
        40_000,
        30_000,
        100_000,
    )
    assert (line["members"], line["savers"]) == (7, 1) and total["end"] == 100_000


def test_households_that_left_poverty_had_a_loan(ward: SmallWard, lent: Loan) -> None:
    household = records.get(ward.file, Household, ward.members[2].household)
    classes = tuple(
        HouseholdClass(year=year, household_class=each)
        for year, each in ((2025, "near_poor"), (2026, "average"))
    )
    registers.save(ward.file, replace(household, classes=classes))
    other = records.get(ward.file, Household, ward.members[3].household)
    registers.save(ward.file, replace(other, classes=classes))
    (line, _total) = rows(first_table(made(ward, "poverty")))
    assert (line["household"], line["was"], line["now"]) == (
        ward.members[2].name, "hộ cận nghèo", "hộ có mức sống trung bình",
    )  # fmt: skip


def test_the_local_fund_with_its_jobs(ward: SmallWard) -> None:
    ward.lend(ward.members[2], fund_source="local", jobs_created=2)
    report = made(ward, "local-fund")
    line, total = rows(first_table(report))
    assert (line["outstanding"], line["jobs_created"], total["jobs_created"]) == (
        50 * MILLION,
        2,
        2,
    )
    assert (
        "50 triệu đồng với 1 khoản vay, tạo việc làm cho 2 lao động"
        in report.sections[0].sentences[0]
    )


def test_registers_list_who_and_what_stands(ward: SmallWard, lent: Loan) -> None:
    (loan, _sum) = rows(first_table(made(ward, "loans")))
    assert (loan["code"], loan["amount"], loan["outstanding"], loan["rate"]) == (
        lent.code,
        50 * MILLION,
        40 * MILLION,
        660,
    )
    assert loan["final_due_on"] == "2029-03-25"
    (borrower, _sum) = rows(first_table(made(ward, "borrowers")))
    assert (borrower["borrower"], borrower["citizen_id"], borrower["loans"]) == (
        ward.members[2].name, ward.members[2].citizen_id, 1,
    )  # fmt: skip
    (group, _sum) = rows(first_table(made(ward, "groups")))
    assert (group["leader"], group["members"], group["outstanding"]) == (
        ward.members[0].name,
        7,
        40 * MILLION,
    )


def test_what_is_narrowed_says_so(ward: SmallWard, lent: Loan) -> None:
    report = made(ward, "loans", only={"programme": str(ward.programme("HCN").id)})
    assert (
        first_table(report).rows == ()
        and report.agreement == "Báo cáo này chỉ gồm một phần: Hộ cận nghèo."
    )
    report = made(ward, "loans", only={"association": "1"})
    assert len(first_table(report).rows) == 2


def test_the_book_says_the_year_in_sentences(ward: SmallWard, lent: Loan) -> None:
    overview = made(ward, "year-book").sections[0]
    said = " ".join(overview.sentences)
    assert "dư nợ của 1 chương trình tín dụng chính sách là 40 triệu đồng, với 1 hộ" in said
    assert (
        "giải ngân 50 triệu đồng cho 1 khoản vay mới, thu nợ gốc 10 triệu đồng và thu lãi 0,3 triệu đồng"
        in said
    )
    assert [chart.labels for chart in overview.charts] == [("Hộ nghèo",), ("Hội Nông dân",)]


def test_the_review_wants_figures_of_its_base_year(ward: SmallWard, lent: Loan) -> None:
    with pytest.raises(Refused) as refused:
        made(ward, "ten-year-review")
    assert "Chưa có số liệu năm 2016" in str(refused.value)
    registers.save(ward.file, FormerYear(year=2025, outstanding=8 * MILLION))
    review = made(ward, "ten-year-review", base=2025)
    first, last = rows(review.sections[1].tables[0])
    assert (first["outstanding"], last["outstanding"], last["since_base"], last["times"]) == (
        8 * MILLION, 40 * MILLION, 32 * MILLION, 500,
    )  # fmt: skip


@pytest.mark.parametrize("name", catalogue.REPORTS)
@pytest.mark.parametrize(
    "period", [periods.year(2026), periods.month(date(1999, 1, 1)), periods.year(2090)]
)
def test_an_empty_file_gives_every_report(file: WardFile, name: str, period: Period) -> None:
    try:
        report = catalogue.make(file, Request(name, period), TODAY)
    except Refused as refused:
        to_come = period.first > TODAY and str(refused) == "This period is still to come."
        assert to_come or (name == "ten-year-review" and "Chưa có số liệu" in str(refused))
    else:
        assert exports.as_pdf(file, report)[:5] == b"%PDF-"


def test_json_names_tables_and_columns(ward: SmallWard, lent: Loan, tmp_path: Path) -> None:
    path = tmp_path / "loans.json"
    exports.write(ward.file, made(ward, "loans"), path)
    (table,) = json.loads(path.read_text("utf-8"))["tables"]
    assert table["key"] == "loans" and table["rows"][0]["outstanding"] == 40 * MILLION
    assert table["rows"][-1]["row"] == "sum"


def test_an_export_that_cannot_be_written_leaves_the_old_file(
    ward: SmallWard, lent: Loan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "loans.pdf"
    path.write_bytes(b"%PDF-old")

    def full(*_arguments: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(Refused) as refused:
        exports.write(ward.file, made(ward, "loans"), path)
    assert "the disk is full" in str(refused.value) and path.read_bytes() == b"%PDF-old"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_another_kind_of_file_is_refused(ward: SmallWard, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        exports.write(ward.file, made(ward, "loans"), tmp_path / "loans.docx")
    assert ".pdf, .xlsx, .json" in str(refused.value)


def test_an_export_is_noted(ward: SmallWard, tmp_path: Path) -> None:
    exports.write(ward.file, made(ward, "loans"), tmp_path / "loans.xlsx")
    noted = ward.file.db.execute("SELECT paper, actor FROM printing").fetchall()
    assert noted == [("report loans · Năm 2026, số liệu đến ngày 30/06/2026 · .xlsx", "Thử")]


def test_a_file_name_says_what_it_is(ward: SmallWard) -> None:
    assert exports.suggested_name(
        made(ward, "loans", periods.month(date(2026, 5, 1))), ".xlsx"
    ) == ("2026-06-30 Danh sách khoản vay tháng 05-2026.xlsx")


def test_books_that_were_read_before_serve_many_periods(ward: SmallWard, lent: Loan) -> None:
    reading = BookReader(ward.file, TODAY)
    ends = [
        rows(
            first_table(
                catalogue.make_from(
                    reading, Request("movement", periods.month(date(2026, month, 1)))
                )
            )
        )[-1]["end"]
        for month in (2, 3, 4, 5)
    ]
    assert ends == [0, 50 * MILLION, 50 * MILLION, 40 * MILLION]


def test_a_base_year_lies_before_the_period(ward: SmallWard, lent: Loan) -> None:
    for name in ("summary", "ten-year-review", "year-book"):
        with pytest.raises(Refused) as refused:
            made(ward, name, base=2026)
        assert refused.value.complaints == {"base": "The year to compare with lies before 2026."}


def test_a_period_before_the_books_and_one_to_come_are_refused(ward: SmallWard, lent: Loan) -> None:
    for period, words in (
        (periods.year(2010), "the books begin on 01/01/2024"),
        (periods.year(2030), "still to come"),
    ):
        with pytest.raises(Refused) as refused:
            made(ward, "loans", period)
        assert words in refused.value.complaints["period"]


def test_a_typed_year_before_the_books_is_compared_in_a_sentence_and_moves_nothing(
    ward: SmallWard, lent: Loan
) -> None:
    registers.save(ward.file, FormerYear(year=2025, outstanding=8 * MILLION))
    (section,) = made(ward, "summary").sections
    assert "So với ngày 31/12/2025, dư nợ tăng 32 triệu đồng" in section.sentences[0]
    assert "since_before" not in [column.key for column in section.tables[0].columns]
    line, total = rows(first_table(made(ward, "movement")))
    assert line["begin"] == total["begin"] == 0 and total["end"] == 40 * MILLION


def test_an_export_that_cannot_be_noted_does_not_go_out(
    ward: SmallWard, lent: Loan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise Refused("The disk is full.")

    monkeypatch.setattr(printed, "note", full)
    with pytest.raises(Refused):
        exports.write(ward.file, made(ward, "loans"), tmp_path / "loans.pdf")
    assert list(tmp_path.glob("*.pdf")) == list(tmp_path.glob(".*.tmp")) == []


@pytest.mark.parametrize("name", ["x" * 300 + ".pdf", "folder.pdf", "file/x.pdf"])
def test_a_name_that_cannot_be_is_a_sentence(
    ward: SmallWard, lent: Loan, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused):
        exports.write(ward.file, made(ward, "loans"), tmp_path / name)
    assert ward.file.db.execute("SELECT count(*) FROM printing").fetchone() == (0,)


def test_a_register_of_a_past_day_names_who_owed_then(ward: SmallWard, lent: Loan) -> None:
    other = ward.add(77, household=ward.members[2].household)
    asked = Handover(from_on=date(2026, 6, 10), member=other.id, reason="Chuyển người đứng tên")
    loans.hand_over(ward.file, lent.id, asked, TODAY)
    for day, name in ((date(2026, 5, 1), ward.members[2].name), (date(2026, 6, 1), other.name)):
        line, _sum = rows(first_table(made(ward, "loans", periods.month(day))))
        assert line["borrower"] == name


def test_a_group_that_moved_counts_for_each_association_on_its_own_days(
    ward: SmallWard, lent: Loan
) -> None:
    member = ward.members[3]
    for day in (date(2026, 2, 1), date(2026, 6, 15)):
        savings.move(
            ward.file, "saved", SavingsMove(member=member.id, moved_on=day, amount=40_000), TODAY
        )
    other = registers.save(ward.file, Association(name="Hội Phụ nữ thử")).record
    group = ward.get(type(ward.group), ward.group.id)
    since = Change(date(2026, 6, 1), TODAY, "12/QĐ")
    registers.save_group(ward.file, replace(group, association=other.id), since)
    saved = {
        each["association"]: each
        for each in rows(first_table(made(ward, "savings", by="association")))
    }
    assert (saved["Hội Nông dân"]["saved"], saved["Hội Nông dân"]["end"], saved["Hội Nông dân"]["moved"]) == (
        40_000, 0, -40_000,
    )  # fmt: skip
    assert (saved[other.name]["saved"], saved[other.name]["end"]) == (40_000, 80_000)
    asked = {
        each["association"]: each
        for each in rows(first_table(made(ward, "applications", by="association")))
    }
    assert asked["Hội Nông dân"]["requested"] == 1 and other.name not in asked
