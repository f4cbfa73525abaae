"""What a program answers about a ward file: by name, as a reader sees it, and as plain values that can be kept."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2

from lcdesk.actions import files, registers
from lcdesk.cli import REGISTERS
from lcdesk.domain import periods
from lcdesk.domain.closings import Closing
from lcdesk.domain.collecting import Collection
from lcdesk.domain.errors import Refused
from lcdesk.domain.loans import Loan
from lcdesk.domain.meetings import Meeting
from lcdesk.i18n import clean, in_language
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.queries import listings, loan_accounts
from lcdesk.reporting import catalogue, exports, figures
from lcdesk.reporting.figures import PeriodFigures
from lcdesk.reporting.request import Request
from lcdesk.storage import drafts, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.migrations import migrations
from lcdesk.storage.reporting.books import BookReader

DAY = date(2025, 6, 30)
"""The day of asking."""
DAYS = (date(2024, 6, 30), date(2024, 12, 31), date(2025, 3, 10), DAY)
PERIODS = (periods.quarter(date(2025, 1, 1)), periods.month(date(2025, 4, 1)), periods.year(2025))
"""Periods that are open in whole or in part."""
CORRECTED = (
    ("01", "pledge", "Tôi cam kết như đã ghi trong phương án này."),
    ("10C", "subtitle", "Về việc bình xét cho vay của Tổ"),
)
"""Paper, key and text of what an officer corrected in the wording."""
_CHECKS = ("06", "15", "16")
_OF_APPLICATIONS = ("01", "01-gqvl", "01-uq")


def path_of(ward: Path) -> Path:
    """Where the answers about a stored file are."""
    return ward.with_suffix(".json")


def write(ward: Path, passwords: Mapping[str, str], recovery: str) -> None:
    """Ask everything about a ward file, and keep the answers beside it; the file itself is left as it is."""
    before = ward.read_bytes()
    file = files.open_ward(ward, next(iter(passwords.values())))
    try:
        told = {"passwords": passwords, "recovery": recovery}
        answers = {**told, "answers": answers_of(file), "last_step": last_step_of(file)}
    finally:
        file.close()
    ward.write_bytes(before)
    path_of(ward).write_text(
        json.dumps(answers, ensure_ascii=False, sort_keys=True), encoding="utf-8"
    )


def answers_of(file: WardFile) -> dict[str, Any]:
    """All answers about an open file."""
    reader = BookReader(file, DAY)
    with in_language("vi"):
        found = {
            "registers": {name: by_id(listings.listed(file, name, DAY)) for name in REGISTERS},
            "worklist": {day.isoformat(): _duties(file, day) for day in DAYS},
            "closed": {
                each.period.name: _closed(file, each) for each in records.find(file, Closing)
            },
            "periods": {each.name: of_figures(figures.of_period(reader, each)) for each in PERIODS},
            "standing": {day.isoformat(): _standing(reader, day) for day in DAYS},
            "positions": {each.code: _positions(file, each) for each in records.find(file, Loan)},
            "decided": _decided(file),
            "printed_again": _printed_again(file),
            "drafts": {
                place: drafts.kept(file, place)[0]
                for (place,) in _rows(file, "SELECT place FROM draft")
            },
            "wording": [
                text in drawn(papers.blank(file, paper)) for paper, _key, text in CORRECTED
            ],
            "check": files.check(file),
        }
    return plain(found)


def last_step_of(file: WardFile) -> dict[str, Any]:
    """What taking the last step back does: the verb, and the members after it; or the sentence of a refusal."""
    try:
        verb, done = registers.undo_last(file, DAY)
    except Refused as refused:
        return {"refused": str(refused)}
    members = by_id(listings.listed(file, "members", DAY))
    return plain({"undone": verb, "touched": sorted(done.touched), "members": members})


def in_words_of_today(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers of before `m0020`, when interest owed was all that had accrued unpaid. Today that is
    `interest_unpaid` of a position; figures of a period say only what has fallen due, and a 13/TD or
    16/TD that is printed again says that it replaces another. A closed period keeps what it said.
    A month in which a group owed nothing was listed to be collected, which it is no longer."""
    told: dict[str, Any] = json.loads(json.dumps(answers))
    for days in told["positions"].values():
        for now in days.values():
            now["interest_unpaid"] = now.pop("interest_owed")
    for figures_of in _figures(told["periods"]):
        del figures_of["interest_owed"]
    notices = told["printed_again"]
    for paper in [each for each in notices if each.startswith(("13 ", "16 "))]:
        del notices[paper]
    for duties in told["worklist"].values():
        duties.pop("collection: 002 Cây Ổi · 05/2025", None)
    return told


