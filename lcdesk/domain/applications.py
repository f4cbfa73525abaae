"""Loan applications: what is asked for, what it is for, and the road it goes."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from lcdesk.domain.courses import Course
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import ApplicationId, GroupId, MemberId, ProgrammeId
from lcdesk.domain.kinds import (
    CITIZEN_ID,
    Choice,
    Date,
    Money,
    Name,
    Number,
    Paragraph,
    Reference,
    Text,
)
from lcdesk.domain.people import ADULT_AGE, CLASSES, Member, age_on, id_complaints, id_facts
from lcdesk.domain.priorities import PRIORITIES
from lcdesk.domain.rules import BrokenRule, Objection
from lcdesk.i18n import N_, _, date_text, money

FUND_SOURCES = {"central": N_("central fund"), "local": N_("local entrusted fund")}
STATES = {
    "draft": N_("draft"),
    "tabled": N_("tabled"),
    "proposed": N_("proposed"),
    "not_proposed": N_("not proposed"),
    "sent_to_ward": N_("sent to the ward"),
    "confirmed": N_("confirmed"),
    "returned": N_("returned"),
    "sent_to_bank": N_("sent to the bank"),
    "approved": N_("approved"),
    "not_this_time": N_("not this time"),
    "disbursed": N_("disbursed"),
    "active": N_("active"),
    "settled": N_("settled"),
    "withdrawn": N_("withdrawn"),
}
ROAD: Mapping[str, tuple[str, ...]] = {
    "draft": ("tabled", "withdrawn"),
    "tabled": ("proposed", "not_proposed", "withdrawn"),
    "proposed": ("sent_to_ward", "withdrawn"),
    "not_proposed": (),
    "sent_to_ward": ("confirmed", "returned", "withdrawn"),
    "confirmed": ("sent_to_bank", "withdrawn"),
    "returned": ("sent_to_ward", "withdrawn"),
    "sent_to_bank": ("approved", "not_this_time", "withdrawn"),
    "approved": ("disbursed", "withdrawn"),
    "not_this_time": (),
    "disbursed": ("active",),
    "active": ("settled",),
    "settled": (),
    "withdrawn": (),
}
"""Where each state leads. A step back goes to the state before, with a reason."""

PAID_STATES = ("disbursed", "active", "settled")
"""States of an application whose loan is paid out, in part or whole: from there on its ledger
counts."""
OPEN_STATES = tuple(state for state, ahead in ROAD.items() if ahead and state not in PAID_STATES)
"""States in which what is asked for counts against a household's caps."""

RELATIONS = {
    "spouse": N_("husband or wife"),
    "child": N_("child"),
    "parent": N_("father or mother"),
    "sibling": N_("brother or sister"),
    "other": N_("other relative"),
}

PLAN = N_("Plan and amount")
TERM = N_("Term")
PEOPLE = N_("People of the household")
STUDY = N_("Student and course")
PRIORITY = N_("Priority")
JOBS = N_("Jobs (form 01/GQVL)")


class PlanLine(Record):
    """One thing the money is for; the lines of a plan sum to the amount of the loan."""

    item: str = field(N_("Item"), Text(), required=True)
    quantity: str = field(N_("Quantity"), Text(limit=40))
    amount: int = field(N_("Amount"), Money(least=1), required=True)


class CoMember(Record):
    """An adult of the household who authorises the borrower on form 01/UQ."""

    name: str = field(N_("Full name"), Name(), required=True)
    born_on: date | None = field(N_("Born on"), Date(), required=True)
    citizen_id: str = field(N_("Citizen id"), CITIZEN_ID, required=True)
    relation: str = field(N_("Relation to the borrower"), Choice(options=RELATIONS), required=True)

    def complaints(self, today: date) -> dict[str, str]:
        broken = id_complaints(self.citizen_id, self.born_on, "")
        if self.born_on and age_on(self.born_on, today) < ADULT_AGE:
            broken["born_on"] = _("Only adults authorise a borrower.")
        return broken

    @property
    def sex(self) -> str:
        return id_facts(self.citizen_id).sex


