"""An area with its register on the left and what is chosen from it on the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lcdesk.actions import registers
from lcdesk.domain.fields import Draft
from lcdesk.i18n import _
from lcdesk.storage import lists, records
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.page import Page
from lcdesk.ui.kit.register import Register


class RegisterPage(Page):
    """Subclasses make the register and the pages, and put them beside each other."""

    register: Register

    def put_beside(self, pages: Sequence[QWidget], widths: tuple[int, int]) -> None:
        """Lay the register beside a stack of pages, of which the first says what to do here."""
        self.right = QStackedWidget()
        for page in pages:
            self.right.addWidget(page)
        split = QSplitter()
        split.addWidget(self.register)
        split.addWidget(self.right)
        split.setSizes(widths)
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.register.new_wanted.connect(self.desk.guarded(self.start_new))
        self.register.picked.connect(self.desk.guarded(self.show_record))
        self.register.entered.connect(self.desk.guarded(self.enter_record))

    # What subclasses say

    def show_record(self, id: int) -> None:
        """Put a record on its page; the caret stays where it is."""
        raise NotImplementedError

    def enter_record(self, id: int) -> None:
        """Put a record on its page and the caret into it."""
        raise NotImplementedError

    def shows_record(self) -> bool:
        """Whether a saved record is what one sees on the right."""
        raise NotImplementedError

    # What the window asks

    def go_to(self, table: str, id: int = 0) -> None:
        if id:
            self.enter_record(id)
        else:
            self.start_new()

    def leave_record(self) -> None:
        """What was on the right is gone from the file."""
        self.right.setCurrentIndex(0)

    def appear(self) -> None:
        if self.register.stale:
            self.register.refresh()
        self.follow()
        if self.right.currentIndex() == 0:
            (
                self.register.table if self.register.model.rowCount() else self.register.new_button
            ).setFocus()

    def seek(self) -> None:
        self.register.seek()

    def save(self) -> None:
        shown = self.right.currentWidget()
        if isinstance(shown, Form) and shown.can_save:
            shown.save()

    def step_back(self) -> None:
        """From the right to the table, from there to an empty search."""
        if self.right.isAncestorOf(self.focusWidget() or self):
            self.keep_drafts()
            self.register.table.setFocus()
        else:
            self.register.search.clear()

    def keep_drafts(self) -> None:
        for number in range(self.right.count()):
            page = self.right.widget(number)
            if isinstance(page, Form):
                page.keep_draft()


class RegisterFormPage(RegisterPage):
    """A register with the form of a saved record."""

    form: Form

    def enter_record(self, id: int) -> None:
        if not self.shows_record() or self.form.base.id != id:
            self.show_record(id)
        self.form.fields.focus_first_empty()

    def shows_record(self) -> bool:
        shown = self.right.currentWidget()
        return isinstance(shown, Form) and shown.base is not None

    def follow(self) -> None:
        if self.shows_record():
            self.form.follow(self.show_record, self.leave_record)

    def heading(self, record: Any) -> str:
        """The name of a record above its form, and where it is said what was done with it."""
        return lists.name_of(record)

    def remove(self) -> None:
        """Take the record on the form out of sight, with a reason."""
        record = self.form.base
        if record is None:
            return

        def gone(_done: object) -> None:
            self.leave_record()
            self.register.table.setFocus()

        run_with_reason(
            self,
            _("Why is this removed? It stays in the file, out of sight."),
            lambda reason: self.desk.do(registers.remove, record, reason, self.desk.today()),
            _("Removed: {name}").format(name=self.heading(record)),
            then=gone,
            complain=self.form.complain,
        )


class WideFormPage(RegisterFormPage):
    """A record that is entered takes the whole width until Esc."""

    def enter_record(self, id: int) -> None:
        super().enter_record(id)
        self.register.hide()

    def leave_record(self) -> None:
        self.register.show()
        super().leave_record()

    def seek(self) -> None:
        self.register.show()
        super().seek()

    def step_back(self) -> None:
        if self.register.isVisible():
            super().step_back()
        else:
            self.keep_drafts()
            self.register.show()
            self.register.table.setFocus()


class ReadingPage(RegisterPage):
    """A register with a record to read, and a form for each thing that is done with it."""

    page: QWidget
    """Where the record is read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.record: Any = None

    def shows_record(self) -> bool:
        return self.right.currentWidget() is self.page and self.record is not None

    def follow(self) -> None:
        if self.shows_record():
            if records.find(self.desk.file, type(self.record), id=self.record.id):
                self.show_record(self.record.id)
            else:
                self.leave_record()

    def leave_record(self) -> None:
        self.record = None
        super().leave_record()

    def step_back(self) -> None:
        """From a form to the record, from there to the table, from there to an empty search."""
        if isinstance(self.right.currentWidget(), Form) and self.record is not None:
            self.keep_drafts()
            self.enter_record(self.record.id)
        else:
            super().step_back()

    def open_form(self, form: Form, title: str, draft: Draft, place: str, base: Any = None) -> None:
        """Open the form of what is done with the record on the page."""
        self.right.setCurrentWidget(form)
        form.open(title, draft, base, place)
        form.fields.focus_first_empty()


def first_step(text: str, *buttons: QPushButton) -> QWidget:
    """What an area says while nothing is chosen, and what one can begin there."""
    page = QWidget()
    label = Label(text)
    theme.mark(label, "role", "quiet")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column = QVBoxLayout(page)
    column.setContentsMargins(4 * theme.GRID, theme.GRID, 4 * theme.GRID, theme.GRID)
    column.addStretch(2)
    column.addWidget(label)
    for button in buttons:
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
