"""Contents of papers about people who do not exist, for the tests of the papers."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from lcdesk.papers.forms.application import ApplicationContent, PlanRow
from lcdesk.papers.forms.authorisation import Adult, AuthorisationContent
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.forms.collection import CashRow, CollectionContent, CollectionRow
from lcdesk.papers.forms.group_check import DutyRow, GroupCheckContent, RecommendationRow, VisitRow
from lcdesk.papers.forms.job_application import JobApplicationContent
from lcdesk.papers.forms.minutes import (
    Absence,
    Admission,
    GuestRow,
    MinutesContent,
    Override,
    Release,
    ReviewedApplication,
)
from lcdesk.papers.forms.notice import NoticeContent, NoticeRow
from lcdesk.papers.forms.proposal_list import ProposalListContent, ProposalRow
from lcdesk.papers.forms.reconciliation import ReconciliationContent, ReconciliationRow
from lcdesk.papers.forms.use_check import InspectorRow, UseCheckContent, UseCheckRow
from lcdesk.papers.kit.head import Head

DAY = date(2026, 9, 5)
PLACE: dict[str, Any] = {
    "neighbourhood": "Tổ dân phố số 5",
    "ward": "Phường Lê Chân",
    "city": "thành phố Hải Phòng",
}
WOMEN = "Hội Liên hiệp Phụ nữ"
BANK = "Phòng giao dịch NHCSXH Lê Chân"
FAMILIES = ("Nguyễn Văn", "Trần Thị", "Lê Đức", "Phạm Thị", "Đỗ Hữu", "Vũ Thị")
PLANTS = (
    "Măng Cụt",
    "Hoa Giấy",
    "Chôm Chôm",
    "Thược Dược",
    "Vú Sữa",
    "Bằng Lăng",
    "Sầu Riêng",
    "Mẫu Đơn",
    "Khế",
)
PURPOSES = (
    "Mua xe nước mía",
    "Nuôi lợn nái và cải tạo chuồng trại",
    "Mở quán bán bún cá buổi sáng",
)


def person(number: int) -> str:
    return f"{FAMILIES[number % len(FAMILIES)]} {PLANTS[number % len(PLANTS)]}"


def id_number(number: int) -> str:
    return f"999{number:09}"


BORROWER: dict[str, Any] = {
    "name": "Nguyễn Văn Măng Cụt",
    "born_on": date(1980, 2, 1),
    "id_number": "999080000001",
    "id_issued_on": date(2024, 8, 15),
    "id_issuer": "Bộ Công an",
    "address": "Số 12 ngõ 34 đường Quả Ngọt",
}

APPLICATION = ApplicationContent(
    **PLACE,
    **BORROWER,
    programme="Hộ nghèo",
    bank_office=BANK,
    signed_on=DAY,
    group="Hoa Sen",
    group_leader="Trần Thị Hoa Giấy",
    association=WOMEN,
    amount=50_000_000,
    plan="Chăn nuôi lợn nái sinh sản",
    student="Nguyễn Thị Mít Mật",
    school="Trường Cao đẳng Quả Ngọt",
    course_from=date(2026, 9, 7),
    course_until=date(2029, 6, 29),
    tuition=45_600_000,
    own_capital=10_005_000,
    lines=(
        PlanRow("Lợn nái hậu bị", "4 con", 32_000_000),
        PlanRow("Cám và thuốc thú y", "6 tháng", 18_000_000),
    ),
    term_months=36,
    interval_months=6,
    instalment_amount=8_300_000,
    final_due_on=date(2029, 9, 5),
)

DECIDED: dict[str, Any] = {
    "bank_amount": 45_000_000,
    "bank_rate": 7920,
    "bank_term_months": 30,
    "bank_interval_months": 10,
    "bank_instalment_amount": 15_000_000,
    "bank_last_instalment": 14_999_000,
    "bank_final_due_on": date(2029, 3, 20),
    "bank_interest_day": 17,
    "bank_decided_on": date(2026, 9, 20),
    "bank_officer": "Phạm Thị Thược Dược",
    "bank_head": "Đỗ Hữu Vú Sữa",
    "bank_director": "Vũ Thị Bằng Lăng",
}

JOB_APPLICATION = JobApplicationContent(
    **PLACE,
    **BORROWER,
    **DECIDED,
    programme="Hỗ trợ tạo việc làm",
    bank_office=BANK,
    signed_on=DAY,
    group="Hoa Sen",
    group_leader="Trần Thị Hoa Giấy",
    association=WOMEN,
    amount=100_000_000,
    plan="Mở xưởng may gia công áo mưa",
    own_capital=20_000_000,
    lines=(
        PlanRow("Máy may công nghiệp", "5 chiếc", 60_000_000),
        PlanRow("Vải bạt", "800 mét", 40_000_000),
    ),
    term_months=60,
    interval_months=12,
    instalment_amount=20_000_000,
    final_due_on=date(2031, 9, 5),
    ethnicity="Kinh",
    sex="Nam",
    id_expires_on=date(2040, 2, 1),
    phone="0999000111",
    priority_groups=(1, 4),
    plan_place="Nhà xưởng số 9 ngõ Hoa Ban",
    workers_created=3,
    workers_kept=2,
    workers_expanded=1,
    workers_women=4,
    workers_own_household=5,
    workers_other=6,
    income=240_000_000,
    costs=171_500_000,
)

AUTHORISATION = AuthorisationContent(
    **PLACE,
    **BORROWER,
    programme="Hộ cận nghèo",
    bank_office=BANK,
    signed_on=DAY,
    adults=(
        Adult(
            "Lê Thị Hoa Mai", date(1982, 5, 9), "999182000002", "Vợ", "Số 12 ngõ 34 đường Quả Ngọt"
        ),
        Adult(
            "Nguyễn Văn Dâu Tây",
            date(2004, 11, 30),
            "999204000003",
            "Con",
            "Số 12 ngõ 34 đường Quả Ngọt",
        ),
    ),
    amount=60_000_000,
    neighbourhood_head="Bùi Văn Hoa Phượng",
    confirmed_on=date(2026, 9, 8),
    ward_signer="Đặng Thị Hoa Sữa",
    ward_signer_office="KT. CHỦ TỊCH - PHÓ CHỦ TỊCH",
)


def reviewed(number: int) -> ReviewedApplication:
    """Every fourth is not proposed, every fifth breaks a rule."""
    refused, broken = number % 4 == 0, number % 5 == 0
    return ReviewedApplication(
        number=number,
        name=person(number),
        household_class=("Hộ nghèo", "Hộ cận nghèo")[number % 2],
        programme=("Hộ nghèo", "Hộ cận nghèo")[number % 2],
        requested_amount=50_000_000 + number * 1_000_000,
        requested_term_months=36,
        purpose=PURPOSES[number % len(PURPOSES)],
        votes_for=9 if refused else 33,
        votes_against=22 if refused else 1,
        votes_abstain=2,
        recused=(person(number + 40),) if number % 3 == 0 else (),
        proposed=not refused,
        proposed_amount=0 if refused else 40_000_000 + number * 1_000_000,
        proposed_term_months=0 if refused else 30,
        reason="Chưa có phương án rõ ràng" if refused else "",
        overrides=(
            Override(
                "Mức vay tối đa 100.000.000 đồng một hộ",
                "Quyết định ví dụ 1/QĐ",
                "Hộ bị cháy nhà, cần vốn gấp",
            ),
        )
        if broken
        else (),
    )


def minutes(applications: int, absences: int = 4) -> MinutesContent:
    """The minutes of a meeting of 60 members about so many applications."""
    return MinutesContent(
        **PLACE,
        number="07/BB",
        group="Hoa Sen",
        association=WOMEN,
        place="Nhà văn hóa Tổ dân phố số 5",
        held_on=DAY,
        starts_at="08:05",
        ends_at="10:30",
        chair="Trần Thị Hoa Giấy",
        chair_office="Tổ trưởng",
        secretary="Lê Đức Chôm Chôm",
        secretary_office="Tổ phó",
        guests=(
            GuestRow("Hoàng Thị Hoa Huệ", "Chủ tịch Hội Liên hiệp Phụ nữ phường"),
            GuestRow("Bùi Văn Hoa Phượng", "Trưởng Tổ dân phố số 5"),
        ),
        members_total=60,
        members_present=60 - absences,
        absences=tuple(absence(number) for number in range(absences)),
        quorum_present=60 - absences,
        quorum_needed=40,
        quorum_source="Quy chế hoạt động của Tổ TK&VV",
        admissions=(
            Admission("Ngô Thị Hoa Lan", date(1990, 1, 2), "999190000004", "Số 3 ngõ Hoa Ban"),
        ),
        releases=(Release("Hồ Văn Quất", "999075000005", "Chuyển nơi ở sang phường khác"),),
        applications=tuple(reviewed(number) for number in range(1, applications + 1)),
        saving_minimum=50_000,
        other_matters="Nhắc tổ viên gửi tiền tiết kiệm đều hằng tháng.",
        conclusion="Cuộc họp nhất trí với kết quả bình xét nêu trên.",
        conclusion_for=55,
        conclusion_against=0,
        conclusion_abstain=1,
        association_officer="Hoàng Thị Hoa Huệ",
        neighbourhood_head="Bùi Văn Hoa Phượng",
    )


def absence(number: int) -> Absence:
    status = ("leave", "absent", "represented")[number % 3]
    by = "Cao Thị Hoa Cúc" if status == "represented" else ""
    return Absence(person(number + 20), status, "Đi làm ca sáng" if status == "leave" else "", by)


def proposal_list(lines: int, *, decided: bool = False) -> ProposalListContent:
    """A list of so many borrowers; when decided, the bank refused every seventh."""
    return ProposalListContent(
        **PLACE,
        number="03/DS",
        programme="Hộ nghèo",
        group="Hoa Sen",
        group_leader="Trần Thị Hoa Giấy",
        association=WOMEN,
        bank_office=BANK,
        minutes_number="07/BB",
        held_on=DAY,
        signed_on=date(2026, 9, 6),
        lines=tuple(proposal(number, decided) for number in range(1, lines + 1)),
        confirmed_on=date(2026, 9, 8) if decided else None,
        ward_signer="Đặng Thị Hoa Sữa",
        ward_signer_office="CHỦ TỊCH",
        bank_decided_on=date(2026, 9, 20) if decided else None,
        bank_officer="Phạm Thị Thược Dược" if decided else "",
        bank_director="Vũ Thị Bằng Lăng" if decided else "",
    )


def proposal(number: int, decided: bool) -> ProposalRow:
    refused = decided and number % 7 == 0
    approved = decided and not refused
    return ProposalRow(
        name=f"{person(number)} {number}",
        household_class="Hộ nghèo",
        proposed_amount=30_000_000 + number * 100_000,
        purpose=PURPOSES[number % len(PURPOSES)],
        proposed_term_months=36,
        bank_amount=25_000_000 if approved else 0,
        bank_term_months=24 if approved else 0,
        bank_refused=refused,
    )


def notice(lines: int) -> NoticeContent:
    """The notice about a list of so many borrowers: every seventh is refused, every fifth gets less."""
    return NoticeContent(
        **PLACE,
        number="21/TB",
        programme="Hộ nghèo",
        group="Hoa Sen",
        group_leader="Trần Thị Hoa Giấy",
        association=WOMEN,
        bank_branch="Chi nhánh NHCSXH thành phố Hải Phòng",
        bank_office=BANK,
        list_number="03/DS",
        minutes_number="07/BB",
        held_on=DAY,
        decided_on=date(2026, 9, 20),
        signed_on=date(2026, 9, 21),
        lines=tuple(noticed(number) for number in range(1, lines + 1)),
        pays_out_on=date(2026, 9, 25),
        pays_out_at="Điểm giao dịch phường Lê Chân, từ 08 giờ",
        bank_director="Vũ Thị Bằng Lăng",
    )


def noticed(number: int) -> NoticeRow:
    refused, less = number % 7 == 0, number % 5 == 0
    return NoticeRow(
        name=f"{person(number)} {number}",
        household_class="Hộ nghèo",
        requested_amount=50_000_000 + number * 100_000,
        proposed_amount=40_000_000 + number * 100_000,
        approved_amount=0 if refused else 40_000_000 + number * 100_000 - less * 10_000_000,
        approved_term_months=0 if refused else 36,
        rate=0 if refused else 6600,
        refused=refused,
        reason="Hộ đang có nợ quá hạn"
        if refused
        else "Giảm mức vay theo phương án"
        if less
        else "",
    )


def collection(members: int, *, paid: bool = True) -> CollectionContent:
    """A month of a group of so many: every fifth member has two loans, every seventh only saves."""
    lines = tuple(line for number in range(1, members + 1) for line in collected(number, paid))
    taken = sum(line.interest_paid + line.saved for line in lines)
    return CollectionContent(
        **PLACE,
        group="Hoa Sen",
        group_code="0405",
        group_leader="Trần Thị Hoa Giấy",
        association=WOMEN,
        bank_office=BANK,
        month=date(2026, 9, 1),
        held_on=date(2026, 9, 17),
        lines=lines,
        paid=paid,
        cash=notes(taken) if paid else (),
        teller="Phạm Thị Thược Dược",
    )


def collected(number: int, paid: bool) -> list[CollectionRow]:
    debt = 0 if number % 7 == 0 else 40_000_000 + number * 1_000_000
    line = CollectionRow(
        name=f"{person(number)} {number}",
        loan_code=f"66000007150{number:05}" if debt else "",
        programme="HCN" if debt else "",
        outstanding=debt,
        interest_due=debt // 200,
        interest_paid=0 if number % 6 == 0 or not paid else debt // 200,
        saving_expected=50_000,
        saved=0 if number % 4 == 0 or not paid else 50_000,
        principal_from_savings=500_000 if paid and debt and number % 8 == 0 else 0,
        savings_balance=1_000_000 + number * 50_000 if paid else 0,
    )
    if number % 5:
        return [line]
    second = replace(
        line, loan_code=f"66000007160{number:05}", programme="NS&VSMT", saving_expected=0, saved=0
    )
    return [line, replace(second, principal_from_savings=0, savings_balance=0, first=False)]


def notes(amount: int) -> tuple[CashRow, ...]:
    """An amount in as few notes as it takes; the last line is of 500 đồng."""
    cash = []
    for note in (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500):
        cash.append(CashRow(note, amount // note))
        amount %= note
    return tuple(cash)


def reconciliation(members: int, *, answered: bool = True) -> ReconciliationContent:
    """What so many members say they owe: every fifth has two loans, every seventh only saves, some differ."""
    return ReconciliationContent(
        **PLACE,
        group="Hoa Sen",
        group_code="0405",
        group_leader="Trần Thị Hoa Giấy",
        association=WOMEN,
        bank_office=BANK,
        as_of=date(2026, 9, 30),
        checked_on=date(2026, 10, 3),
        lines=tuple(
            line for number in range(1, members + 1) for line in reconciled(number, answered)
        ),
        officer="Đỗ Hữu Vú Sữa",
        association_officer="Hoàng Thị Hoa Huệ",
    )


def reconciled(number: int, answered: bool) -> list[ReconciliationRow]:
    """Every fourth says more savings, every sixth less debt, each with its cause."""
    return [
        answer(line, number) if answered else line
        for line in map(owed, collected(number, paid=True))
    ]


def owed(line: CollectionRow) -> ReconciliationRow:
    return ReconciliationRow(
        name=line.name,
        loan_code=line.loan_code,
        programme=line.programme,
        bank_debt=line.outstanding,
        bank_interest=line.interest_due,
        bank_savings=line.savings_balance,
        first=line.first,
    )


def answer(line: ReconciliationRow, number: int) -> ReconciliationRow:
    repaid = 500_000 if line.bank_debt and number % 6 == 0 else 0
    saved = 50_000 if line.first and number % 4 == 0 else 0
    return replace(
        line,
        answered=True,
        customer_debt=line.bank_debt - repaid,
        customer_interest=line.bank_interest,
        customer_savings=line.bank_savings + saved,
        cause="Nộp ngày 30/9, chưa ghi sổ" if repaid or saved else "",
    )


def use_check(loans: int, *, checked: bool = True, wrong: int = 3) -> UseCheckContent:
    """A visit to so many borrowers; every `wrong`th used a fifth of the money for something else."""
    return UseCheckContent(
        **PLACE,
        group="Hoa Sen",
        group_code="0405",
        group_leader="Trần Thị Hoa Giấy",
        association=WOMEN,
        bank_office=BANK,
        checked_on=date(2026, 9, 30),
        place="Nhà văn hóa tổ dân phố số 5",
        inspectors=(
            InspectorRow("Đỗ Hữu Vú Sữa", "Hội Liên hiệp Phụ nữ"),
            InspectorRow("Lê Văn Ổi", "cán bộ phường"),
        ),
        witness="Phạm Văn Xà Cừ",
        lines=tuple(used(number, checked, number % wrong == 0) for number in range(1, loans + 1)),
        measures="Hộ dùng sai mục đích trả lại phần vốn trước ngày 31/12." if checked else "",
    )


def used(number: int, checked: bool, wrong: bool) -> UseCheckRow:
    amount, misused = 50_000_000, 10_000_000 if wrong else 0
    return UseCheckRow(
        name=f"Nguyễn Thị Bưởi {number}",
        loan_code=f"66000007160{number:05d}",
        programme="HCN",
        paid_out_on=date(2026, 9, 5),
        outstanding=amount,
        purpose="Nuôi bò sinh sản",
        checked=checked,
        received=amount,
        real_outstanding=amount,
        used_for="Mua bò, một phần sửa nhà" if wrong else "Mua bò",
        right_amount=amount - misused,
        wrong_amount=misused,
        effect="Bò lớn tốt",
        interest_owed=0,
    )


def group_check(visited: int = 5) -> GroupCheckContent:
    """A yearly check with so many households visited."""
    return GroupCheckContent(
        **PLACE,
        group="Hoa Sen",
        group_code="0405",
        group_leader="Trần Thị Hoa Giấy",
        deputy="Lê Văn Măng Cụt",
        association=WOMEN,
        association_officer="Hoàng Thị Hoa Huệ",
        bank_office=BANK,
        checked_on=date(2026, 9, 30),
        place="Nhà văn hóa tổ dân phố số 5",
        inspectors=(InspectorRow("Đỗ Hữu Vú Sữa", "Hội Liên hiệp Phụ nữ"),),
        position_on=date(2026, 9, 30),
        members=42,
        borrowers=38,
        outstanding=1_600_000_000,
        overdue=12_000_000,
        interest_owed=3_450_000,
        savings=84_000_000,
        savers=40,
        score="87,5",
        score_class="tốt",
        founded_on=date(2018, 10, 20),
        approval_number="113/QĐ-UBND",
        approved_on=date(2018, 11, 8),
        size="42 tổ viên",
        management="Làm việc đều, đúng quy chế",
        duties=(
            DutyRow("Họp bình xét công khai, có biên bản", "đã làm"),
            DutyRow("Nhắc nợ đến hạn trước một tháng", "chưa làm", "Nhắc muộn hai khoản"),
        ),
        visited=tuple(
            VisitRow(f"Nguyễn Thị Bưởi {n}", 50_000_000, "Đúng mục đích")
            for n in range(1, visited + 1)
        ),
        strengths="Thu lãi đúng ngày.",
        faults="Ghi sổ còn chậm.",
        recommendations=(RecommendationRow("Ghi sổ ngay trong ngày họp", date(2026, 11, 30)),),
        attached="06 phiếu 06/TD",
    )


BY_HAND: tuple[Head, ...] = (
    APPLICATION,
    JOB_APPLICATION,
    AUTHORISATION,
    minutes(2),
    proposal_list(3, decided=True),
    notice(7),
    collection(3),
    reconciliation(4),
    use_check(3),
    group_check(),
)


def made_up(cls: Any) -> Any:
    """A record whose every field says something, for a paper that has no sample by hand."""
    return cls(**{name: _made_up(name, hint) for name, hint in get_type_hints(cls).items()})


def _made_up(name: str, hint: Any) -> Any:
    plain = {str: f"Lời ghi ở mục {name}", int: 1_234_000 + len(name), bool: True}
    if get_origin(hint) is tuple:
        (item, _rest) = get_args(hint)
        return (_made_up(name, item),)
    if is_dataclass(hint):
        return made_up(hint)
    return plain.get(hint, DAY)


FILLED: tuple[Head, ...] = (
    *BY_HAND,
    *(
        made_up(each.content)
        for each in PAPERS.values()
        if each.content not in set(map(type, BY_HAND))
    ),
)


def with_text(
    content: Any, text: str, keep: tuple[str, ...] = ("status", "starts_at", "ends_at")
) -> Any:
    """The same record with `text` in every text but those that have a form of their own."""
    if isinstance(content, str):
        return text
    if isinstance(content, tuple):
        return tuple(with_text(each, text) for each in content)
    if not is_dataclass(content) or isinstance(content, type):
        return content
    values = {
        each.name: getattr(content, each.name) for each in fields(content) if each.name not in keep
    }
    return replace(content, **{name: with_text(value, text) for name, value in values.items()})
