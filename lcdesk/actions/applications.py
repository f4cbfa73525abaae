"""Take loan applications and move them along their road."""

from dataclasses import replace
from datetime import date
from functools import partial

from lcdesk.actions import proposals
from lcdesk.actions.done import Done
from lcdesk.actions.road import step, take_off_table
from lcdesk.domain import applications as rules
from lcdesk.domain.applications import PAID_STATES, Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.meetings import Decision, Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.priorities import priorities_of
from lcdesk.domain.programmes import Programme, instalment_interval
from lcdesk.domain.rules import Objection, unanswered
from lcdesk.domain.steps import Step, state_before
from lcdesk.i18n import _, date_text
from lcdesk.printing import papers
from lcdesk.queries import proposal_lists
from lcdesk.queries.rules import Judge, asked, for_the_papers, judge
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def objections_to(file: WardFile, application: Application) -> tuple[Objection, ...]:
    """Every rule of its programme that an application breaks on the day it was made."""
    return _judge(file, application)()


def _judge(file: WardFile, application: Application) -> Judge:
    """What judges an application by the rules of its programme and by the membership."""
    member = records.get(file, Member, application.member)
    assert application.applied_on
    of_the_member = partial(rules.membership_objections, member, application.applied_on)
    of_the_programme = judge(file, application, asked(application))
    return lambda: (*of_the_member(), *of_the_programme())


def save_application(file: WardFile, application: Application) -> Done:
    """Take or change an application that is still a draft.

    Refused for a borrower who is too young, for a broken rule without a written reason, for a
    priority group that the form of the day has not, and once it is tabled.
    """
    if application.state != "draft":
        raise Refused(_("Only a draft can be changed. Take it off the meeting's table first."))
    member = records.get(file, Member, application.member)
    programme = records.get(file, Programme, application.programme)
    assert application.applied_on
    term = programme.term_on(application.applied_on)
    youngest = term.youngest if term else 0
    if complaint := rules.borrower_complaint(member, application.applied_on, youngest):
        raise Refused({"member": complaint})
    _check_priority(application, programme)
    found = _judge(file, application)
    if broken := unanswered(found(), application.override_reason):
        raise Refused(broken)
    interval = application.instalment_months or instalment_interval(application.term_months)
    completed = replace(
        application,
        group=member.group,
        instalment_months=interval,
        broken_rules=for_the_papers(found),
    )
    with records.writing(file, "save_application") as write:
        saved = write.save(completed)
    return Done(frozenset(write.touched), saved)


def _check_priority(application: Application, programme: Programme) -> None:
    assert application.applied_on
    groups = priorities_of(programme, application.applied_on).groups
    if application.priority and application.priority not in groups:
        sentence = _("The form of this programme has no such group on {day}. Choose again.")
        raise Refused({"priority": sentence.format(day=date_text(application.applied_on))})


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
