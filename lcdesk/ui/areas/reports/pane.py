"""The pane in which a report is chosen, looked at and sent out."""

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from lcdesk.domain.errors import Refused
from lcdesk.i18n import N_, _
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.reporting.request import Request
from lcdesk.storage.refusing import refusing
from lcdesk.ui.areas.reports.behind import BehindPanel
from lcdesk.ui.areas.reports.export import EXCEL, PDF, ReportExport
from lcdesk.ui.areas.reports.head import ReportHead, chooser
from lcdesk.ui.areas.reports.maker import ReportMaker, is_empty
from lcdesk.ui.areas.reports.paper import ReportPaper
from lcdesk.ui.areas.reports.question import ReportQuestion
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.page import Page
from lcdesk.ui.kit.worker import once

TYPING_MS = 120
COMPLAIN_MS = 700
"""Who is still typing is shown what is meant, and left in peace for what is not finished."""


class ReportPane(Page):
    """Reports on the left, what is asked above, the page in the middle, what is behind it on the
    right."""

    title = N_("Reports")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages = ReportPaper(self.cancel)
        self.view = self.pages.view
        self.question = ReportQuestion(desk, lambda: self.view)
        self.maker = ReportMaker(desk, self)
        self.export = ReportExport(desk, self.maker, self)
        self.behind = BehindPanel()
        self.behind.hide()
        self.head = ReportHead(
            {
                "smaller": self.view.smaller,
                "larger": self.view.larger,
                "show_behind": self.show_behind,
                "print": self.paper,
                "save_pdf": self.save,
                "save_excel": lambda: self.save_as(EXCEL),
            }
        )
        self.list = chooser()
        self._shown: Request | None = None
        self._begun = False
        self._typing = once(self, TYPING_MS, lambda: self.update_page(patient=True))
        self._complaining = once(self, COMPLAIN_MS, self.update_page)
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
        self.question.changed.connect(self._on_changed)
        self.maker.begun.connect(lambda pdf: self._show(pdf, whole=False))
        self.maker.made.connect(lambda pdf: self._show(pdf, whole=True))
        self.maker.status.connect(self._on_status)
        self.maker.refused.connect(self._on_refused)
        self.export.began.connect(self._on_status)
        self.export.ended.connect(self._on_out)
        self.behind.left.connect(self._hide_behind)
        self.behind.loan_wanted.connect(lambda id: self.desk.area_wanted.emit("loan", id))
        self.view.pointed.connect(self._on_pointed)
        self.desk.changed.connect(lambda _touched: self._on_saved())

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

    # What is asked

    @property
    def name(self) -> str:
        """The report that is chosen."""
        return list(REPORTS)[self.list.currentRow()]

    def _on_report_chosen(self) -> None:
        self.head.title.setText(_(REPORTS[self.name].title))
        self.question.offer(self.name)
        self.update_page()

    def _on_changed(self, typing: bool) -> None:
        self._complaining.stop()
        if typing:
            self._typing.start()
        else:
            self.update_page()

    def _on_saved(self) -> None:
        self._shown = None
        if self.isVisible():
            self._typing.start()

    def update_page(self, patient: bool = False) -> None:
        """Show the page of what is asked; who is still typing is not complained to at once."""
        self._typing.stop()
        if not self.isVisible():
            return
        try:
            with refusing():
                request = self.question.request()
                if request != self._shown:
                    self._begin(request)
                self.question.complain({})
        except Refused as refused:
            self._stop(None)
            if patient:
                self._complaining.start()
            else:
                self._on_refused(refused)

    def _begin(self, request: Request) -> None:
        self._stop(request)
        if is_empty(self.maker.reader.books):
            text = _(
                "There are no figures yet. Reports tell of savings groups, their members and "
                "their loans."
            )
            self.pages.tell_instead(
                text, _("Enter the first savings group"), self._going_to("group")
            )
        else:
            self.maker.begin(request)

    def _stop(self, request: Request | None) -> None:
        """What was shown or on its way out is not what is asked any more."""
        self._shown, self._begun = request, False
        self.export.forget()
        self.maker.cancel()
        self._hide_behind()
        self.head.enable(False)
        self.view.dim(True)

    def _going_to(self, table: str) -> Callable[[], None]:
        """A step to a new record of a table."""
        return lambda: self.desk.area_wanted.emit(table, 0)

    # What comes

    def _show(self, pdf: bytes, whole: bool) -> None:
        """The first page, then all; who has begun to read on is left there."""
        self.pages.show_pdf(pdf, whole, from_top=not self._begun)
        self._begun = True
        self.head.enable(True)
        if whole:
            self.export.go_on()

    def _on_status(self, text: str) -> None:
        self.pages.tell(text)
        self.pages.show_busy(bool(text) or self.export.is_busy)

    def _on_refused(self, refused: Refused) -> None:
        self._stop(None)
        rest = self.question.complain(refused.complaints)
        if rest or not self.view.count:
            self.pages.tell_instead(str(refused))
        elif "base" in refused.complaints:
            # What is wrong stands beneath the box; here is what can be done.
            self.pages.tell_instead(
                "", _("Enter figures of a former year"), self._going_to("former_year")
            )
        else:
            self.pages.show_pages()

    def cancel(self) -> None:
        """Stop what is being made or written; what stands stays."""
        self.maker.cancel()
        self.export.cancel()
        self._on_status("")
        self.pages.tell(_("Stopped. Nothing was written."))

    # What goes out

    def save(self) -> None:
        self.save_as(PDF)

    def save_as(self, suffix: str) -> None:
        """Ask where to, and write."""
        if self._is_true:
            self.export.save_as(suffix)

    def paper(self) -> None:
        """Print: all that is shown is paper already."""
        if self._is_true:
            self.export.print()

    @property
    def _is_true(self) -> bool:
        """Whether the pages on the screen are what is asked for."""
        return self._shown is not None and self.pages.shows_pages

    def _on_out(self, text: str, well: bool) -> None:
        self._on_status("")
        self.pages.tell(text, "good" if well else "bad")

    # What is behind

    def show_behind(self) -> None:
        """The lines of the report, each a way to the loans behind it."""
        if not self._know_lines():
            return
        self.behind.show()
        self.behind.turn_to_lines()

    def _know_lines(self) -> bool:
        """Tell the panel the lines of the report; False where no loans are behind them."""
        self.maker.hurry()
        if self.maker.report is None or self._shown is None:
            return False
        if not self.behind.take(self.maker.reader, self.maker.report, self._shown):
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
        self.update_page()
        if self.behind.isVisible():
            self.behind.focus()
        else:
            self.list.setFocus()

    def follow(self) -> None:
        self.update_page()

    def seek(self) -> None:
        self.question.focus()

    def step_back(self) -> None:
        """From the loans to the lines, from there to the page, from there to the list of
        reports."""
        if self.behind.isVisible():
            self.behind.step_back()
        else:
            self.list.setFocus()
