"""Form 01/GQVL: an application for a loan that creates or keeps jobs."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from lcdesk.papers.forms import application
from lcdesk.papers.forms.application import (
    ApplicationContent,
    bank_block,
    membership,
    opening,
    plan,
    pledge,
    terms,
)
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import SECTION, Typesetter


@dataclass(frozen=True)
class JobApplicationContent(ApplicationContent):
    """What a 01/GQVL says: all of 01/TD, and the jobs. Amounts in đồng, workers in persons.

    `edition` is the year of the rules whose title and boxes the form has, 0 for those before 2026;
    `priority_groups` are the numbers, 1 to 6, of its boxes to tick.
    `income` and `costs` are those of the plan in one year; their difference is worked out on the
    paper.
    """

    ethnicity: str = ""
    sex: str = ""
    id_expires_on: date | None = None
    phone: str = ""
    edition: int = 2026
    priority_groups: tuple[int, ...] = ()
    plan_place: str = ""
    workers_created: int = 0
    workers_kept: int = 0
    workers_expanded: int = 0
    workers_women: int = 0
    workers_own_household: int = 0
    workers_other: int = 0
    income: int = 0
    costs: int = 0


PRIORITY_GROUPS = range(1, 7)
TITLE_BEFORE = ("title",)
TITLE_2026 = ("title_2026", "title_2026_what", "title_2026_for")
"""The lines of the title, before the rules of 2026 and since."""


def flowables(form: Typesetter, content: JobApplicationContent) -> list[Flowable]:
    """Lay out a 01/GQVL."""
    return [
        *opening(form, content, TITLE_2026 if content.edition else TITLE_BEFORE),
        form.text("borrower", SECTION),
        *_borrower(form, content),
        *membership(form, content),
        form.text("plan_title", SECTION),
        form.line("plan_place", place=content.plan_place),
        *plan(form, content),
        form.text("jobs_title", SECTION),
        *_jobs(form, content),
        form.text("terms_title", SECTION),
        *terms(form, content),
        *pledge(form, content),
        *bank_block(form, content),
    ]


def _borrower(form: Typesetter, content: JobApplicationContent) -> list[Flowable]:
    box = "priority_2026_" if content.edition else "priority_"
    ticks = {f"{box}{number}": number in content.priority_groups for number in PRIORITY_GROUPS}
    return [
        form.line("name", name=content.name, born_on=content.born_on),
        form.line("person", sex=content.sex, ethnicity=content.ethnicity, phone=content.phone),
        form.line("identity", id_number=content.id_number, issued_on=content.id_issued_on),
        form.line("issuer", id_issuer=content.id_issuer, expires_on=content.id_expires_on),
        form.line("address", address=content.address),
        form.text("priority"),
        form.boxes(ticks),
    ]


def _jobs(form: Typesetter, content: JobApplicationContent) -> list[Flowable]:
    return [
        form.line("workers", created=content.workers_created, kept=content.workers_kept),
        form.line("workers_more", expanded=content.workers_expanded, women=content.workers_women),
        form.line("workers_from", own=content.workers_own_household, other=content.workers_other),
        form.line("income", income=content.income),
        form.line("costs", costs=content.costs),
        form.line("difference", difference=_difference(content)),
    ]


def _difference(content: JobApplicationContent) -> int:
    """Income less costs, in đồng; nothing to say (0) while neither is known."""
    return content.income - content.costs


PAPER = Layout("01-gqvl", JobApplicationContent, flowables, inherits=application.PAPER)
