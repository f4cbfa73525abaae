"""What the papers of a list say: who withdrew, under which name, whose the programme is, and nothing of the bank before
it has decided."""

from dataclasses import replace
from typing import Any

import pytest

from lcdesk.actions import applications, loans, proposals, registers
from lcdesk.domain.applications import Application
from lcdesk.domain.dated import Change
from lcdesk.domain.loans import Disbursement
from lcdesk.domain.people import Member
from lcdesk.papers.forms.notice import NoticeContent
from lcdesk.papers.forms.proposal_list import ProposalListContent
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.printing.proposals import beneficiary
from tests.papers.reading import pages, squeezed
from tests.small_ward import (
    DECIDED_DAY,
    MILLION,
    PAID_DAY,
    TODAY,
    WARD_DAY,
    SmallWard,
    answered,
    refusal,
)


def paper(ward: SmallWard, name: str, made: Application) -> papers.Paper:
    return papers.of(ward.file, name, "list", Subject(ward.list_of(made).id, TODAY))


def text(ward: SmallWard, name: str, made: Application) -> str:
    return squeezed(" ".join(pages(paper(ward, name, made).pdf)))


def content(ward: SmallWard, name: str, made: Application) -> Any:
    (part,) = paper(ward, name, made).parts
    return part.content


def test_who_withdraws_before_the_list_is_sent_leaves_it(ward: SmallWard) -> None:
    """Two applicants, one withdrew: the paper still said two people and 100 million."""
    gone, stays = ward.apply(ward.members[2]), ward.apply(ward.members[3])
    ward.hold()
    applications.withdraw(ward.file, gone.id, "Không cần nữa", TODAY)
    said = content(ward, "03", gone)
    assert isinstance(said, ProposalListContent)
    assert [each.name for each in said.lines] == [ward.members[3].name]
    printed = text(ward, "03", gone)
    assert "có1tổviên" in printed
    assert "50.000.000" in printed and "100.000.000" not in printed
    applications.step_back(ward.file, gone.id, "Vẫn cần", TODAY)
    assert len(content(ward, "03", gone).lines) == 2
    for each in (gone, stays):
        applications.withdraw(ward.file, each.id, "Không cần nữa", TODAY)
    assert "Không còn ai" in refusal(paper, ward, "03", gone)[""]


def test_who_withdraws_later_is_struck_with_the_reason(ward: SmallWard) -> None:
    gone, stays = ward.apply(ward.members[2]), ward.apply(ward.members[3])
    ward.hold()
    made = ward.list_of(gone)
    proposals.save_list(ward.file, replace(made, sent_to_ward_on=WARD_DAY), TODAY)
    applications.withdraw(ward.file, gone.id, "Đã có việc khác", TODAY)
    first, second = content(ward, "03", gone).lines
    assert (first.name, first.withdrawn) == (ward.members[2].name, "Đã có việc khác")
    assert (second.name, second.withdrawn) == (ward.members[3].name, "")
    printed = text(ward, "03", gone)
    assert (
        squeezed("Số 1 đã rút hồ sơ: Đã có việc khác") in printed and "100.000.000" not in printed
    )
    assert ward.state(stays) == "sent_to_ward"


def test_a_notice_grants_nothing_to_who_withdrew(ward: SmallWard) -> None:
    gone, _stays = ward.apply(ward.members[2]), ward.apply(ward.members[3])
    ward.hold()
    proposals.save_list(ward.file, answered(ward.list_of(gone)), TODAY)
    applications.withdraw(ward.file, gone.id, "Đã có việc khác", TODAY)
    said = content(ward, "04", gone)
    assert isinstance(said, NoticeContent)
    assert [each.withdrawn for each in said.lines] == ["Đã có việc khác", ""]
    printed = text(ward, "04", gone)
    assert squeezed("Số 1 đã rút hồ sơ") in printed and "100.000.000" not in printed


def test_a_list_names_people_as_the_meeting_did(ward: SmallWard) -> None:
    made, member = ward.apply(ward.members[2]), ward.members[2]
    ward.hold()
    renamed = replace(ward.get(Member, member.id), name="Tên Đổi Sau")
    registers.save_member(ward.file, renamed, Change(WARD_DAY, TODAY, "Cải chính"))
    proposals.save_list(ward.file, answered(ward.list_of(made)), TODAY)
    for name in ("03", "04"):
        assert [each.name for each in content(ward, name, made).lines] == [member.name]


def test_nothing_of_the_bank_is_filled_before_it_decides(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.hold()
    said = content(ward, "03", made)
    assert (said.bank_decided_on, said.bank_director, said.bank_head, said.bank_officer) == (
        None,
        "",
        "",
        "",
    )
    proposals.save_list(ward.file, answered(ward.list_of(made)), TODAY)
    assert content(ward, "03", made).bank_director == content(ward, "04", made).bank_director == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("HN", "Poor household"),
        ("GQVL", "Worker"),
        ("HSSV", "Household with a student"),
        ("NS&VSMT", "Household in the countryside"),
    ],
)
def test_a_programme_has_its_own_word_for_who_may_borrow(
    ward: SmallWard, code: str, said: str
) -> None:
    assert beneficiary(ward.programme(code), "poor") == said


def test_who_left_signs_no_list_and_is_not_paid_out(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.hold()
    proposals.save_list(ward.file, answered(ward.list_of(made)), TODAY)
    registers.save_member(
        ward.file, replace(ward.get(Member, ward.members[2].id), left_on=PAID_DAY)
    )
    asked = Disbursement(
        application=made.id, code="66", paid_on=PAID_DAY, amount=50 * MILLION, instalments=()
    )
    said = refusal(loans.disburse, ward.file, asked, TODAY)["paid_on"]
    assert said.startswith(f"{ward.members[2].name} is no member of a group on 25/03/2026")
    leader = ward.get(Member, ward.members[0].id)
    assert content(ward, "03", made).group_leader == leader.name
    registers.save_member(ward.file, replace(leader, left_on=PAID_DAY))
    assert content(ward, "04", made).group_leader == leader.name, "on the day of the decision"
    registers.save_member(ward.file, replace(ward.get(Member, leader.id), left_on=DECIDED_DAY))
    assert content(ward, "04", made).group_leader == ""
