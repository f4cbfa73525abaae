"""The page of a report, or a sentence in its place, with its foot: what is being done, and how many
pages there are."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lcdesk.i18n import _, number
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.worker import once
from lcdesk.ui.preview.pdf_pages import PagesView

SLOW_MS = 300
"""What is done sooner shows no bar and no button to cancel."""


class ReportPaper(QWidget):
    """The pages in the middle. `telling` stands in their place, with a button where there is
    something to do."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        super().__init__()
        self.view = PagesView(fits=True)
        self.telling = Label()
        self.telling.setWordWrap(True)
        self.telling.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.step: QPushButton = button_for("first_step", "", self._take_step)
        self._act: Callable[[], object] = lambda: None
        self.status, self.counted = Label(), Label()
        self.counted.setProperty("role", "quiet")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(12 * theme.GRID, theme.GRID)
        self.bar.setAccessibleName(_("Work goes on"))
        self.cancel = button_for("cancel", _("Cancel"), cancel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._instead())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        self._slow = once(self, SLOW_MS, lambda: self._show_work(True))
        self._show_work(False)

    def _instead(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4 * theme.GRID, theme.GRID, 4 * theme.GRID, theme.GRID)
        column.addStretch(2)
        column.addWidget(self.telling)
        column.addWidget(self.step, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.bar)
        foot.addWidget(self.cancel)
        foot.addWidget(self.counted)
        foot.addStrut(
            self.cancel.sizeHint().height()
        )  # the page keeps its height when the button comes and goes
        return foot

    def show_pdf(self, pdf: bytes, whole: bool, from_top: bool = True) -> None:
        """Show all pages, or the first one while the others are being made."""
        self.view.show_pdf(pdf, None if whole else 1, from_top)
        pages = number(self.view.count)
        self.counted.setText(_("Pages: {count}").format(count=pages if whole else "…"))
        self._stack.setCurrentIndex(0)

    def tell_instead(
        self, text: str, label: str = "", act: Callable[[], object] = lambda: None
    ) -> None:
        """Say why there is no page, and offer what to do."""
        self.telling.setText(text)
        self.telling.setVisible(bool(text))
        self.step.setText(theme.plain(label))
        self.step.setVisible(bool(label))
        self._act = act
        self.counted.setText("")
        self._stack.setCurrentIndex(1)

    def _take_step(self) -> None:
        self._act()

    def show_pages(self) -> None:
        """Show the pages instead of a sentence in their place."""
        self._stack.setCurrentIndex(0)

    @property
    def shows_pages(self) -> bool:
        """Whether there are pages to look at."""
        return self._stack.currentIndex() == 0

    def tell(self, text: str, role: str = "quiet") -> None:
        """A sentence in the foot: `good`, `bad`, or `quiet` for a help."""
        self.status.setProperty("role", role)
        self.status.style().unpolish(self.status)
        self.status.style().polish(self.status)
        self.status.setText(text)

    def show_busy(self, busy: bool) -> None:
        """Long work goes on, or has ended."""
        if not busy:
            self._slow.stop()
            self._show_work(False)
        elif not self._slow.isActive() and self.bar.isHidden():
            self._slow.start()

    def _show_work(self, shown: bool) -> None:
        self.bar.setVisible(shown)
        self.cancel.setVisible(shown)
