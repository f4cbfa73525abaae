"""What typing down a sheet does: cells, keys, suggestions, blocks from a spreadsheet, complaints."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTabWidget, QVBoxLayout, QWidget

from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Choice, Date, Money, Name, Number, Reference, Text, Yes
from lcdesk.i18n import number, parse_money, use_language
from lcdesk.ui.kit.choices import among
from lcdesk.ui.sheet.table import SheetColumn, SheetTable
from tests.officer import CTRL, SHIFT, Key, Officer

NAMES = ("Nguyễn Thị Sầu Riêng", "Trần Văn Măng Cụt", "Lê Thị Hoa Giấy", "Phạm Văn Ổi")


def _sum(draft: Draft) -> str:
    return number(sum(_amount(draft[name]) for name in ("interest", "saving")))


def _amount(text: str) -> int:
    try:
        return parse_money(text)
    except ValueError:
        return 0


COLUMNS = (
    SheetColumn("name", "Name", Name()),
    SheetColumn("due", "Amount", Money()),
    SheetColumn("interest", "Amount", Money(), editable=True, total=True, suggested="due"),
    SheetColumn("saving", "Amount", Money(), editable=True),
    SheetColumn("sum", "Amount", Money(), total=True, derive=_sum),
    SheetColumn("on", "Day", Date(), editable=True),
    SheetColumn(
        "result",
        "Result",
        Choice(options={"proposed": "proposed", "not_proposed": "not proposed"}),
        editable=True,
    ),
    SheetColumn("there", "Present", Yes(), editable=True),
    SheetColumn("note", "Note", Text(), editable=True),
)
FIELDS = [column.name for column in COLUMNS]


def _locked(draft: Draft, name: str) -> bool:
    return name == "saving" and draft["name"] == NAMES[1]


class Host(QWidget):
    """A window with a box above the sheet, and what it hears from the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.above = QLineEdit()
        self.above.setObjectName("above")
        self.sheet = SheetTable(COLUMNS, lambda: date(2026, 9, 20), _locked)
        column = QVBoxLayout(self)
        column.addWidget(self.above)
        column.addWidget(self.sheet)
        self.resize(1200, 400)
        self.passed: list[bool] = []
        self.edits: list[str] = []
        self.told: list[str] = []
        self.escapes: list[str] = []
        self.sheet.passed.connect(self.passed.append)
        self.sheet.edited.connect(lambda: self.edits.append(""))
        self.sheet.told.connect(self.told.append)
        QShortcut(QKeySequence("Esc"), self).activated.connect(lambda: self.escapes.append("Esc"))
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(
            lambda: self.escapes.append("Ctrl+Z")
        )

    def at(self) -> tuple[int, str]:
        """The row and the column of the caret."""
        index = self.sheet.currentIndex()
        return index.row(), FIELDS[index.column()]

    def go(self, row: int, name: str) -> None:
        self.sheet.setCurrentIndex(self.sheet.rows.index(row, FIELDS.index(name)))

    def texts(self, name: str) -> list[object]:
        return [draft[name] for draft in self.sheet.value()]

    def shown(self, row: int, name: str) -> str:
        return str(self.sheet.rows.index(row, FIELDS.index(name)).data())


@pytest.fixture
def host(dressed: QApplication) -> Iterator[Host]:
    use_language("vi")
    host = Host()
    empty = dict.fromkeys(FIELDS, "")
    host.sheet.show_drafts(
        [
            {**empty, "name": name, "due": f"{row}00.000" if row else "", "member": row}
            for row, name in enumerate(NAMES)
        ]
    )
    host.show()
    host.activateWindow()
    host.sheet.setFocus()
    QApplication.processEvents()
    yield host
    host.close()
    host.deleteLater()
    QApplication.processEvents()


def test_the_caret_comes_to_the_first_cell_one_can_type_in(host: Host) -> None:
    assert Officer().at() == "sheet"
    assert host.at() == (0, "interest")


def test_letters_write_and_enter_goes_down_then_to_the_next_column(host: Host) -> None:
    officer = Officer()
    for typed in ("50tr", "1,5 tỷ", "500000", "20k"):
        officer.enter(typed)
    assert host.texts("interest") == ["50.000.000", "1.500.000.000", "500.000", "20.000"]
    assert host.at() == (0, "saving")
    officer.press(Key.Key_Return)
    assert host.at() == (2, "saving")  # the locked cell is passed over
    officer.press(Key.Key_Return, SHIFT, times=2)
    assert host.at() == (3, "interest")


