"""The report on the screen: what is asked becomes its page, and goes out only as it is asked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.reporting.request import Request
from lcdesk.storage.refusing import refusing
from lcdesk.ui.areas.reports.export import ReportExport
from lcdesk.ui.areas.reports.maker import ReportMaker, is_empty
from lcdesk.ui.areas.reports.paper import ReportPaper
from lcdesk.ui.areas.reports.question import ReportQuestion
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.worker import once

TYPING_MS = 120
COMPLAIN_MS = 700
"""Who is still typing is shown what is meant, and left in peace for what is not finished."""


class ShownReport(QObject):
    """Keeps the pages true to the question. `stands` says whether there are pages that are."""

    stands = Signal(bool)

    def __init__(self, desk: Desk, question: ReportQuestion, pane: QWidget) -> None:
        super().__init__(pane)
        self._desk = desk
        self._question = question
        self._pane = pane
        self.pages = ReportPaper(self.cancel)
        self.maker = ReportMaker(desk, pane)
        self.export = ReportExport(desk, self.maker, pane)
        self.request: Request | None = None
        """What stands there or is being made; None where that is not what is asked any more."""
        self._begun = False
        self._typing = once(self, TYPING_MS, lambda: self.refresh(patient=True))
        self._complaining = once(self, COMPLAIN_MS, self.refresh)
        self._listen()

    def _listen(self) -> None:
        self._question.changed.connect(self._on_changed)
        self.maker.begun.connect(lambda pdf: self._show(pdf, whole=False))
        self.maker.made.connect(lambda pdf: self._show(pdf, whole=True))
        self.maker.status.connect(self._on_status)
        self.maker.refused.connect(self._on_refused)
        self.export.began.connect(self._on_status)
        self.export.ended.connect(self._on_out)
        self._desk.changed.connect(lambda _touched: self._on_saved())

    # What is asked

    def _on_changed(self, typing: bool) -> None:
        self._complaining.stop()
        if typing:
            self._typing.start()
        else:
            self.refresh()

    def _on_saved(self) -> None:
        self.request = None
        if self._pane.isVisible():
            self._typing.start()

    def refresh(self, patient: bool = False) -> None:
        """Show the page of what is asked; who is still typing is not complained to at once."""
        self._typing.stop()
        if not self._pane.isVisible():
            return
        try:
            with refusing():
                request = self._question.request()
                if request != self.request:
                    self._begin(request)
                self._question.complain({})
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
        self.request, self._begun = request, False
        self.export.forget()
        self.maker.cancel()
        self.stands.emit(False)
        self.pages.view.dim(True)

    def _going_to(self, table: str) -> Callable[[], None]:
        """A step to a new record of a table."""
        return lambda: self._desk.area_wanted.emit(table, 0)

    # What comes

    def _show(self, pdf: bytes, whole: bool) -> None:
        """The first page, then all; who has begun to read on is left there."""
        self.pages.show_pdf(pdf, whole, from_top=not self._begun)
        self._begun = True
        self.stands.emit(True)
        if whole:
            self.export.go_on()

    def _on_status(self, text: str) -> None:
        self.pages.tell(text)
        self.pages.show_busy(bool(text) or self.export.is_busy)

    def _on_refused(self, refused: Refused) -> None:
        self._stop(None)
        rest = self._question.complain(refused.complaints)
        if rest or not self.pages.view.count:
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

    def save_as(self, suffix: str) -> None:
        """Ask where to, and write."""
        if self._is_true:
            self.export.save_as(suffix)

    def print(self) -> None:
        """Ask for a printer and print every page."""
        if self._is_true:
            self.export.print()

    @property
    def _is_true(self) -> bool:
        """Whether the pages on the screen are what is asked for."""
        return self.request is not None and self.pages.shows_pages

    def _on_out(self, text: str, well: bool) -> None:
        self._on_status("")
        self.pages.tell(text, "good" if well else "bad")
