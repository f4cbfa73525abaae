"""The area of review meetings: a list of them, and the screen on which one is held."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lcdesk.actions import meetings
from lcdesk.actions.files import ward_of
from lcdesk.domain import fields
from lcdesk.domain import meetings as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft, fields_of
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import ATTENDANCE, DECISIONS, OTHER, Attendance, Meeting, MeetingCall, Quorum, Tabled
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import N_, _, date_text, fold, money
from lcdesk.storage import records
from lcdesk.ui import theme
from lcdesk.ui.ask import ask_reason
from lcdesk.ui.attendance import AttendanceTable
from lcdesk.ui.decisions import DecisionGrid, Shown
from lcdesk.ui.desk import Desk, Wanted
from lcdesk.ui.editors import ChoiceEditor, Choices, Source
from lcdesk.ui.forms import Fields, Form, Middle, Sources
from lcdesk.ui.page import Page
from lcdesk.ui.register import Register

HAND_MADE = ("group", "attendance", "decisions")
"""Fields of a meeting that the screen shows in its own way."""


def _names(other: bool) -> list[str]:
    shown = [each for each in fields_of(Meeting) if each.section and each.name not in HAND_MADE]
    return [each.name for each in shown if (each.section == OTHER) == other]


class MeetingFields(Middle):
    """The middle of the meeting screen, typed from top to bottom: facts, attendance, decisions, other matters."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._group = 0
        self._members: dict[int, Member] = {}
        self.head = Fields(Meeting, desk, self._sources(), _names(other=False))
        self.other = Fields(Meeting, desk, self._sources(), _names(other=True))
        self.attendance = AttendanceTable()
        self.quorum_line = QLabel()
        self.quorum_line.setObjectName("quorum")
        self.told = QLabel()
        self.told.setProperty("role", "bad")
        self.told.setWordWrap(True)
        self.told.hide()
        self.decisions = DecisionGrid(desk.today, self._votes)
        self.add_box = ChoiceEditor(Source(self._drafts_of_group, lambda code: ""))
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
        left.addWidget(self.quorum_line)
        keys = QLabel(_("1 present · 2 absent with leave · 3 absent · 4 represented · Ctrl+A: all others present"))
        keys.setProperty("role", "quiet")
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
        self.attendance.edited.connect(self._count)
        self.decisions.rows_changed.connect(lambda: self.edited.emit(""))
        self.add_box.chosen.connect(self._put_on_table)

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
        self._members = {int(line["member"]): self._member(int(line["member"])) for line in lines}
        self.attendance.rows.show_drafts(lines, {str(id): each.name for id, each in self._members.items()})
        height = self.attendance.verticalHeader().defaultSectionSize() * min(max(len(lines), 3), 14)
        self.attendance.setFixedHeight(height + self.attendance.horizontalHeader().sizeHint().height() + 4)
        self._show_decisions(draft["decisions"])
        self.told.hide()
        self._count()

    def _member(self, id: int) -> Member:
        return records.get(self._desk.file, Member, id)

    def set_read_only(self, read_only: bool) -> None:
        self.head.set_read_only(read_only)
        self.other.set_read_only(read_only)
        self.attendance.rows.read_only = read_only
        self.decisions.setReadOnly(read_only)
        self.add_box.setVisible(not read_only)

    def inputs(self) -> list[QWidget]:
        add = [self.add_box] if self.add_box.isVisibleTo(self) else []
        return [*self.head.inputs(), self.attendance, *self.decisions.inputs(), *add, *self.other.inputs()]

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

    def counted(self) -> Quorum:
        ward = ward_of(self._desk.file)
        return rules.quorum(self._attending(), ward.quorum, ward.majority)

    def _attending(self) -> Meeting:
        lines = (Attendance(member=int(each["member"]), presence=each["presence"]) for each in self.attendance.value())
        return Meeting(attendance=tuple(lines))

    def _votes(self, tabled: Tabled) -> tuple[int, int]:
        return rules.voters(self._attending(), tabled.recused), self.counted().votes_needed

    def _count(self) -> None:
        """The live line: how many there are, are there, must be there."""
        counted = self.counted()
        unmarked = self._attending().count("")
        text = _("{members} members · {there} there · {needed} needed").format(
            members=counted.members, there=counted.there, needed=counted.needed
        )
        state = _("quorum reached") if counted.reached else _("no quorum")
        rest = _(" · {count} not marked").format(count=unmarked) if unmarked else ""
        self.quorum_line.setText(f"{text} · ● {state}{rest}")
        self.quorum_line.setProperty("role", "good" if counted.reached else "warn")
        self.quorum_line.style().unpolish(self.quorum_line)
        self.quorum_line.style().polish(self.quorum_line)

    def _show_decisions(self, drafts: list[Draft]) -> None:
        lines = tuple(rules.Decision(application=int(each["application"])) for each in drafts)
        meeting = Meeting(attendance=self._attending().attendance, decisions=lines)
        about = meetings.tabled(self._desk.file, meeting)
        shown = {str(id): self._shown(id, tabled) for id, tabled in about.items()}
        self.decisions.show_drafts(drafts, shown)

    def _shown(self, id: int, tabled: Tabled) -> Shown:
        application = records.get(self._desk.file, Application, id)
        programme = records.get(self._desk.file, Programme, application.programme)
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
        offered = [(str(each.id), self._member(each.member).name) for each in found if str(each.id) not in tabled]
        return [each for each in offered if fold(text) in fold(each[1])]

    def _put_on_table(self, code: str) -> None:
        if not code:
            return
        application = records.get(self._desk.file, Application, int(code))
        fresh = rules.Decision(
            application=application.id, amount=application.amount, term_months=application.term_months
        )
        self._show_decisions([*self.decisions.value(), fields.draft_of(fresh)])
        self.add_box.set_value("")


