"""Checks begun, planned and written down; the bank's scores kept by month."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lcdesk.actions import checks, registers
from lcdesk.actions.done import Done
from lcdesk.domain.checks import (
    CheckCall,
    GroupCheck,
    GroupInspector,
    GroupScore,
    MonthScores,
    ScoreLine,
    UseInspector,
)
from lcdesk.domain.errors import Refused
from lcdesk.domain.verbs import VERBS
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.queries import check_sheets
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from tests.small_ward import PAID_DAY, TODAY, SmallWard, refusal


def open_use_check(ward: SmallWard, day: date = TODAY) -> Done:
    return checks.open_use_check(ward.file, CheckCall(group=ward.group.id, day=day), TODAY)


def open_reconciliation(ward: SmallWard, day: date = TODAY) -> Done:
    return checks.open_reconciliation(ward.file, CheckCall(group=ward.group.id, day=day), TODAY)


def test_a_use_check_lists_what_was_never_checked(ward: SmallWard) -> None:
    first, second = ward.lend(ward.members[2]), ward.lend(ward.members[3])
    check = open_use_check(ward).record
    assert [line.loan for line in check.lines] == [first.id, second.id]
    seen = replace(check.lines[0], right_amount=check.lines[0].received)
    saved = replace(
        check, lines=(seen, check.lines[1]), inspectors=(UseInspector(name="Lê Kiểm Tra"),)
    )
    checks.save_check(ward.file, saved, TODAY)
    again = open_use_check(ward).record
    assert [line.loan for line in again.lines] == [second.id]
    seen = replace(again.lines[0], right_amount=again.lines[0].received)
    checks.save_check(ward.file, replace(again, lines=(seen,), inspectors=saved.inspectors), TODAY)
    with pytest.raises(Refused, match="was checked already"):
        open_use_check(ward)


def test_a_line_of_a_use_check_adds_up(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    check = check_sheets.use_check_of(ward.file, ward.group.id, TODAY)
    line = replace(check.lines[0], right_amount=1, wrong_amount=1)
    assert (
        "Right and wrong use sum to 2\N{NO-BREAK SPACE}đ" in line.complaints(TODAY)["right_amount"]
    )
    assert replace(check, lines=(line,)).complaints(TODAY) == {"inspectors": "Enter who checked."}
    assert "checked_on" in replace(check, checked_on=date(2099, 1, 1)).complaints(TODAY)


def test_a_use_check_of_which_nothing_was_found_is_taken_up_again(ward: SmallWard) -> None:
    first = ward.lend(ward.members[2])
    begun = open_use_check(ward, date(2026, 6, 1)).record
    checks.save_check(ward.file, replace(begun, place="Nhà văn hóa"), TODAY)
    second = ward.lend(ward.members[3], on=date(2026, 6, 10))
    again = open_use_check(ward).record
    assert (again.id, again.place, again.checked_on) == (begun.id, "Nhà văn hóa", TODAY)
    assert [line.loan for line in again.lines] == [first.id, second.id]


def test_a_reconciliation_of_a_day_is_begun_once(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    begun = open_reconciliation(ward).record
    assert open_reconciliation(ward).record == begun
    assert open_reconciliation(ward, PAID_DAY).record.id != begun.id


def test_no_check_is_begun_on_a_day_to_come(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    for begin in (open_use_check, open_reconciliation):
        told = refusal(begin, ward, TODAY + timedelta(days=1))
        assert told == {"day": "This day is still to come. The latest is today, 30/06/2026."}


def test_a_check_that_breaks_a_rule_is_refused_whoever_sends_it(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    check = open_use_check(ward).record
    line = replace(check.lines[0], right_amount=1)
    by = (UseInspector(name="Lê Kiểm Tra"),)
    told = refusal(
        checks.save_check, ward.file, replace(check, lines=(line,), inspectors=by), TODAY
    )
    assert told == {
        "lines.0.right_amount": "Right and wrong use sum to 1 đ; 50,000,000 đ were received."
    }
    late = replace(check, checked_on=TODAY + timedelta(days=1))
    assert set(refusal(checks.save_check, ward.file, late, TODAY)) == {"checked_on"}
    planned = replace(check_sheets.group_check_of(ward.group.id, TODAY), checked_on=TODAY)
    assert refusal(checks.save_check, ward.file, planned, TODAY) == {
        "inspectors": "Enter who checked."
    }


def test_a_sheet_that_was_begun_by_mistake_is_removed_with_a_reason(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    for record in (open_use_check(ward).record, open_reconciliation(ward).record):
        registers.remove(ward.file, record, "Ghi nhầm", TODAY)
        assert not records.find(ward.file, type(record))
        assert registers.undo_last(ward.file, TODAY)[0] in VERBS
        assert records.find(ward.file, type(record))


def test_a_plan_covers_every_group_once(ward: SmallWard) -> None:
    checks.plan_year(ward.file, TODAY.year, TODAY)
    (planned,) = records.find(ward.file, GroupCheck)
    assert planned.planned_on.year == TODAY.year and planned.planned_on >= TODAY and planned.duties
    with pytest.raises(Refused, match="has a check planned"):
        checks.plan_year(ward.file, TODAY.year, TODAY)
    with pytest.raises(Refused, match="is over"):
        checks.plan_year(ward.file, TODAY.year - 1, TODAY)


def test_a_reconciliation_has_the_bank_side_and_wants_a_cause_for_a_difference(
    ward: SmallWard,
) -> None:
    loan = ward.lend(ward.members[2])
    made = open_reconciliation(ward).record
    (line,) = [each for each in made.lines if each.loan == loan.id]
    assert line.bank_debt == loan.amount and line.bank_interest > 0 and not line.differs
    told = replace(line, answered="yes", debt=line.bank_debt - 1, interest=line.bank_interest)
    assert told.differs and told.complaints(TODAY) == {
        "cause": "Write the cause of the difference."
    }
    assert not replace(told, cause="x").complaints(TODAY)


def test_scores_replace_those_of_the_same_month_and_can_be_taken_from_a_file(
    ward: SmallWard, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    month = date(2026, 5, 17)
    line = ScoreLine(group=ward.group.id, score=87_50)
    checks.save_scores(ward.file, MonthScores(month=month, lines=(line,)))
    checks.save_scores(ward.file, MonthScores(month=month, lines=(replace(line, score=60_00),)))
    (kept,) = records.find(ward.file, GroupScore)
    assert (kept.month, kept.score, kept.score_class) == (date(2026, 5, 1), 60_00, "average")
    book = Workbook()
    for row in (["Mã tổ", "Điểm"], [ward.group.code, 91], ["999", 50]):
        book.active.append(row)
    book.save(tmp_path / "scores.xlsx")
    imported = checks.with_imported(
        ward.file, check_sheets.scores_of(ward.file, month), tmp_path / "scores.xlsx"
    )
    assert [each.score for each in imported.scores.lines] == [91_00] and imported.strangers == [
        "999"
    ]
    assert (imported.read, imported.remarks) == (1, [])


def test_every_check_has_its_paper(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    use = open_use_check(ward).record
    made = open_reconciliation(ward).record
    group = checks.save_check(
        ward.file,
        replace(
            check_sheets.group_check_of(ward.group.id, PAID_DAY),
            checked_on=TODAY,
            inspectors=(GroupInspector(name="Lê"),),
        ),
        TODAY,
    ).record
    for name, id in (("06", use.id), ("15", made.id), ("16", group.id)):
        assert papers.of(ward.file, name, "check", Subject(id, TODAY)).pdf.startswith(b"%PDF")
        assert papers.of(ward.file, name, "group", Subject(ward.group.id, TODAY)).pdf.startswith(
            b"%PDF"
        )
    assert papers.of(
        ward.file, "13", "month", Subject(ward.group.id, TODAY, TODAY)
    ).file_name.endswith(".pdf")


def test_nothing_is_planned_or_scored_where_there_is_no_group(file: WardFile) -> None:
    nothing = {"": "There is no savings group yet. Enter the groups first."}
    assert refusal(checks.plan_year, file, TODAY.year, TODAY) == nothing
    assert refusal(checks.save_scores, file, MonthScores(month=TODAY)) == nothing


def test_scores_of_nothing_are_not_saved(ward: SmallWard) -> None:
    empty = MonthScores(month=TODAY, lines=(ScoreLine(group=ward.group.id),))
    assert refusal(checks.save_scores, ward.file, empty) == {
        "lines": "Enter the score of a group at least."
    }
