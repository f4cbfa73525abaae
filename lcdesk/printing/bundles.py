"""The papers of a meeting in the order in which they lie on the desk."""

from lcdesk.domain.applications import Application
from lcdesk.domain.meetings import Meeting
from lcdesk.i18n import N_
from lcdesk.papers.forms.catalogue import Part
from lcdesk.printing import applications
from lcdesk.printing.meetings import MINUTES, for_meeting, minutes_parts
from lcdesk.printing.printable import Printable
from lcdesk.printing.proposals import LIST, list_parts
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def _parts(file: WardFile, _paper: Printable, meeting: Meeting) -> list[Part]:
    parts = [*minutes_parts(file, MINUTES, meeting), *list_parts(file, LIST, meeting)]
    for decision in meeting.decisions:
        application = records.get(file, Application, decision.application)
        parts.append(
            applications.part_of(file, applications.form_of(file, application), application)
        )
        if application.co_members:
            parts.append(applications.part_of(file, applications.AUTHORISATION, application))
    return parts


BUNDLE = Printable(
    "bundle",
    N_("Papers of a meeting"),
    {"meeting": for_meeting(_parts)},
    {"meeting": N_("All papers")},
)
PAPERS = (BUNDLE,)
