"""What each paper says, gathered from the registers. Called where the language is Vietnamese."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lcdesk.actions.places import Place, place_of
from lcdesk.domain import meetings as rules
from lcdesk.domain import proposals
from lcdesk.domain.applications import PRIORITIES, RELATIONS, Application
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Decision, Meeting
from lcdesk.domain.people import CLASSES, SEXES, Member, card_expiry
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.i18n import _
from lcdesk.papers import minutes as minutes_paper
from lcdesk.papers.application import ApplicationContent
from lcdesk.papers.application import PlanLine as PaperPlanLine
from lcdesk.papers.authorisation import Adult, AuthorisationContent
from lcdesk.papers.job_application import JobApplicationContent
from lcdesk.papers.minutes import MinutesContent, ReviewedApplication
from lcdesk.papers.notice import NoticeContent, NoticeLine
from lcdesk.papers.proposal_list import ProposalLine, ProposalListContent
from lcdesk.papers.render import PAPERS, Content
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def for_group(file: WardFile, name: str, group: Group) -> Content:
    """A form whose head names a group, the rest to be written by hand."""
    place = place_of(file, group)
    known: dict[str, Any] = {
        **place.head(),
        "group": group.name,
        "group_code": group.code,
        "group_leader": place.leader,
        "association": place.association.name,
        "bank_branch": place.ward.bank_branch,
        "bank_office": place.ward.bank_office,
    }
    cls = PAPERS[name]
    return cls(**{key: value for key, value in known.items() if key in cls.__dataclass_fields__})


def form_of(file: WardFile, application: Application) -> str:
    """The form on which a programme's applications are made: 01 or 01-gqvl."""
    return records.get(file, Programme, application.programme).form


def of_application(file: WardFile, name: str, application: Application) -> Content:
    """The content of form 01, 01-gqvl or 01-uq for one application."""
    gather: dict[str, Callable[[WardFile, Application], Content]] = {
        "01": _application,
        "01-gqvl": _job_application,
        "01-uq": _authorisation,
    }
    return gather[name](file, application)


def _application(file: WardFile, application: Application) -> ApplicationContent:
    return ApplicationContent(**_application_facts(file, application))


