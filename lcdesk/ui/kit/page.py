"""What the window asks of each of its areas."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from lcdesk.domain.duties import Duty
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk


class Page(QWidget):
    """One area beside the others. What an area does not have, it does not do."""

    title = ""
    icon = ""
    group = ""
    """The heading below which the area stands at the left of the window."""
    tables: tuple[str, ...] = ()
    """The tables whose records are at home there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def go_to(self, table: str, id: int = 0) -> None:
        """Show a record of a table that is at home here, or begin a new one where there is no
        id."""

    def take_up(self, duty: Duty) -> None:
        """Begin what a duty asks for."""
        self.go_to(duty.table, duty.id)

    def appear(self) -> None:
        """The area comes to the front."""

    def follow(self) -> None:
        """Show what the file says now, where something else changed it."""

    def start_new(self) -> None:
        """Ctrl+N."""

    def seek(self) -> None:
        """Ctrl+F."""

    def save(self) -> None:
        """Ctrl+S."""

    def paper(self) -> None:
        """Ctrl+P: show the paper of what is on the form."""

    def lock(self) -> None:
        """Ctrl+L: close the meeting that is on the screen."""

    def step_back(self) -> None:
        """Esc: one step back; nothing typed is lost."""

    def keep_drafts(self) -> None:
        """Keep what is typed and not saved."""


class Tabs(Page):
    """Several registers in one area; Ctrl+Tab goes from one to the next."""

    parts: tuple[type[Page], ...] = ()

    def __init_subclass__(cls) -> None:
        cls.tables = tuple(table for part in cls.parts for table in part.tables)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: dict[int, Page] = {}
        self._holders: list[QVBoxLayout] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part in self.parts:
            holder = QWidget()
            self._holders.append(QVBoxLayout(holder))
            self._holders[-1].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, theme.plain(_(part.title)))
        self.tabs.currentChanged.connect(desk.guarded(self._on_turned))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs)

    @property
    def current(self) -> Page:
        """The register in front; made when it is first turned to."""
        number = self.tabs.currentIndex()
        if number not in self.pages:
            self.pages[number] = self.parts[number](self.desk)
            self._holders[number].addWidget(self.pages[number])
            self.pages[number].show()
        return self.pages[number]

    def _turn_to(self, table: str) -> None:
        for number, part in enumerate(self.parts):
            if table in part.tables:
                self.tabs.setCurrentIndex(number)

    def go_to(self, table: str, id: int = 0) -> None:
        self._turn_to(table)
        self.current.go_to(table, id)

    def take_up(self, duty: Duty) -> None:
        self._turn_to(duty.table)
        self.current.take_up(duty)

    def _on_turned(self, _index: int) -> None:
        self.keep_drafts()
        self.current.appear()

    def appear(self) -> None:
        self.current.appear()

    def follow(self) -> None:
        self.current.follow()

    def start_new(self) -> None:
        self.current.start_new()

    def seek(self) -> None:
        self.current.seek()

    def save(self) -> None:
        self.current.save()

    def paper(self) -> None:
        self.current.paper()

    def step_back(self) -> None:
        self.current.step_back()

    def keep_drafts(self) -> None:
        for page in self.pages.values():
            page.keep_drafts()
