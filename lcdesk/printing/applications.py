"""What the papers of one application say: 01/TD, 01/GQVL and 01/UQ."""

from collections.abc import Callable
from typing import Any

from lcdesk.domain.applications import PRIORITIES, RELATIONS, Application
from lcdesk.domain.people import SEXES, Member, card_expiry
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import N_, _
from lcdesk.papers.forms import application as application_paper
from lcdesk.papers.forms import authorisation, job_application
from lcdesk.papers.forms.application import ApplicationContent, PlanRow
from lcdesk.papers.forms.authorisation import Adult, AuthorisationContent
from lcdesk.papers.forms.catalogue import Part
from lcdesk.papers.forms.job_application import JobApplicationContent
from lcdesk.papers.kit.head import Head
from lcdesk.printing.printable import Gathered, Printable, Subject, printable
from lcdesk.queries.letterhead import Letterhead, letterhead_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def part_of(file: WardFile, paper: Printable, application: Application) -> Part:
    """Form 01, 01-gqvl or 01-uq of one application."""
    borrower = _applicant(file, application)
    content = _CONTENTS[paper.id](file, application)
    return Part(content, f"{_(paper.name)} {borrower.name}", subject=application.id)


def form_of(file: WardFile, application: Application) -> Printable:
    """The form on which applications of its programme are made."""
    asked = records.get(file, Programme, application.programme).form
    return next(each for each in PAPERS if each.id == asked)


def _gathered(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
    application = records.get(file, Application, subject.id)
    part = part_of(file, paper, application)
    return Gathered((part,), part.title, application.applied_on)


def _place(file: WardFile, application: Application) -> Letterhead:
    assert application.applied_on
    return letterhead_of(file, application.group, application.applied_on)


def _applicant(file: WardFile, application: Application) -> Member:
    assert application.applied_on
    return records.get(file, Member, application.member).on(application.applied_on)


def _application(file: WardFile, application: Application) -> ApplicationContent:
    return ApplicationContent(**_application_facts(file, application))


def _application_facts(file: WardFile, application: Application) -> dict[str, Any]:
    place = _place(file, application)
    lines = tuple(PlanRow(each.item, each.quantity, each.amount) for each in application.lines)
    return {
        **place.head(ApplicationContent),
        **_borrower(_applicant(file, application)),
        "programme": records.get(file, Programme, application.programme).name,
        "bank_director": place.ward.bank_director,
        "signed_on": application.applied_on,
        "amount": application.amount,
        "plan": application.purpose,
        "own_capital": application.own_capital,
        "lines": lines,
        "term_months": application.term_months,
        "interval_months": application.instalment_months,
    }


def _borrower(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "born_on": member.born_on,
        "id_number": member.citizen_id,
        "id_issued_on": member.issued_on,
        "id_issuer": member.issued_by,
        "address": member.address,
    }


def _job_application(file: WardFile, application: Application) -> JobApplicationContent:
    member = _applicant(file, application)
    priorities = (list(PRIORITIES).index(application.priority) + 1,) if application.priority else ()
    return JobApplicationContent(
        **_application_facts(file, application),
        ethnicity=member.ethnicity,
        phone=member.phone,
        sex=_(SEXES[member.sex]),
        id_expires_on=card_expiry(member.born_on, member.issued_on),
        priority_groups=priorities,
        plan_place=application.plan_place,
        workers_created=application.jobs_created,
        workers_kept=application.jobs_kept,
        workers_expanded=application.jobs_expanded,
        workers_women=application.jobs_women,
        workers_own_household=application.jobs_own,
        workers_other=application.jobs_others,
        income=application.income,
        costs=application.costs,
    )


def _authorisation(file: WardFile, application: Application) -> AuthorisationContent:
    place, borrower = _place(file, application), _applicant(file, application)
    adults = tuple(
        Adult(
            each.name, each.born_on, each.citizen_id, _(RELATIONS[each.relation]), borrower.address
        )
        for each in application.co_members
    )
    return AuthorisationContent(
        **place.head(AuthorisationContent),
        **_borrower(borrower),
        programme=records.get(file, Programme, application.programme).name,
        signed_on=application.applied_on,
        adults=adults,
        amount=application.amount,
        neighbourhood_head=place.neighbourhood.head,
        ward_signer=place.ward.chair,
        ward_signer_office=place.ward.chair_office,
    )


_CONTENTS: dict[str, Callable[[WardFile, Application], Head]] = {
    application_paper.PAPER.id: _application,
    job_application.PAPER.id: _job_application,
    authorisation.PAPER.id: _authorisation,
}
AUTHORISATION = printable(
    authorisation.PAPER,
    N_("Authorisation 01/UQ"),
    {"application": _gathered},
    {"application": N_("Authorisation 01/UQ")},
)
PAPERS = (
    printable(application_paper.PAPER, N_("Loan application 01/TD"), {"application": _gathered}),
    printable(job_application.PAPER, N_("Loan application 01/GQVL"), {"application": _gathered}),
    AUTHORISATION,
)