def _application_facts(file: WardFile, application: Application) -> dict[str, Any]:
    place = place_of(file, records.get(file, Group, application.group))
    lines = tuple(PaperPlanLine(each.item, each.quantity, each.amount) for each in application.lines)
    return {
        **place.head(),
        **_borrower(records.get(file, Member, application.member)),
        "programme": records.get(file, Programme, application.programme).name,
        "bank_office": place.ward.bank_office,
        "bank_director": place.ward.bank_director,
        "signed_on": application.applied_on,
        "group": place.group.name,
        "group_leader": place.leader,
        "association": place.association.name,
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
    member = records.get(file, Member, application.member)
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
    place = place_of(file, records.get(file, Group, application.group))
    borrower = records.get(file, Member, application.member)
    adults = tuple(
        Adult(each.name, each.born_on, each.citizen_id, _(RELATIONS[each.relation]), borrower.address)
        for each in application.co_members
    )
    return AuthorisationContent(
        **place.head(),
        **_borrower(borrower),
        programme=records.get(file, Programme, application.programme).name,
        bank_office=place.ward.bank_office,
        signed_on=application.applied_on,
        adults=adults,
        amount=application.amount,
        neighbourhood_head=place.neighbourhood.head,
        ward_signer=place.ward.chair,
        ward_signer_office=place.ward.chair_office,
    )


def minutes(file: WardFile, meeting: Meeting) -> MinutesContent:
    """The content of form 10C/TD as the meeting stands."""
    place = place_of(file, records.get(file, Group, meeting.group))
    members = {line.member: records.get(file, Member, line.member) for line in meeting.attendance}
    counted = rules.quorum(meeting, place.ward.quorum, place.ward.majority)
    return MinutesContent(
        **place.head(),
        number=meeting.number,
        group=place.group.name,
        association=place.association.name,
        place=meeting.place,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        **_officers(meeting, place.group, members),
        guests=_guests(meeting, place),
        members_total=counted.members,
        members_present=meeting.count("present"),
        absences=_absences(meeting, members),
        quorum_present=counted.there,
        quorum_needed=counted.needed,
        quorum_source=place.ward.rule_source,
        **_changes(file, meeting),
        applications=_reviewed(file, meeting, members),
        saving_minimum=meeting.minimum_saving,
        other_matters=meeting.other_matters,
        conclusion=meeting.conclusion,
        conclusion_for=meeting.conclusion_for,
        conclusion_against=meeting.conclusion_against,
        conclusion_abstain=meeting.conclusion_abstaining,
        association_officer=meeting.association_officer,
        neighbourhood_head=meeting.neighbourhood_head,
    )


def _officers(meeting: Meeting, group: Group, members: dict[int, Member]) -> dict[str, Any]:
    offices = {group.leader: _("group leader"), group.deputy: _("deputy leader")}
    return {
        key: text
        for role, id in (("chair", meeting.chair), ("secretary", meeting.secretary))
        if id in members
        for key, text in ((role, members[id].name), (f"{role}_office", offices.get(id, _("member"))))
    }


def _guests(meeting: Meeting, place: Place) -> tuple[minutes_paper.Guest, ...]:
    """The association officer and the neighbourhood head, who attend by their office, and whoever else came."""
    found = [
        (meeting.association_officer, f"{place.association.office} {place.association.name}"),
        (meeting.neighbourhood_head, _("head of {neighbourhood}").format(neighbourhood=place.neighbourhood.name)),
        *((each.name, each.office) for each in meeting.guests),
    ]
    return tuple(minutes_paper.Guest(name, office) for name, office in found if name)


def _absences(meeting: Meeting, members: dict[int, Member]) -> tuple[minutes_paper.Absence, ...]:
    status = {"excused": "leave", "absent": "absent", "represented": "represented"}
    return tuple(
        minutes_paper.Absence(
            name=members[line.member].name,
            status=status[line.presence],
            reason="" if line.presence == "represented" else line.note,
            represented_by=line.note if line.presence == "represented" else "",
        )
        for line in meeting.attendance
        if line.presence in status
    )


def _changes(file: WardFile, meeting: Meeting) -> dict[str, Any]:
    people = [(line, records.get(file, Member, line.member)) for line in meeting.changes]
    return {
        "admissions": tuple(
            minutes_paper.Admission(each.name, each.born_on, each.citizen_id, each.address)
            for line, each in people
            if line.change == "admit"
        ),
        "releases": tuple(
            minutes_paper.Release(each.name, each.citizen_id, line.reason)
            for line, each in people
            if line.change == "release"
        ),
    }


def _reviewed(file: WardFile, meeting: Meeting, members: dict[int, Member]) -> tuple[ReviewedApplication, ...]:
    return tuple(
        _reviewed_one(file, number, decision, members) for number, decision in enumerate(meeting.decisions, start=1)
    )


def _reviewed_one(file: WardFile, number: int, decision: Decision, members: dict[int, Member]) -> ReviewedApplication:
    application = records.get(file, Application, decision.application)
    borrower = records.get(file, Member, application.member)
    recused = [each.name for each in members.values() if each.household == borrower.household]
    proposed = decision.result == "proposed"
    return ReviewedApplication(
        number=number,
        name=borrower.name,
        household_class=_(CLASSES[application.beneficiary]),
        programme=records.get(file, Programme, application.programme).name,
        requested_amount=application.amount,
        requested_term_months=application.term_months,
        purpose=application.purpose,
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        votes_abstain=decision.votes_abstaining,
        recused=tuple(recused),
        proposed=proposed,
        proposed_amount=decision.amount if proposed else 0,
        proposed_term_months=decision.term_months if proposed else 0,
        reason=decision.reason,
        overrides=_overrides(application),
    )


def _overrides(application: Application) -> tuple[minutes_paper.Override, ...]:
    return tuple(
        minutes_paper.Override(each.rule, each.source, application.override_reason) for each in application.broken_rules
    )


def proposal_list(file: WardFile, made: ProposalList) -> ProposalListContent:
    """The content of form 03/TD as the meeting decided."""
    meeting = records.get(file, Meeting, made.meeting)
    place = place_of(file, records.get(file, Group, meeting.group))
    decided = {each.application: each for each in meeting.decisions}
    applications = [records.get(file, Application, line.application) for line in made.lines]
    return ProposalListContent(
        **place.head(),
        number=f"{made.id:02d}",
        programme=records.get(file, Programme, made.programme).name,
        group=place.group.name,
        group_leader=place.leader,
        association=place.association.name,
        bank_office=place.ward.bank_office,
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        signed_on=meeting.held_on,
        lines=tuple(
            _proposal_line(file, line, each, decided[each.id])
            for line, each in zip(made.lines, applications, strict=True)
        ),
        confirmed_on=made.confirmed_on,
        ward_signer=place.ward.chair,
        ward_signer_office=place.ward.chair_office,
        bank_decided_on=decided_on(made),
        bank_director=place.ward.bank_director,
    )


def decided_on(made: ProposalList) -> date | None:
    """The day of the bank's last decision on a list; None before it has decided."""
    return max((line.decided_on for line in made.lines if line.decided_on), default=None)


def _proposal_line(
    file: WardFile, line: proposals.ProposalLine, application: Application, decided: Decision
) -> ProposalLine:
    return ProposalLine(
        name=records.get(file, Member, application.member).name,
        household_class=_(CLASSES[application.beneficiary]),
        proposed_amount=decided.amount,
        purpose=application.purpose,
        proposed_term_months=decided.term_months,
        bank_amount=line.approved_amount,
        bank_term_months=line.approved_term_months,
        bank_refused=line.bank_result == "not_this_time",
    )


def notice(file: WardFile, made: ProposalList) -> NoticeContent:
    """The content of form 04/TD: what the bank decided on each line of a list."""
    meeting = records.get(file, Meeting, made.meeting)
    place = place_of(file, records.get(file, Group, meeting.group))
    decided = {each.application: each for each in meeting.decisions}
    applications = [records.get(file, Application, line.application) for line in made.lines]
    lines = zip(made.lines, applications, strict=True)
    return NoticeContent(
        **place.head(),
        number=made.notice_number,
        programme=records.get(file, Programme, made.programme).name,
        group=place.group.name,
        group_leader=place.leader,
        association=place.association.name,
        bank_branch=place.ward.bank_branch,
        bank_office=place.ward.bank_office,
        list_number=f"{made.id:02d}",
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        decided_on=decided_on(made),
        signed_on=decided_on(made),
        lines=tuple(_notice_line(file, line, each, decided[each.id]) for line, each in lines if line.bank_result),
        bank_director=place.ward.bank_director,
    )


def _notice_line(
    file: WardFile, line: proposals.ProposalLine, application: Application, decided: Decision
) -> NoticeLine:
    return NoticeLine(
        name=records.get(file, Member, application.member).name,
        household_class=_(CLASSES[application.beneficiary]),
        requested_amount=application.amount,
        proposed_amount=decided.amount,
        approved_amount=line.approved_amount,
        approved_term_months=line.approved_term_months,
        rate=line.approved_rate,
        refused=line.bank_result == "not_this_time",
        reason=line.bank_reason,
    )
