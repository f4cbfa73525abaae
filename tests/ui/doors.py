"""What an officer meets at every verb: the question for a reason, and a file that refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.window import Window
from tests.officer import Key, Officer

UNWRITABLE = "Không ghi được vào tệp hoặc thư mục chứa tệp. Dữ liệu vẫn như cũ."
WITHOUT_REASON = ("", "   ")
"""What is no reason: nothing, and spaces."""


@contextmanager
def unwritable(file: WardFile) -> Iterator[None]:
    """The stick is locked, or the folder is not ours to write."""
    file.db.execute("PRAGMA query_only = 1")
    try:
        yield
    finally:
        file.db.execute("PRAGMA query_only = 0")


@contextmanager
def full(file: WardFile) -> Iterator[None]:
    """The disk takes not one page more."""
    (pages,) = file.db.execute("PRAGMA page_count").fetchone()
    file.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    try:
        yield
    finally:
        file.db.execute("PRAGMA max_page_count = 1073741823").fetchall()


def press_with_reason(
    window: Window, officer: Officer, reason: str, key: Key = Key.Key_Return
) -> None:
    """Press the key of a verb; in the question that comes type the reason, and leave it where it is none."""

    def answer() -> None:
        if _is_asked():
            officer.type(reason).press(Key.Key_Return)
            if not reason.strip():
                assert officer.at() == "reason", "the question goes on until there is a reason"
                officer.press(Key.Key_Escape)
        else:
            QTimer.singleShot(10, answer)

    QTimer.singleShot(0, answer)
    officer.press(key)
    window.activateWindow()  # as the desktop does when a question is gone
    QApplication.processEvents()


def _is_asked() -> bool:
    box = QApplication.focusWidget()
    return (
        QApplication.activeModalWidget() is not None
        and box is not None
        and box.objectName() == "reason"
    )


def from_menu(officer: Officer, window: Window, start: str) -> None:
    """Open what is seldom done: the line of the menu that begins so."""

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            (line,) = [each for each in menu.actions() if each.text().startswith(start)]
            menu.setActiveAction(line)
            QTest.keyClick(menu, Key.Key_Return)
        else:
            QTimer.singleShot(10, choose)

    officer.walk_to_button("more", 90)
    QTimer.singleShot(0, choose)
    officer.press(Key.Key_Space)
    window.activateWindow()
    for _moment in range(100):  # the menu goes, then its line is done
        if officer.at() != "more":
            return
        QTest.qWait(20)


class Answers:
    """Presses buttons of the windows that come up, one after the other, by their names; `seen` has
    what stood there."""

    def __init__(self, *names: str) -> None:
        self._left = list(names)
        self.seen: list[str] = []
        self._timer = QTimer(QApplication.instance(), interval=15)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        asked = QApplication.activeModalWidget()
        button = asked.findChild(QPushButton, self._left[0]) if asked else None
        if button is None or not button.isVisible():
            return
        self.seen += [each.text() for each in asked.findChildren(QLabel) if each.isVisible()]
        del self._left[0]
        if not self._left:
            self._timer.stop()
        button.click()

    def wait(self, seconds: float = 20) -> "Answers":
        """Go on until all have been pressed."""
        deadline = monotonic() + seconds
        while self._left and monotonic() < deadline:
            QApplication.processEvents()
        assert not self._left, f"nobody asked for {self._left}"
        for _turn in range(3):
            QApplication.processEvents()
        return self

    @property
    def text(self) -> str:
        return "\n".join(self.seen)


def said(window: Window) -> str:
    """What stands at the foot of the window."""
    QApplication.processEvents()
    return window.statusBar().currentMessage()
