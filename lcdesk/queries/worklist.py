"""What is due and what is late, gathered from all registers for one day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lcdesk.domain import groups as group_rules
from lcdesk.domain.checks import GroupCheck, UseCheck
from lcdesk.domain.collecting import Collection
from lcdesk.domain.days import (
    day_before,
    first_of_month,
    last_of_month,
    months_later,
    on_transaction_day,
)
from lcdesk.domain.duties import AHEAD_DAYS, BEFORE_CLOSING, KINDS, Duty
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.kinds import Date
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import Loan
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member, card_expiry
from lcdesk.domain.periods import Period, months_of
from lcdesk.domain.positions import falling_due, late_of
from lcdesk.domain.proposals import WAITING, ProposalList
from lcdesk.domain.schedules import still_due
from lcdesk.i18n import APART, _, date_text, number
from lcdesk.queries.officers import in_office
from lcdesk.queries.payings_out import unchecked
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, lists, lookups, records
from lcdesk.storage.database import WardFile


@dataclass(frozen=True)
class _Scene:
    """What several kinds of duty look at, without the loans that another ward has by then.
    `balances` are those at the end of each day that one
    asks for."""

    file: WardFile
    day: date
    groups: Mapping[GroupId, Group]
    loans: Mapping[LoanId, Loan]
    balances: Mapping[date, Mapping[LoanId, Balance]]
    borrowers: Mapping[int, str]
    use_checks: Sequence[UseCheck]
    collected: Mapping[date, date]

    @property
    def ahead(self) -> date:
        return self.day + timedelta(days=AHEAD_DAYS)

    @property
    def active(self) -> set[GroupId]:
        """The groups that are not dissolved."""
        return {id for id, group in self.groups.items() if group.is_active(self.day)}

    def named(self, group: GroupId) -> str:
        found = self.groups.get(group)
        return f"{found.code} {found.name}" if found else ""

    def about(self, loan: Loan) -> str:
        return lists.label((self.borrowers.get(loan.member, "").partition(APART)[0], loan.code))


def worklist(file: WardFile, day: date) -> list[Duty]:
    """Every duty of a day, kind by kind, the latest first."""
    scene = _scene(file, day)
    sources = (
        _meetings,
        _lists,
        _approved,
        _collections,
        _instalments,
        _use_checks,
        _wrong_use,
        _group_checks,
        _groups,
        _left_behind,
        _cards,
    )
    return _ordered(duty for source in sources for duty in source(scene))


def still_open(file: WardFile, period: Period) -> list[Duty]:
    """What belongs to a period and is not done yet, to be looked at before it is closed: meetings,
    lists on their way, months to collect, use of loans to check, principal that is late."""
    scene = _scene(file, period.last)
    lists_since = {
        made.id
        for meeting in records.find(file, Meeting)
        if meeting.held_on and meeting.held_on > period.last
        for made in records.find(file, ProposalList, meeting=meeting.id)
    }
    found = [*_meetings(scene), *_use_checks(scene), *_instalments(scene)]
    found += [each for each in _lists(scene) if each.id not in lists_since]
    for month in months_of(period):
        then = _scene(file, month.last)
        found += _uncollected(then, max(then.collected))
    return _ordered(
        each
        for each in found
        if each.kind in BEFORE_CLOSING and not (each.due_on and each.due_on > period.last)
    )


def _ordered(found: Iterable[Duty]) -> list[Duty]:
    order = list(KINDS)
    return sorted(
        found,
        key=lambda each: (order.index(each.kind), each.due_on or date.max, each.text, each.id),
    )


def _scene(file: WardFile, day: date) -> _Scene:
    groups = {each.id: each.on(day) for each in records.find(file, Group)}
    loans = {each.id: each.on(day) for each in records.find(file, Loan)}
    here = {id: each for id, each in loans.items() if not groups[each.group].is_handed_over(day)}
    collected = _collection_days(file, day)
    return _Scene(
        file=file,
        day=day,
        groups=groups,
        loans=here,
        balances=ledger.balances_of_days(file, [day, *collected.values()]),
        collected=collected,
        borrowers=lists.labels(file, Member, {each.member for each in here.values()}),
        use_checks=records.find(file, UseCheck),
    )


def _meetings(scene: _Scene) -> Iterator[Duty]:
    for each in records.find(scene.file, Meeting, state="open"):
        text = f"{scene.named(each.group)} · {date_text(each.held_on)}"
        yield Duty("minutes", "meeting", each.id, each.group, text, each.held_on)


def _lists(scene: _Scene) -> Iterator[Duty]:
    for id, group, state, count in lookups.waiting_lists(scene.file, tuple(WAITING)):
        text = _("List {number} of {group}: {count} applications").format(
            number=f"{id:02d}", group=scene.named(group), count=number(count)
        )
        yield Duty(WAITING[state], "proposal_list", id, group, text)


def _approved(scene: _Scene) -> Iterator[Duty]:
    for id, member, group, amount in lookups.approved_applications(scene.file):
        yield Duty(
            "to_pay_out",
            "application",
            id,
            group,
            f"{member} · {scene.named(group)}",
            amount=amount,
        )


def _collection_days(file: WardFile, day: date) -> dict[date, date]:
    """The month before and this month, each by the day on which it is collected, with the day whose
    end says what there was to collect: the one before, or today."""
    ward, this = ward_of(file), first_of_month(day)
    months = (months_later(this, -1), this)
    days = (
        on_transaction_day(month, ward.transaction_day)
        if ward.transaction_day
        else last_of_month(month)
        for month in months
    )
    return {each: min(day_before(each), day) for each in days}


def _collections(scene: _Scene) -> Iterator[Duty]:
    """The month before where it was not collected, and this month from a month's beginning on."""
    for due_on in scene.collected:
        yield from _uncollected(scene, due_on)


