"""Write a report: as an archival PDF, as an Excel workbook, or as JSON for programs."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.domain.plain import to_json
from lcdesk.domain.reports import Report, Table
from lcdesk.exchange.workbook import workbook
from lcdesk.i18n import _, file_name
from lcdesk.papers.kit.wording import WordingTexts
from lcdesk.papers.reports.report import render_report
from lcdesk.printing import papers
from lcdesk.storage import printed
from lcdesk.storage.database import WardFile

SUFFIXES = (".pdf", ".xlsx", ".json")


def as_pdf(file: WardFile, report: Report, progress: Callable[[int], None] | None = None) -> bytes:
    """The report as PDF/A in the wording of the ward."""
    return pdf_of(report, papers.wording(file), progress)


def pdf_of(
    report: Report, wording: WordingTexts, progress: Callable[[int], None] | None = None
) -> bytes:
    """The report as PDF/A, without touching the file.

    `progress` is told of each finished page; what it raises goes on to the caller.
    """
    kept: dict[str, dict[str, str]] = {}
    for paper, key, text in report.wording:
        kept.setdefault(paper, {})[key] = text
    author = " ".join(report.issuer)
    return render_report(
        report, kept or wording, title=name_of(report), author=author, progress=progress
    )


def as_json(report: Report) -> bytes:
    """Every table by its key: rows as objects by the keys of the columns, amounts in đồng, shares
    and scores in hundredths, rates in thousandths of a per cent."""
    tables = [table for section in report.sections for table in section.tables]
    plain = {
        "name": report.name,
        "title": report.title,
        "period": report.period,
        "dated": report.dated.isoformat() if report.dated else None,
        "sentences": [sentence for section in report.sections for sentence in section.sentences],
        "tables": [_table(each) for each in tables],
        "agreement": report.agreement,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _table(table: Table) -> dict[str, object]:
    keys = [each.key for each in table.columns]
    rows = [
        {**dict(zip(keys, row.cells, strict=False)), "row": row.kind or "line", "about": row.about}
        for row in table.rows
    ]
    return {
        "key": table.key,
        "columns": [asdict(each) for each in table.columns],
        "rows": rows,
        "note": table.note,
    }


def name_of(report: Report) -> str:
    """What a report is called, in a file name and in the PDF."""
    return f"{report.title.capitalize()} {report.period[:1].lower()}{report.period[1:]}"


def suggested_name(report: Report, suffix: str) -> str:
    """A file name that says what it is and is safe on every system."""
    dated = f"{report.dated.isoformat()} " if report.dated else ""
    return file_name(f"{dated}{name_of(report).replace('/', '-')}{suffix}")


def write(
    file: WardFile, report: Report, path: Path, progress: Callable[[int], None] | None = None
) -> None:
    """Write a report as the suffix of the path says, whole or not at all, and note that it went
    out.

    Refused for another suffix and where it cannot be written; a file that was there is then as it
    was.
    """
    make: dict[str, Callable[[], bytes]] = {
        ".pdf": lambda: as_pdf(file, report, progress),
        ".xlsx": lambda: workbook(report),
        ".json": lambda: as_json(report),
    }
    suffix = path.suffix.lower()
    if suffix not in make:
        raise Refused(_("A report is written as {suffixes}.").format(suffixes=", ".join(SUFFIXES)))
    put_on_disk(file, report, path, make[suffix]())


def put_on_disk(file: WardFile, report: Report, path: Path, data: bytes) -> None:
    """Write what was made of a report, and note that it went out. Refused as `write` says."""
    papers.put_on_disk(file, path, data, lambda: note_written(file, report, path.suffix.lower()))


def note_written(file: WardFile, report: Report, how: str) -> None:
    """Remember that a report left the file, and how: names and debts of people are in it."""
    printed.note(file, f"report {report.name} · {report.period} · {how}", 0, to_json(report))