def test_enter_past_the_last_cell_and_shift_enter_before_the_first_say_so(host: Host) -> None:
    officer = Officer()
    officer.press(Key.Key_Return, SHIFT)
    assert host.passed == [True]
    host.go(3, "note")
    officer.enter("hết")
    assert host.passed == [True, False]
    assert host.texts("note")[3] == "hết"


def test_tab_goes_along_the_row(host: Host) -> None:
    officer = Officer()
    officer.type("5").press(Key.Key_Tab).type("7").press(Key.Key_Tab)
    assert host.at() == (0, "on")
    assert (host.texts("interest")[0], host.texts("saving")[0]) == ("5", "7")
    officer.press(Key.Key_Backtab, SHIFT, times=2)
    assert host.at() == (0, "interest")
    host.go(1, "interest")
    officer.press(Key.Key_Tab)
    assert host.at() == (1, "on")
    host.go(0, "note")
    officer.type("x").press(Key.Key_Tab)
    assert host.at() == (1, "interest")
    host.go(3, "note")
    officer.press(Key.Key_Tab)
    assert host.passed == [False]


def test_a_letter_replaces_and_f2_keeps_the_text(host: Host) -> None:
    officer = Officer()
    host.go(0, "note")
    officer.type("Nuôi bò").press(Key.Key_Return).press(Key.Key_Up)
    officer.press(Key.Key_F2).type(" sữa").press(Key.Key_Return)
    assert host.texts("note")[0] == "Nuôi bò sữa"
    officer.press(Key.Key_Up).type("T").press(Key.Key_Return)
    assert host.texts("note")[0] == "T"


