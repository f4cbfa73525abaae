"""An area with its register on the left and what is chosen from it on the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lcdesk.actions import registers
from lcdesk.domain.duties import Duty
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.ui.kit.ask import ask_reason
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.page import Page
from lcdesk.ui.kit.register import Register


class Beside(Page):
    """Subclasses make the register and the form of a saved record, and put them beside each other."""

    register: Register
    form: Form

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
        self.register.new_wanted.connect(self.start_new)
        self.register.picked.connect(self.show_record)
        self.register.entered.connect(self.enter_record)

    def show_record(self, id: int) -> None:
        """Put a record on the form; the caret stays where it is."""
        raise NotImplementedError

    def enter_record(self, id: int) -> None:
        """Put a record on the form and the caret into it."""
        if not self.is_on_form() or self.form.base.id != id:
            self.show_record(id)
        self.form.fields.focus_first_empty()

    def take_up(self, duty: Duty) -> None:
        if duty.id:
            self.enter_record(duty.id)
        else:
            self.start_new()

    def is_on_form(self) -> bool:
        """Whether a saved record is what one sees on the right."""
        return self.right.currentWidget() is self.form and self.form.base is not None

    def leave_form(self) -> None:
        """What was on the form is gone from the file."""
        self.right.setCurrentIndex(0)

    def remove(self) -> None:
        """Take the record on the form out of sight, with a reason."""
        record = self.form.base
        if record is None:
            return
        reason = ask_reason(self, _("Why is this removed? It stays in the file, out of sight."))
        if not reason:
            return
        try:
            self.desk.do(registers.remove, record, reason, self.desk.today())
        except Refused as refused:
            self.form.complain(refused.complaints)
            return
        self.leave_form()
        self.register.table.setFocus()

    def appear(self) -> None:
        if self.register.stale:
            self.register.refresh()
        self.follow()
        if self.right.currentIndex() == 0:
            (self.register.table if self.register.model.rowCount() else self.register.new_button).setFocus()

    def follow(self) -> None:
        if self.is_on_form():
            self.form.follow(self.show_record, self.leave_form)

    def seek(self) -> None:
        self.register.seek()


class Spread(Beside):
    """A record that is entered takes the whole width until Esc."""

    def enter_record(self, id: int) -> None:
        super().enter_record(id)
        self.register.hide()

    def leave_form(self) -> None:
        self.register.show()
        super().leave_form()

    def seek(self) -> None:
        self.register.show()
        super().seek()

    def step_back(self) -> None:
        """From the record to the list, from there to an empty search."""
        if not self.register.isVisible() or self.right.isAncestorOf(self.focusWidget() or self):
            self.keep_drafts()
            self.register.show()
            self.register.table.setFocus()
        else:
            self.register.search.clear()


def first_step(text: str) -> Label:
    """What an area says while nothing is chosen."""
    label = Label(text)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