def _uncollected(scene: _Scene, due_on: date) -> Iterator[Duty]:
    """The groups in which something was owed on a day of collection, and whose sheet of that month
    is not saved."""
    then = scene.balances[scene.collected[due_on]]
    owing = {loan.group for id, loan in scene.loans.items() if then.get(id, Balance()).outstanding}
    collected = {"month": first_of_month(due_on).isoformat(), "state": "saved"}
    done = {group for _id, group in lists.rows(scene.file, Collection, ["group"], "", collected)}
    for group in sorted(owing - done):
        text = f"{scene.named(group)} · {due_on:%m/%Y}"
        yield Duty("collection", "collection", 0, group, text, due_on)


def _instalments(scene: _Scene) -> Iterator[Duty]:
    schedules = ledger.schedules(scene.file, scene.day)
    for id, balance in scene.balances[scene.day].items():
        loan = scene.loans.get(id)
        if loan is None or not balance.outstanding:
            continue
        if balance.overdue:
            yield Duty(
                "overdue",
                "loan",
                id,
                loan.group,
                scene.about(loan),
                amount=balance.overdue,
                loan=id,
            )
        ahead = still_due(schedules.get(id, ()), balance.cleared)
        if late := late_of(ahead, balance, scene.day):
            yield Duty("late", "loan", id, loan.group, scene.about(loan), ahead[0].due_on, late, id)
        soon = falling_due(ahead, scene.day, AHEAD_DAYS)
        moved = late + balance.overdue + balance.frozen
        amount = min(sum(each.amount for each in soon), balance.outstanding) - moved
        if amount > 0:
            due_on = next(
                (each.due_on for each in soon if each.due_on and each.due_on >= scene.day), None
            )
            yield Duty("instalment", "loan", id, loan.group, scene.about(loan), due_on, amount, id)


def _use_checks(scene: _Scene) -> Iterator[Duty]:
    """What was paid out and not checked yet, a duty a loan: by when the first of it is to be."""
    begun = {line.loan: each.id for each in scene.use_checks if each.is_open for line in each.lines}
    for id, every in unchecked(scene.file, scene.day).items():
        loan, due = scene.loans.get(id), [each for each in every if each.due_on]
        if loan and due:
            yield Duty(
                "use_check",
                "use_check",
                begun.get(id, 0),
                loan.group,
                scene.about(loan),
                due[0].due_on,
                sum(each.amount for each in due),
                loan=id,
            )


def _wrong_use(scene: _Scene) -> Iterator[Duty]:
    by_then = [
        each for each in scene.use_checks if each.checked_on and each.checked_on <= scene.day
    ]
    for check in by_then:
        for line in check.lines:
            loan = scene.loans.get(line.loan)
            if loan and line.wrong_amount and not line.follow_up:
                text = scene.about(loan)
                amount = line.wrong_amount
                yield Duty(
                    "wrong_use",
                    "use_check",
                    check.id,
                    check.group,
                    text,
                    amount=amount,
                    loan=loan.id,
                )


def _group_checks(scene: _Scene) -> Iterator[Duty]:
    planned = set()
    for check in records.find(scene.file, GroupCheck):
        assert check.planned_on
        if check.planned_on.year == scene.day.year:
            planned.add(check.group)
        if not check.checked_on and check.planned_on <= scene.ahead:
            text = scene.named(check.group)
            yield Duty("group_check", "group_check", check.id, check.group, text, check.planned_on)
        for each in check.recommendations:
            if not each.done_on:
                text = f"{scene.named(check.group)} · {each.text}"
                yield Duty(
                    "recommendation", "group_check", check.id, check.group, text, each.due_on
                )
    for group in sorted(scene.active - planned):
        due_on = date(scene.day.year, 12, 31)
        yield Duty("unplanned", "group_check", 0, group, scene.named(group), due_on)


def _groups(scene: _Scene) -> Iterator[Duty]:
    counts = lookups.member_counts(scene.file, scene.day)
    for group in sorted(scene.active):
        if warning := group_rules.size_warning(counts.get(group, 0)):
            yield Duty("group_size", "group", group, group, f"{scene.named(group)} · {warning}")
        led = scene.groups[group]
        if counts.get(group) and not in_office(scene.file, led, led.leader, scene.day):
            yield Duty("no_leader", "group", group, group, scene.named(group))


def _left_behind(scene: _Scene) -> Iterator[Duty]:
    """Who left a group of this ward and still owes or has savings in it."""
    owed: dict[int, int] = defaultdict(int)
    for id, balance in scene.balances[scene.day].items():
        if loan := scene.loans.get(id):
            owed[loan.member] += balance.outstanding
    savings, day = ledger.savings(scene.file, scene.day), scene.day.isoformat()
    for id, name, group, left_on in lists.rows(scene.file, Member, ("name", "group", "left_on")):
        here = not scene.groups[group].is_handed_over(scene.day)
        amount = owed[id] + savings.get(id, 0)
        if left_on and left_on <= day and here and amount:
            text = f"{name} · {scene.named(group)}"
            yield Duty("left_behind", "member", id, group, text, amount=amount)


def _cards(scene: _Scene) -> Iterator[Duty]:
    day = scene.day.isoformat()
    columns = ("name", "group", "born_on", "issued_on", "joined_on", "left_on")
    for id, name, group, born_on, issued_on, joined_on, left_on in lists.rows(
        scene.file, Member, columns
    ):
        if not joined_on or joined_on > day or (left_on and left_on <= day):
            continue
        expiry = card_expiry(Date().loaded(born_on), Date().loaded(issued_on))
        if expiry and expiry <= scene.ahead:
            yield Duty("card", "member", id, group, f"{name} · {scene.named(group)}", expiry)