def test_a_double_click_keeps_the_text(host: Host) -> None:
    officer = Officer()
    officer.enter("50tr")
    place = host.sheet.visualRect(host.sheet.rows.index(0, FIELDS.index("interest"))).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(
            host.sheet.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
    officer.type("0").press(Key.Key_Return)
    assert host.texts("interest")[0] == "500.000.000"


def test_digits_are_grouped_and_sums_follow_while_typing(host: Host) -> None:
    officer = Officer()
    officer.type("5000000")
    box = officer.box()
    assert isinstance(box, QLineEdit) and box.text() == "5.000.000"
    assert host.texts("sum")[0] == "5.000.000"
    assert host.sheet.total("interest") == host.sheet.total("sum") == 5_000_000
    assert "5.000.000" in host.sheet.foot()
    assert len(host.edits) == 7


def test_arrows_leave_a_number_and_go_on(host: Host) -> None:
    officer = Officer()
    officer.type("5tr").press(Key.Key_Down)
    assert host.at() == (1, "interest") and officer.at() == "sheet"
    assert host.texts("interest")[0] == "5.000.000"
    officer.press(Key.Key_Right)
    assert host.at() == (1, "saving")
    officer.press(Key.Key_Left).type("3").press(Key.Key_Up)
    assert host.at() == (0, "interest") and host.texts("interest")[1] == "3"


def test_left_and_right_move_within_the_text_while_typing(host: Host) -> None:
    officer = Officer()
    host.go(0, "note")
    officer.type("ac").press(Key.Key_Left).type("b").press(Key.Key_Return)
    assert host.texts("note")[0] == "abc"


def test_shift_alone_does_not_end_typing(host: Host) -> None:
    officer = Officer()
    host.go(0, "note")
    officer.type("a").press(Key.Key_Shift, SHIFT).press(Key.Key_Control, CTRL)
    assert officer.at() == "cell.note"


def test_esc_puts_the_old_text_back_and_only_then_goes_on(host: Host) -> None:
    officer = Officer()
    officer.enter("5tr").press(Key.Key_Up).type("999").press(Key.Key_Escape)
    assert host.texts("interest")[0] == "5.000.000"
    assert officer.at() == "sheet" and host.at() == (0, "interest")
    assert not host.escapes
    officer.press(Key.Key_Escape)
    assert host.escapes == ["Esc"]


@pytest.mark.parametrize(
    ("typed", "shown"), [("05092026", "05/09/2026"), ("5/9", "05/09/2026"), (".", "20/09/2026")]
)
def test_dates(host: Host, typed: str, shown: str) -> None:
    host.go(0, "on")
    Officer().enter(typed)
    assert host.texts("on")[0] == shown


def test_a_choice_is_found_without_tones_and_walked_with_arrows(host: Host) -> None:
    officer = Officer()
    host.go(0, "result")
    officer.enter("khong")
    assert host.texts("result")[0] == "not_proposed" and host.shown(0, "result") == "không đề nghị"
    officer.press(Key.Key_F2).press(Key.Key_Down).press(Key.Key_Return)
    assert host.texts("result")[1] == "not_proposed" and host.at() == (2, "result")
    officer.press(Key.Key_F2).press(Key.Key_Down).press(Key.Key_Escape)
    assert officer.at() == "cell.result"  # the list is closed first
    officer.press(Key.Key_Escape)
    assert officer.at() == "sheet" and host.texts("result")[2] == ""
    assert len(host.findChildren(QListView)) == 1  # one list for all cells of the column


def test_space_or_a_letter_turns_yes_and_no(host: Host) -> None:
    officer = Officer()
    host.go(0, "there")
    officer.press(Key.Key_Space)
    assert host.texts("there")[0] == "1" and host.shown(0, "there")
    officer.press(Key.Key_Space)
    assert host.texts("there")[0] == ""
    officer.type("x").press(Key.Key_Return)
    assert host.texts("there")[0] == "1" and host.at() == (1, "there")


def test_space_takes_the_suggestion_and_ctrl_a_all_that_are_empty(host: Host) -> None:
    officer = Officer()
    officer.press(Key.Key_Down).press(Key.Key_Space)
    assert host.texts("interest") == ["", "100.000", "", ""] and host.at() == (2, "interest")
    officer.enter("5").press(Key.Key_A, CTRL)
    assert host.texts("interest") == ["", "100.000", "5", "300.000"]
    officer.press(Key.Key_Z, CTRL)
    assert host.texts("interest") == ["", "100.000", "5", ""]


def test_delete_clears_the_marked_cells_and_never_a_locked_one(host: Host) -> None:
    officer = Officer()
    host.sheet.rows.write({(row, 3): "7" for row in range(4)})
    host.go(0, "saving")
    officer.press(Key.Key_Down, SHIFT, times=2).press(Key.Key_Delete)
    assert host.texts("saving") == ["", "7", "", "7"]
    officer.press(Key.Key_Down).press(Key.Key_Backspace)
    assert host.texts("saving")[3] == ""


def test_ctrl_d_writes_what_stands_above(host: Host) -> None:
    officer = Officer()
    officer.enter("5tr").press(Key.Key_D, CTRL)
    assert host.texts("interest")[:2] == ["5.000.000", "5.000.000"]
    host.go(0, "name")
    officer.press(Key.Key_Down).press(Key.Key_D, CTRL)
    assert host.texts("name") == list(NAMES)


def test_typing_is_taken_back_and_a_step_of_the_window_only_where_nothing_is_typed(
    host: Host,
) -> None:
    officer = Officer()
    officer.enter("5tr").enter("6tr").press(Key.Key_Z, CTRL)
    assert host.texts("interest")[:2] == ["5.000.000", ""] and host.at() == (1, "interest")
    officer.press(Key.Key_Z, CTRL)
    assert host.texts("interest")[0] == "" and not host.escapes
    officer.press(Key.Key_Z, CTRL)
    assert not host.escapes, "who typed here means the typing"
    host.sheet.setReadOnly(True)
    officer.press(Key.Key_Z, CTRL)
    assert host.escapes == ["Ctrl+Z"]


def test_cells_are_copied_for_a_spreadsheet(host: Host) -> None:
    officer = Officer()
    officer.enter("5tr").enter("6tr")
    host.go(0, "name")
    officer.press(Key.Key_Right, SHIFT, times=2).press(Key.Key_Down, SHIFT).press(Key.Key_C, CTRL)
    copied = QApplication.clipboard().text()
    assert copied == f"{NAMES[0]}\t\t5.000.000\n{NAMES[1]}\t100.000\t6.000.000"


def test_a_block_of_a_spreadsheet_is_read_by_each_column(host: Host) -> None:
    officer = Officer()
    block = '5tr\t7k\tbỏ qua\t5/9\tĐề nghị\tx\t"một\nhai"\r\n1.000\t9\t\tngày mai\tlạ\t\tb\r\n'
    QApplication.clipboard().setText(block)
    officer.press(Key.Key_V, CTRL)
    first, second = host.sheet.value()[:2]
    assert [first[name] for name in FIELDS[2:]] == [
        "5.000.000", "7.000", "5.007.000", "05/09/2026", "proposed", "1", "một hai",
    ]  # fmt: skip
    assert [second[name] for name in FIELDS[2:]] == [
        "1.000",
        "",
        "1.000",
        "ngày mai",
        "lạ",
        "",
        "b",
    ]
    officer.press(Key.Key_Z, CTRL)
    assert host.texts("interest") == [""] * 4


def test_a_block_that_is_too_large_fills_what_there_is(host: Host) -> None:
    officer = Officer()
    host.go(2, "note")
    QApplication.clipboard().setText("a\tb\nc\td\ne\tf")
    officer.press(Key.Key_V, CTRL)
    assert host.texts("note") == ["", "", "a", "c"]


def test_what_cannot_be_read_stays_and_counts_nothing(host: Host) -> None:
    officer = Officer()
    officer.enter("hai trăm").enter("5tr")
    assert host.texts("interest")[0] == "hai trăm"
    assert host.sheet.total("interest") == 5_000_000
    assert [host.sheet.rows.tone((row, 2)) for row in (0, 1)] == ["bad", "text"]


def test_saving_while_typing_takes_the_cell_first(host: Host) -> None:
    officer = Officer()
    officer.type("5tr")
    host.sheet.finish()
    assert host.texts("interest")[0] == "5.000.000" and officer.at() == "sheet"
    officer.type("6tr")
    officer.box().finish()  # type: ignore[attr-defined]  # as a form does with the box that has the caret
    assert host.texts("interest")[0] == "6.000.000"


def test_leaving_by_mouse_keeps_what_was_typed(host: Host) -> None:
    officer = Officer()
    officer.type("5tr")
    QTest.mouseClick(host.above, Qt.MouseButton.LeftButton)
    assert officer.at() == "above" and host.texts("interest")[0] == "5.000.000"
    assert not host.sheet.findChildren(QLineEdit)[0].isVisible()


def test_complaints_stand_in_their_cells_until_those_are_edited(host: Host) -> None:
    officer = Officer()
    host.sheet.complain(2, "saving", "Ít quá <5>.")
    host.sheet.complain(3, "member", "Không có người này.")
    assert host.at() == (2, "saving") and host.told[-1] == "Ít quá <5>."
    assert host.sheet.property("complaint")
    cell = host.sheet.rows.index(2, FIELDS.index("saving"))
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Ít quá &lt;5&gt;."
    officer.enter("5")
    assert (2, FIELDS.index("saving")) not in host.sheet.rows.complaints and host.sheet.property(
        "complaint"
    )
    host.go(3, "name")
    assert host.told[-1] == "Không có người này."
    host.sheet.clear_complaints()
    assert not host.sheet.property("complaint") and host.told[-1] == ""


def test_an_input_method_can_begin_a_cell(host: Host) -> None:
    officer = Officer()
    host.go(0, "note")
    assert host.sheet.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(officer.box(), QInputMethodEvent("ươ", []))
    finish = QInputMethodEvent()
    finish.setCommitString("Vườn")
    QApplication.sendEvent(officer.box(), finish)
    officer.type(" cam").press(Key.Key_Return)
    assert host.texts("note")[0] == "Vườn cam"


def test_an_input_method_can_commit_a_letter_at_once(host: Host) -> None:
    officer = Officer()
    host.go(0, "name")
    assert not host.sheet.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    host.go(0, "note")
    commit = QInputMethodEvent()
    commit.setCommitString("đ")
    QApplication.sendEvent(officer.box(), commit)
    officer.type("i").press(Key.Key_Return)
    assert host.texts("note")[0] == "đi"


def test_a_letter_taken_back_and_typed_again_as_unikey_does(host: Host) -> None:
    officer = Officer()
    host.go(0, "note")
    officer.type("a").press(Key.Key_Backspace).type("â").press(Key.Key_Return)
    assert host.texts("note")[0] == "â"


def test_a_sheet_to_read_takes_nothing(host: Host) -> None:
    officer = Officer()
    host.sheet.setReadOnly(True)
    QApplication.clipboard().setText("9")
    officer.type("5").press(Key.Key_Space).press(Key.Key_A, CTRL).press(Key.Key_V, CTRL).press(
        Key.Key_Delete
    )
    assert host.texts("interest") == [""] * 4 and not host.edits
    assert officer.at() == "sheet"
    officer.press(Key.Key_Return)
    assert host.passed == [False]


def test_the_caret_stays_when_a_sheet_is_shown_again_after_saving(host: Host) -> None:
    officer = Officer()
    officer.enter("5").type("6")
    host.sheet.show_drafts(host.sheet.value())
    assert host.at() == (1, "interest") and host.texts("interest")[:2] == ["5", "6"]
    host.above.setFocus()
    host.sheet.show_drafts(host.sheet.value()[:1])
    host.sheet.setFocus()
    assert host.at() == (0, "interest")


def test_a_sheet_without_rows_lets_one_through(host: Host) -> None:
    officer = Officer()
    host.sheet.show_drafts([])
    officer.type("5x").press(Key.Key_Space).press(Key.Key_F2).press(Key.Key_Delete)
    for key in (Key.Key_A, Key.Key_D, Key.Key_C, Key.Key_V):
        officer.press(key, CTRL)
    officer.press(Key.Key_Return).press(Key.Key_Backtab, SHIFT)
    assert host.passed == [False, True]


def test_other_keys_of_a_draft_stay(host: Host) -> None:
    Officer().enter("5")
    assert host.texts("member") == [0, 1, 2, 3]


def test_a_difference_may_be_below_nought(dressed: QApplication) -> None:
    sheet = SheetTable([SheetColumn("difference", "Amount", Number())], date.today)
    sheet.show_drafts([{"difference": "-5.000"}, {"difference": "2000"}])
    assert sheet.total("difference") == -3000
    assert sheet.rows.shown((0, 0)) == "-5.000" and sheet.rows.shown((1, 0)) == "2.000"


def test_a_reference_is_chosen_pasted_and_shown_by_its_name(dressed: QApplication) -> None:
    people = among({"7": "Sầu Riêng", "8": "Hoa Giấy"})
    sheet = SheetTable(
        [SheetColumn("who", "Name", Reference(target="member"), editable=True, source=people)],
        date.today,
    )
    sheet.show_drafts([{"who": ""}, {"who": ""}])
    sheet.show()
    sheet.activateWindow()
    sheet.setFocus()
    officer = Officer()
    officer.enter("hoa")
    QApplication.clipboard().setText("sau rieng")
    officer.press(Key.Key_V, CTRL)
    assert [draft["who"] for draft in sheet.value()] == ["8", "7"]
    assert sheet.rows.shown((0, 0)) == "Hoa Giấy"
    sheet.close()


def test_a_cell_says_its_column_and_row(host: Host) -> None:
    Officer().enter("5tr")
    cell = host.sheet.rows.index(0, FIELDS.index("interest"))
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"Số tiền, {NAMES[0]}: 5.000.000"


def test_the_caret_leaves_a_cell_that_was_only_to_be_read(host: Host) -> None:
    """A saved sheet is looked at, then an open one comes in its place: what is typed must not be lost."""
    drafts = host.sheet.value()
    host.sheet.setReadOnly(True)
    host.above.setFocus()
    host.sheet.show_drafts(drafts)
    host.sheet.setFocus()
    QApplication.processEvents()
    host.sheet.setReadOnly(False)
    officer = Officer()
    assert host.at() == (0, "interest")
    officer.enter("5tr")
    assert host.texts("interest")[0] == "5.000.000"


def test_the_caret_begins_in_the_first_column_even_where_its_first_cell_is_locked(
    host: Host,
) -> None:
    host.above.setFocus()
    drafts = host.sheet.value()
    host.sheet.show_drafts([{**drafts[1], "due": ""}, *drafts[2:]])
    host.sheet.rows._locked = lambda draft, name: name == "interest" and draft["name"] == NAMES[1]
    host.sheet.setFocus()
    QApplication.processEvents()
    assert host.at() == (1, "interest")
    Officer().enter("1").enter("2")
    assert host.at() == (0, "saving")


@pytest.mark.parametrize(
    ("key", "modifiers", "turned"), [(Key.Key_Tab, CTRL, 1), (Key.Key_Backtab, CTRL | SHIFT, -1)]
)
@pytest.mark.parametrize("typing", [False, True])
def test_ctrl_tab_is_left_to_the_tabs_of_the_window(
    host: Host, key: Key, modifiers: Qt.KeyboardModifier, turned: int, typing: bool
) -> None:
    tabs = QTabWidget()
    for name in "abc":
        tabs.addTab(QWidget(), name)
    host.layout().addWidget(tabs)
    tabs.insertTab(1, host.sheet, "sheet")
    tabs.setCurrentIndex(1)
    host.sheet.setFocus()
    officer = Officer()
    if typing:
        officer.type("7")
    officer.press(key, modifiers)
    assert tabs.currentIndex() == 1 + turned
    assert not typing or host.texts("interest")[0] == "7"
