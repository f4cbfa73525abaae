"""Take loan applications and move them along their road."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from lcdesk.actions import proposals
from lcdesk.actions.done import Done
from lcdesk.actions.road import step, take_off_table
from lcdesk.domain import applications as rules
from lcdesk.domain import programmes
from lcdesk.domain.applications import PAID_STATES, Application, BrokenRule
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.meetings import Decision, Meeting
from lcdesk.domain.people import Household, Member
from lcdesk.domain.programmes import Circumstances, Objection, Programme
from lcdesk.domain.steps import Step, state_before
from lcdesk.domain.ward import Neighbourhood
from lcdesk.i18n import _, in_language
from lcdesk.printing import papers
from lcdesk.queries import proposal_lists
from lcdesk.storage import ledger, lookups, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def objections_to(file: WardFile, application: Application) -> tuple[Objection, ...]:
    """Every rule of its programme that an application breaks on the day it was made."""
    member = records.get(file, Member, application.member)
    return _judge(file, application, member)()


def _judge(
    file: WardFile, application: Application, member: Member
) -> Callable[[], tuple[Objection, ...]]:
    """What judges an application by what the file holds now, in the language of the moment."""
    programme = records.get(file, Programme, application.programme)
    assert application.applied_on
    of_the_programme = partial(
        programmes.objections,
        programme,
        application.amount,
        application.term_months,
        application.applied_on,
        _circumstances(file, application, programme, member),
    )
    of_the_member = partial(rules.membership_objections, member, application.applied_on)
    return lambda: (*of_the_member(), *of_the_programme())


def _circumstances(
    file: WardFile, application: Application, programme: Programme, member: Member
) -> Circumstances:
    """What the file knows of the household that matters to the rules."""
    household = records.get(file, Household, member.household)
    states, beside = rules.OPEN_STATES, application.id
    debts = ledger.household_debt(file, household.id)
    return Circumstances(
        household_class=application.beneficiary,
        rural=records.get(file, Neighbourhood, household.neighbourhood).rural,
        committed=lookups.committed(file, household.id, programme.id, states, beside)
        + debts.get(programme.id, 0)
        if programme.cap_per == "household"
        else 0,
        exclusive_elsewhere=lookups.exclusive_elsewhere(
            file, household.id, programme.id, states, beside
        )
        or _exclusive_debt(file, debts, programme),
        units=_units(application, programme),
    )


def _exclusive_debt(file: WardFile, debts: dict[int, int], beside: Programme) -> str:
    """The name of another exclusive programme in which the household still owes, or ""."""
    others = (records.get(file, Programme, id) for id in debts if id != beside.id)
    return next((each.name for each in others if each.exclusive), "")


def _units(application: Application, programme: Programme) -> int:
    """How often the cap counts. The months of study are not written down; they lie within the term
    of the loan."""
    return {"worker": application.jobs, "student": application.term_months}.get(
        programme.cap_per, 1
    )


def save_application(file: WardFile, application: Application) -> Done:
    """Take or change an application that is still a draft.

    Refused for a borrower under age, for a broken rule without a written reason, and once it is
    tabled.
    """
    if application.state != "draft":
        raise Refused(_("Only a draft can be changed. Take it off the meeting's table first."))
    member = records.get(file, Member, application.member)
    assert application.applied_on
    if complaint := rules.borrower_complaint(member, application.applied_on):
        raise Refused({"member": complaint})
    judge = _judge(file, application, member)
    objections = judge()
    if broken := rules.unanswered(objections, application.override_reason):
        raise Refused(broken)
    interval = application.instalment_months or programmes.instalment_interval(
        application.term_months
    )
    completed = replace(
        application,
        group=member.group,
        instalment_months=interval,
        broken_rules=_for_the_minutes(judge) if objections else (),
    )
    with records.writing(file, "save_application") as write:
        saved = write.save(completed)
    return Done(frozenset(write.touched), saved)


def _for_the_minutes(judge: Callable[[], tuple[Objection, ...]]) -> tuple[BrokenRule, ...]:
    """The rules gone against in the language of the papers, whatever the screen speaks."""
    with in_language("vi"):
        return tuple(BrokenRule(rule=each.text, source=each.source) for each in judge())


def withdraw(file: WardFile, id: ApplicationId, reason: str, today: date) -> Done:
    """Withdraw an application at the borrower's wish, also from the table of a meeting; not once it
    is paid out. The paper of its list is renewed: it leaves it, or is struck with the reason."""
    if not reason:
        raise Refused({"reason": _("Please write a reason.")})
    made = proposal_lists.list_of(file, id)
    with records.writing(file, "withdraw", undoable=made is None) as write:
        application = records.get(file, Application, id)
        if application.state == "tabled":
            application = _leave_meeting(write, application, today)
        saved = step(write, application, "withdrawn", today, reason=reason)
        if made:
            papers.freeze_list(write, made)
    return Done(frozenset(write.touched), saved)


def _leave_meeting(write: Writing, application: Application, on: date) -> Application:
    for meeting in records.find(write.file, Meeting, group=application.group, state="open"):
        left = tuple(line for line in meeting.decisions if line.application != application.id)
        write.save(replace(meeting, decisions=left))
    return take_off_table(write, application, on)


def step_back(file: WardFile, id: ApplicationId, reason: str, today: date) -> Done:
    """Go one step back on the road, with a reason. A decision of a meeting is changed by reopening
    the meeting.

    What changed a list and its paper is entered there again, not undone.
    """
    application = records.get(file, Application, id)
    before = state_before(records.find(file, Step, application=id))
    if not reason:
        raise Refused({"reason": _("Please write a reason.")})
    if not before:
        raise Refused(_("There is no step to go back."))
    if application.state in ("tabled", "proposed", "not_proposed"):
        raise Refused(_("A meeting has this application. Change it there."))
    if before in ("proposed", "not_proposed") and _is_on_a_table(file, application):
        raise Refused(_("The meeting that decided on it is open. Close it first."))
    if application.state in PAID_STATES:
        raise Refused(_("The loan is paid out. Take back the entry in its ledger instead."))
    with records.writing(
        file, "step_back", undoable=proposal_lists.list_of(file, application.id) is None
    ) as write:
        saved = step(write, application, before, today, reason=reason, back=True)
        proposals.clear_line(write, saved)
    return Done(frozenset(write.touched), saved)


def _is_on_a_table(file: WardFile, application: Application) -> bool:
    held = records.find_by_line(file, Meeting, Decision, application=application.id)
    return any(not each.is_closed for each in held)
