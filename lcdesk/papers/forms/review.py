"""The part of the minutes that decides applications: what each asked for, the votes, the result,
the totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable

from lcdesk.i18n import number
from lcdesk.papers.kit.cells import TableColumn, TableRow, note
from lcdesk.papers.kit.parts import SECTION, Typesetter
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, spelled

COLUMNS = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("applicant", 39),
    TableColumn("request", 43),
    TableColumn("votes", 39),
    TableColumn("result", 34),
)
TOTALS = (
    TableColumn("by_programme", 55),
    TableColumn("reviewed", 22, TA_CENTER),
    TableColumn("requested", 33, TA_RIGHT),
    TableColumn("passed", 22, TA_CENTER),
    TableColumn("passed_amount", 33, TA_RIGHT),
)
BLANK_APPLICATIONS, BLANK_PROGRAMMES = 6, 2


@dataclass(frozen=True)
class Override:
    """A programme's rule that was broken: its text, its source, and the officer's written
    reason."""

    rule: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ReviewedApplication:
    """One application and what the meeting decided. Amounts in đồng, terms in months, votes in
    persons.

    `number` is its place in the minutes; `recused` names those who did not vote because it is their
    own
    household's application; `reason` says why it is not proposed, or why for less than was asked.
    """

    number: int = 0
    name: str = ""
    household_class: str = ""
    programme: str = ""
    requested_amount: int = 0
    requested_term_months: int = 0
    purpose: str = ""
    votes_for: int = 0
    votes_against: int = 0
    votes_abstain: int = 0
    recused: tuple[str, ...] = ()
    proposed: bool = False
    proposed_amount: int = 0
    proposed_term_months: int = 0
    reason: str = ""
    overrides: tuple[Override, ...] = ()


def flowables(
    form: Typesetter, applications: Sequence[ReviewedApplication], *, blank: bool
) -> list[Flowable]:
    """Lay out all applications, and what they come to by programme and in all; `blank` leaves rows
    to write in."""
    if not applications and not blank:
        titles = ("review_title", "totals_title")
        return [
            part for title in titles for part in (form.text(title, SECTION), form.text("nothing"))
        ]
    rows = [row for application in applications for row in _rows(form, application)]
    table = ledger(form, COLUMNS, rows, titles=["review_title"], blank=BLANK_APPLICATIONS)
    return [*table, *_totals(form, applications)]


def _rows(form: Typesetter, application: ReviewedApplication) -> list[TableRow]:
    facts = (
        application.number,
        _applicant(form, application),
        _request(form, application),
        _votes(form, application),
        _result(form, application),
    )
    notes = _notes(form, application)
    return [facts, (notes,)] if notes else [facts]


def _cell(form: Typesetter, *lines: tuple[str, Value]) -> list[Flowable]:
    """A cell of several lines: wording key and its one value."""
    return [note(form.markup(key, value=value)) for key, value in lines]


def _applicant(form: Typesetter, application: ReviewedApplication) -> list[Flowable]:
    lines = (("class", application.household_class), ("for_programme", application.programme))
    name = note(form.markup("person", value=application.name), bold=True)
    return [name, *_cell(form, *((key, value) for key, value in lines if value))]


def _request(form: Typesetter, application: ReviewedApplication) -> list[Flowable]:
    return _cell(
        form,
        ("amount", application.requested_amount),
        ("term", application.requested_term_months),
        ("purpose", application.purpose),
    )


def _votes(form: Typesetter, application: ReviewedApplication) -> list[Flowable]:
    return _cell(
        form,
        ("for", str(application.votes_for)),
        ("against", str(application.votes_against)),
        ("abstain", str(application.votes_abstain)),
    )


def _result(form: Typesetter, application: ReviewedApplication) -> list[Flowable]:
    verdict = note(form.markup("proposed" if application.proposed else "not_proposed"), bold=True)
    if not application.proposed:
        return [verdict]
    return [
        verdict,
        *_cell(
            form,
            ("amount", application.proposed_amount),
            ("term", application.proposed_term_months),
        ),
    ]


def _notes(form: Typesetter, application: ReviewedApplication) -> list[Flowable]:
    """What needs the width of the page: who did not vote, the reason, and each rule that was set
    aside."""
    lines = (("recused", ", ".join(application.recused)), ("reason", application.reason))
    overrides = [
        note(
            form.markup(
                "override", rule=override.rule, source=override.source, reason=override.reason
            )
        )
        for override in application.overrides
    ]
    return _cell(form, *((key, value) for key, value in lines if value)) + overrides


def _totals(form: Typesetter, applications: Sequence[ReviewedApplication]) -> list[Flowable]:
    programmes = dict.fromkeys(application.programme for application in applications)
    rows = [_sums(name, [a for a in applications if a.programme == name]) for name in programmes]
    total = _sums(form.texts["total"], applications)
    amount = sum(
        application.proposed_amount for application in applications if application.proposed
    )
    foot = [form.line("in_words", words=spelled(amount))] if amount or not applications else []
    return ledger(
        form, TOTALS, rows, titles=["totals_title"], total=total, blank=BLANK_PROGRAMMES, foot=foot
    )


def _sums(label: str, applications: Sequence[ReviewedApplication]) -> TableRow:
    if not applications:
        return (label, "", "", "", "")
    passed = [application.proposed_amount for application in applications if application.proposed]
    asked = sum(application.requested_amount for application in applications)
    return (label, len(applications), asked, str(len(passed)), number(sum(passed)))
