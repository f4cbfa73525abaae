"""The one window: areas on the left, the chosen one beside them, papers above all, sentences at the foot."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lcdesk.actions import registers
from lcdesk.actions.done import Done
from lcdesk.domain.duties import Duty
from lcdesk.domain.verbs import VERBS
from lcdesk.i18n import N_, _, language
from lcdesk.queries.ward import ward_of
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.keys import KEYS
from lcdesk.ui.kit.page import Page

if TYPE_CHECKING:
    from lcdesk.ui.preview.preview import Preview


@dataclass(frozen=True)
class Place:
    """An area by its module and class, with its title, its icon, and the tables whose records are at home there."""

    module: str
    name: str
    title: str
    icon: str
    tables: tuple[str, ...] = ()


AREAS = (
    Place("today", "Today", N_("Today"), "calendar-days"),
    Place("groups", "Groups", N_("Savings groups"), "users", ("group",)),
    Place("members", "People", N_("Members and households"), "user", ("member", "household")),
    Place("dossiers", "Dossiers", N_("Loan applications"), "file-text", ("application", "proposal_list")),
    Place("meetings.area", "Meetings", N_("Review meetings"), "gavel", ("meeting",)),
    Place("loans.area", "Loans", N_("Loans"), "landmark", ("loan",)),
    Place("collecting", "Collections", N_("Interest and savings"), "coins", ("collection", "closing")),
    Place("checks", "Checks", N_("Checks"), "eye", ("use_check", "group_check", "reconciliation", "group_score")),
    Place("reports.area", "Reports", N_("Reports"), "chart-column", ("former_year",)),
    Place("catalogue", "Catalogue", N_("Catalogue"), "settings"),
)
"""The areas in order. One is loaded when it is first shown: the program starts at once on an old laptop, and the
papers and their fonts are read only by who wants one."""


class Window(QMainWindow):
    """Everything an officer does with one open ward file."""

    def __init__(self, desk: Desk, switch_language: Callable[[str], None]) -> None:
        super().__init__()
        self.desk = desk
        self._switch_language = switch_language
        self.setWindowIcon(theme.icon("lcdesk", 64))
        self.pages = QStackedWidget()
        self.areas: dict[int, Page] = {}
        self.whole = QStackedWidget()
        self.whole.addWidget(self._desktop())
        self.setCentralWidget(self.whole)
        desk.said.connect(lambda text: self.statusBar().showMessage(text, 8000))
        desk.paper_wanted.connect(self.show_paper)
        desk.duty_taken_up.connect(desk.guarded(self.take_up))
        desk.changed.connect(lambda touched: self._name_window() if "ward" in touched else None)
        self._name_window()
        self._bind_keys()
        self._restore_size()
        self.show_area(0)

    def _desktop(self) -> QWidget:
        desktop = QWidget()
        row = QHBoxLayout(desktop)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(self.pages, 1)
        return desktop

    def _side(self) -> QWidget:
        side = QFrame()
        theme.mark(side, "role", "side")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        column.setSpacing(0)
        self.ward_name = QLabel()
        self.ward_name.setWordWrap(True)
        self.ward_name.setContentsMargins(12, 4, 8, 12)
        column.addWidget(self.ward_name)
        self._area_buttons = []
        for number, place in enumerate(AREAS):
            button = QToolButton()
            button.setObjectName(f"area_{place.module}")
            theme.mark(button, "role", "area")
            button.setText(f" {theme.plain(_(place.title))}")
            button.setIcon(theme.icon(place.icon))
            button.setIconSize(QSize(20, 20))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolTip(_key(number))
            button.setMinimumWidth(button.sizeHint().width() + 3 * theme.GRID)  # room for the bold of the chosen one
            button.clicked.connect(lambda _on, number=number: self.show_area(number))
            column.addWidget(button)
            self._area_buttons.append(button)
        column.addStretch(1)
        column.addWidget(self._side_button("keys", _("Keys (F1)"), "book-open", self.show_keys))
        column.addWidget(self._side_button("about", _("About"), "info", self.show_about))
        other, label = ("en", "English") if language() == "vi" else ("vi", "Tiếng Việt")
        column.addWidget(self._side_button("language", label, "settings", lambda: self._switch_language(other)))
        return side

    def _side_button(self, name: str, label: str, picture: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        theme.mark(button, "role", "area")
        button.setText(f" {label}")
        button.setIcon(theme.icon(picture))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button

    def _name_window(self) -> None:
        ward = ward_of(self.desk.file)
        self.ward_name.setText(f"<b>{_escaped(ward.full_name)}</b><br>{_escaped(ward.city)}")
        self.setWindowTitle(f"{ward.full_name} — {self.desk.file.path.name} — lcdesk")

    def _bind_keys(self) -> None:
        for number in range(len(AREAS)):
            self._bind(_key(number), partial(self.show_area, number))
        for keys, act in (
            ("Ctrl+S", self._save),
            ("Ctrl+Return", self._save),
            ("Ctrl+Enter", self._save),
            ("Ctrl+N", lambda: self.current.start_new()),
            ("Ctrl+F", lambda: self.current.seek()),
            ("Ctrl+L", lambda: self.current.lock()),
            ("Ctrl+P", self._paper),
            ("Ctrl+Z", self._undo),
            ("Esc", self._step_back),
            ("F1", self.show_keys),
        ):
            self._bind(keys, act)

    def _bind(self, keys: str, act: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(self.desk.guarded(act))

    @property
    def current(self) -> Page:
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def _area(self, number: int) -> Page:
        if number not in self.areas:
            place = AREAS[number]
            self.areas[number] = getattr(import_module(f"lcdesk.ui.areas.{place.module}"), place.name)(self.desk)
            self.pages.addWidget(self.areas[number])
        return self.areas[number]

    def show_area(self, number: int) -> None:
        """Bring an area to the front; what was being typed elsewhere is kept."""
        self.keep_drafts()
        self.whole.setCurrentIndex(0)
        self.pages.setCurrentWidget(self._area(number))
        for index, button in enumerate(self._area_buttons):
            button.setChecked(index == number)
        with self.desk.saying():
            self.current.appear()

    def take_up(self, duty: Duty) -> None:
        """Go to the area in which a duty is done, and begin it there."""
        self.show_area(next(number for number, place in enumerate(AREAS) if duty.table in place.tables))
        self.current.take_up(duty)

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
            self.preview.begin()

    @property
    def _previewing(self) -> bool:
        return self.whole.currentIndex() > 0

    def _close_preview(self) -> None:
        self.whole.setCurrentIndex(0)
        with self.desk.saying():
            self.current.appear()

    def _paper(self) -> None:
        if self._previewing:
            self.preview.print()
        else:
            self.current.paper()

    def _save(self) -> None:
        if self._previewing:
            self.preview.save_pdf()
        else:
            self.current.save()

    def _step_back(self) -> None:
        if self._previewing:
            self._close_preview()
        else:
            self.current.step_back()

    def _undo(self) -> None:
        """Ctrl+Z takes back the last saved step; a box that one types in keeps the key for its own typing."""

        def follow(taken: tuple[str, Done]) -> None:
            self.desk.changed.emit(taken[1].touched)
            self.current.follow()

        self.desk.run(lambda: registers.undo_last(self.desk.file, self.desk.today()), self._told_of_undo, follow)

    def _told_of_undo(self, taken: tuple[str, Done]) -> str:
        name, done = taken
        step = _(VERBS.get(name, name))
        if done.record:
            step = f"{step} ({registers.name_of(self.desk.file, done.record)})"
        return _("Taken back: {step}").format(step=step)

    def show_keys(self) -> None:
        """F1: every key of the program on one page."""
        rows = "".join(
            f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{_escaped(_(text))}</td></tr>" for keys, text in KEYS
        )
        box = QMessageBox(self)
        box.setWindowTitle(_("Keys"))
        box.setText(f"<table>{rows}</table>")
        box.exec()

    def show_about(self) -> None:
        """Version, places of the data, licences."""
        from lcdesk.ui.shell.about import About  # seldom wanted

        About(self.desk.file, self).exec()

    def _restore_size(self) -> None:
        geometry = QSettings().value("geometry")
        if geometry:
            self.restoreGeometry(geometry)
        else:
            self.resize(1280, 720)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_drafts()
        QSettings().setValue("geometry", self.saveGeometry())
        super().closeEvent(event)

    def keep_drafts(self) -> None:
        for area in self.areas.values():
            area.keep_drafts()


def _key(number: int) -> str:
    """The key that goes to an area, the tenth by 0."""
    return f"Alt+{(number + 1) % 10}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
