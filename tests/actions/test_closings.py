"""Months and years are closed with their figures, and a year with its book."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import agreements, closings, collecting, loans, registers, savings
from lcdesk.domain import periods
from lcdesk.domain.closings import Closing
from lcdesk.domain.collecting import CollectionSheet, SavingsMove
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import LoanId
from lcdesk.domain.loans import Loan, RateChange, Repayment
from lcdesk.domain.people import Household, Member
from lcdesk.domain.reports import Report
from lcdesk.domain.ward import Association, Wording
from lcdesk.reporting import catalogue, exports, figures
from lcdesk.reporting.request import Request
from lcdesk.storage import records
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, SmallWard, person, refusal

NEXT_YEAR = date(2027, 1, 5)
YEAR = periods.year(2026)


def close_year(ward: SmallWard, today: date = NEXT_YEAR) -> Closing:
    return closings.close(ward.file, "year", date(2026, 7, 9), today).record


def book(ward: SmallWard, today: date, **asked: Any) -> Report:
    return catalogue.make(ward.file, Request("year-book", YEAR, **asked), today)


def test_a_year_is_closed_after_its_last_day_and_once(ward: SmallWard) -> None:
    said = refusal(closings.close, ward.file, "year", date(2026, 5, 1), date(2026, 12, 31))
    assert said == {"month": "It can be closed after its last day, 31/12/2026."}
    closing = close_year(ward)
    assert (closing.month, closing.period) == (date(2026, 1, 1), YEAR)
    assert refusal(closings.close, ward.file, "year", date(2026, 5, 1), NEXT_YEAR) == {
        "month": "The year 2026 is closed already."
    }


def test_nothing_is_entered_into_a_closed_year(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    close_year(ward)
    late = Repayment(paid_on=date(2026, 8, 4), principal=MILLION)
    said = refusal(loans.repay, ward.file, loan.id, late, NEXT_YEAR)
    assert said["paid_on"].startswith("The year 2026 is closed, and with it")
    loans.repay(ward.file, loan.id, replace(late, paid_on=date(2027, 1, 4)), NEXT_YEAR)


def test_what_was_entered_in_a_closed_year_is_taken_back_in_the_next(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    paid = Repayment(paid_on=date(2026, 8, 4), principal=MILLION)
    loans.repay(ward.file, loan.id, paid, NEXT_YEAR)
    close_year(ward)
    entry = ward.account(loan).entries[-1]
    loans.reverse(ward.file, entry.id, "Ghi nhầm", NEXT_YEAR)
    assert ward.account(loan).entries[-1].entry_on == NEXT_YEAR
    reading = BookReader(ward.file, NEXT_YEAR)
    assert figures.counted(reading, YEAR).whole == figures.of_period(reading, YEAR).whole


def test_the_checksum_is_that_of_the_figures(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    first = close_year(ward)
    closings.reopen(ward.file, first.id, "Kiểm lại", NEXT_YEAR)
    assert records.find(ward.file, Closing) == []
    again = close_year(ward)
    assert again.checksum == first.checksum
    closings.reopen(ward.file, again.id, "Sửa", NEXT_YEAR)
    loans.repay(
        ward.file, LoanId(1), Repayment(paid_on=date(2026, 8, 4), principal=MILLION), NEXT_YEAR
    )
    assert close_year(ward).checksum != first.checksum


def test_reopening_wants_a_reason(ward: SmallWard) -> None:
    closing = close_year(ward)
    assert (
        "Please write a reason."
        in refusal(closings.reopen, ward.file, closing.id, "", NEXT_YEAR).values()
    )


def test_the_book_of_a_closed_year_is_the_same_to_the_byte_whatever_changes_later(
    ward: SmallWard,
) -> None:
    ward.lend(ward.members[2])
    close_year(ward)
    first = exports.as_pdf(ward.file, book(ward, NEXT_YEAR))
    registers.save_member(ward.file, replace(ward.members[2], name="Tên Khác Hẳn"))
    registers.save(ward.file, replace(ward.programme("HN"), name="Hộ nghèo đa chiều"))
    later = date(2029, 3, 3)
    assert exports.as_pdf(ward.file, book(ward, later)) == first
    assert "Tên Khác Hẳn" in str(book(ward, later, base=2025)), "with another base it is made anew"


def test_a_closed_month_leaves_the_rest_of_the_year_open(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    closings.close(ward.file, "month", date(2026, 5, 9), NEXT_YEAR)
    asked = Repayment(paid_on=date(2026, 5, 9), principal=MILLION)
    assert (
        "month 05/2026 is closed"
        in refusal(loans.repay, ward.file, loan.id, asked, NEXT_YEAR)["paid_on"]
    )
    loans.repay(ward.file, loan.id, replace(asked, paid_on=date(2026, 6, 1)), NEXT_YEAR)


def test_the_book_keeps_the_wording_of_its_day(ward: SmallWard) -> None:
    close_year(ward)
    first = exports.as_pdf(ward.file, book(ward, NEXT_YEAR))
    (text,) = records.find(ward.file, Wording, paper="report", key="signing")
    registers.save(ward.file, replace(text, text="KÝ VÀ ĐÓNG DẤU"))
    assert exports.as_pdf(ward.file, book(ward, NEXT_YEAR)) == first


def test_what_a_closed_period_counts_is_not_corrected(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    close_year(ward)
    said = refusal(loans.correct, ward.file, replace(ward.get(Loan, loan.id), fund_source="local"))
    assert said["fund_source"].startswith("The year 2026 is closed, and with it")
    loans.correct(ward.file, replace(ward.get(Loan, loan.id), code="77/2026"))
    group = ward.get(Group, ward.group.id)
    other = registers.save(ward.file, Association(name="Hội Phụ nữ thử")).record
    moved = replace(group, association=other.id)
    said = refusal(registers.save_group, ward.file, moved)
    assert said["association"].startswith("The year 2026 is closed and counts the group as it was.")
    in_it = Change(date(2026, 12, 31), NEXT_YEAR, "12/QĐ")
    said = refusal(registers.save_group, ward.file, moved, in_it)
    assert "is closed" in said["since"] and "up to" in said["since"]
    registers.save_group(ward.file, moved, replace(in_it, day=date(2027, 1, 1)))


def test_a_report_says_when_the_books_have_changed_since(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    close_year(ward)
    asked = Request("loans", YEAR)
    assert "khớp nhau" in catalogue.make(ward.file, asked, NEXT_YEAR).agreement
    household = records.get(ward.file, Household, ward.members[2].household)
    registers.save(ward.file, household.with_class(2026, "average"))
    said = catalogue.make(ward.file, asked, NEXT_YEAR).agreement
    assert said == "Từ khi khóa sổ, sổ sách đã thay đổi: số liệu theo diện hộ nay khác số đã khóa."


def test_kept_figures_that_do_not_fit_their_checksum_are_refused(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    closing = close_year(ward)
    with records.writing(ward.file, "tampered") as write:
        write.save(replace(closing, checksum="0" * 64))
    with pytest.raises(Refused) as refused:
        catalogue.make(ward.file, Request("summary", YEAR), NEXT_YEAR)
    assert "không khớp mã kiểm" in str(refused.value)


MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)


def test_a_closed_month_seals_every_day_before_it(ward: SmallWard) -> None:
    """Closing only the days of its own month let April change what May had kept."""
    loan = ward.lend(ward.members[2])
    closings.close(ward.file, "month", MAY, NEXT_YEAR)
    kept = figures.of_period(BookReader(ward.file, NEXT_YEAR), periods.month(MAY)).whole

    def paid(day: date) -> Repayment:
        return Repayment(paid_on=day, principal=MILLION)

    for day in (date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1), MAY):
        assert (
            "up to 31/05/2026"
            in refusal(loans.repay, ward.file, loan.id, paid(day), NEXT_YEAR)["paid_on"]
        )
        rate = RateChange(from_on=day, rate=7000, reason="12/TB")
        assert "from_on" in refusal(agreements.change_rate, ward.file, loan.id, rate, NEXT_YEAR)
        saved = SavingsMove(member=ward.members[0].id, moved_on=day, amount=MILLION)
        assert "moved_on" in refusal(savings.move, ward.file, "saved", saved, NEXT_YEAR)
        sheet = CollectionSheet(held_on=day)
        assert "31/05/2026" in str(
            refusal(collecting.save_sheet, ward.file, ward.group.id, day, sheet, 0, NEXT_YEAR)
        )
    loans.repay(ward.file, loan.id, paid(date(2026, 6, 1)), NEXT_YEAR)
    now = figures.counted(BookReader(ward.file, NEXT_YEAR), periods.month(MAY)).whole
    assert now == kept and now.outstanding == 50 * MILLION


def test_periods_close_and_reopen_in_their_order(ward: SmallWard) -> None:
    closings.close(ward.file, "month", MAY, NEXT_YEAR)
    assert refusal(closings.close, ward.file, "month", date(2026, 7, 1), NEXT_YEAR) == {
        "month": "Periods are closed in their order. Close the month 06/2026 first."
    }
    june = closings.close(ward.file, "month", JUNE, NEXT_YEAR).record
    year = close_year(ward)
    for each in (june, records.find(ward.file, Closing, month="2026-05-01")[0]):
        assert refusal(closings.reopen, ward.file, each.id, "Sửa", NEXT_YEAR) == {
            "": "The year 2026 was closed after it. Reopen that first."
        }
    closings.reopen(ward.file, year.id, "Sửa", NEXT_YEAR)
    closings.reopen(ward.file, june.id, "Sửa", NEXT_YEAR)
    assert closings.check(ward.file, "month", JUNE, NEXT_YEAR) == periods.month(JUNE)


def test_a_fact_of_a_group_or_a_member_in_a_closed_period_is_refused(ward: SmallWard) -> None:
    """Dissolving, founding, joining and leaving changed what a closed year had counted."""
    close_year(ward)
    last = date(2026, 12, 31)
    group, member = ward.get(Group, ward.group.id), ward.get(Member, ward.members[3].id)
    founded = Group(code="9", name="Mới", association=group.association, founded_on=last)
    founded = replace(founded, neighbourhood=group.neighbourhood)
    ended = replace(group, dissolved_on=last, dissolved_reason="Ít tổ viên")
    for wrong, name in (
        (ended, "dissolved_on"),
        (replace(group, founded_on=last), "founded_on"),
        (founded, "founded_on"),
        (replace(founded, founded_on=None), "founded_on"),
    ):
        assert name in refusal(registers.save_group, ward.file, wrong)
    registers.save_group(ward.file, replace(founded, founded_on=date(2027, 1, 1)))
    joins = person(40, group=group.id, joined_on=last)
    assert "joined_on" in refusal(registers.add_member, ward.file, joins, NEXT_YEAR)
    registers.add_member(ward.file, replace(joins, joined_on=date(2027, 1, 1)), NEXT_YEAR)
    assert "left_on" in refusal(registers.save_member, ward.file, replace(member, left_on=last))
    assert "joined_on" in refusal(registers.remove, ward.file, member, "Nhầm", NEXT_YEAR)
    registers.save_member(ward.file, replace(member, left_on=date(2027, 1, 1), phone="0912345678"))
    again = figures.counted(BookReader(ward.file, NEXT_YEAR), YEAR).whole
    assert again == figures.of_period(BookReader(ward.file, NEXT_YEAR), YEAR).whole
