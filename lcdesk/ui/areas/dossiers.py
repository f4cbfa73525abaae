"""The area of loan applications: the applications themselves, and the lists on which they are proposed."""

from lcdesk.i18n import N_
from lcdesk.ui.areas.applications import Applications
from lcdesk.ui.areas.proposals import Proposals
from lcdesk.ui.kit.page import Tabs


class Dossiers(Tabs):
    """Applications and proposal lists side by side."""

    title = N_("Loan applications")
    parts = (Applications, Proposals)
