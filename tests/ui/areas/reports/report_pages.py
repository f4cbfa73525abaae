"""What an officer asks of the pane of reports, and what its pages say."""

import unicodedata
from pathlib import Path

import pypdfium2
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lcdesk.reporting.catalogue import REPORTS
from lcdesk.ui.areas.reports.pane import ReportPane
from tests.officer import CTRL, SHIFT, Key, Officer


def wait(pane: ReportPane) -> None:
    """Until everything asked for is made and written."""
    for _turn in range(2000):
        QApplication.processEvents()
        if not (
            pane.shown.maker.is_busy or pane.shown.export.is_busy or pane.shown._typing.isActive()
        ):
            return
        QTest.qWait(5)
    raise AssertionError("the page is never made")


def text_of(pane: ReportPane) -> str:
    """What the pages on the screen say."""
    wait(pane)
    assert pane.shown.maker.pdf is not None
    return read(pane.shown.maker.pdf)


def read(pdf: bytes | Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(
        document[number].get_textpage().get_text_bounded() for number in range(len(document))
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def choose(officer: Officer, pane: ReportPane, name: str) -> None:
    """Walk to a report in the list."""
    pane.list.setFocus()
    officer.press(Key.Key_Home).press(Key.Key_Down, times=list(REPORTS).index(name))
    assert pane.name == name
    wait(pane)


def ask(officer: Officer, pane: ReportPane, **texts: str) -> None:
    """Type into the boxes above the page, walking there with Enter from the list."""
    pane.list.setFocus()
    officer.press(Key.Key_Return).press(Key.Key_Return, SHIFT).press(Key.Key_Return, SHIFT)
    for name, text in texts.items():
        officer.walk_to(name).press(Key.Key_A, CTRL)
        (officer.type(text) if text else officer.press(Key.Key_Delete)).press(Key.Key_Return)
    wait(pane)
