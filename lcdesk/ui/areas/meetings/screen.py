"""The screen on which a meeting is held: facts, attendance, decisions, other matters."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lcdesk.domain import fields
from lcdesk.domain import meetings as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.fields import Draft, fields_of
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.meetings import ATTENDANCE, DECISIONS, OTHER, Meeting, Tabled
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import _, money
from lcdesk.queries.meetings import tabled
from lcdesk.storage import records
from lcdesk.ui.areas.meetings.attendance import AttendanceTable
from lcdesk.ui.areas.meetings.decisions import DecisionGrid, Shown
from lcdesk.ui.areas.meetings.quorum import QuorumLine
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.choice_editor import ChoiceEditor
from lcdesk.ui.kit.choices import Choices, Source, best_first
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields, FormBody, Sources
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.reading_editors import NumberEditor

HAND_MADE = ("group", "attendance", "decisions")
"""Fields of a meeting that the screen shows in its own way."""


def _names(other: bool) -> list[str]:
    shown = [each for each in fields_of(Meeting) if each.section and each.name not in HAND_MADE]
    return [each.name for each in shown if (each.section == OTHER) == other]


class MeetingFields(FormBody):
    """The middle of the meeting screen, typed from top to bottom: facts, attendance, decisions,
    other matters."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._group = 0
        self._members: dict[int, Member] = {}
        self.head = Fields(Meeting, desk, self._sources(), _names(other=False))
        self.other = Fields(Meeting, desk, self._sources(), _names(other=True))
        self.attendance = AttendanceTable()
        self.quorum = QuorumLine(desk, self.attendance)
        self.told = Label()
        theme.mark(self.told, "role", "bad")
        self.told.setWordWrap(True)
        self.told.hide()
        self.decisions = DecisionGrid(desk.today, self.quorum.votes)
        self.add_box = ChoiceEditor(Source(self._drafts_of_group, lambda _code: ""))
        self.add_box.setObjectName("put_on_table")
        self.add_box.setAccessibleName(_("Put another application on the table"))
        self.add_box.setPlaceholderText(_("Put another application on the table"))
        self._lay_out()
        self._bind()

    def _sources(self) -> Sources:
        of_group = self._desk.source("member", lambda: {"group": self._group, "left_on": ""})
        return {"chair": of_group, "secretary": of_group, "member": of_group}

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for part in (self.head, self.other):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        left.addWidget(self.head)
        left.addWidget(_section(ATTENDANCE))
        left.addWidget(self.quorum)
        keys = Label(
            _(
                "1 present · 2 absent with leave · 3 absent · 4 represented · Ctrl+A: all others "
                "present"
            )
        )
        theme.mark(keys, "role", "quiet")
        keys.setWordWrap(True)
        left.addWidget(keys)
        left.addWidget(self.attendance)
        left.addWidget(self.told)
        left.addStretch(1)
        right.addWidget(_section(DECISIONS))
        right.addWidget(self.decisions)
        right.addWidget(self.add_box)
        right.addWidget(self.other)
        right.addStretch(1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(3 * theme.GRID)
        columns.addLayout(left, 4)
        columns.addLayout(right, 7)

    def _bind(self) -> None:
        for part in (self.head, self.other):
            part.edited.connect(self.edited)
        self.attendance.edited.connect(lambda: self.edited.emit(""))
        self.decisions.edited.connect(lambda: self.edited.emit(""))
        self.attendance.edited.connect(self._desk.guarded(self.quorum.count))
        self.decisions.rows_changed.connect(lambda: self.edited.emit(""))
        self.other.rows["conclusion_for"].editor.installEventFilter(self)
        self.add_box.chosen.connect(self._put_on_table)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """The votes for the conclusion are suggested from who is there when the caret comes to
        them."""
        if (
            event.type() == QEvent.Type.FocusIn
            and isinstance(box, NumberEditor)
            and not box.isReadOnly()
        ):
            names = ("conclusion_for", "conclusion_against", "conclusion_abstaining")
            if not any(self.other.rows[name].editor.value() for name in names):
                box.set_value(str(self.quorum.counted().there))
                self.edited.emit(box.objectName())
        return False

    # The same as a form asks of its fields

    def draft(self) -> Draft:
        return {
            **self.head.draft(),
            **self.other.draft(),
            "group": str(self._group or ""),
            "attendance": [dict(line) for line in self.attendance.value()],
            "decisions": self.decisions.value(),
        }

    def set_draft(self, draft: Draft) -> None:
        self._group = int(draft["group"] or 0)
        self.head.set_draft(draft)
        self.other.set_draft(draft)
        lines = draft["attendance"]
        self._members = {
            int(line["member"]): self._desk.get(Member, int(line["member"])) for line in lines
        }
        self.attendance.rows.show_drafts(
            lines, {str(id): each.name for id, each in self._members.items()}
        )
        height = self.attendance.verticalHeader().defaultSectionSize() * min(max(len(lines), 3), 14)
        self.attendance.setFixedHeight(
            height + self.attendance.horizontalHeader().sizeHint().height() + 4
        )
        self._show_decisions(draft["decisions"])
        self.told.hide()
        self.quorum.count()

    def set_read_only(self, read_only: bool) -> None:
        self.head.set_read_only(read_only)
        self.other.set_read_only(read_only)
        self.attendance.rows.read_only = read_only
        self.decisions.setReadOnly(read_only)
        self.add_box.setVisible(not read_only)

    def inputs(self) -> list[QWidget]:
        add = [self.add_box] if self.add_box.isVisibleTo(self) else []
        return [
            *self.head.inputs(),
            self.attendance,
            *self.decisions.inputs(),
            *add,
            *self.other.inputs(),
        ]

    def complain(self, complaints: dict[str, str]) -> dict[str, str]:
        elsewhere = self.other.complain(self.head.complain(complaints))
        self.told.setText(elsewhere.pop("attendance", ""))
        self.told.setVisible(bool(self.told.text()))
        for place in [place for place in elsewhere if place.startswith("decisions.")]:
            _decisions, index, name = place.split(".")
            self.decisions.complain(int(index), name, elsewhere.pop(place))
        return elsewhere

    def focus_first_empty(self) -> None:
        self.head.focus_first_empty()

    # Counting and tabling

    def _show_decisions(self, drafts: list[Draft]) -> None:
        lines = tuple(
            rules.Decision(application=ApplicationId(int(each["application"]))) for each in drafts
        )
        meeting = Meeting(attendance=self.quorum.attending().attendance, decisions=lines)
        about = tabled(self._desk.file, meeting)
        shown = {str(id): self._shown(id, tabled) for id, tabled in about.items()}
        self.decisions.show_drafts(drafts, shown)

    def _shown(self, id: int, tabled: Tabled) -> Shown:
        application = self._desk.get(Application, id)
        programme = self._desk.get(Programme, application.programme)
        asked = _("{programme}: {amount}, {months} months, {purpose}").format(
            programme=programme.name,
            amount=money(application.amount),
            months=application.term_months,
            purpose=application.purpose,
        )
        recused = [each.name for id, each in self._members.items() if id in tabled.recused]
        note = _(" — does not vote: {names}").format(names=", ".join(recused)) if recused else ""
        return Shown(tabled.borrower, asked + note, tabled)

    def _drafts_of_group(self, text: str) -> Choices:
        tabled = {row.application for row in self.decisions.rows}
        found = records.find(self._desk.file, Application, group=self._group, state="draft")
        offered = [
            (str(each.id), self._desk.get(Member, each.member).name)
            for each in found
            if str(each.id) not in tabled
        ]
        return best_first(text, offered)

    def _put_on_table(self, code: str) -> None:
        if not code:
            return
        application = self._desk.get(Application, int(code))
        fresh = rules.Decision(
            application=application.id,
            amount=application.amount,
            term_months=application.term_months,
        )
        self._show_decisions([*self.decisions.value(), fields.draft_of(fresh)])
        self.add_box.set_value("")


def _section(label: str) -> Label:
    head = Label(_(label))
    theme.mark(head, "role", "section")
    return head
