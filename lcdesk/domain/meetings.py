"""Review meetings: who was there, what was decided on each application, and when a meeting may
close."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import ApplicationId, GroupId, MeetingId, MemberId
from lcdesk.domain.kinds import Choice, Date, Money, Name, Number, Paragraph, Reference, Text, Time
from lcdesk.domain.people import Member
from lcdesk.domain.rules import beside, unanswered
from lcdesk.domain.steps import Judgement
from lcdesk.i18n import N_, _, date_text, money

PRESENCES = {
    "present": N_("present"),
    "excused": N_("absent with leave"),
    "absent": N_("absent"),
    "represented": N_("represented"),
}
THERE = ("present", "represented")
"""Presences that count for the quorum and may vote."""
RESULTS = {"proposed": N_("proposed"), "not_proposed": N_("not proposed")}
CHANGES = {"admit": N_("admitted"), "release": N_("released")}
MEETING_STATES = {"open": N_("open"), "closed": N_("closed")}
MOST_VOTES = 999

ATTENDANCE = N_("Attendance")
DECISIONS = N_("Applications")
OTHER = N_("Other matters and conclusion")


class Guest(Record):
    """Somebody at a meeting who is no member of the group."""

    name: str = field(N_("Full name"), Name(), required=True)
    office: str = field(N_("Office"), Text())


class Attendance(Record):
    """A member of the group on the day of the meeting; presence "" is not marked yet."""

    member: MemberId = field(N_("Member"), Reference(target="member"), required=True)
    presence: str = field(N_("Presence"), Choice(options=PRESENCES))
    note: str = field(N_("Reason or representative"), Text())


class Decision(Record):
    """What the meeting decided on one tabled application; result "" is not decided yet."""

    application: ApplicationId = field(
        N_("Application"), Reference(target="application"), required=True
    )
    amount: int = field(N_("Proposed amount"), Money())
    term_months: int = field(N_("Proposed term, months"), Number(most=600))
    votes_for: int = field(N_("For"), Number(most=MOST_VOTES, zero=True))
    votes_against: int = field(N_("Against"), Number(most=MOST_VOTES, zero=True))
    votes_abstaining: int = field(N_("Abstaining"), Number(most=MOST_VOTES, zero=True))
    result: str = field(N_("Result"), Choice(options=RESULTS))
    reason: str = field(N_("Reason"), Text())

    @property
    def votes(self) -> int:
        return self.votes_for + self.votes_against + self.votes_abstaining


class MembershipChange(Record):
    """A person the meeting admits to the group or releases from it."""

    member: MemberId = field(N_("Member"), Reference(target="member"), required=True)
    change: str = field(N_("Decision"), Choice(options=CHANGES), required=True)
    reason: str = field(N_("Reason"), Text())


class Meeting(Entity):
    """A public review meeting of one group, minuted on form 10C/TD. A closed one has a number and
    is locked."""

    id: MeetingId = MeetingId(0)
    labels: ClassVar[tuple[str, ...]] = ("held_on",)
    order: ClassVar[str] = "held_on"
    found_by: ClassVar[tuple[str, ...]] = ("group",)

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True
    )
    held_on: date | None = field(N_("Held on"), Date(), required=True, column=True)
    starts_at: str = field(N_("Starts at"), Time(), column=True)
    ends_at: str = field(N_("Ends at"), Time())
    place: str = field(N_("Place"), Text(), column=True, search=True)
    chair: MemberId = field(N_("Chair"), Reference(target="member"))
    secretary: MemberId = field(N_("Secretary"), Reference(target="member"))
    association_officer: str = field(N_("Association officer"), Name())
    neighbourhood_head: str = field(N_("Neighbourhood head"), Name())
    guests: tuple[Guest, ...] = field(N_("Guests"), Lines(of=Guest))
    attendance: tuple[Attendance, ...] = field(
        N_("Attendance"), Lines(of=Attendance), section=ATTENDANCE
    )
    decisions: tuple[Decision, ...] = field(
        N_("Applications"), Lines(of=Decision), section=DECISIONS
    )
    changes: tuple[MembershipChange, ...] = field(
        N_("Admissions and releases"), Lines(of=MembershipChange), section=OTHER
    )
    minimum_saving: int = field(N_("New minimum saving a month"), Money(), section=OTHER)
    other_matters: str = field(N_("Other matters"), Paragraph(), section=OTHER)
    conclusion: str = field(N_("Conclusion"), Paragraph(), section=OTHER)
    conclusion_for: int = field(
        N_("Votes for the conclusion"), Number(most=MOST_VOTES), section=OTHER
    )
    conclusion_against: int = field(N_("Votes against"), Number(most=MOST_VOTES), section=OTHER)
    conclusion_abstaining: int = field(N_("Abstaining"), Number(most=MOST_VOTES), section=OTHER)
    state: str = field(
        N_("State"), Choice(options=MEETING_STATES), column=True, section="", default="open"
    )
    serial: int = field(N_("Number"), Number(), column=True, section="")
    reopened_reason: str = field(N_("Reason for reopening"), Text(), section="")

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if self.held_on and self.held_on > today:
            broken["held_on"] = _("This day is still to come.")
        if self.ends_at and self.starts_at and self.ends_at < self.starts_at:
            broken["ends_at"] = _("The end lies before the start.")
        if self.chair and self.chair == self.secretary:
            broken["secretary"] = _("Chair and secretary must be two people.")
        for name, part in (
            ("attendance", "member"),
            ("decisions", "application"),
            ("changes", "member"),
        ):
            named = [getattr(line, part) for line in getattr(self, name)]
            twice = [index for index, id in enumerate(named) if id in named[:index]]
            broken.update(
                {f"{name}.{index}.{part}": _("This stands here twice.") for index in twice}
            )
        return broken

    @property
    def is_closed(self) -> bool:
        return self.state == "closed"

    @property
    def number(self) -> str:
        """The number of the minutes as it is printed; "" before the meeting is closed."""
        return f"{self.serial:02d}/{self.held_on.year}" if self.serial and self.held_on else ""

    def count(self, *presences: str) -> int:
        return sum(line.presence in presences for line in self.attendance)


class MeetingCall(Record):
    """What is asked to open a meeting: whose, and when."""

    group: GroupId = field(N_("Savings group"), Reference(target="group"), required=True)
    held_on: date | None = field(N_("Held on"), Date(), required=True)


@dataclass(frozen=True)
class Quorum:
    """How many members there are, are there, must be there, and how many votes an applicant
    needs."""

    members: int
    there: int
    needed: int
    votes_needed: int

    @property
    def reached(self) -> bool:
        return self.there >= self.needed > 0


def share(text: str) -> tuple[int, int]:
    """`2/3` as its two numbers."""
    part, _slash, whole = text.partition("/")
    return int(part), int(whole)


def quorum(meeting: Meeting, needed_share: str, majority: str) -> Quorum:
    """Count a meeting. `needed_share` of the members must be there, a vote must exceed `majority`
    of those there."""
    members, there = len(meeting.attendance), meeting.count(*THERE)
    part, whole = share(needed_share)
    half_part, half_whole = share(majority)
    return Quorum(
        members=members,
        there=there,
        needed=-(-members * part // whole),
        votes_needed=there * half_part // half_whole + 1,
    )


@dataclass(frozen=True)
class Tabled:
    """What judging a decision needs to know of its application: amounts in đồng, `recused` members
    of its household."""

    borrower: str
    amount: int
    term_months: int
    recused: frozenset[int]


def voters(meeting: Meeting, recused: frozenset[int]) -> int:
    """How many of those there may vote: nobody votes on their own household's application."""
    return sum(line.presence in THERE and line.member not in recused for line in meeting.attendance)


