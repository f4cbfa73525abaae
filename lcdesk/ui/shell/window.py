"""The one window: areas on the left, the chosen one beside them, papers above all, sentences at the
foot."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QWidget

from lcdesk.actions import registers
from lcdesk.actions.done import Done
from lcdesk.domain.duties import Duty
from lcdesk.domain.verbs import VERBS
from lcdesk.i18n import _, language
from lcdesk.queries.ward import ward_of
from lcdesk.ui.areas.roster import AREAS, AreaEntry, home_of, key_of
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.copies import CopyKeeper
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.keys import KEYS
from lcdesk.ui.kit.page import Page
from lcdesk.ui.shell.leaving import may_leave
from lcdesk.ui.shell.side_bar import SideBar

if TYPE_CHECKING:
    from lcdesk.ui.preview.preview import Preview


class Window(QMainWindow):
    """Everything an officer does with one open ward file. An area is made when it is first
    shown."""

    restore_wanted = Signal(object)
    """A copy of the file, to be put in its place."""

    def __init__(
        self,
        desk: Desk,
        switch_language: Callable[[str], None],
        roster: Sequence[AreaEntry] = AREAS,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._switch_language = switch_language
        self._roster = roster
        self.setWindowIcon(theme.icon("lcdesk", 64))
        self.pages = QStackedWidget()
        self.areas: dict[int, Page] = {}
        self.side = SideBar(roster)
        self.whole = QStackedWidget()
        self._lay_out()
        desk.said.connect(lambda text: self.statusBar().showMessage(text, 8000))
        desk.paper_wanted.connect(self.show_paper)
        desk.duty_taken_up.connect(desk.guarded(self.take_up))
        desk.area_wanted.connect(desk.guarded(self.go_to))
        desk.changed.connect(
            desk.guarded(lambda touched: self._name_window() if "ward" in touched else None)
        )
        self.keeper = CopyKeeper(desk)
        self.keeper.told.connect(desk.said)
        desk.copies_wanted.connect(self.show_copies)
        self._name_window()
        self._bind_keys()
        _restore_size(self)
        self.show_area(0)

    def _lay_out(self) -> None:
        self.side.chosen.connect(self.show_area)
        self.side.add_verb("copies", _("Copies (Ctrl+B)"), "save", self.show_copies)
        self.side.add_verb("keys", _("Keys (F1)"), "book-open", self.show_keys)
        self.side.add_verb("about", _("About"), "info", self.show_about)
        other, label = ("en", "English") if language() == "vi" else ("vi", "Tiếng Việt")
        self.side.add_verb("language", label, "settings", lambda: self._switch_language(other))
        desktop = QWidget()
        row = QHBoxLayout(desktop)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.pages, 1)
        self.whole.addWidget(desktop)
        self.setCentralWidget(self.whole)

    def _name_window(self) -> None:
        ward = ward_of(self.desk.file)
        self.side.name_ward(ward)
        self.setWindowTitle(f"{ward.full_name} — {self.desk.file.path.name} — lcdesk")

    def _bind_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            (key_of(number), partial(self.show_area, number)) for number in range(len(self._roster))
        ]
        keys += [
            (key, lambda: self.front.save()) for key in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter")
        ]
        keys += [
            ("Ctrl+N", lambda: self.front.start_new()),
            ("Ctrl+F", lambda: self.front.seek()),
            ("Ctrl+L", lambda: self.front.lock()),
            ("Ctrl+P", lambda: self.front.paper()),
            ("Ctrl+Z", self._undo),
            ("Esc", lambda: self.front.step_back()),
            ("F1", self.show_keys),
            ("Ctrl+B", self.show_copies),
        ]
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(self.desk.guarded(act))

    @property
    def current(self) -> Page:
        """The area in front."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def front(self) -> Page:
        """What one sees: the paper in the preview, or the area."""
        return self.preview if self.whole.currentIndex() > 0 else self.current

    def show_area(self, number: int) -> None:
        """Bring an area to the front; what was being typed elsewhere is kept."""
        self.keep_drafts()
        self.whole.setCurrentIndex(0)
        with self.desk.saying():
            if number not in self.areas:
                self.areas[number] = self._roster[number].made(self.desk)
                self.pages.addWidget(self.areas[number])
            self.pages.setCurrentWidget(self.areas[number])
            self.side.choose(number)
            self.current.appear()

    def take_up(self, duty: Duty) -> None:
        """Go to the area in which a duty is done, and begin it there."""
        self.show_area(home_of(duty.table, self._roster))
        self.current.take_up(duty)

    def go_to(self, table: str, id: int) -> None:
        """Go to where the records of a table are at home, to one of them, or to a new one."""
        self.show_area(home_of(table, self._roster))
        self.current.go_to(table, id)

    @cached_property
    def preview(self) -> "Preview":
        from lcdesk.ui.preview.preview import Preview  # brings reportlab and PDFium

        preview = Preview(self.desk)
        preview.closed.connect(self._close_preview)
        self.whole.addWidget(preview)
        return preview

    def show_paper(self, wanted: Wanted) -> None:
        """Show a paper in the place of everything else."""
        with self.desk.saying():
            self.preview.show_paper(wanted)
            self.whole.setCurrentWidget(self.preview)
            self.preview.appear()

    def _close_preview(self) -> None:
        self.whole.setCurrentIndex(0)
        with self.desk.saying():
            self.current.appear()

    def _undo(self) -> None:
        """Ctrl+Z takes back the last saved step; a box that one types in keeps the key for its own
        typing."""

        def follow(taken: tuple[str, Done]) -> None:
            self.desk.changed.emit(taken[1].touched)
            self.current.follow()

        self.desk.run(
            lambda: registers.undo_last(self.desk.file, self.desk.today()),
            partial(_told_of_undo, self.desk),
            follow,
        )

    def show_keys(self) -> None:
        """F1: every key of the program on one page."""
        rows = "".join(
            f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{escape(_(text))}</td></tr>"
            for keys, text in KEYS
        )
        box = QMessageBox(self)
        box.setWindowTitle(_("Keys"))
        box.setText(f"<table>{rows}</table>")
        box.exec()

    def show_about(self) -> None:
        """Version, places of the data, licences."""
        from lcdesk.ui.shell.about import About  # seldom wanted

        About(self.desk.file, self).exec()

    def show_copies(self) -> None:
        """Ctrl+B: the copies of the file, and where they go."""
        from lcdesk.ui.shell.copies import CopiesDialog  # seldom wanted

        dialog = CopiesDialog(self.desk, self.keeper, self)
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.exec()
        dialog.deleteLater()  # or it would go on reading the folders whenever a copy is made
        self.current.follow()

    def let_go(self) -> None:
        """Keep what is being typed and forget the areas: another file takes the place of theirs."""
        self.keep_drafts()
        self.areas.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not may_leave(self.desk, self.keep_drafts, self):
            event.ignore()
            return
        QSettings().setValue("geometry", self.saveGeometry())
        super().closeEvent(event)

    def keep_drafts(self) -> None:
        for area in self.areas.values():
            area.keep_drafts()


def _told_of_undo(desk: Desk, taken: tuple[str, Done]) -> str:
    name, done = taken
    step = _(VERBS.get(name, name))
    if done.record:
        step = f"{step} ({registers.name_of(desk.file, done.record)})"
    return _("Taken back: {step}").format(step=step)


def _restore_size(window: QMainWindow) -> None:
    geometry = QSettings().value("geometry")
    if geometry:
        window.restoreGeometry(geometry)
    else:
        window.resize(1280, 720)
