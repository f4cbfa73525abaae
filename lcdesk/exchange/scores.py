"""The bank's scores of groups out of an Excel file, such as its monthly extract BC0437."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, fold

CODE_HEADS = ("ma to",)
SCORE_HEADS = ("ket qua cham diem", "so diem", "diem")
"""How the columns are headed, without tones; the first that a sheet has counts."""

Row = Sequence[Any]


def read_scores(path: Path) -> dict[str, int]:
    """Scores in hundredths by the code of the group, as it is written in the file.

    Title rows above the heads and rows without a code, such as totals, are passed over. Refused where the file is none
    of Excel, has no columns of codes and scores, or holds a score that is not from 0 to 100.
    """
    rows = list(_rows(path))
    for number, row in enumerate(rows):
        heads = [fold(str(cell or "")) for cell in row]
        code, score = _column(heads, CODE_HEADS), _column(heads, SCORE_HEADS)
        if code is not None and score is not None:
            return dict(_scores(rows[number + 1 :], code, score))
    raise Refused(_("{file} has no columns “Mã tổ” and “Kết quả chấm điểm”.").format(file=path.name))


def _rows(path: Path) -> Iterator[Row]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, ValueError, KeyError) as error:
        raise Refused(_("{file} cannot be read as an Excel file (.xlsx).").format(file=path.name)) from error
    try:
        for sheet in book.worksheets:
            yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _column(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    for head in wanted:
        for column, text in enumerate(heads):
            if head in text:
                return column
    return None


def _scores(rows: Sequence[Row], code: int, score: int) -> Iterator[tuple[str, int]]:
    for row in rows:
        group = _text(row[code]) if code < len(row) else ""
        value = row[score] if score < len(row) else None
        if group and value not in (None, ""):
            yield group, _hundredths(group, value)


def _text(cell: Any) -> str:
    """A code as text, also where Excel took it for a number."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell if cell is not None else "").strip()


def _hundredths(group: str, value: Any) -> int:
    try:
        score = Decimal(re.sub(r"\s", "", str(value)).replace(",", "."))
    except InvalidOperation:
        score = Decimal(-1)
    if not 0 <= score <= 100:
        raise Refused(_("The score of {group} is not from 0 to 100: {value}").format(group=group, value=value))
    return int((score * 100).to_integral_value())