def decision_complaints(
    meeting: Meeting, decision: Decision, tabled: Tabled, counted: Quorum
) -> dict[str, str]:
    """Why a decision cannot stand: sentence by field name."""
    broken = {}
    allowed = voters(meeting, tabled.recused)
    if decision.votes != allowed:
        broken["votes_for"] = _(
            "{votes} votes are counted for {name}, but {allowed} people may vote."
        ).format(votes=decision.votes, name=tabled.borrower, allowed=allowed)
    if not decision.result:
        broken["result"] = _("{name}: not decided yet.").format(name=tabled.borrower)
    elif decision.result == "not_proposed":
        if not decision.reason:
            broken["reason"] = _("{name}: write why this is not proposed.").format(
                name=tabled.borrower
            )
    else:
        broken.update(_proposed_complaints(decision, tabled, counted))
    return broken


def _proposed_complaints(decision: Decision, tabled: Tabled, counted: Quorum) -> dict[str, str]:
    broken = {}
    if decision.votes_for < counted.votes_needed:
        broken["result"] = _("{name}: {votes} votes for are too few; {needed} are needed.").format(
            name=tabled.borrower, votes=decision.votes_for, needed=counted.votes_needed
        )
    if not 0 < decision.amount <= tabled.amount:
        broken["amount"] = _(
            "{name}: the proposed amount must be from 1 đ to the {asked} asked for."
        ).format(name=tabled.borrower, asked=money(tabled.amount))
    if not decision.term_months:
        broken["term_months"] = _("{name}: the proposed term is missing.").format(
            name=tabled.borrower
        )
    return broken


