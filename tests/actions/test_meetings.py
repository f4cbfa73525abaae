"""Review meetings: what is tabled, what keeps one open, what closing does, and reopening."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import applications, closings, meetings, proposals, registers, savings
from lcdesk.domain.applications import Application
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.meetings import Attendance, Decision, Guest, Meeting, MembershipChange
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import ProposalList
from lcdesk.queries.meetings import tabled
from lcdesk.storage import records
from tests.small_ward import MEETING_DAY, MILLION, TODAY, SmallWard, agreed

LATER = date(2026, 5, 12)


def refusal(act: Callable[..., object], *arguments: object) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.complaints


@pytest.fixture
def ready(ward: SmallWard) -> Meeting:
    """An open meeting on one application, with everything written down that closing asks for."""
    ward.apply(ward.members[2])
    return agreed(ward.open_meeting(), ward.members)


def presences(meeting: Meeting, *marks: str) -> Meeting:
    """The meeting with the last members marked so, the others present."""
    lines = list(meeting.attendance)
    for place, mark in enumerate(reversed(marks), start=1):
        lines[-place] = replace(lines[-place], presence=mark)
    return replace(meeting, attendance=tuple(lines))


def decided(meeting: Meeting, **facts: Any) -> Meeting:
    """The meeting with another decision on its first application."""
    first, *others = meeting.decisions
    return replace(meeting, decisions=(replace(first, **facts), *others))


def last_to_lead(meeting: Meeting, ward: SmallWard) -> Meeting:
    """Leader and deputy stand first, so that others can be marked away."""
    first = {ward.group.leader, ward.group.deputy}
    return replace(
        meeting,
        attendance=tuple(sorted(meeting.attendance, key=lambda line: line.member not in first)),
    )


def test_opening_lists_the_members_and_tables_the_drafts(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    late = ward.apply(ward.members[3], applied_on=date(2026, 3, 11))
    ward.add(40, joined_on=None)
    ward.add(41, joined_on=date(2026, 3, 11))
    opened = ward.open_meeting()
    assert {line.member for line in opened.attendance} == {each.id for each in ward.members}
    assert {line.presence for line in opened.attendance} == {""}
    assert opened.decisions == (
        Decision(application=made.id, amount=made.amount, term_months=made.term_months),
    )
    assert (ward.state(made), ward.state(late)) == ("tabled", "draft")
    assert (opened.chair, opened.secretary) == (ward.group.leader, ward.group.deputy)
    assert opened.association_officer == "Trần Văn Bí Đỏ"
    assert opened.neighbourhood_head == "Đỗ Thị Sen Đá"


def test_a_group_has_one_open_meeting(ward: SmallWard) -> None:
    ward.open_meeting()
    assert "group" in refusal(ward.open_meeting, LATER)


def test_a_member_who_left_is_not_listed(ward: SmallWard) -> None:
    registers.save_member(
        ward.file, replace(ward.members[6], left_on=MEETING_DAY, left_reason="Chuyển đi")
    )
    assert ward.members[6].id not in {line.member for line in ward.open_meeting().attendance}


def test_what_is_taken_off_the_table_is_a_draft_again(ward: SmallWard, ready: Meeting) -> None:
    (line,) = ready.decisions
    saved = meetings.save_meeting(ward.file, replace(ready, decisions=())).record
    assert ward.get(Application, line.application).state == "draft"
    meetings.save_meeting(ward.file, replace(saved, decisions=(line,)))
    assert ward.get(Application, line.application).state == "tabled"


def test_opening_can_be_undone(ward: SmallWard, ready: Meeting) -> None:
    (line,) = ready.decisions
    registers.undo_last(ward.file, TODAY)
    assert ward.get(Application, line.application).state == "draft"
    assert records.find(ward.file, Meeting) == []
    ward.open_meeting(LATER)


def test_a_complete_meeting_closes(ward: SmallWard, ready: Meeting) -> None:
    done = meetings.close_meeting(ward.file, ready)
    assert done.record.is_closed
    assert done.record.number == "01/2026"
    assert {"meeting", "application", "step", "proposal_list"} <= done.touched
    assert ward.get(Meeting, ready.id) == done.record


def test_numbers_follow_one_another_in_a_group_and_year(ward: SmallWard) -> None:
    days = (date(2025, 6, 1), date(2025, 9, 1), date(2026, 1, 5), MEETING_DAY)
    assert [ward.hold(day).number for day in days] == ["01/2025", "02/2025", "01/2026", "02/2026"]


def test_what_is_missing_is_named(ward: SmallWard) -> None:
    ward.apply(ward.members[2])
    opened = ward.open_meeting()
    missing = {"starts_at", "ends_at", "place", "attendance", "chair", "secretary"}
    complaints = refusal(meetings.close_meeting, ward.file, opened)
    assert missing <= set(complaints)
    assert "7" in complaints["attendance"]
    assert not ward.get(Meeting, opened.id).is_closed


def test_one_unmarked_member_keeps_it_open(ward: SmallWard, ready: Meeting) -> None:
    assert set(
        refusal(meetings.close_meeting, ward.file, presences(last_to_lead(ready, ward), ""))
    ) >= {"attendance"}


def test_quorum_is_two_thirds_of_the_members(ward: SmallWard) -> None:
    opened = last_to_lead(agreed(ward.open_meeting(), ward.members), ward)
    few = presences(opened, "absent", "excused", "absent")
    assert set(refusal(meetings.close_meeting, ward.file, few)) == {"attendance"}
    meetings.close_meeting(ward.file, presences(opened, "absent", "excused", "represented"))


def test_the_chair_is_present(ward: SmallWard, ready: Meeting) -> None:
    away = replace(
        ready,
        attendance=tuple(
            replace(line, presence="represented") if line.member == ready.chair else line
            for line in ready.attendance
        ),
    )
    assert set(refusal(meetings.close_meeting, ward.file, away)) == {"chair"}


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("result", {"result": ""}),
        ("reason", {"result": "not_proposed", "votes_for": 0, "votes_against": 6}),
        ("result", {"votes_for": 3, "votes_against": 3}),
        ("votes_for", {"votes_for": 7}),
        ("votes_for", {"votes_for": 4, "votes_against": 1}),
        ("amount", {"amount": 51 * MILLION}),
        ("amount", {"amount": 0}),
        ("term_months", {"term_months": 0}),
    ],
)
def test_a_decision_that_cannot_stand_keeps_it_open(
    ward: SmallWard, ready: Meeting, field: str, facts: dict[str, Any]
) -> None:
    complaints = refusal(meetings.close_meeting, ward.file, decided(ready, **facts))
    assert set(complaints) == {f"decisions.0.{field}"}
    assert ward.members[2].name in complaints[f"decisions.0.{field}"]


def test_nobody_votes_on_their_own_household(ward: SmallWard) -> None:
    kin = ward.add(42, household=ward.members[2].household)
    ward.apply(ward.members[2])
    ready = agreed(ward.open_meeting(), [*ward.members, kin])
    assert tabled(ward.file, ready)[ready.decisions[0].application].recused == {
        ward.members[2].id,
        kin.id,
    }
    assert set(refusal(meetings.close_meeting, ward.file, ready)) == {"decisions.0.votes_for"}
    meetings.close_meeting(ward.file, decided(ready, votes_for=6))


def test_a_refused_application_is_not_proposed_and_open_to_others(
    ward: SmallWard, ready: Meeting
) -> None:
    refused = decided(
        ready, result="not_proposed", votes_for=1, votes_against=5, reason="Chưa rõ nguồn trả nợ"
    )
    meetings.close_meeting(ward.file, refused)
    application = ward.get(Application, ready.decisions[0].application)
    assert application.state == "not_proposed"
    assert records.find(ward.file, ProposalList) == []
    ward.apply(ward.members[2], amount=100 * MILLION)


def test_requested_and_proposed_amount_are_both_kept(ward: SmallWard, ready: Meeting) -> None:
    closed = meetings.close_meeting(
        ward.file, decided(ready, amount=30 * MILLION, term_months=24)
    ).record
    application = ward.get(Application, ready.decisions[0].application)
    assert (application.amount, application.term_months) == (50 * MILLION, 36)
    assert (closed.decisions[0].amount, closed.decisions[0].term_months) == (30 * MILLION, 24)


def test_one_list_for_each_programme(ward: SmallWard) -> None:
    poor = [ward.apply(member) for member in ward.members[2:4]]
    study = ward.apply(ward.members[4], "HSSV")
    refused = ward.apply(ward.members[5], "XKLĐ")
    opened = agreed(ward.open_meeting(), ward.members)
    lines = tuple(
        replace(
            line, result="not_proposed", votes_for=0, votes_against=6, reason="Chưa có hợp đồng"
        )
        if line.application == refused.id
        else line
        for line in opened.decisions
    )
    meetings.close_meeting(ward.file, replace(opened, decisions=lines))
    made = {
        each.programme: {line.application for line in each.lines}
        for each in records.find(ward.file, ProposalList)
    }
    assert made == {
        ward.programme("HN").id: {each.id for each in poor},
        ward.programme("HSSV").id: {study.id},
    }
    assert [ward.state(each) for each in (*poor, study, refused)] == [
        *["proposed"] * 3,
        "not_proposed",
    ]


def test_a_closed_meeting_is_locked(ward: SmallWard, ready: Meeting) -> None:
    closed = meetings.close_meeting(ward.file, ready).record
    assert (
        "Reopen it"
        in refusal(meetings.save_meeting, ward.file, replace(closed, place="Nơi khác"))[""]
    )
    assert refusal(meetings.close_meeting, ward.file, closed)
    assert refusal(registers.undo_last, ward.file, TODAY), "closing has a way back of its own"


@pytest.mark.parametrize(
    "change",
    [
        {"place": "Nơi khác"},
        {"attendance": (Attendance(member=MemberId(1), presence="present"),)},
        {"decisions": ()},
        {"changes": (MembershipChange(member=MemberId(1), change="release"),)},
    ],
)
def test_the_file_itself_locks_a_closed_meeting(
    ward: SmallWard, ready: Meeting, change: dict[str, Any]
) -> None:
    closed = meetings.close_meeting(ward.file, ready).record
    with pytest.raises(Refused), records.writing(ward.file, "smuggle") as write:
        write.save(replace(closed, **change))
    assert ward.get(Meeting, closed.id) == closed


@pytest.mark.parametrize("table", ["attendance", "decision", "guest", "membership_change"])
def test_the_file_itself_locks_the_lines_of_a_closed_meeting(
    ward: SmallWard, ready: Meeting, table: str
) -> None:
    waiting = ward.add(44, joined_on=None)
    changes = (MembershipChange(member=waiting.id, change="admit"),)
    closed = meetings.close_meeting(
        ward.file, replace(ready, guests=(Guest(name="Bí Đỏ"),), changes=changes)
    ).record
    for sql in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET position = 9",
        f"INSERT INTO {table} (owner, position) VALUES (1, 9)",
    ):
        with pytest.raises(Refused) as refused, ward.file.atomically():
            ward.file.db.execute(sql)
        assert "locked" in str(refused.value.__cause__)
    assert ward.get(Meeting, closed.id) == closed


def test_nothing_of_a_refused_closing_is_kept(ward: SmallWard, ready: Meeting) -> None:
    before = ward.get(Meeting, ready.id)
    refusal(meetings.close_meeting, ward.file, decided(ready, result=""))
    assert ward.get(Meeting, ready.id) == before
    assert ward.get(Application, ready.decisions[0].application).state == "tabled"


def test_reopening_needs_a_reason_and_keeps_the_number(ward: SmallWard, ready: Meeting) -> None:
    closed = meetings.close_meeting(ward.file, ready).record
    assert "reason" in refusal(meetings.reopen_meeting, ward.file, closed.id, "")
    opened = meetings.reopen_meeting(ward.file, closed.id, "Ghi nhầm số phiếu").record
    assert (opened.state, opened.number, opened.reopened_reason) == (
        "open",
        "01/2026",
        "Ghi nhầm số phiếu",
    )
    assert ward.get(Application, ready.decisions[0].application).state == "tabled"
    assert refusal(meetings.reopen_meeting, ward.file, closed.id, "Lần nữa")
    again = meetings.close_meeting(ward.file, decided(opened, votes_for=5, votes_against=1)).record
    assert again.number == "01/2026"
    assert ward.hold(LATER).number == "02/2026"


def test_a_list_is_renewed_when_the_meeting_is_held_again(ward: SmallWard) -> None:
    first, second = ward.apply(ward.members[2]), ward.apply(ward.members[3], "HSSV")
    closed = ward.hold()
    opened = meetings.reopen_meeting(ward.file, closed.id, "Bỏ sót").record
    kept = tuple(line for line in opened.decisions if line.application == first.id)
    meetings.close_meeting(ward.file, replace(opened, decisions=kept))
    lines = {each.programme: len(each.lines) for each in records.find(ward.file, ProposalList)}
    assert lines == {ward.programme("HN").id: 1, ward.programme("HSSV").id: 0}
    assert ward.state(second) == "draft"


def test_a_meeting_whose_applications_have_gone_on_stays_closed(
    ward: SmallWard, ready: Meeting
) -> None:
    closed = meetings.close_meeting(ward.file, ready).record
    made = ward.get(Application, ready.decisions[0].application)
    sent = replace(ward.list_of(made), sent_to_ward_on=MEETING_DAY)
    proposals.save_list(ward.file, sent, TODAY)
    applications.withdraw(ward.file, made.id, "Không cần nữa", TODAY)
    assert "1" in refusal(meetings.reopen_meeting, ward.file, closed.id, "Ghi nhầm")[""]


def test_a_meeting_admits_and_releases(ward: SmallWard) -> None:
    waiting = ward.add(43, joined_on=None)
    changes = (
        MembershipChange(member=waiting.id, change="admit"),
        MembershipChange(member=ward.members[6].id, change="release", reason="Chuyển đi"),
    )
    ready = replace(
        agreed(ward.open_meeting(), ward.members), changes=changes, minimum_saving=50_000
    )
    closed = meetings.close_meeting(ward.file, ready).record
    assert ward.get(Member, waiting.id).joined_on == MEETING_DAY
    released = ward.get(Member, ward.members[6].id)
    assert (released.left_on, released.left_reason) == (MEETING_DAY, "Chuyển đi")
    assert ward.get(Group, ward.group.id).minimum_saving == 50_000
    listed = {line.member for line in ward.open_meeting(LATER).attendance}
    assert waiting.id in listed and released.id not in listed
    registers.undo_last(ward.file, TODAY)
    meetings.reopen_meeting(ward.file, closed.id, "Nhầm người")
    assert ward.get(Member, waiting.id).joined_on is None
    assert ward.get(Member, released.id).left_on is None


def changed(meeting: Meeting, member: Member, change: str) -> Meeting:
    return replace(meeting, changes=(MembershipChange(member=member.id, change=change),))


def test_only_who_is_no_member_is_admitted_and_only_a_member_released(ward: SmallWard) -> None:
    """Admitting a member since 2024 and reopening left a member without a day of joining."""
    ready, member = agreed(ward.open_meeting(), ward.members), ward.members[4]
    assert refusal(meetings.close_meeting, ward.file, changed(ready, member, "admit")) == {
        "changes.0.member": f"{member.name} is a member since 01/01/2024 already. Take this line out."
    }
    other = registers.save_group(ward.file, replace(ward.group, id=GroupId(0), version=0, code="2"))
    stranger = ward.add(50, group=other.record.id)
    waiting, left = ward.add(51, joined_on=None), ward.add(52, left_on=MEETING_DAY)
    for nobody in (stranger, waiting, left):
        said = refusal(meetings.close_meeting, ward.file, changed(ready, nobody, "release"))
        assert said["changes.0.member"].startswith(f"{nobody.name} is no member of this group on")
    said = refusal(meetings.close_meeting, ward.file, changed(ready, left, "admit"))
    assert said["changes.0.member"].startswith(f"{left.name} left on 10/03/2026.")
    meetings.close_meeting(ward.file, changed(ready, waiting, "admit"))


def test_reopening_restores_exactly_what_stood_before(ward: SmallWard) -> None:
    group = registers.save_group(ward.file, replace(ward.group, minimum_saving=20_000)).record
    other = registers.save_group(ward.file, replace(group, id=GroupId(0), version=0, code="2"))
    waiting, going = ward.add(50, group=other.record.id, joined_on=None), ward.members[6]
    lines = (
        MembershipChange(member=waiting.id, change="admit"),
        MembershipChange(member=going.id, change="release", reason="Chuyển đi"),
    )
    ready = replace(agreed(ward.open_meeting(), ward.members), changes=lines, minimum_saving=70_000)
    closed = meetings.close_meeting(ward.file, ready).record
    renamed = replace(ward.get(Member, waiting.id), phone="0912345678")
    registers.save_member(ward.file, renamed)
    meetings.reopen_meeting(ward.file, closed.id, "Nhầm")
    now = ward.get(Member, waiting.id)
    assert (now.group, now.joined_on, now.phone) == (other.record.id, None, "0912345678")
    back = ward.get(Member, going.id)
    assert replace(back, version=going.version) == going
    assert ward.get(Group, group.id).minimum_saving == 20_000


def test_what_changed_since_is_not_wiped_by_reopening(ward: SmallWard) -> None:
    waiting = ward.add(50, joined_on=None)
    ready = changed(agreed(ward.open_meeting(), ward.members), waiting, "admit")
    closed = meetings.close_meeting(ward.file, replace(ready, minimum_saving=70_000)).record
    group = ward.get(Group, ward.group.id)
    registers.save_group(ward.file, replace(group, minimum_saving=90_000))
    saved = SavingsMove(member=waiting.id, moved_on=LATER, amount=50_000)
    savings.move(ward.file, "saved", saved, TODAY)
    said = refusal(meetings.reopen_meeting, ward.file, closed.id, "Nhầm")[""]
    assert waiting.name in said and "stands in the ledger since" in said
    savings.move(ward.file, "withdrawn", saved, TODAY)
    member = ward.get(Member, waiting.id)
    registers.save_member(ward.file, replace(member, left_on=LATER))
    said = refusal(meetings.reopen_meeting, ward.file, closed.id, "Nhầm")[""]
    assert (
        said
        == f"{waiting.name}, whom this meeting admitted, stands in the ledger since. Take the entries back first."
    )
    assert ward.get(Group, ward.group.id).minimum_saving == 90_000


def test_a_minimum_saving_that_was_changed_since_stays(ward: SmallWard, ready: Meeting) -> None:
    closed = meetings.close_meeting(ward.file, replace(ready, minimum_saving=70_000)).record
    group = ward.get(Group, ward.group.id)
    registers.save_group(ward.file, replace(group, minimum_saving=90_000))
    meetings.reopen_meeting(ward.file, closed.id, "Nhầm")
    assert ward.get(Group, ward.group.id).minimum_saving == 90_000


def test_only_a_member_on_the_day_is_proposed(ward: SmallWard) -> None:
    waiting = ward.add(50, joined_on=None)
    made = ward.apply(waiting)
    ready = agreed(ward.open_meeting(), [*ward.members, waiting])
    (line,) = ready.decisions
    ready = replace(ready, decisions=(replace(line, votes_for=7),))
    assert refusal(meetings.close_meeting, ward.file, ready) == {
        "decisions.0.result": f"{waiting.name} is no member of this group on 10/03/2026. Let this "
        "meeting admit them, or do not propose this."
    }
    meetings.close_meeting(ward.file, changed(ready, waiting, "admit"))
    assert ward.state(made) == "proposed"


def test_who_is_released_is_not_proposed_by_the_same_meeting(
    ward: SmallWard, ready: Meeting
) -> None:
    asked = changed(ready, ward.members[2], "release")
    assert refusal(meetings.close_meeting, ward.file, asked) == {
        "decisions.0.result": f"{ward.members[2].name} is released by this meeting and cannot be "
        "proposed by it."
    }
    meetings.close_meeting(ward.file, changed(ready, ward.members[3], "release"))


def test_minutes_that_move_over_new_year_get_a_number_of_the_new_year(ward: SmallWard) -> None:
    """Keeping the number met the one of the new year: a constraint of the database was shown."""
    ward.apply(ward.members[2])
    first = ward.hold(date(2026, 3, 2))
    assert first.number == "01/2026"
    opened = meetings.reopen_meeting(ward.file, first.id, "Sai ngày").record
    moved = meetings.save_meeting(ward.file, replace(opened, held_on=date(2025, 12, 30))).record
    assert moved.number == ""
    other = ward.get(Meeting, meetings.close_meeting(ward.file, moved).record.id)
    assert other.number == "01/2025"
    assert ward.hold(MEETING_DAY).number == "01/2026"
    again = meetings.reopen_meeting(ward.file, other.id, "Sai ngày").record
    back = replace(again, held_on=date(2026, 3, 5))
    assert meetings.close_meeting(ward.file, back).record.number == "02/2026"


def test_a_withdrawn_applicant_does_not_lock_the_meeting(ward: SmallWard) -> None:
    gone, other = ward.apply(ward.members[2]), ward.apply(ward.members[3])
    closed = ward.hold()
    applications.withdraw(ward.file, gone.id, "Không cần nữa", TODAY)
    opened = meetings.reopen_meeting(ward.file, closed.id, "Sai số phiếu").record
    assert (ward.state(gone), ward.state(other)) == ("withdrawn", "tabled")
    assert "is open" in refusal(applications.step_back, ward.file, gone.id, "Lại", TODAY)[""]
    meetings.close_meeting(ward.file, opened)
    assert (ward.state(gone), ward.state(other)) == ("withdrawn", "proposed")


def test_nobody_joins_or_leaves_at_a_meeting_of_a_closed_month(
    ward: SmallWard, ready: Meeting
) -> None:
    waiting = ward.add(50, joined_on=None)
    closings.close(ward.file, "month", MEETING_DAY, TODAY)
    said = refusal(meetings.close_meeting, ward.file, changed(ready, waiting, "admit"))
    assert list(said) == ["held_on"]
    meetings.close_meeting(ward.file, ready)


def test_who_left_does_not_chair(ward: SmallWard) -> None:
    registers.save_member(ward.file, replace(ward.members[0], left_on=MEETING_DAY))
    opened = ward.open_meeting()
    assert (opened.chair, opened.secretary) == (0, ward.members[1].id)
