"""Keep the registers: the office, its bodies, groups, households, members, programmes, wording."""

from dataclasses import replace
from datetime import date

from lcdesk.actions import posting
from lcdesk.actions.dating import dated, end_offices, move_loans
from lcdesk.actions.done import Done
from lcdesk.domain import people
from lcdesk.domain.closings import Closing, changed_facts
from lcdesk.domain.dated import Change, changed_on, changes
from lcdesk.domain.duplicates import duplicate_complaints
from lcdesk.domain.entities import ENTITIES, TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity, fields_of, table_name
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Reference
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import CLASSES, Household, Member, NewMember
from lcdesk.domain.plans import YearPlan
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording
from lcdesk.i18n import _
from lcdesk.queries.memberships import with_savings
from lcdesk.queries.positions import standing_of
from lcdesk.storage import ledger, lists, lookups, records, undo
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

COUNTED = ("association", "neighbourhood")
"""What figures count a group by."""


def save(file: WardFile, record: Entity, since: Change | None = None) -> Done:
    """Save a record of the office: ward, association, neighbourhood, household, programme, wording,
    former year, plan of a year. What changed `since` a day stands beside it as it was before; else
    it was wrong."""
    if isinstance(record, Programme):
        _refuse_taken_code(file, record, _("This code belongs to the programme {name}."))
    if isinstance(record, FormerYear | YearPlan):
        _refuse_taken_year(file, record)
    return _saved(file, f"save_{table_name(type(record))}", dated(file, record, since))


def _saved(file: WardFile, verb: str, record: Entity) -> Done:
    with records.writing(file, verb) as write:
        record = write.save(record)
    return Done(frozenset(write.touched), record)


def save_group(file: WardFile, group: Group, since: Change | None = None) -> Done:
    """Save a group. Refused where its code is taken, its leader and deputy are of one household, or
    a fact of it lies on a day that a closing seals."""
    check_code(file, group)
    before = records.get(file, Group, group.id) if group.id else None
    if before and since is None:
        _refuse_recount(file, before, group)
        _refuse_bare_end(file, before, group)
    if group.leader and group.deputy:
        leader, deputy = (records.get(file, Member, each) for each in (group.leader, group.deputy))
        if leader.household == deputy.household:
            raise Refused({"deputy": _("Leader and deputy must not be of one household.")})
    saved = dated(file, group, since, COUNTED)
    _refuse_sealed(file, before, saved)
    return _saved(file, "save_group", saved)


def _refuse_sealed(
    file: WardFile, before: Group | Member | None, after: Group | Member | None
) -> None:
    """Refuse what changes a fact of a day that a closing seals: figures kept of it counted that."""
    for name, day in changed_facts(before, after):
        posting.check_open(file, day, name)


def check_code(file: WardFile, group: Group) -> None:
    """Refuse a code that another group has."""
    _refuse_taken_code(file, group, _("This code belongs to the group {name}."))


def _refuse_bare_end(file: WardFile, before: Group, group: Group) -> None:
    """Refuse to end a group in which somebody still is: where they and their money go belongs to
    it."""
    if group.dissolved_on and not before.dissolved_on:
        people, _savings = with_savings(file, group.id, group.dissolved_on)
        if people or standing_of(file, group.id, group.dissolved_on).outstanding:
            sentence = _(
                "There are still members, debt or savings in this group. Choose More, then "
                "Dissolve: it says where they go."
            )
            raise Refused({"dissolved_on": sentence})


def _refuse_recount(file: WardFile, before: Group, group: Group) -> None:
    """Refuse to say that a body was wrong all along where a closed period counts the group
    there."""
    moved = [name for name in COUNTED if getattr(before, name) != getattr(group, name)]
    if not moved:
        return
    counted = records.find(file, Closing)
    if counted and lists.count(file, Loan, group=group.id):
        sentence = _(
            "The {period} is closed and counts the group as it was. Say from which day it changed, "
            "or reopen that period with a reason."
        )
        raise Refused({moved[0]: sentence.format(period=counted[-1].period.name)})


