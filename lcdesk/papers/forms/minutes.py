"""Form 10C/TD: the minutes of a group's review meeting."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.i18n import long_date
from lcdesk.papers.forms import review
from lcdesk.papers.forms.review import Override, ReviewedApplication
from lcdesk.papers.kit.cells import TableColumn, TableRow, note
from lcdesk.papers.kit.head import GroupHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import CENTRED_BOLD, SECTION, TITLE, Signer, Typesetter, area
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, fill

__all__ = [
    "Absence",
    "Admission",
    "GuestRow",
    "MinutesContent",
    "Override",
    "Release",
    "ReviewedApplication",
    "flowables",
]

ABSENCES = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("person_name", 60),
    TableColumn("status", 35),
    TableColumn("absence_reason", 60),
)
ADMISSIONS = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("person_name", 50),
    TableColumn("born_on", 25, TA_CENTER),
    TableColumn("id_number", 31, TA_CENTER),
    TableColumn("address", 49),
)
RELEASES = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("person_name", 55),
    TableColumn("id_number", 31, TA_CENTER),
    TableColumn("release_reason", 69),
)
STATUSES = ("leave", "absent", "represented")
BLANK_GUESTS, BLANK_ROWS = 3, 3
DOTS = "....."


@dataclass(frozen=True)
class GuestRow:
    """Someone at the meeting who is not a member, with the office held ("Chủ tịch Hội Phụ nữ
    phường")."""

    name: str = ""
    office: str = ""


@dataclass(frozen=True)
class Absence:
    """A member not there in person: `status` is "leave", "absent" or "represented" (then by
    `represented_by`)."""

    name: str = ""
    status: str = "absent"
    reason: str = ""
    represented_by: str = ""


@dataclass(frozen=True)
class Admission:
    """A person taken into the group."""

    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    address: str = ""


@dataclass(frozen=True)
class Release:
    """A member let out of the group."""

    name: str = ""
    id_number: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MinutesContent(GroupHead):
    """What a 10C/TD says. `starts_at` and `ends_at` are "HH:MM"; `saving_minimum` is đồng a month,
    0 when not set.

    `group` is the group's name without "Tổ TK&VV"; `ward` and `neighbourhood` are full names;
    `place` is where
    the members met. `members_present` are those present in person; `quorum_present` are those the
    quorum rule
    counts, `quorum_needed` how many it asks for, `quorum_source` where the rule stands. The counts
    of absent
    and represented members follow from `absences`, the totals of money from `applications`.
    A content with no `held_on` and no `members_total` is the blank form.
    """

    number: str = ""
    place: str = ""
    held_on: date | None = None
    starts_at: str = ""
    ends_at: str = ""
    chair: str = ""
    chair_office: str = ""
    secretary: str = ""
    secretary_office: str = ""
    guests: tuple[GuestRow, ...] = ()
    members_total: int = 0
    members_present: int = 0
    absences: tuple[Absence, ...] = ()
    quorum_present: int = 0
    quorum_needed: int = 0
    quorum_source: str = ""
    admissions: tuple[Admission, ...] = ()
    releases: tuple[Release, ...] = ()
    applications: tuple[ReviewedApplication, ...] = ()
    saving_minimum: int = 0
    other_matters: str = ""
    conclusion: str = ""
    conclusion_for: int = 0
    conclusion_against: int = 0
    conclusion_abstain: int = 0
    association_officer: str = ""
    neighbourhood_head: str = ""

    @property
    def blank(self) -> bool:
        """Is this a form to write on, rather than the record of a meeting?"""
        return self.held_on is None and not self.members_total


def flowables(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    """Lay out a 10C/TD."""
    return [
        *form.mark(),
        form.group_heading(content, content.number),
        form.text("title", TITLE),
        form.text("subtitle", CENTRED_BOLD),
        *_opening(form, content),
        *_members(form, content),
        *_membership(form, content),
        *review.flowables(form, content.applications, blank=content.blank),
        *_other_matters(form, content),
        form.text("conclusion_title", SECTION),
        *_conclusion(form, content),
        _ending(form, content),
    ]


def _opening(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    return [
        form.text(
            "opening",
            day=long_date(content.held_on),
            starts_at=_time(content.starts_at),
            place=content.place,
            group=content.group,
            **area(content),
            association=content.association,
        ),
        form.text("attendance_title", SECTION),
        form.line("chair", name=content.chair, office=content.chair_office),
        form.line("secretary", name=content.secretary, office=content.secretary_office),
        *_guests(form, content),
    ]


def _guests(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    if not content.guests and not content.blank:
        return [form.text("no_guests")]
    guests = content.guests or (GuestRow(),) * BLANK_GUESTS
    return [
        form.text("guests"),
        *(form.line("guest", name=guest.name, office=guest.office) for guest in guests),
    ]


def _members(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    counts = Counter(absence.status for absence in content.absences)
    rows = [_absence(form, number, absence) for number, absence in enumerate(content.absences, 1)]
    table = ledger(form, ABSENCES, rows, blank=BLANK_ROWS) if rows or content.blank else []
    return [
        form.line(
            "members", total=content.members_total, present=_count(content, content.members_present)
        ),
        form.line("absent", **{status: _count(content, counts[status]) for status in STATUSES}),
        *table,
        _quorum(form, content),
    ]


def _absence(form: Typesetter, number: int, absence: Absence) -> TableRow:
    by = (
        [note(form.markup("represented_by", name=absence.represented_by))]
        if absence.represented_by
        else []
    )
    reason = [note(fill("{reason}", {"reason": absence.reason}))] if absence.reason else []
    return (number, absence.name, form.texts[f"status_{absence.status}"], reason + by)


def _quorum(form: Typesetter, content: MinutesContent) -> Flowable:
    met = content.quorum_present >= content.quorum_needed
    needed = {"total": content.members_total, "needed": content.quorum_needed}
    if content.blank:
        return form.line("quorum_open", present=content.quorum_present, **needed)
    key = "quorum_met" if met else "quorum_missed"
    return form.text(
        key, present=str(content.quorum_present), source=content.quorum_source, **needed
    )


def _membership(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    admitted = [
        (i, who.name, who.born_on, who.id_number, who.address)
        for i, who in enumerate(content.admissions, 1)
    ]
    released = [
        (i, who.name, who.id_number, who.reason) for i, who in enumerate(content.releases, 1)
    ]
    return [
        *_listed(form, ["business_title", "admissions_title"], ADMISSIONS, admitted, content.blank),
        *_listed(form, ["releases_title"], RELEASES, released, content.blank),
    ]


def _listed(
    form: Typesetter,
    titles: Sequence[str],
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    blank: bool,
) -> list[Flowable]:
    if rows or blank:
        return ledger(form, columns, rows, titles=titles, blank=BLANK_ROWS)
    return [*(form.text(title, SECTION) for title in titles), form.text("nothing")]


def _other_matters(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    saving = (
        [form.line("saving", amount=content.saving_minimum)]
        if content.saving_minimum or content.blank
        else []
    )
    other = form.prose(content.other_matters) or (form.dotted(BLANK_ROWS) if content.blank else [])
    return [form.text("other_title", SECTION), *(saving + other or [form.text("nothing")])]


def _conclusion(form: Typesetter, content: MinutesContent) -> list[Flowable]:
    counted = (content.conclusion_for, content.conclusion_against, content.conclusion_abstain)
    # A vote that nobody typed is written in by hand; "0" would say that it was taken.
    shown = [_count(content, votes) if any(counted) else "" for votes in counted]
    votes = dict(zip(("in_favour", "against", "abstain"), shown, strict=True))
    return [
        *(form.prose(content.conclusion) or form.dotted(BLANK_ROWS)),
        form.line("conclusion_votes", **votes),
    ]


def _ending(form: Typesetter, content: MinutesContent) -> Flowable:
    upper = [Signer("secretary_signs", content.secretary), Signer("chair_signs", content.chair)]
    lower = [
        Signer("neighbourhood_signs", content.neighbourhood_head),
        Signer("association_signs", content.association_officer),
    ]
    closing = form.text("closing", ends_at=_time(content.ends_at))
    return KeepTogether([closing, form.signatures(upper), form.signatures(lower)])


def _count(content: MinutesContent, persons: int) -> Value:
    """A number of persons; none is "0" in the record of a meeting, and dots on a form to write
    on."""
    return persons if content.blank else str(persons)


def _time(clock: str) -> str:
    """ "08:30" as it stands in running text: "08 giờ 30 phút"; dots when it is not known."""
    hour, _, minute = (clock or f"{DOTS}:{DOTS}").partition(":")
    return f"{hour} giờ {minute} phút"


PAPER = Layout("10C", MinutesContent, flowables)
