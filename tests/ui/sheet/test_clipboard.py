"""Blocks to and from a spreadsheet, without a table on the screen."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Money, Text, Yes
from lcdesk.i18n import use_language
from lcdesk.ui.sheet.clipboard import copied, pasted
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.model import SheetModel

COLUMNS = (
    SheetColumn("name", "Name", Text()),
    SheetColumn("interest", "Interest", Money(), editable=True, total=True),
    SheetColumn("note", "Note", Text(), editable=True),
    SheetColumn("there", "There", Yes(), editable=True),
)


@pytest.fixture
def rows(qapp: QApplication) -> SheetModel:
    use_language("vi")
    model = SheetModel(
        COLUMNS,
        lambda: date(2026, 9, 20),
        lambda draft, name: name == "note" and draft["name"] == "Ổi",
    )
    drafts: list[Draft] = [
        {"name": name, "interest": "", "note": "", "there": ""} for name in ("Bưởi", "Ổi", "Mít")
    ]
    model.show_drafts(drafts)
    return model


def test_a_block_is_taken_as_each_column_understands_it(rows: SheetModel) -> None:
    taken = pasted(rows, (0, 1), "1200000\tđủ\tx\n500.000\tmuộn\t\n")
    assert taken == {
        (0, 1): "1.200.000",
        (0, 2): "đủ",
        (0, 3): "1",
        (1, 1): "500.000",
        (1, 3): "",
    }, "the locked cell is left out"


def test_what_a_column_cannot_read_stays_as_it_came(rows: SheetModel) -> None:
    assert pasted(rows, (2, 1), "nhiều") == {(2, 1): "nhiều"}


def test_what_goes_past_the_edges_or_into_a_column_to_read_is_left_out(rows: SheetModel) -> None:
    assert pasted(rows, (2, 0), "Ai\t7\n\tquá xa") == {(2, 1): "7"}
    assert pasted(rows, (2, 3), "x\tquá xa") == {(2, 3): "1"}
    assert pasted(rows, (0, 1), "") == {}


def test_cells_are_copied_as_they_are_shown_and_come_back_the_same(rows: SheetModel) -> None:
    rows.write({(0, 1): "1200000", (0, 2): 'hai dòng "và" nháy', (1, 1): "5"})
    places = [(0, 1), (0, 2), (1, 1), (1, 2)]
    text = copied(rows, places)
    assert text.splitlines()[1] == "5\t"
    taken = pasted(rows, (0, 1), text)
    assert taken == {(0, 1): "1.200.000", (0, 2): 'hai dòng "và" nháy', (1, 1): "5"}


def test_a_step_is_taken_back_whole(rows: SheetModel) -> None:
    assert rows.write(pasted(rows, (0, 1), "1\n2\n3"))
    assert [each["interest"] for each in rows.drafts] == ["1", "2", "3"] and rows.total(
        "interest"
    ) == 6
    assert rows.take_back() in {(0, 1), (1, 1), (2, 1)}
    assert [each["interest"] for each in rows.drafts] == ["", "", ""] and rows.take_back() is None