def _refuse_taken_code(file: WardFile, record: Group | Programme, sentence: str) -> None:
    for each in records.find(file, type(record), code=record.code):
        if each.id != record.id:
            raise Refused({"code": sentence.format(name=each.name)})


def _refuse_taken_year(file: WardFile, record: FormerYear | YearPlan) -> None:
    if any(each.id != record.id for each in records.find(file, type(record), year=record.year)):
        sentence = _("The figures of {year} are in the list already. Correct them there.")
        raise Refused({"year": sentence.format(year=record.year)})


def add_member(file: WardFile, new: NewMember, today: date) -> Done:
    """Enter a member, and their household where none was chosen; keep the household's class of this
    year. Who was in a group before is the same person, who belongs to this one from now on.

    Refused where someone of that citizen id, or of that name and birth date, is in a group already,
    and where the household has another class this year.
    """
    _refuse_duplicate(file, new, today)
    if new.household:
        _refuse_other_class(records.get(file, Household, new.household), new, today)
    known = next(iter(records.find(file, Member, citizen_id=new.citizen_id)), None)
    since = Change(new.joined_on or today, today)
    with records.writing(file, "add_member") as write:
        household = _household(write, new, known)
        if household.class_in(today.year) != new.household_class or not household.classes:
            household = write.save(household.with_class(today.year, new.household_class))
        member = _completed(replace(new.member(), household=household.id))
        if known:
            move_loans(write, known.id, known.group, member.group, since)
            member = _joined_again(known, member, since)
        _refuse_sealed(file, known, member)
        member = write.save(member)
    return Done(frozenset(write.touched), member)


def _joined_again(known: Member, member: Member, since: Change) -> Member:
    """A person who was in a group before, with that membership beside the one that begins."""
    again = replace(member, id=known.id, version=known.version)
    moved = {*changes(known, again), "group", "joined_on", "left_on", "left_reason"}
    return changed_on(since.day, known, again, sorted(moved))


def save_member(file: WardFile, member: Member, since: Change | None = None) -> Done:
    """Change what is written of a member. Refused for a duplicate, as when adding; for another
    group, which is a transfer; and where a closed period counts them and no day is said.

    Who leaves leads the group no more."""
    _refuse_duplicate(file, member)
    before = records.get(file, Member, member.id)
    if since and member.group != before.group:
        raise Refused({"group": _("Transfer them: their loans and savings go with them.")})
    saved = dated(file, _completed(member), since, ("household",))
    with records.writing(file, "save_member") as write:
        if member.group != before.group:
            _correct_group(write, before, member)
        if member.left_on and not before.left_on:
            left = Change(member.left_on, member.left_on, member.left_reason)
            end_offices(write, member.group, member.id, left)
        _refuse_sealed(file, before, saved)
        saved = write.save(saved)
    return Done(frozenset(write.touched), saved)


def _correct_group(write: Writing, before: Member, member: Member) -> None:
    """Somebody was in another group all along, and so were their loans. Refused where a closed
    period counts them."""
    if counted := records.find(write.file, Closing):
        sentence = _(
            "The {period} is closed and counts {name} in the group as it was. Say from which day "
            "it changed, or reopen that period with a reason."
        )
        said = sentence.format(period=counted[-1].period.name, name=before.name)
        raise Refused({"group": said})
    for loan in records.find(write.file, Loan, member=member.id, group=before.group):
        write.save(replace(loan, group=member.group))


def _refuse_other_class(household: Household, new: NewMember, today: date) -> None:
    """A second person of a household does not change its class of this year."""
    for known in household.classes:
        if known.year == today.year and known.household_class != new.household_class:
            sentence = _(
                "The household of {name} is “{known}” in {year}. Choose that, or correct the class "
                "of the household first."
            )
            said = sentence.format(
                name=household.name, known=_(CLASSES[known.household_class]), year=known.year
            )
            raise Refused({"household_class": said})


def _household(write: Writing, new: NewMember, known: Member | None) -> Household:
    if id := new.household or (known.household if known else 0):
        return records.get(write.file, Household, id)
    group = records.get(write.file, Group, new.group)
    return write.save(
        Household(name=new.name, neighbourhood=group.neighbourhood, address=new.address)
    )