def _figures(said: Any) -> Iterator[dict[str, Any]]:
    """All figures in an answer, however deep."""
    if isinstance(said, dict):
        if "interest_owed" in said:
            yield said
        for each in said.values():
            yield from _figures(each)


def plain(value: Any) -> Any:
    """As JSON has it."""
    return json.loads(json.dumps(value, default=str))


def said_today(answers: dict[str, Any], made_by: str) -> dict[str, Any]:
    """Answers of a program of before, with what a later one says otherwise on purpose. `made_by` is the number of
    the newest migration it had.

    Rates are listed in thousandths of a per cent, and the shipped programmes are those of 2026.
    """
    (since,) = (
        each.name for each in migrations._migrations if each.name.endswith("_rules_of_2026")
    )
    if made_by >= since.partition("_")[0]:
        return answers
    answers = plain(answers)
    loans, programmes = (answers["registers"][name].values() for name in ("loans", "programmes"))
    for term in [each for record in (*loans, *programmes) for each in record["terms"]]:
        for name in {"rate", "priority_rate"} & term.keys():
            term[name] *= 10
    shipped = json.loads(
        resources.files("lcdesk.resources").joinpath("programmes_2026.json").read_text("utf-8")
    )
    by_code = {each["code"]: each for each in programmes}
    for code, bank_code in shipped["bank_codes"].items():
        by_code[code]["bank_code"] = bank_code
    for change in shipped["changed_terms"]:
        for term in by_code[change["code"]]["terms"]:
            if term["from_on"] == change["from_on"]:
                term.update({name: value for name, value in change["now"].items() if name in term})
    for added in shipped["added_terms"]:
        known = by_code[added["code"]]["terms"][0].keys()
        term = {name: value for name, value in added["term"].items() if name in known}
        by_code[added["code"]]["terms"].append({**term, "verify": bool(term["verify"])})
    return answers


def differences(expected: Any, found: Any, where: str = "") -> list[str]:
    """Where an answer is not the one that was kept; what a later program says beyond it is no difference."""
    if isinstance(expected, dict) and isinstance(found, dict):
        lacking = [f"{where}.{name}: lacking" for name in expected.keys() - found.keys()]
        both = expected.keys() & found.keys()
        return lacking + [
            each
            for name in both
            for each in differences(expected[name], found[name], f"{where}.{name}")
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(expected, found, strict=True))
        return [each for place, pair in pairs for each in differences(*pair, f"{where}[{place}]")]
    return [] if expected == found else [f"{where}: {expected!r} became {found!r}"]


MEANT = {
    **{
        f".registers.groups.{group}.former: lacking": "stands in `past`, with other facts of before"
        for group in (1, 2)
    },
    **{
        f".printed_again.{paper}: '' became 'Thay thế bản in ngày 25/11/2026; nội dung đã thay "
        f"đổi.'": "a paper of before the hand-over names the association of its day"
        for paper in ("01 1", "01 2", "04 1", "04 2", "06 1", "13 1", "13 2")
    },
    ".printed_again.04 3: '' became 'Thay thế bản in ngày 25/11/2026; nội dung đã thay đổi.'": (
        "a notice no longer names the bank's director, for a deputy may sign"
    ),
}
"""What later programs say otherwise on purpose, of files up to m0016, and why."""


def unmeant(expected: Any, found: Any) -> list[str]:
    """The differences that nobody meant."""
    return [each for each in differences(expected, found) if each not in MEANT]


