"""The area of loan applications: the applications themselves, and the lists on which they are proposed."""

from lcdesk.i18n import N_
from lcdesk.ui.applications import Applications
from lcdesk.ui.page import Tabs
from lcdesk.ui.proposals import Proposals


class Dossiers(Tabs):
    """Applications and proposal lists side by side."""

    title = N_("Loan applications")
    parts = (Applications, Proposals)
