"""What is typed on a form and not saved: kept every few seconds, offered again, dropped once it is
saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from lcdesk.domain.fields import Draft
from lcdesk.i18n import _
from lcdesk.storage import drafts
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import FormBody
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.worker import once

KEEP_EVERY_MS = 3000


class Banner(QFrame):
    """A line above a form that tells something and offers buttons."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "role", "banner")
        self._text = Label()
        self._text.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GRID, 4, theme.GRID, 4)
        self._row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def tell(self, text: str, *offers: tuple[str, str, Callable[[], None]]) -> None:
        """Show a sentence and buttons: object name, label, what it does."""
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        for name, label, act in offers:
            button = QPushButton(label)
            button.setObjectName(name)
            button.clicked.connect(act)
            self._row.addWidget(button)
            self._buttons.append(button)
        self._text.setText(text)
        self.show()


class DraftKeeper:
    """The draft of one form. `place` names it in the file; without one nothing is kept."""

    def __init__(self, desk: Desk, body: FormBody, banner: Banner) -> None:
        self._desk = desk
        self._body = body
        self._banner = banner
        self._clean: Draft = {}
        self._timer = once(body, KEEP_EVERY_MS, self.keep)
        self.place = ""

    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self.place) and self._body.draft() != self._clean

    def begin(self, place: str) -> None:
        """What stands on the form now is clean. What was typed here before and never saved is
        offered again."""
        self.place, self._clean = place, self._body.draft()
        with self._desk.saying():
            found = drafts.kept(self._desk.file, place)
            if found and found[0] != self._clean:
                self._offer(*found)

    def _offer(self, draft: Draft, kept_at: str) -> None:
        self._banner.tell(
            _("What you typed here until {time} was not saved.").format(time=kept_at[11:16]),
            ("continue_draft", _("Go on with it"), lambda: self._resume(draft)),
            ("drop_draft", _("Discard it"), self._discard),
        )

    def _resume(self, draft: Draft) -> None:
        self._banner.hide()
        self._body.set_draft(draft)
        self._body.edited.emit("")
        self._body.focus_first_empty()

    def _discard(self) -> None:
        self._banner.hide()
        self._drop()
        self._body.focus_first_empty()

    def _drop(self) -> None:
        self._desk.forget_draft(self.place)
        with self._desk.saying():
            drafts.drop(self._desk.file, self.place)

    def touch(self) -> None:
        """Something was typed: keep it soon."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what is typed and not saved, so that a power cut loses nothing."""
        self._timer.stop()
        if self.is_dirty():
            self._desk.keep_draft(self.place, self._body.draft())
        else:
            self._desk.forget_draft(self.place)

    def saved(self) -> None:
        """What stands on the form is saved."""
        self._timer.stop()
        self._drop()
        self._clean = self._body.draft()