def _completed(member: Member) -> Member:
    return (
        member if member.issued_by else replace(member, issued_by=people.issuer(member.issued_on))
    )


def _refuse_duplicate(file: WardFile, member: Member, today: date = date.max) -> None:
    """Refuse who is likely a person that the file has; what older programs let stand twice does not
    keep its records from being changed, nor its names from being corrected one after the other."""
    before = next(iter(records.find(file, Member, id=member.id)), None)
    born_on = member.born_on.isoformat() if member.born_on else ""
    alike = lookups.alike(file, member.citizen_id, born_on, member.id)
    for known in records.by_id(file, Member, alike).values():
        renamed = before and before.citizen_id == member.citizen_id == known.citizen_id
        asked = replace(member, name=known.name) if renamed else member
        broken = duplicate_complaints(asked, known, today)
        if broken and not (before and duplicate_complaints(before, known, today)):
            raise Refused(broken)


def remove(file: WardFile, record: Entity, reason: str, today: date) -> Done:
    """Take a record out of sight. It stays in the file with the day and the reason.

    Refused while other records refer to it, and for what the program cannot be without.
    """
    if isinstance(record, Ward | Wording):
        raise Refused(_("This is always needed. Change it instead of removing it."))
    if isinstance(record, Member) and ledger.has_entries(file, record.id):
        raise Refused(
            _("The ledger has entries of this member. Enter the day of leaving the group instead.")
        )
    if count := lists.references(file, ENTITIES, table_name(type(record)), record.id):
        raise Refused(
            _("This cannot be removed: {count} other entries refer to it.").format(count=count)
        )
    if isinstance(record, Group | Member):
        _refuse_sealed(file, record, None)
    with records.writing(file, f"remove_{table_name(type(record))}") as write:
        write.remove(record, reason, today)
    return Done(frozenset(write.touched))


KINDS: tuple[type[Entity], ...] = (
    Ward,
    Association,
    Neighbourhood,
    Group,
    Household,
    Member,
    Programme,
    FormerYear,
    YearPlan,
    Wording,
)
"""What the registers hold: the kinds of which single records can be taken back from a copy. Money
and meetings hang together, so that only the whole copy brings them back."""


def take_back(file: WardFile, former: Entity) -> Done:
    """Bring a record of the registers back as a copy of the file has it; a removed one comes back
    into sight. Refused by the rules of saving it."""
    found = records.find(file, type(former), id=former.id)
    if isinstance(former, Member):
        _refuse_duplicate(file, former)
    if isinstance(former, Group | Programme):
        _refuse_taken_code(file, former, _("This code belongs to {name}."))
    before = next(iter(found), None)
    if isinstance(before, Group) and isinstance(former, Group):
        _refuse_recount(file, before, former)
    if isinstance(former, Group | Member):
        assert before is None or isinstance(before, Group | Member)
        _refuse_sealed(file, before, former)
    with records.writing(file, "take_back") as write:
        if not found:
            write.restore(type(former), former.id)
        current = records.get(file, type(former), former.id)
        record = write.save(replace(former, version=current.version))
    return Done(frozenset(write.touched), record)


def undo_last(file: WardFile, today: date) -> tuple[str, Done]:
    """Take back the last saved step. Give its name, what was touched, and the record it was
    about."""
    about = undo.last_changed(file, TABLES)
    name, touched = undo.undo_last(file, TABLES, today)
    return name, Done(touched, about)


def name_of(file: WardFile, record: Entity) -> str:
    """The name of a record and of those it is found by: an application with its borrower and
    group."""
    references = [
        (each.name, each.kind)
        for each in fields_of(type(record))
        if each.name in type(record).found_by
    ]
    names = [lists.name_of(record)]
    for name, kind in references:
        assert isinstance(kind, Reference)
        names.extend(lists.labels(file, TABLES[kind.target], [getattr(record, name)]).values())
    return lists.label(names)