def by_id(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{row.get('form', '')}{row['id']}": row for row in rows}


def of_figures(found: PeriodFigures) -> dict[str, Any]:
    """Figures by the names of their lines, each with its numbers."""
    return {
        "first": found.first,
        "last": found.last,
        "as_of": found.as_of,
        "whole": asdict(found.whole),
        **{
            each.by: {line.name: asdict(line.figures) for line in each.lines}
            for each in found.breakdowns
        },
    }


def _closed(file: WardFile, closing: Closing) -> dict[str, Any]:
    """What a closed period says years later."""
    later = date(2031, 1, 1)
    told = {"figures": of_figures(figures.kept(file, closing.period))}
    if closing.span == "year":
        report = catalogue.make(file, Request(catalogue.BOOK, closing.period), later)
        told["book"] = json.loads(exports.as_json(report))
    return told


def _duties(file: WardFile, day: date) -> dict[str, Any]:
    told = listings.duties(file, day)
    return {
        f"{each['kind']}: {each['text']}": [each["due_on"], each["days_left"], each["amount"]]
        for each in told
    }


def _standing(reader: BookReader, day: date) -> dict[str, Any]:
    return {
        by: {
            line.name: line.figures.outstanding
            for line in figures.debt_on(reader, day, by, {}).lines
        }
        for by in (
            "programme",
            "association",
            "group",
            "neighbourhood",
            "fund_source",
            "household_class",
        )
    }


def _positions(file: WardFile, loan: Loan) -> dict[str, Any]:
    about = loan_accounts.account(file, loan.id)
    told = {day: about.on(day) for day in DAYS}
    return {
        day.isoformat(): {
            **now.balance._asdict(),
            "interest_owed": now.interest_owed,
            "interest_unpaid": now.interest_unpaid,
            "due": now.due,
            "late": now.late,
        }
        for day, now in told.items()
    }


def _decided(file: WardFile) -> dict[str, Any]:
    """The papers of every meeting that is closed, as they were decided, and those that a reopening replaced."""
    told: dict[str, Any] = {}
    for meeting in records.find(file, Meeting, state="closed"):
        for name in ("10C", "03"):
            with undrawn():
                paper = papers.of(file, name, "meeting", Subject(meeting.id, DAY))
            for part in paper.parts:
                told[f"{part.paper} {part.subject}"] = {
                    "says": asdict(part.content),
                    "notice": part.notice,
                }
    kept = "SELECT id, content FROM frozen_paper WHERE paper IN ('10C', '03') ORDER BY id"
    return {**told, "kept": {str(id): json.loads(content) for id, content in _rows(file, kept)}}


def _printed_again(file: WardFile) -> dict[str, str]:
    """The notice at the foot of each paper that went out before, were it printed again now."""
    noted = _rows(
        file,
        "SELECT DISTINCT paper, subject FROM printing WHERE subject <> 0 ORDER BY paper, subject",
    )
    told = {}
    with undrawn():
        for name, id in noted:
            (part,) = [
                each
                for each in _again(file, name, id).parts
                if (each.paper, each.subject) == (name, id)
            ]
            told[f"{name} {id}"] = part.notice
    return told


def _again(file: WardFile, name: str, id: int) -> papers.Paper:
    if name == "13":
        sheet = records.get(file, Collection, id)
        return papers.of(file, name, "month", Subject(sheet.group, DAY, sheet.month))
    about = {
        "10C": "meeting",
        **dict.fromkeys(("03", "04"), "list"),
        **dict.fromkeys(_CHECKS, "check"),
        **dict.fromkeys(_OF_APPLICATIONS, "application"),
    }
    return papers.of(file, name, about[name], Subject(id, DAY))


@contextmanager
def undrawn() -> Iterator[None]:
    """Papers are asked what they say; drawing them would take nearly all the time."""
    with patch.object(papers, "render", return_value=b""):
        yield


def drawn(paper: papers.Paper) -> str:
    """All text of the pages, with single spaces."""
    document = pypdfium2.PdfDocument(paper.pdf)
    try:
        return clean(" ".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def _rows(file: WardFile, sql: str) -> list[tuple[Any, ...]]:
    return file.db.execute(sql).fetchall()