def _section(label: str) -> QLabel:
    head = QLabel(_(label))
    head.setProperty("role", "section")
    return head


class Meetings(Page):
    """The list on the left; a meeting that is entered takes the whole width until Esc."""

    title = N_("Review meetings")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register = Register(desk, Meeting, _(self.title), _("New meeting"))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.call = Form(Fields(MeetingCall, desk), desk, self._open_meeting)
        self.call.save_button.setText(_("Open the meeting"))
        self.middle = MeetingFields(desk)
        self.form = Form(self.middle, desk, self._save_meeting)
        self._add_buttons()
        self._lay_out()
        self.register.new_wanted.connect(self.start_new)
        self.register.picked.connect(self.show_record)
        self.register.entered.connect(self.enter_record)
        self.call.saved.connect(lambda meeting: self.enter_record(meeting.id))
        self.form.saved.connect(lambda meeting: self.show_record(meeting.id))
        self.middle.attendance.passed.connect(self._leave_attendance)

    def _add_buttons(self) -> None:
        self.buttons = {}
        for name, label, act in (
            ("close_meeting", _("Close the meeting (Ctrl+L)"), self.lock),
            ("reopen", _("Reopen…"), self.reopen),
            ("minutes", _("Minutes (Ctrl+P)"), lambda: self._show_paper("10C")),
            ("lists", _("Proposal lists"), lambda: self._show_paper("03")),
            ("bundle", _("All papers"), lambda: self._show_paper("bundle")),
        ):
            button = QPushButton(label)
            button.setObjectName(name)
            button.clicked.connect(act)
            self.form.foot.insertWidget(self.form.foot.count() - 1, button)
            self.buttons[name] = button

    def _lay_out(self) -> None:
        self.right = QStackedWidget()
        text = QLabel(_("Open a meeting of a group: its members and its draft applications are listed for you."))
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (text, self.call, self.form):
            self.right.addWidget(page)
        split = QSplitter()
        split.addWidget(self.register)
        split.addWidget(self.right)
        split.setSizes([460, 660])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def appear(self) -> None:
        if self.register.stale:
            self.register.refresh()
        self.follow()
        if self.right.currentIndex() == 0:
            (self.register.table if self.register.model.rowCount() else self.register.new_button).setFocus()

    def follow(self) -> None:
        if self.right.currentWidget() is self.form:
            self.form.follow(self.show_record, self._leave)

    def _leave(self) -> None:
        self.register.show()
        self.right.setCurrentIndex(0)

    def start_new(self) -> None:
        self.register.show()
        self.right.setCurrentWidget(self.call)
        draft = {"group": "", "held_on": date_text(self.desk.today())}
        self.call.open(_("New meeting"), draft, None, "meeting:new")
        self.call.fields.focus_first_empty()

    def _open_meeting(self, draft: Draft, _base: Any) -> Meeting:
        call = fields.build(MeetingCall, draft, self.desk.today())
        meeting: Meeting = self.desk.do(meetings.open_meeting, call.group, call.held_on).record
        return meeting

    def show_record(self, id: int) -> None:
        """Put a meeting on the screen."""
        meeting = records.get(self.desk.file, Meeting, id)
        group = records.get(self.desk.file, Group, meeting.group)
        self.right.setCurrentWidget(self.form)
        state = _("minutes {number}").format(number=meeting.number) if meeting.is_closed else _("open")
        title = f"{group.code} {group.name} · {date_text(meeting.held_on)} · {state}"
        self.form.open(title, fields.draft_of(meeting), meeting, f"meeting:{id}")
        self.middle.set_read_only(meeting.is_closed)
        self.form.save_button.setVisible(not meeting.is_closed)
        self.buttons["close_meeting"].setVisible(not meeting.is_closed)
        self.buttons["reopen"].setVisible(meeting.is_closed)
        self.buttons["lists"].setVisible(meeting.is_closed)

    def enter_record(self, id: int) -> None:
        """Hold a meeting: the screen takes the whole width."""
        if self.form.base is None or self.form.base.id != id or self.right.currentWidget() is not self.form:
            self.show_record(id)
        self.register.hide()
        self.form.fields.focus_first_empty()

    def _leave_attendance(self, back: bool) -> None:
        self.form.road.move(self.middle.attendance, back)

    def _built(self, draft: Draft, base: Meeting) -> Meeting:
        return fields.build(Meeting, draft, self.desk.today(), base)

    def _save_meeting(self, draft: Draft, base: Any) -> Any:
        return self.desk.do(meetings.save_meeting, self._built(draft, base)).record

    def save(self) -> None:
        shown = self.right.currentWidget()
        if isinstance(shown, Form) and not (shown is self.form and self.form.base.is_closed):
            shown.save()

    def lock(self) -> None:
        """Close the meeting on the screen, or say everything that is still missing."""
        if self.right.currentWidget() is self.form and not self.form.base.is_closed:
            self.form.save(lambda draft, base: self.desk.do(meetings.close_meeting, self._built(draft, base)).record)

    def reopen(self) -> None:
        reason = ask_reason(self, _("Why is the meeting reopened? Papers printed later will say so."))
        if not reason:
            return
        try:
            self.desk.do(meetings.reopen_meeting, self.form.base.id, reason)
        except Refused as refused:
            self.form.complain(refused.complaints)
        else:
            self.show_record(self.form.base.id)

    def paper(self) -> None:
        self._show_paper("10C")

    def _show_paper(self, name: str) -> None:
        if self.right.currentWidget() is not self.form:
            return
        if self.form.is_dirty():
            self.form.save()
        self.desk.paper_wanted.emit(Wanted(name, "meeting", self.form.base.id))

    def seek(self) -> None:
        self.register.show()
        self.register.seek()

    def step_back(self) -> None:
        """From the meeting to the list, from there to an empty search."""
        if not self.register.isVisible() or self.right.isAncestorOf(self.focusWidget() or self):
            self.keep_drafts()
            self.register.show()
            self.register.table.setFocus()
        else:
            self.register.search.clear()

    def keep_drafts(self) -> None:
        self.call.keep_draft()
        self.form.keep_draft()
