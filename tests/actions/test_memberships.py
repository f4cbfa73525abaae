"""People and groups that go elsewhere on a day: every đồng is in one group on every day, and what was before says the
same afterwards."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lcdesk.actions import closings, collecting, loans, memberships, registers, savings
from lcdesk.domain import periods
from lcdesk.domain.collecting import CashLine, CollectionLine, CollectionSheet, SavingsMove
from lcdesk.domain.dated import Change
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.loans import Repayment
from lcdesk.domain.people import Member
from lcdesk.domain.plain import to_json
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.queries import check_sheets, month_sheets
from lcdesk.queries.memberships import loans_of, members_on
from lcdesk.queries.positions import standing_of
from lcdesk.queries.ward import ward_of
from lcdesk.queries.worklist import worklist
from lcdesk.reporting import figures
from lcdesk.storage import records
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, TODAY, SmallWard, person, refusal

DAY = date(2026, 5, 10)
BEFORE = DAY - timedelta(days=1)
YEAR = periods.year(2026)
SINCE = Change(DAY, TODAY, "7/QĐ")


@pytest.fixture
def other(ward: SmallWard) -> Group:
    """A second group of the same association, in another neighbourhood, with five members."""
    there = registers.save(ward.file, Neighbourhood(name="Tổ dân phố 2")).record
    made = registers.save_group(
        ward.file, replace(ward.group, id=GroupId(0), version=0, code="002", name="Số 2",
                           neighbourhood=there.id, leader=MemberId(0), deputy=MemberId(0))
    ).record  # fmt: skip
    for number in range(40, 45):
        ward.add(number, group=made.id)
    return made


@pytest.fixture
def debtor(ward: SmallWard) -> Member:
    """A member with two loans, of which one is repaid in part, and with savings."""
    member = ward.members[2]
    first = ward.lend(member)
    former = ward.take_over(member, "88001", date(2026, 2, 2), programme=ward.programme("HSSV").id)
    assert first.group == former.group == ward.group.id
    save(ward, member, 300_000, date(2026, 4, 5))
    return member


def save(ward: SmallWard, member: Member, amount: int, on: date) -> None:
    move = SavingsMove(member=member.id, moved_on=on, amount=amount)
    savings.move(ward.file, "saved", move, TODAY)


def figures_of(ward: SmallWard, period: periods.Period = YEAR, by: str = "group") -> dict[str, Any]:
    found = figures.of_period(BookReader(ward.file, TODAY), period)
    found.check()
    return {line.key: line.figures for line in found.by(by).lines}


def where(ward: SmallWard, day: date, *groups: Group) -> list[tuple[int, int, int]]:
    """Members, debt and savings of groups at the end of a day."""
    found = [standing_of(ward.file, each.id, day) for each in groups]
    return [(each.members, each.outstanding, each.savings) for each in found]


def paper(ward: SmallWard, group: Group, name: str, day: date) -> str:
    made = papers.of(ward.file, name, "group", Subject(group.id, day))
    return to_json(made.parts[0].content)


def test_a_member_goes_with_loans_and_savings(
    ward: SmallWard, other: Group, debtor: Member
) -> None:
    first = ward.group
    sheets = [paper(ward, first, "13", BEFORE), paper(ward, first, "15", BEFORE)]
    memberships.transfer(ward.file, [debtor.id], other.id, SINCE)
    assert where(ward, BEFORE, first, other) == [(7, 70 * MILLION, 300_000), (5, 0, 0)]
    assert where(ward, DAY, first, other) == [(6, 0, 0), (6, 70 * MILLION, 300_000)]
    assert [paper(ward, first, "13", BEFORE), paper(ward, first, "15", BEFORE)] == sheets
    assert debtor.name not in paper(ward, first, "13", DAY)
    for name in ("13", "15"):
        sheet = paper(ward, other, name, DAY)
        assert all(each.code in sheet for each in loans_of(ward.file, other.id, DAY))
    april, year = figures_of(ward, periods.month(date(2026, 4, 1))), figures_of(ward)
    assert april[str(first.id)].outstanding == 70 * MILLION
    assert april[str(first.id)].savings == 300_000 and april[str(first.id)].members == 7
    assert (year[str(first.id)].paid_out, year[str(first.id)].outstanding) == (50 * MILLION, 0)
    assert year[str(first.id)].taken_over == 20 * MILLION
    assert (year[str(other.id)].paid_out, year[str(other.id)].outstanding) == (0, 70 * MILLION)
    assert year[str(other.id)].savings == 300_000 and year[str(other.id)].members == 6


def test_what_moved_counts_in_the_group_of_its_day(
    ward: SmallWard, other: Group, debtor: Member
) -> None:

    memberships.transfer(ward.file, [debtor.id], other.id, SINCE)
    loan = next(each for each in ward.file.db.execute("SELECT id FROM loan ORDER BY id"))[0]
    for day, amount in ((BEFORE, 2 * MILLION), (DAY, 3 * MILLION)):
        loans.repay(ward.file, loan, Repayment(paid_on=day, principal=amount), TODAY)
    year = figures_of(ward)
    assert year[str(ward.group.id)].repaid == 2 * MILLION
    assert year[str(other.id)].repaid == 3 * MILLION
    assert year[str(other.id)].outstanding == 65 * MILLION


def test_the_sheet_of_the_new_group_collects(ward: SmallWard, other: Group, debtor: Member) -> None:
    memberships.transfer(ward.file, [debtor.id], other.id, SINCE)
    month, held_on = date(2026, 5, 1), date(2026, 5, 20)
    shown = month_sheets.open_sheet(ward.file, other.id, month, TODAY, held_on)
    rows = [row for row in shown.rows if row.member.id == debtor.id]
    assert [row.outstanding for row in rows] == [50 * MILLION, 20 * MILLION]
    lines = tuple(
        CollectionLine(member=debtor.id, loan=row.loan.id, interest_paid=100_000)
        for row in rows
        if row.loan
    )
    sheet = CollectionSheet(held_on=held_on, lines=lines)
    sheet = replace(sheet, cash=(CashLine(denomination=1, count=sheet.total),))
    said = refusal(collecting.save_sheet, ward.file, ward.group.id, month, sheet, 0, TODAY)
    assert "is not in the group 001 Số 1" in next(iter(said.values()))
    collecting.save_sheet(ward.file, other.id, month, sheet, 0, TODAY)
    assert figures_of(ward)[str(other.id)].interest_paid == 200_000


def test_a_group_goes_into_another(ward: SmallWard, other: Group, debtor: Member) -> None:
    memberships.merge(ward.file, ward.group.id, other.id, SINCE)
    assert where(ward, BEFORE, ward.group, other) == [(7, 70 * MILLION, 300_000), (5, 0, 0)]
    assert where(ward, DAY, ward.group, other) == [(0, 0, 0), (12, 70 * MILLION, 300_000)]
    gone = ward.get(Group, ward.group.id)
    assert gone.dissolved_on == DAY and not gone.leader and not gone.deputy
    assert gone.on(BEFORE).leader == ward.members[0].id
    year = figures_of(ward)
    assert (year[str(other.id)].groups, year[str(other.id)].members) == (1, 12)
    assert figures_of(ward, periods.month(date(2026, 4, 1)))[str(ward.group.id)].groups == 1


def test_groups_of_two_associations_do_not_merge(ward: SmallWard, other: Group) -> None:

    women = registers.save(ward.file, Association(name="Hội Phụ nữ thử")).record
    registers.save_group(ward.file, replace(other, association=women.id), SINCE)
    said = refusal(memberships.merge, ward.file, ward.group.id, other.id, SINCE)
    assert said["into"].startswith("Số 1 and Số 2 belong to two associations.")
    before = replace(SINCE, day=BEFORE)
    memberships.merge(ward.file, ward.group.id, other.id, before)


def test_a_group_is_split(ward: SmallWard, debtor: Member) -> None:
    ids = [debtor.id, *(each.id for each in ward.members[3:])]
    new = replace(
        ward.group,
        id=GroupId(0),
        version=0,
        code="003",
        name="Số 3",
        leader=MemberId(0),
        deputy=MemberId(0),
    )
    made = memberships.split(ward.file, ward.group.id, new, ids, SINCE).record
    assert made.founded_on == DAY
    assert where(ward, BEFORE, ward.group, made) == [(7, 70 * MILLION, 300_000), (0, 0, 0)]
    assert where(ward, DAY, ward.group, made) == [(2, 0, 0), (5, 70 * MILLION, 300_000)]
    twice = replace(new, name="Số 4")
    said = refusal(memberships.split, ward.file, ward.group.id, twice, [ward.members[0].id], SINCE)
    assert said == {"code": "This code belongs to the group Số 3."}


def test_a_group_is_dissolved_only_when_its_debt_is_somewhere(
    ward: SmallWard, other: Group, debtor: Member
) -> None:
    said = refusal(memberships.dissolve, ward.file, ward.group.id, SINCE)
    assert said["into"].startswith("There is debt or savings in this group.")
    memberships.dissolve(ward.file, ward.group.id, SINCE, other.id)
    assert where(ward, DAY, ward.group, other) == [(0, 0, 0), (12, 70 * MILLION, 300_000)]


def test_a_group_without_debt_is_dissolved(ward: SmallWard) -> None:
    memberships.dissolve(ward.file, ward.group.id, SINCE)
    assert members_on(ward.file, ward.group.id, DAY) == []
    assert len(members_on(ward.file, ward.group.id, BEFORE)) == 7
    assert ward.get(Member, ward.members[3].id).left_on == DAY


def test_another_ward_takes_a_group_and_its_debt_ends_here(
    ward: SmallWard, other: Group, debtor: Member
) -> None:

    loan = next(each for each in ward.file.db.execute("SELECT id FROM loan ORDER BY id"))[0]
    loans.repay(ward.file, loan, Repayment(paid_on=BEFORE, principal=2 * MILLION), TODAY)
    save(ward, ward.add(60, group=other.id), 50_000, date(2026, 4, 6))
    memberships.hand_over(ward.file, ward.group.id, "phường Kênh Dương thử", SINCE)
    year = figures.of_period(BookReader(ward.file, TODAY), YEAR)
    year.check()
    assert (year.whole.paid_out, year.whole.repaid) == (50 * MILLION, 2 * MILLION)
    assert year.whole.taken_over == 20 * MILLION
    assert (year.whole.outstanding, year.whole.loans, year.whole.savings) == (0, 0, 50_000)
    assert (year.whole.groups, year.whole.members) == (1, 6)
    april = figures_of(ward, periods.month(date(2026, 4, 1)))
    assert april[str(ward.group.id)].outstanding == 70 * MILLION
    to_the_day = periods.Period(date(2026, 1, 1), BEFORE)
    assert figures_of(ward, to_the_day)[str(ward.group.id)].outstanding == 68 * MILLION
    said = refusal(loans.repay, ward.file, loan, Repayment(paid_on=DAY, principal=MILLION), TODAY)
    assert said["paid_on"] == (
        "phường Kênh Dương thử has this group since 10/05/2026. Nothing of it is entered here any more."
    )


def test_another_wards_group_asks_for_nothing_here(ward: SmallWard, debtor: Member) -> None:
    def asked(day: date) -> set[str]:
        return {each.kind for each in worklist(ward.file, day) if each.group == ward.group.id}

    assert {"collection", "use_check"} <= asked(TODAY)
    memberships.hand_over(ward.file, ward.group.id, "phường Kênh Dương thử", SINCE)
    assert asked(TODAY) == set()
    assert "use_check" in asked(BEFORE)


def test_who_comes_again_is_the_same_person(ward: SmallWard, other: Group) -> None:
    left = replace(ward.members[3], left_on=date(2025, 3, 1), left_reason="Chuyển đi")
    gone = registers.save_member(ward.file, left).record
    again = registers.add_member(
        ward.file, person(3, group=other.id, joined_on=DAY, address="Số 9 phố Khác"), TODAY
    ).record
    assert again.id == gone.id and again.joined_on == DAY and again.left_on is None
    days = {
        date(2024, 6, 1): (ward.group.id, True),
        date(2025, 3, 1): (ward.group.id, False),
        BEFORE: (ward.group.id, False),
        DAY: (other.id, True),
    }
    assert {day: (again.on(day).group, again.on(day).is_active(day)) for day in days} == days
    assert again.on(BEFORE).address == "Số 3 phố Mứt Gừng" and again.address == "Số 9 phố Khác"
    assert figures_of(ward)[str(other.id)].members == 6
    assert where(ward, date(2024, 6, 1), ward.group, other) == [(7, 0, 0), (5, 0, 0)]


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (TODAY + timedelta(days=1), "This day is still to come."),
        (date(2023, 12, 31), "Nguyễn Thị Hoa Giấy is in no group on 31/12/2023."),
    ],
)
def test_a_day_must_fit(ward: SmallWard, other: Group, since: date, sentence: str) -> None:
    asked = replace(SINCE, day=since)
    said = refusal(memberships.transfer, ward.file, [ward.members[2].id], other.id, asked)
    assert sentence in said.values()


def test_a_closed_month_counts_people_where_they_were(
    ward: SmallWard, other: Group, debtor: Member
) -> None:
    closings.close(ward.file, "month", DAY, TODAY)
    said = refusal(memberships.transfer, ward.file, [debtor.id], other.id, SINCE)
    assert "is closed" in said["since"] and "up to" in said["since"]
    june = replace(SINCE, day=date(2026, 6, 1))
    memberships.transfer(ward.file, [debtor.id], other.id, june)
    kept = figures_of(ward, periods.month(DAY))
    assert kept[str(ward.group.id)].outstanding == 70 * MILLION


def test_nobody_goes_into_a_group_that_is_gone_or_the_same(ward: SmallWard, other: Group) -> None:
    memberships.dissolve(ward.file, other.id, SINCE)
    said = refusal(memberships.transfer, ward.file, [ward.members[2].id], other.id, SINCE)
    assert said == {"into": "Số 2 is not there on 10/05/2026. Choose a group that is."}
    said = refusal(memberships.transfer, ward.file, [ward.members[2].id], ward.group.id, SINCE)
    assert said == {"into": "This is the group they are in already."}


def test_a_sheet_collected_since_keeps_its_people(
    ward: SmallWard, other: Group, debtor: Member
) -> None:
    line = CollectionLine(member=debtor.id, saved=20_000)
    sheet = CollectionSheet(
        held_on=DAY, lines=(line,), cash=(CashLine(denomination=20_000, count=1),)
    )
    collecting.save_sheet(ward.file, ward.group.id, date(2026, 5, 1), sheet, 0, TODAY)
    said = refusal(memberships.transfer, ward.file, [debtor.id], other.id, SINCE)
    assert "Số 1 has a sheet or a meeting of 10/05/2026 as it was." in said["since"]
    memberships.transfer(
        ward.file, [debtor.id], other.id, replace(SINCE, day=DAY + timedelta(days=1))
    )


def test_a_transfer_is_taken_back_whole(ward: SmallWard, other: Group, debtor: Member) -> None:
    tables = ("member", "member_past", "loan", "loan_past", '"group"', "group_past", "application")

    def kept() -> list[Any]:
        return [ward.file.db.execute(f"SELECT * FROM {each}").fetchall() for each in tables]

    before = kept()
    leader = ward.members[0]
    memberships.transfer(ward.file, [debtor.id, leader.id], other.id, SINCE)
    assert ward.get(Group, ward.group.id).leader == 0
    registers.undo_last(ward.file, TODAY)
    without_versions = [[[*row[:1], *row[2:]] for row in rows] for rows in kept()]
    assert without_versions == [[[*row[:1], *row[2:]] for row in rows] for rows in before]


def test_who_left_with_savings_stays_on_the_papers_until_paid_out(
    ward: SmallWard, debtor: Member
) -> None:
    saver = ward.members[4]
    save(ward, saver, 250_000, date(2026, 4, 5))
    gone = replace(ward.get(Member, saver.id), left_on=DAY, left_reason="Chuyển đi")
    registers.save_member(ward.file, gone)
    assert standing_of(ward.file, ward.group.id, DAY).savings == 550_000
    assert standing_of(ward.file, ward.group.id, DAY).members == 6
    assert saver.name in paper(ward, ward.group, "13", DAY)
    assert saver.name in paper(ward, ward.group, "15", DAY)
    on = DAY + timedelta(days=3)
    savings.move(
        ward.file, "withdrawn", SavingsMove(member=saver.id, moved_on=on, amount=250_000), TODAY
    )
    assert saver.name not in paper(ward, ward.group, "13", on)
    assert saver.name in paper(ward, ward.group, "13", DAY)


def test_who_leaves_leads_the_group_no_more(ward: SmallWard) -> None:
    leader = ward.members[0]
    gone = replace(leader, left_on=DAY, left_reason="Chuyển đi")
    registers.save_member(ward.file, gone)
    group = ward.get(Group, ward.group.id)
    assert (group.leader, group.on(BEFORE).leader) == (0, leader.id)


def test_a_paper_of_before_names_what_was_then(ward: SmallWard, debtor: Member) -> None:

    days = [(name, BEFORE) for name in ("13", "15", "16", "06", "10C", "03")]
    was = {name: paper(ward, ward.group, name, day) for name, day in days}
    asked = records.find(ward.file, type(ward.wish(debtor)))[0]
    form = papers.of(ward.file, "01", "application", Subject(asked.id, TODAY)).parts[0].content
    since = replace(SINCE, reason="")
    registers.save(
        ward.file, replace(ward_of(ward.file), name="Sông Mới", chair="Lê Văn Khác"), since
    )
    (place,) = records.find(ward.file, Neighbourhood)
    registers.save(ward.file, replace(place, name="Tổ dân phố Mới", head="Đỗ Khác"), since)
    (body,) = records.find(ward.file, Association)
    registers.save(ward.file, replace(body, name="Hội Mới", officer="Trần Khác"), since)
    registers.save_group(ward.file, replace(ward.group, name="Tên Mới"), since)
    changed = replace(ward.get(Member, debtor.id), name="Nguyễn Thị Đổi Tên", address="Nhà mới")
    registers.save_member(ward.file, changed, since)
    assert {name: paper(ward, ward.group, name, day) for name, day in days} == was
    again = papers.of(ward.file, "01", "application", Subject(asked.id, TODAY)).parts[0].content
    assert again == form
    now = paper(ward, ward.group, "13", DAY)
    for text in ("Sông Mới", "Tên Mới", "Hội Mới", "Nguyễn Thị Đổi Tên"):
        assert text in now
    assert check_sheets.use_check_of(ward.file, ward.group.id, DAY).lines
    assert isinstance(ward_of(ward.file), Ward)


def test_a_paper_is_printed_again_as_it_was_though_it_was_wrong(
    ward: SmallWard, debtor: Member
) -> None:
    asked = records.find(ward.file, type(ward.wish(debtor)))[0]
    subject = Subject(asked.id, TODAY)
    first = papers.of(ward.file, "01", "application", subject)
    said = refusal(papers.as_printed, ward.file, first)
    assert said == {"": "Nội dung lần in trước của giấy này không được lưu."}
    papers.note_printed(ward.file, first)
    registers.save_member(ward.file, replace(ward.get(Member, debtor.id), name="Tên Đúng"))
    now = papers.of(ward.file, "01", "application", subject)
    assert "Tên Đúng" in to_json(now.parts[0].content) and "Thay thế" in now.parts[0].notice
    again = papers.as_printed(ward.file, now)
    assert again.parts[0].content == first.parts[0].content
    assert again.parts[0].notice.startswith("Đúng như bản in ngày")


def test_who_comes_again_brings_the_loan_along(
    ward: SmallWard, other: Group, debtor: Member
) -> None:
    left = replace(ward.get(Member, debtor.id), left_on=BEFORE, left_reason="Chuyển đi")
    registers.save_member(ward.file, left)
    assert where(ward, BEFORE, ward.group, other) == [(6, 70 * MILLION, 300_000), (5, 0, 0)]
    registers.add_member(ward.file, person(2, group=other.id, joined_on=DAY), TODAY)
    assert where(ward, BEFORE, ward.group, other) == [(6, 70 * MILLION, 300_000), (5, 0, 0)]
    assert where(ward, DAY, ward.group, other) == [(6, 0, 0), (6, 70 * MILLION, 300_000)]


def test_a_group_in_which_somebody_is_does_not_just_end(ward: SmallWard) -> None:
    ended = replace(ward.group, dissolved_on=DAY, dissolved_reason="Sáp nhập")
    said = refusal(registers.save_group, ward.file, ended)
    assert said["dissolved_on"].startswith("There are still members, debt or savings")
    for member in ward.members:
        left = replace(ward.get(Member, member.id), left_on=BEFORE, left_reason="Chuyển đi")
        registers.save_member(ward.file, left)
    group = ward.get(Group, ward.group.id)
    ended = replace(group, dissolved_on=DAY, dissolved_reason="Sáp nhập")
    assert registers.save_group(ward.file, ended).record.dissolved_on == DAY
