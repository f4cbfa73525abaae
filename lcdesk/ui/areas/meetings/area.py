"""The area of review meetings: a list of them, and what is done with one."""

from typing import Any

from lcdesk.actions import meetings
from lcdesk.domain import fields
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Meeting, MeetingCall
from lcdesk.i18n import N_, _, date_text
from lcdesk.printing.meetings import MINUTES
from lcdesk.printing.proposals import LIST
from lcdesk.storage import records
from lcdesk.ui.areas.meetings.screen import MeetingFields
from lcdesk.ui.areas.papers import add_papers
from lcdesk.ui.kit.ask import ask_reason
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_and_form import Spread, first_step


class Meetings(Spread):
    """The list on the left; a meeting that is entered takes the whole width until Esc."""

    title = N_("Review meetings")
    tables = ("meeting",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register = Register(desk, Meeting, _(self.title), _("New meeting"))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.call = Form(Fields(MeetingCall, desk), desk, self._open_meeting, says="")
        self.call.save_button.setText(_("Open the meeting"))
        self.middle = MeetingFields(desk)
        self.form = Form(self.middle, desk, self._save_meeting)
        self._add_verbs()
        step = _("Open a meeting of a group: its members and its draft applications are listed for you.")
        self.put_beside([first_step(step), self.call, self.form], (460, 660))
        self.call.saved.connect(lambda meeting: self.enter_record(meeting.id))
        self.form.saved.connect(lambda meeting: self.show_record(meeting.id))
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
        meeting = records.get(self.desk.file, Meeting, id)
        group = records.get(self.desk.file, Group, meeting.group)
        self.right.setCurrentWidget(self.form)
        state = _("minutes {number}").format(number=meeting.number) if meeting.is_closed else _("open")
        title = f"{group.code} {group.name} · {date_text(meeting.held_on)} · {state}"
        self.form.open(title, fields.draft_of(meeting), meeting, f"meeting:{id}")
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

    def save(self) -> None:
        shown = self.right.currentWidget()
        if isinstance(shown, Form) and not (shown is self.form and self.form.base.is_closed):
            shown.save()

    def lock(self) -> None:
        """Close the meeting on the screen, or say everything that is still missing."""
        if self.is_on_form() and not self.form.base.is_closed:
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
        self._show_paper(MINUTES.id)

    def _show_paper(self, name: str) -> None:
        if not self.is_on_form():
            return
        if self.form.is_dirty():
            self.form.save()
        if self.form.is_dirty():
            return  # the form says why it could not be saved; an older paper would only mislead
        self.desk.paper_wanted.emit(Wanted(name, "meeting", self.form.base.id))

    def keep_drafts(self) -> None:
        self.call.keep_draft()
        self.form.keep_draft()
