"""The live line of a meeting: how many members there are, are there, must be there."""

from lcdesk.domain import meetings as rules
from lcdesk.domain.ids import MemberId
from lcdesk.domain.meetings import Attendance, Meeting, Quorum, Tabled
from lcdesk.i18n import _
from lcdesk.queries.ward import ward_of
from lcdesk.ui.areas.meetings.attendance import AttendanceTable
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label


class QuorumLine(Label):
    """Counts what stands in the table of attendance, and says how many may vote and must agree."""

    def __init__(self, desk: Desk, attendance: AttendanceTable) -> None:
        super().__init__()
        self._desk = desk
        self._attendance = attendance
        self.setObjectName("quorum")

    def attending(self) -> Meeting:
        """A meeting with the attendance as it stands in the table."""
        lines = (
            Attendance(member=MemberId(int(each["member"])), presence=each["presence"])
            for each in self._attendance.value()
        )
        return Meeting(attendance=tuple(lines))

    def counted(self) -> Quorum:
        """How many there are, are there, must be there."""
        ward = ward_of(self._desk.file)
        return rules.quorum(self.attending(), ward.quorum, ward.majority)

    def votes(self, tabled: Tabled) -> tuple[int, int]:
        """How many may vote on an application, and how many must be for it."""
        return rules.voters(self.attending(), tabled.recused), self.counted().votes_needed

    def count(self) -> None:
        """Show the line anew."""
        counted, unmarked = self.counted(), self.attending().count("")
        text = _("{members} members · {there} there · {needed} needed").format(
            members=counted.members, there=counted.there, needed=counted.needed
        )
        state = _("quorum reached") if counted.reached else _("no quorum")
        rest = _(" · {count} not marked").format(count=unmarked) if unmarked else ""
        self.setText(f"{text} · ● {state}{rest}")
        theme.mark(self, "role", "good" if counted.reached else "warn")
