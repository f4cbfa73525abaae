"""Was it wrong, or did it change on a day: asked where a dated field is written anew."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from lcdesk.domain import dated
from lcdesk.domain.dated import Change, Dated
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import kinds_of, labels_of
from lcdesk.domain.kinds import Date, Reference
from lcdesk.i18n import _, date_text
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.reading_editors import DateEditor


class Left(Refused):
    """The question was left: nothing is saved."""


def since_of(desk: Desk, parent: QWidget, before: Dated, after: Dated) -> Change | None:
    """Since which day a record says otherwise; None where it was wrong, or was only filled in.

    Raises Left where the question is left.
    """
    names = [name for name in dated.changes(before, after) if getattr(before, name)]
    if not names:
        return None
    dialog = ChangeDialog(parent, _changed(desk, before, after, names), desk.today())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        raise Left(_("Nothing was saved."))
    return dialog.change()


def past_of(desk: Desk, record: Dated) -> Sequence[str]:
    """What a record said before, a line each, the newest first."""
    labels = labels_of(type(record))
    told = []
    for each in reversed(record.past):
        assert each.until_on
        then = record.on(dated.day_of(each))
        reason = f" ({each.reason})" if each.reason else ""
        told.append(
            _("{what}: {said} until {day}").format(
                what=labels[each.what],
                said=shown(desk, then, each.what) or "—",
                day=date_text(each.until_on),
            )
            + reason
        )
    return told


def shown(desk: Desk, record: Dated, name: str) -> str:
    """A field as one reads it, a record that it names by its name."""
    kind, value = kinds_of(type(record))[name], getattr(record, name)
    if isinstance(kind, Reference) and value:
        return desk.source(kind.target).name(str(value))
    return kind.show(value)


def _changed(desk: Desk, before: Dated, after: Dated, names: Sequence[str]) -> str:
    labels = labels_of(type(before))
    return "\n".join(
        f"{labels[name]}: {shown(desk, before, name)} → {shown(desk, after, name) or '—'}"
        for name in names
    )


class ChangeDialog(QDialog):
    """Two answers, and the day and the reason of the second."""

    def __init__(self, parent: QWidget, changed: str, today: date) -> None:
        super().__init__(parent)
        self._today = today
        self.setWindowTitle(_("Was it wrong, or did it change?"))
        self.setMinimumWidth(460)
        text = Label(changed)
        text.setWordWrap(True)
        self.was_wrong = QRadioButton(_("It was &wrong: papers and lists of before change, too"))
        self.was_wrong.setObjectName("was_wrong")
        self.has_changed = QRadioButton(_("It &changed from a day on; before, it was as it was"))
        self.has_changed.setObjectName("has_changed")
        self.day = DateEditor(Date(), lambda: today)
        self.day.setObjectName("since")
        self.day.setAccessibleName(_("From"))
        self.day.set_value(date_text(today))
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(_("Number and reason"))
        self.reason.setMaxLength(200)
        self.wrong = Label()
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        rows = QFormLayout()
        rows.addRow(_("From"), self.day)
        rows.addRow(_("Number and reason"), self.reason)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        for standard, name, label in (
            (QDialogButtonBox.StandardButton.Ok, "agree", _("Save")),
            (QDialogButtonBox.StandardButton.Cancel, "leave", _("Cancel")),
        ):
            buttons.button(standard).setObjectName(name)
            buttons.button(standard).setText(label)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (text, self.was_wrong, self.has_changed):
            column.addWidget(part)
        column.addLayout(rows)
        column.addWidget(self.wrong)
        column.addWidget(buttons)
        self.was_wrong.setChecked(True)
        self.has_changed.toggled.connect(self._choose)
        self._choose(False)
        self.was_wrong.setFocus()

    def _choose(self, has_changed: bool) -> None:
        for box in (self.day, self.reason):
            box.setEnabled(has_changed)

    def _agree(self) -> None:
        try:
            self.change()
        except ValueError as complaint:
            self.wrong.setText(str(complaint))
            self.wrong.show()
            self.day.setFocus()
        else:
            self.accept()

    def change(self) -> Change | None:
        """The answer; None for what was wrong. ValueError where the day cannot be read."""
        if not self.has_changed.isChecked():
            return None
        day = Date().parse(self.day.text(), self._today)
        return Change(day, self._today, self.reason.text().strip())
