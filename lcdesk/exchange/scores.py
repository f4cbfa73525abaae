"""The bank's scores of groups out of an Excel file, such as its monthly extract BC0437."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, fold

CODE_HEADS = ("ma to", "mato", "ma to tk vv", "ma to tkvv")
TOTAL_HEADS = ("ket qua cham diem", "tong diem", "tong so diem")
"""How the head of the score begins, without tones."""
PLAIN_HEADS = ("diem", "so diem", "diem so", "diem to", "diem cham")
"""What it is where there is no such head. Any other head of points, as "Điểm nợ quá hạn", is one of
a part."""
OLD_FORM = b"\xd0\xcf\x11\xe0"
NO_CODE = re.compile(r"\(?\d{0,2}\)|ma to.*|tong.*|cong.*")
"""What stands in the column of codes in a row of numbers, a head that comes again, or a sum."""

WorkbookRow = Sequence[Any]


@dataclass
class Reading:
    """Scores in hundredths by the code of the group as the file writes it, and what was not read or
    does not agree."""

    scores: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Heads:
    code: int
    score: int
    parts: tuple[int, ...]


def read_scores(path: Path) -> Reading:
    """The scores of all sheets that have columns of codes and scores.

    Title rows above the heads and rows without a code, such as totals, are passed over; a row that
    cannot be read is
    told of. Refused where the file is none of Excel, has no such columns or several that may be the
    score, or where nothing could be read.
    """
    reading, known = Reading(), False
    for name, rows in _sheets(path):
        for number, row in enumerate(rows):
            if heads := _heads(row):
                known = True
                _read(reading, name, rows, number + 1, heads)
                break
    if not known:
        raise Refused(
            _("{file} has no columns “Mã tổ” and “Kết quả chấm điểm”.").format(file=path.name)
        )
    if not reading.scores:
        raise Refused(
            " ".join(
                [
                    _("{file} holds no score that can be read.").format(file=path.name),
                    *reading.remarks,
                ]
            )
        )
    return reading


def _sheets(path: Path) -> list[tuple[str, list[WorkbookRow]]]:
    """The name and all rows of each sheet, however many the sheet says it has."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) == OLD_FORM:
                sentence = _(
                    "{file} is of the old form .xls. Open it in Excel, save it as .xlsx, and read "
                    "that."
                )
                raise Refused(sentence.format(file=path.name))
            book = load_workbook(stream, read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
            return [
                (sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets
            ]
    except Refused:
        raise
    except (
        Exception
    ) as error:  # a damaged file fails anywhere: in the zip, in the XML, in what they are taken for
        raise Refused(
            _("{file} cannot be read as an Excel file (.xlsx).").format(file=path.name)
        ) from error


def _heads(row: WorkbookRow) -> _Heads | None:
    """The columns, where this row heads them. Refused where several may be the score, or only parts
    of it are there."""
    texts = [" ".join(re.findall(r"[a-z0-9]+", fold(str(cell or "")))) for cell in row]
    code = next((place for place, text in enumerate(texts) if text in CODE_HEADS), None)
    if code is None:
        return None
    totals = [place for place, text in enumerate(texts) if text.startswith(TOTAL_HEADS)]
    totals = totals or [place for place, text in enumerate(texts) if text in PLAIN_HEADS]
    parts = [
        place
        for place, text in enumerate(texts)
        if text.startswith("diem ") and place not in totals
    ]
    if len(totals) == 1:
        return _Heads(code, totals[0], tuple(parts))
    if found := totals or parts:
        sentence = _(
            "Which column is the score of the group cannot be told: {heads}. Name one “Tổng điểm”."
        )
        raise Refused(
            sentence.format(heads=", ".join(f"“{str(row[place]).strip()}”" for place in found))
        )
    return None


def _read(
    reading: Reading, sheet: str, rows: Sequence[WorkbookRow], first: int, heads: _Heads
) -> None:
    doubtful: set[str] = set()
    for number in range(first, len(rows)):
        row = [*rows[number], *[None] * (heads.code + heads.score + 1)]
        group, value = _text(row[heads.code]), row[heads.score]
        if not group or NO_CODE.fullmatch(fold(group)):
            continue
        cell = f"{sheet}!{get_column_letter(heads.score + 1)}{number + 1}"
        try:
            score = _hundredths(group, value)
        except ValueError as error:
            reading.remarks.append(f"{cell}: {error}")
            continue
        if reading.scores.setdefault(group, score) != score:
            doubtful.add(group)
            reading.remarks.append(
                f"{cell}: " + _("{group} stands there twice with other scores.").format(group=group)
            )
        elif not _adds_up([row[part] for part in heads.parts], score):
            sentence = _("The score of {group} is not the sum of its parts.")
            reading.remarks.append(f"{cell}: {sentence.format(group=group)}")
    for group in doubtful:
        del reading.scores[group]


def _text(cell: Any) -> str:
    """A code as text, also where Excel took it for a number."""
    return re.sub(r"^(\d+)\.0$", r"\1", str(cell if cell is not None else "").strip())


def _hundredths(group: str, value: Any) -> int:
    """The score. ValueError with a sentence where there is none that can be."""
    if value is None or not str(value).strip():
        raise ValueError(_("{group} has no score.").format(group=group))
    score = _number(value)
    if score is None or not 0 <= score <= 100:
        raise ValueError(
            _("The score of {group} is not from 0 to 100: {value}").format(group=group, value=value)
        )
    return int((score * 100).to_integral_value())


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(re.sub(r"\s", "", str(value)).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _adds_up(parts: Sequence[Any], score: int) -> bool:
    """Whether parts give the score, as far as there are some and all are numbers."""
    known = [number for number in map(_number, parts) if number is not None]
    total = sum(known, Decimal())
    return len(known) < max(len(parts), 2) or abs(total * 100 - score) <= 1