class Application(Entity):
    """A request for a loan by a member of a group: form 01/TD, or 01/GQVL for job creation."""

    id: ApplicationId = ApplicationId(0)
    labels: ClassVar[tuple[str, ...]] = ("id",)
    order: ClassVar[str] = "id"
    found_by: ClassVar[tuple[str, ...]] = ("member", "group")

    group: GroupId = field(N_("Savings group"), Reference(target="group"), section="")
    member: MemberId = field(N_("Borrower"), Reference(target="member"), required=True, column=True)
    programme: ProgrammeId = field(
        N_("Programme"), Reference(target="programme"), required=True, column=True
    )
    applied_on: date | None = field(N_("Applied on"), Date(), required=True, column=True)
    fund_source: str = field(
        N_("Fund source"), Choice(options=FUND_SOURCES), required=True, default="central"
    )
    beneficiary: str = field(N_("Beneficiary class"), Choice(options=CLASSES), required=True)
    amount: int = field(
        N_("Amount asked for"), Money(least=1), required=True, section=PLAN, column=True
    )
    purpose: str = field(N_("Purpose"), Text(), required=True, section=PLAN, search=True)
    own_capital: int = field(N_("Own capital"), Money(), section=PLAN)
    lines: tuple[PlanLine, ...] = field(N_("Plan lines"), Lines(of=PlanLine), section=PLAN)
    term_months: int = field(
        N_("Term, months"), Number(least=1, most=600), required=True, section=TERM
    )
    instalment_months: int = field(
        N_("Months between instalments"),
        Number(most=120),
        section=TERM,
        hint=N_("Empty for the usual interval"),
    )
    override_reason: str = field(
        N_("Reason for going on against a rule"),
        Paragraph(limit=500),
        section=TERM,
        hint=N_("The minutes print it"),
    )
    co_members: tuple[CoMember, ...] = field(
        N_("Authorising adults"), Lines(of=CoMember), section=PEOPLE
    )
    student: str = field(N_("Student"), Name(), section=STUDY)
    school: str = field(N_("School"), Text(), section=STUDY)
    course_from: date | None = field(N_("Course begins on"), Date(), section=STUDY)
    course_until: date | None = field(N_("Course ends on"), Date(), section=STUDY)
    tuition: int = field(
        N_("Tuition fee of the whole course"),
        Money(),
        section=STUDY,
        hint=N_("Where the programme adds it to the cap"),
    )
    priority: str = field(N_("Priority group"), Choice(options=PRIORITIES), section=PRIORITY)
    plan_place: str = field(N_("Place of the plan"), Text(), section=JOBS)
    jobs_created: int = field(N_("Workers newly employed"), Number(most=10_000), section=JOBS)
    jobs_kept: int = field(N_("Workers kept in work"), Number(most=10_000), section=JOBS)
    jobs_expanded: int = field(N_("Workers with more work"), Number(most=10_000), section=JOBS)
    jobs_women: int = field(N_("Of these, women"), Number(most=10_000), section=JOBS)
    jobs_own: int = field(N_("Of the own household"), Number(most=10_000), section=JOBS)
    jobs_others: int = field(N_("Of other households"), Number(most=10_000), section=JOBS)
    income: int = field(N_("Yearly income of the plan"), Money(), section=JOBS)
    costs: int = field(N_("Yearly costs of the plan"), Money(), section=JOBS)
    state: str = field(
        N_("State"), Choice(options=STATES), column=True, section="", default="draft"
    )
    broken_rules: tuple[BrokenRule, ...] = field(
        N_("Rules gone against"), Lines(of=BrokenRule), section=""
    )

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        total = sum(line.amount for line in self.lines)
        if self.lines and total != self.amount:
            broken["lines"] = _(
                "The plan lines sum to {total}; the amount asked for is {amount}."
            ).format(total=money(total), amount=money(self.amount))
        if self.instalment_months > self.term_months:
            broken["instalment_months"] = _("This is longer than the term.")
        if bool(self.course_from) != bool(self.course_until):
            broken["course_until"] = _("Enter when the course begins and when it ends.")
        elif self.course_from and self.course_until and self.course_until <= self.course_from:
            broken["course_until"] = _("The course ends after it begins.")
        if self.applied_on and self.applied_on > today:
            broken["applied_on"] = _("This day is still to come.")
        if self.jobs_own + self.jobs_others > max(self.jobs, 0) or self.jobs_women > self.jobs:
            broken["jobs_created"] = _(
                "The workers do not add up: women, own and others are parts of the whole."
            )
        return broken

    @property
    def jobs(self) -> int:
        """Workers that the loan creates, keeps or gives more work."""
        return self.jobs_created + self.jobs_kept + self.jobs_expanded

    @property
    def course(self) -> Course | None:
        """The course that is lent for; None where its days are not known."""
        if not (self.course_from and self.course_until):
            return None
        return Course(self.course_from, self.course_until, self.tuition)


def borrower_complaint(member: Member, day: date, youngest: int = 0) -> str:
    """Why a member may not borrow on a day, whatever the reason: younger than `youngest`, which is
    18 where the programme says nothing, or not in the group. "" where they may."""
    least = youngest or ADULT_AGE
    if member.born_on and age_on(member.born_on, day) < least:
        return _("{name} is under {age} on this day; a borrower is {age} or older.").format(
            name=member.name, age=least
        )
    if member.left_on and member.left_on <= day:
        return _("{name} has left the group.").format(name=member.name)
    return ""


def membership_objections(member: Member, day: date) -> tuple[Objection, ...]:
    """That an application is older than the membership. Who is not admitted yet may apply: the
    meeting that decides admits them."""
    if member.joined_on is None or member.joined_on <= day:
        return ()
    sentence = _("{name} joined the group on {joined}, after this day.")
    text = sentence.format(name=member.name, joined=date_text(member.joined_on))
    return (Objection("applied_on", text, ""),)


def check_step(state: str, ahead: str) -> None:
    """Refuse a step that the road does not have."""
    if ahead not in ROAD[state]:
        raise Refused(
            _("An application that is “{state}” cannot become “{ahead}”.").format(
                state=_(STATES[state]), ahead=_(STATES[ahead])
            )
        )
