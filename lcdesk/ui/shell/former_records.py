"""Single records as a copy has them: which are others now, and taking one back."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lcdesk.actions import registers
from lcdesk.actions.done import Done
from lcdesk.domain.fields import Lines, form_fields, table_name, typed
from lcdesk.domain.kinds import Reference
from lcdesk.i18n import N_, _, fold
from lcdesk.storage import lists
from lcdesk.storage.backup import Former
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label

KIND_NAMES = {
    "ward": N_("Office"),
    "association": N_("Association"),
    "neighbourhood": N_("Neighbourhood"),
    "group": N_("Savings group"),
    "household": N_("Household"),
    "member": N_("Member"),
    "programme": N_("Programme"),
    "former_year": N_("Former year"),
    "year_plan": N_("Plan of a year"),
    "wording": N_("Wording"),
}
HEADS = (N_("Kind of record"), N_("Name"), N_("In the copy"))


def change_of(former: Former) -> str:
    """What a copy has otherwise: the fields, and their values where these are short."""
    if former.here is None:
        return _("not removed yet")
    told = []
    for each in form_fields(type(former.there)):
        here, there = (getattr(record, each.name) for record in (former.here, former.there))
        if here == there:
            continue
        if isinstance(each.kind, Lines | Reference):
            told.append(_(each.label))
        else:
            now, then = (typed(each.kind, value) or "–" for value in (here, there))
            sentence = _("{field}: {then} (now: {now})")
            told.append(sentence.format(field=_(each.label), then=then, now=now))
    return "; ".join(told)


class FormerRecords(QDialog):
    """A list to search in; Enter takes the chosen record back."""

    def __init__(self, desk: Desk, found: Sequence[Former], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found = list(found)
        self.setWindowTitle(_("Single records"))
        self.resize(900, 560)
        self.search = QLineEdit()
        self.search.setObjectName("search_former")
        self.search.setAccessibleName(_("Search"))
        self.search.setPlaceholderText(_("Search"))
        self.table = QTableWidget(0, len(HEADS))
        self.table.setObjectName("former")
        self.table.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(
            len(HEADS) - 1, QHeaderView.ResizeMode.Stretch
        )
        self.told = Label()
        self.told.setWordWrap(True)
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.read()

    def _lay_out(self) -> None:
        about = Label(
            _(
                "These records of the registers are others in the copy. One that is taken back is "
                "one step and can be undone. Loans and meetings come back with the whole copy only."
            )
        )
        about.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(
            button_for("take_back", _("Take this record back"), self._take_back, main=True)
        )
        foot.addWidget(self.told, 1)
        foot.addWidget(button_for("close_former", _("Close"), self.accept))
        whole = QVBoxLayout(self)
        whole.addWidget(about)
        whole.addWidget(self.search)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)

    def read(self) -> None:
        """Show what is left to take back."""
        self.table.setRowCount(len(self._found))
        for row, each in enumerate(self._found):
            table = table_name(type(each.there))
            texts = (_(KIND_NAMES[table]), lists.name_of(each.there), change_of(each))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeColumnToContents(0)
        self.table.setColumnWidth(1, 260)
        self._narrow(self.search.text())

    def _narrow(self, text: str) -> None:
        sought = fold(text)
        first = -1
        for row in range(self.table.rowCount()):
            told = " ".join(
                item.text()
                for column in range(len(HEADS))
                if (item := self.table.item(row, column))
            )
            hidden = sought not in fold(told)
            self.table.setRowHidden(row, hidden)
            if first < 0 and not hidden:
                first = row
        self.table.setCurrentCell(first, 0)

    def _take_back(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._found):
            return
        former = self._found[row]

        def take() -> Done:
            return self._desk.do(registers.take_back, former.there)

        def complain(complaints: object) -> None:
            assert isinstance(complaints, dict)
            self._say(" ".join(map(str, complaints.values())), "bad")

        name = lists.name_of(former.there)
        if self._desk.run(take, _("Taken back: {step}").format(step=name), complain=complain):
            del self._found[row]
            self.read()
            self._say(_("Taken back: {step}").format(step=name), "quiet")

    def _say(self, text: str, role: str) -> None:
        self.told.setText(text)
        theme.mark(self.told, "role", role)
