"""The area of review meetings: a list of them, and what is done with one."""

from typing import Any

from lcdesk.actions import meetings
from lcdesk.domain import fields
from lcdesk.domain.fields import Draft
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Meeting, MeetingCall
from lcdesk.i18n import N_, _, date_text
from lcdesk.printing.meetings import MINUTES
from lcdesk.printing.proposals import LIST
from lcdesk.ui.areas.meetings.screen import MeetingFields
from lcdesk.ui.areas.papers import add_papers
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import WideFormPage, first_step


class Meetings(WideFormPage):
    """The list on the left; a meeting that is entered takes the whole width until Esc."""

    title = N_("Review meetings")
    icon = "gavel"
    group = N_("Lending")
    tables = ("meeting",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register = Register(desk, Meeting, _(self.title), _("New meeting"))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.call = Form(Fields(MeetingCall, desk), desk, self._open_meeting, says="")
        self.call.save_button.setText(_("Open the meeting"))
        self.middle = MeetingFields(desk)
        self.form = Form(self.middle, desk, self._save_meeting)
        self.form.name_of = self.heading
        self._add_verbs()
        step = _(
            "Open a meeting of a group: its members and its draft applications are listed for you."
        )
        self.put_beside([first_step(step), self.call, self.form], (460, 660))
        self.call.saved.connect(desk.guarded(lambda meeting: self.enter_record(meeting.id)))
        self.form.saved.connect(desk.guarded(lambda meeting: self.show_record(meeting.id)))
        self.middle.attendance.passed.connect(self._leave_attendance)

    def _add_verbs(self) -> None:
        self.verbs = {
            name: self.form.add_verb(name, label, act)
            for name, label, act in (
                ("close_meeting", _("Close the meeting (Ctrl+L)"), self.lock),
                ("reopen", _("Reopen…"), self.reopen),
            )
        }
        self.verbs |= add_papers(self.form, "meeting", self._show_paper, MINUTES.id)

    def heading(self, record: Meeting) -> str:
        group = self.desk.get(Group, record.group)
        return f"{group.code} {group.name} · {date_text(record.held_on)}"

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
        meeting = self.desk.get(Meeting, id)
        self.right.setCurrentWidget(self.form)
        state = (
            _("minutes {number}").format(number=meeting.number) if meeting.is_closed else _("open")
        )
        self.form.open(
            f"{self.heading(meeting)} · {state}", fields.draft_of(meeting), meeting, f"meeting:{id}"
        )
        self.middle.set_read_only(meeting.is_closed)
        self.form.save_button.setVisible(not meeting.is_closed)
        self.verbs["close_meeting"].setVisible(not meeting.is_closed)
        self.verbs["reopen"].setVisible(meeting.is_closed)
        self.verbs[LIST.id].setVisible(meeting.is_closed)

    def _leave_attendance(self, back: bool) -> None:
        self.form.road.move(self.middle.attendance, back)

    def _built(self, draft: Draft, base: Meeting) -> Meeting:
        return fields.build(Meeting, draft, self.desk.today(), base)

    def _save_meeting(self, draft: Draft, base: Any) -> Any:
        return self.desk.do(meetings.save_meeting, self._built(draft, base)).record

    def lock(self) -> None:
        """Close the meeting on the screen, or say everything that is still missing."""
        if self.shows_record() and not self.form.base.is_closed:
            self.form.save(self._close_meeting, _("Meeting closed: {name}"))

    def _close_meeting(self, draft: Draft, base: Any) -> Any:
        return self.desk.do(meetings.close_meeting, self._built(draft, base)).record

    def reopen(self) -> None:
        meeting = self.form.base
        run_with_reason(
            self,
            _("Why is the meeting reopened? Papers printed later will say so."),
            lambda reason: self.desk.do(meetings.reopen_meeting, meeting.id, reason),
            _("Reopened: {name}").format(name=self.heading(meeting)),
            then=lambda _done: self.show_record(meeting.id),
            complain=self.form.complain,
        )

    def paper(self) -> None:
        self._show_paper(MINUTES.id)

    def _show_paper(self, name: str) -> None:
        if not self.shows_record():
            return
        if self.form.is_dirty():
            self.form.save()
        if self.form.is_dirty():
            return  # the form says why it could not be saved; an older paper would only mislead
        self.desk.paper_wanted.emit(Wanted(name, self.form.base))
