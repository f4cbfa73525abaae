"""The review meetings of the sample ward: who came, how they voted, who was admitted and
released."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from lcdesk.actions.meetings import close_meeting, open_meeting, save_meeting
from lcdesk.demo.borrowing import MILLION, Lender
from lcdesk.demo.people import Circle
from lcdesk.domain import meetings as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.groups import LEAST_MEMBERS
from lcdesk.domain.meetings import Attendance, Decision, Guest, Meeting, MembershipChange, Quorum
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.ward import Ward
from lcdesk.storage import records
from lcdesk.storage.database import WardFile

_EVERY_REFUSED = 7
"""One application in so many is not proposed."""


@dataclass
class Secretary:
    """Holds the meetings and writes down what was decided."""

    file: WardFile
    ward: Ward
    lender: Lender
    judged: int = 0

    def hold(self, circle: Circle, held_on: date) -> list[ProposalList]:
        """A meeting from its opening to its number; give the lists it makes."""
        meeting: Meeting = open_meeting(self.file, circle.group.id, held_on).record
        meeting = self._attended(meeting, circle)
        counted = rules.quorum(meeting, self.ward.quorum, self.ward.majority)
        meeting = replace(
            meeting,
            decisions=tuple(
                self._decided(each, meeting, circle, counted) for each in meeting.decisions
            ),
            changes=tuple(self._changes(circle)),
        )
        close_meeting(self.file, self._concluded(meeting, counted))
        self._move_members(circle, meeting)
        return records.find(self.file, ProposalList, meeting=meeting.id)

    def open(self, circle: Circle, held_on: date) -> None:
        """A meeting that is still going on: people have come, nothing is decided."""
        meeting: Meeting = open_meeting(self.file, circle.group.id, held_on).record
        save_meeting(self.file, self._attended(meeting, circle))

    def _attended(self, meeting: Meeting, circle: Circle) -> Meeting:
        cast = self.lender.cast
        away = cast.rng.randint(0, len(meeting.attendance) // 4)
        ordinary = [
            line.member
            for line in meeting.attendance
            if line.member not in (meeting.chair, meeting.secretary)
        ]
        missing = set(cast.rng.sample(ordinary, min(away, len(ordinary))))
        guests = (
            (Guest(name=cast.name(), office=cast.texts["guest_office"]),)
            if cast.rng.random() < 0.3
            else ()
        )
        return replace(
            meeting,
            starts_at="08:00",
            place=f"Nhà văn hóa {circle.place}",
            guests=guests,
            attendance=tuple(
                self._marked(line, line.member in missing) for line in meeting.attendance
            ),
        )

    def _marked(self, line: Attendance, missing: bool) -> Attendance:
        rng, texts = self.lender.cast.rng, self.lender.cast.texts
        if not missing:
            return replace(line, presence="present")
        presence = rng.choice(("excused", "excused", "absent", "represented"))
        notes = {"excused": texts["excuses"], "represented": texts["stand_ins"]}.get(presence, [""])
        return replace(line, presence=presence, note=rng.choice(notes))

    def _decided(
        self, decision: Decision, meeting: Meeting, circle: Circle, counted: Quorum
    ) -> Decision:
        self.judged += 1
        rng, texts = self.lender.cast.rng, self.lender.cast.texts
        application = self.lender.taken[decision.application]
        allowed = rules.voters(meeting, _recused(circle, application))
        if allowed < counted.votes_needed or self.judged % _EVERY_REFUSED == 0:
            votes_for = min(rng.randint(0, counted.votes_needed - 1), allowed)
            refused = replace(decision, result="not_proposed", reason=rng.choice(texts["refusals"]))
            return _voted(rng, refused, votes_for, allowed)
        votes_for = max(allowed - rng.choice((0, 0, 0, 1, 2)), counted.votes_needed)
        agreed = replace(decision, result="proposed")
        if rng.random() < 0.2 and decision.amount > 20 * MILLION:
            agreed = replace(
                agreed,
                amount=decision.amount - 10 * MILLION,
                reason=rng.choice(texts["reductions"]),
            )
        return _voted(rng, agreed, votes_for, allowed)

    def _changes(self, circle: Circle) -> Iterator[MembershipChange]:
        """Whom the meeting admits and releases: one at most of each, never a manager or one who
        asked for a loan."""
        rng, texts = self.lender.cast.rng, self.lender.cast.texts
        if circle.waiting and rng.random() < 0.4:
            yield MembershipChange(member=circle.waiting[0].id, change="admit")
        free = [each for each in circle.members[2:] if each.id not in self.lender.borrowers]
        if free and len(circle.members) > LEAST_MEMBERS and rng.random() < 0.15:
            yield MembershipChange(
                member=rng.choice(free).id, change="release", reason=rng.choice(texts["leavings"])
            )

    def _concluded(self, meeting: Meeting, counted: Quorum) -> Meeting:
        rng, texts = self.lender.cast.rng, self.lender.cast.texts
        return replace(
            meeting,
            ends_at=rng.choice(("10:00", "10:30", "11:00")),
            minimum_saving=rng.choice((0, 0, 0, 50_000, 100_000)),
            other_matters=rng.choice(texts["matters"]),
            conclusion=texts["conclusion"],
            conclusion_for=counted.there,
        )

    def _move_members(self, circle: Circle, meeting: Meeting) -> None:
        moved = {line.member for line in meeting.changes}
        circle.gone += [each for each in circle.members if each.id in moved]
        admitted = [
            records.get(self.file, Member, each.id) for each in circle.waiting if each.id in moved
        ]
        circle.members = [each for each in circle.members if each.id not in moved] + admitted
        circle.waiting = [each for each in circle.waiting if each.id not in moved]


def _recused(circle: Circle, application: Application) -> frozenset[int]:
    borrower = next(each for each in circle.members if each.id == application.member)
    return frozenset(each.id for each in circle.members if each.household == borrower.household)


def _voted(rng: Random, decision: Decision, votes_for: int, allowed: int) -> Decision:
    against = rng.randint(0, allowed - votes_for)
    return replace(
        decision,
        votes_for=votes_for,
        votes_against=against,
        votes_abstaining=allowed - votes_for - against,
    )


def before(day: date, rng: Random) -> date:
    """Some days before a meeting, when people bring their applications."""
    return day - timedelta(days=rng.randint(2, 20))
