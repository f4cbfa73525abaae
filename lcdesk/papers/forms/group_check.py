"""Form 16/TD: how a savings group works, as found at its yearly check."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.i18n import long_date, number
from lcdesk.papers.forms.use_check import InspectorRow, share
from lcdesk.papers.kit.cells import TableColumn
from lcdesk.papers.kit.head import BooksHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    CENTRED,
    SECTION,
    SIGNATURE,
    TITLE,
    Signer,
    Typesetter,
    area,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, brief


@dataclass(frozen=True)
class DutyRow:
    """A duty of the group, and in a word whether it is done."""

    duty: str = ""
    done: str = ""
    note: str = ""


@dataclass(frozen=True)
class VisitRow:
    """A household that was visited. `outstanding` in đồng."""

    name: str = ""
    outstanding: int = 0
    finding: str = ""


@dataclass(frozen=True)
class RecommendationRow:
    """What a group was told to do, by when, and when it did."""

    text: str = ""
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class GroupCheckContent(BooksHead):
    """What a 16/TD says of one group. Amounts in đồng; `score` as it is written, such as "87,5".

    The position is that of the end of `position_on`; without that day the form is blank.
    """

    deputy: str = ""
    association_officer: str = ""
    checked_on: date | None = None
    place: str = ""
    inspectors: tuple[InspectorRow, ...] = ()
    position_on: date | None = None
    members: int = 0
    borrowers: int = 0
    outstanding: int = 0
    overdue: int = 0
    frozen: int = 0
    interest_owed: int = 0
    savings: int = 0
    savers: int = 0
    score: str = ""
    score_class: str = ""
    founded_on: date | None = None
    approval_number: str = ""
    approved_on: date | None = None
    size: str = ""
    management: str = ""
    duties: tuple[DutyRow, ...] = ()
    visited: tuple[VisitRow, ...] = ()
    strengths: str = ""
    faults: str = ""
    recommendations: tuple[RecommendationRow, ...] = ()
    attached: str = ""


DUTIES = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("duty", 85),
    TableColumn("done", 25, TA_CENTER),
    TableColumn("duty_note", 45),
)
VISITED = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("household", 55),
    TableColumn("owes", 35, TA_RIGHT),
    TableColumn("finding", 65),
)
RECOMMENDATIONS = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("recommendation", 95),
    TableColumn("due_on", 30, TA_CENTER),
    TableColumn("done_on", 30, TA_CENTER),
)
BLANK_ROWS = 5
BLANK_ADVICE = 3
BLANK_TEXT = 3


def flowables(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    """Lay out a 16/TD."""
    return [
        *form.mark(),
        form.group_heading(content),
        form.text("title", TITLE),
        form.text("subtitle", CENTRED, day=long_date(content.checked_on)),
        *_meeting(form, content),
        *_position(form, content),
        *_founding(form, content),
        *_duties(form, content),
        *_visited(form, content),
        *_written(form, "strengths_title", content.strengths),
        *_written(form, "faults_title", content.faults),
        *_recommendations(form, content),
        form.line("attached", attached=content.attached),
        KeepTogether([form.text("closing"), _signatures(form, content)]),
    ]


def _meeting(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    inspectors = "; ".join(
        ", ".join(filter(None, (each.name, each.office))) for each in content.inspectors
    )
    return [
        form.line(
            "group",
            group=content.group,
            group_code=content.group_code,
            association=content.association,
        ),
        form.line("area", **area(content), bank_office=content.bank_office),
        form.line("place", place=content.place),
        form.line("inspectors", inspectors=inspectors),
        form.line("present", group_leader=content.group_leader, deputy=content.deputy),
    ]


def _position(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    known = content.position_on is not None

    def said(value: int) -> Value:
        return number(value) if known else ""

    return [
        form.text("position_title", SECTION),
        form.line("position_on", day=content.position_on),
        form.line("people", members=said(content.members), borrowers=said(content.borrowers)),
        form.line("outstanding", outstanding=said(content.outstanding)),
        form.line(
            "overdue",
            overdue=said(content.overdue),
            share=(share(content.overdue, content.outstanding) or number(0)) if known else "",
            frozen=said(content.frozen),
        ),
        form.line("interest_owed", interest_owed=said(content.interest_owed)),
        form.line("savings", savings=said(content.savings), savers=said(content.savers)),
        form.line("score", score=content.score, score_class=content.score_class),
    ]


def _founding(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    return [
        form.text("founding_title", SECTION),
        form.line("founded", founded_on=content.founded_on),
        form.line("approved", number=content.approval_number, approved_on=content.approved_on),
        form.line("size", size=content.size),
        form.text("management_title", SECTION),
        form.line("managers", group_leader=content.group_leader, deputy=content.deputy),
        form.line("management", management=content.management),
    ]


def _duties(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    rows = [(n, each.duty, each.done, each.note) for n, each in enumerate(content.duties, 1)]
    return ledger(form, DUTIES, rows, titles=["duties_title"], blank=BLANK_ROWS)


def _visited(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    rows = [
        (n, each.name, number(each.outstanding), each.finding)
        for n, each in enumerate(content.visited, 1)
    ]
    return ledger(form, VISITED, rows, titles=["visited_title"], blank=BLANK_ROWS)


def _written(form: Typesetter, title: str, text: str) -> list[Flowable]:
    return [form.text(title, SECTION), *(form.prose(text) or form.dotted(BLANK_TEXT))]


def _recommendations(form: Typesetter, content: GroupCheckContent) -> list[Flowable]:
    rows = [
        (n, each.text, each.due_on or "", each.done_on or "")
        for n, each in enumerate(content.recommendations, 1)
    ]
    return ledger(form, RECOMMENDATIONS, rows, titles=["recommendations_title"], blank=BLANK_ADVICE)


def _signatures(form: Typesetter, content: GroupCheckContent) -> Flowable:
    head = content.inspectors[0].name if content.inspectors else ""
    signers = [
        Signer("leader_signs", brief(content.group_leader, SIGNATURE)),
        Signer("association_signs", brief(content.association_officer, SIGNATURE)),
        Signer("inspector_signs", brief(head, SIGNATURE)),
    ]
    return form.signatures(
        signers, place_and_date(brief(content.ward, SIGNATURE), content.checked_on)
    )


PAPER = Layout("16", GroupCheckContent, flowables)
