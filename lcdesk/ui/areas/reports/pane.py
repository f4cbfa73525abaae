"""The pane in which a report is chosen, looked at and sent out."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from lcdesk.i18n import N_, _
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.ui.areas.reports.behind import BehindPanel
from lcdesk.ui.areas.reports.export import EXCEL, PDF
from lcdesk.ui.areas.reports.head import ReportHead, chooser
from lcdesk.ui.areas.reports.question import ReportQuestion
from lcdesk.ui.areas.reports.shown_report import ShownReport
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.page import Page


class ReportPane(Page):
    """Reports on the left, what is asked above, the page in the middle, what is behind it on the
    right."""

    title = N_("Reports")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.question = ReportQuestion(desk, lambda: self.view)
        self.shown = ShownReport(desk, self.question, self)
        self.pages = self.shown.pages
        self.view = self.pages.view
        self.behind = BehindPanel()
        self.behind.hide()
        self.head = ReportHead(
            {
                "smaller": self.view.smaller,
                "larger": self.view.larger,
                "show_behind": self.show_behind,
                "print": self.paper,
                "save_pdf": self.save,
                "save_excel": lambda: self.shown.save_as(EXCEL),
            }
        )
        self.list = chooser()
        self._lay_out()
        self._listen()
        self._bind_keys()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        middle = QSplitter()
        middle.addWidget(self.pages)
        middle.addWidget(self.behind)
        middle.setSizes((410, 520))
        middle.setStretchFactor(0, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.GRID, 0, 0, 0)
        for part in (self.head, self.question):
            column.addWidget(part)
        column.addWidget(middle, 1)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes((220, 900))
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        whole.addWidget(split)
        order = [self.list, *self.head.buttons.values(), *self.question.in_order(), self.view]
        for one, two in zip(order, order[1:], strict=False):
            QWidget.setTabOrder(one, two)

    def _listen(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._on_report_chosen())
        self.list.itemActivated.connect(lambda _item: self.question.focus())
        self.shown.stands.connect(self._on_page)
        self.behind.left.connect(self._hide_behind)
        self.behind.loan_wanted.connect(lambda id: self.desk.area_wanted.emit("loan", id))
        self.view.pointed.connect(self._on_pointed)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Alt+Left", lambda: self.question.step(back=True)),
            ("Alt+Right", lambda: self.question.step(back=False)),
            ("Ctrl+PgUp", lambda: self.question.step(back=True)),
            ("Ctrl+PgDown", lambda: self.question.step(back=False)),
            ("F3", self.show_behind),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.view.bind_keys(self)

    # Which report

    @property
    def name(self) -> str:
        """The report that is chosen."""
        return list(REPORTS)[self.list.currentRow()]

    def _on_report_chosen(self) -> None:
        self.head.title.setText(_(REPORTS[self.name].title))
        self.question.offer(self.name)
        self.shown.refresh()

    def _on_page(self, stands: bool) -> None:
        """There is a page of what is asked now, or none any more."""
        if not stands:
            self._hide_behind()
        self.head.enable(stands)

    # What is behind

    def show_behind(self) -> None:
        """The lines of the report, each a way to the loans behind it."""
        if not self._know_lines():
            return
        self.behind.show()
        self.behind.turn_to_lines()

    def _know_lines(self) -> bool:
        """Tell the panel the lines of the report; False where no loans are behind them."""
        maker = self.shown.maker
        maker.hurry()
        if maker.report is None or self.shown.request is None:
            return False
        if not self.behind.take(maker.reader, maker.report, self.shown.request):
            self.pages.tell(_("No line of this report counts single loans."))
            return False
        return True

    def _hide_behind(self) -> None:
        had_caret = self.behind.isAncestorOf(self.focusWidget() or self)
        self.behind.hide()
        if had_caret:
            self.view.setFocus()

    def _on_pointed(self, page: int, at: QPointF) -> None:
        """A click on a line of the page shows the loans behind it."""
        if self._know_lines() and (line := self.behind.line_in(self.view.text_at(page, at.y()))):
            self.behind.show()
            self.behind.show_loans(*line)

    # What the window asks

    def appear(self) -> None:
        self.shown.refresh()
        if self.behind.isVisible():
            self.behind.focus()
        else:
            self.list.setFocus()

    def follow(self) -> None:
        self.shown.refresh()

    def seek(self) -> None:
        self.question.focus()

    def save(self) -> None:
        self.shown.save_as(PDF)

    def paper(self) -> None:
        """Print: all that is shown is paper already."""
        self.shown.print()

    def step_back(self) -> None:
        """From the loans to the lines, from there to the page, from there to the list of
        reports."""
        if self.behind.isVisible():
            self.behind.step_back()
        else:
            self.list.setFocus()