def closing_complaints(
    meeting: Meeting, tabled: Mapping[ApplicationId, Tabled], needed_share: str, majority: str
) -> dict[str, str]:
    """Why a meeting cannot close: sentence by field name. `tabled` is by application id."""
    counted = quorum(meeting, needed_share, majority)
    needed = ("starts_at", "ends_at", "place", "chair", "secretary")
    broken = {
        name: _("This is needed before the meeting closes.")
        for name in needed
        if not getattr(meeting, name)
    }
    if unmarked := meeting.count(""):
        broken["attendance"] = _("{count} members are not marked present or absent.").format(
            count=unmarked
        )
    elif not counted.reached:
        broken["attendance"] = _(
            "No quorum: {there} of {members} members are there, {needed} are needed."
        ).format(there=counted.there, members=counted.members, needed=counted.needed)
    there = {0, *(line.member for line in meeting.attendance if line.presence == "present")}
    absent = [name for name in ("chair", "secretary") if getattr(meeting, name) not in there]
    broken.update({name: _("This person is not marked present.") for name in absent})
    for index, decision in enumerate(meeting.decisions):
        for name, text in decision_complaints(
            meeting, decision, tabled[decision.application], counted
        ).items():
            broken[f"decisions.{index}.{name}"] = text
    return broken


def rule_complaints(meeting: Meeting, judged: Mapping[ApplicationId, Judgement]) -> dict[str, str]:
    """Why the rules of the programmes do not let a meeting close: those that a proposed amount or
    term newly breaks want the reason of the decision. Sentence by field name."""
    return {
        f"decisions.{index}.{name}": text
        for index, decision in enumerate(meeting.decisions)
        if decision.application in judged
        for name, text in unanswered(
            beside(judged[decision.application].objections, ("amount", "term_months"), "result"),
            decision.reason,
            "reason",
        ).items()
    }


def membership_complaints(
    meeting: Meeting,
    people: Mapping[MemberId, Member],
    borrowers: Mapping[ApplicationId, Member],
) -> dict[str, str]:
    """Why its admissions, releases and proposals do not fit who is a member of the group on the day
    of the meeting: sentence by field name.

    `people` are those it admits or releases; `borrowers` those of the applications that its
    decisions move. Only a member on that day is proposed: domain rule of the groups (10C/TD).
    """
    assert meeting.held_on
    broken = {}
    for index, line in enumerate(meeting.changes):
        wrong = _change_complaint(meeting, line, people[line.member])
        broken.update({f"changes.{index}.member": wrong} if wrong else {})
    admitted, released = (
        {line.member for line in meeting.changes if line.change == change}
        for change in ("admit", "release")
    )
    for index, decision in enumerate(meeting.decisions):
        borrower = borrowers.get(decision.application)
        if decision.result != "proposed" or borrower is None or borrower.id in admitted:
            continue
        if borrower.id in released:
            sentence = _("{name} is released by this meeting and cannot be proposed by it.")
        elif not _belongs(borrower, meeting):
            sentence = _(
                "{name} is no member of this group on {day}. Let this meeting admit them, or do "
                "not propose this."
            )
        else:
            continue
        broken[f"decisions.{index}.result"] = sentence.format(
            name=borrower.name, day=date_text(meeting.held_on)
        )
    return broken


def _change_complaint(meeting: Meeting, line: MembershipChange, member: Member) -> str:
    if line.change == "release":
        if _belongs(member, meeting) and member.group == meeting.group:
            return ""
        sentence = _("{name} is no member of this group on {day}; nobody else is released.")
        return sentence.format(name=member.name, day=date_text(meeting.held_on))
    if member.left_on:
        sentence = _(
            "{name} left on {day}. Enter them as a new member, so that the time before stays."
        )
        return sentence.format(name=member.name, day=date_text(member.left_on))
    if member.joined_on:
        sentence = _("{name} is a member since {day} already. Take this line out.")
        return sentence.format(name=member.name, day=date_text(member.joined_on))
    return ""


def _belongs(member: Member, meeting: Meeting) -> bool:
    """Whether somebody was a member of the group on the day of its meeting."""
    assert meeting.held_on
    then = member.on(meeting.held_on)
    return then.group == meeting.group and then.is_active(meeting.held_on)
