"""Kinds of columns: one for paper, workbook and JSON, kept in books by their codes."""

import json

import pytest

from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.reports import (
    COUNT,
    DAY,
    KINDS,
    MILLION,
    MONEY,
    PERCENT,
    SCORE,
    TEXT,
    Cell,
    Report,
    shown,
)
from lcdesk.i18n import in_language

KEPT = {
    "agreement": "", "bound": True, "dated": "2025-01-10", "issuer": ["PHƯỜNG MẪU"], "name": "year-book",
    "period": "Năm 2024", "place": "Mẫu", "signatures": [], "title": "SỔ", "wording": [],
    "sections": [{
        "charts": [{
            "kind": "million", "labels": ["Hộ nghèo"], "stacked": False, "text": "", "title": "Dư nợ",
            "series": [{"name": "dư nợ", "values": [5_000_000]}],
        }],
        "level": 1, "sentences": ["Một câu."], "title": "I. Tổng quan", "wide": True,
        "tables": [{
            "drill": "", "key": "t", "note": "", "title": "",
            "columns": [
                {"key": kind, "kind": kind, "over": "", "title": kind, "width": 20}
                for kind in ("text", "count", "money", "million", "percent", "score", "day")
            ],
            "rows": [
                {"about": "", "cells": ["Hộ", 1, 50_000, 242_780_000, 792, 8750, "2024-05-06"], "kind": ""},
                {"about": "", "cells": [None, None, None, None, None, None, None], "kind": "sum"},
            ],
        }],
    }],
}  # fmt: skip
"""A book as it was kept before its kinds were those of fields."""


def test_a_kept_book_reads_and_keeps_as_before() -> None:
    text = json.dumps(KEPT, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    book = from_json(Report, text)
    assert to_json(book) == text
    (table,) = book.sections[0].tables
    first, total = (
        [shown(column.kind, cell) for column, cell in zip(table.columns, row.cells, strict=True)]
        for row in table.rows
    )
    assert (
        first == ["Hộ", "1", "50.000", "242,8", "7,92", "87,5", "06/05/2024"] and total == [""] * 7
    )


@pytest.mark.parametrize(
    ("kind", "value", "vietnamese", "english"),
    [
        (TEXT, "0123", "0123", "0123"),
        (TEXT, "", "", ""),
        (COUNT, 0, "0", "0"),
        (COUNT, 1200, "1.200", "1,200"),
        (COUNT, "không rõ", "không rõ", "không rõ"),
        (MONEY, -50_000, "-50.000", "-50,000"),
        (MILLION, 50_450_000, "50,5", "50.5"),
        (MILLION, 0, "0", "0"),
        (PERCENT, 660, "6,6", "6.6"),
        (SCORE, 0, "0", "0"),
        (DAY, "2026-09-05", "05/09/2026", "05/09/2026"),
        (DAY, "", "", ""),
    ],
)
def test_a_value_is_read_as_its_kind_says(
    kind: str, value: Cell, vietnamese: str, english: str
) -> None:
    assert shown(kind, value) == vietnamese
    with in_language("en"):
        assert shown(kind, value) == english
    assert shown(kind, None) == ""


def test_numbers_stand_to_the_right() -> None:
    assert [code for code, kind in KINDS.items() if not kind.numeric] == [TEXT, DAY]
