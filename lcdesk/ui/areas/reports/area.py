"""The area of reports: the pane in which one is chosen and looked at, the figures of former years,
and the plans of years."""

from lcdesk.domain.figures import FormerYear
from lcdesk.domain.plans import YearPlan
from lcdesk.i18n import N_
from lcdesk.ui.areas.reports.pane import ReportPane
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.page import Tabs


class FormerYears(Area):
    """Figures of the years before the program was used."""

    record = FormerYear
    title = N_("Figures of former years")
    new_label = N_("New year")
    first_step = N_(
        "The figures of years before this program, typed from the papers of that time, to compare "
        "with."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register.count.hide()  # a sum of what stood at the ends of several years says nothing


class YearPlans(Area):
    """What each year is to come to."""

    record = YearPlan
    title = N_("Plans of years")
    new_label = N_("New plan")
    first_step = N_(
        "The targets of a year and the capital entrusted by the local budget, for the year's book "
        "and the ten-year review to compare with."
    )


class Reports(Tabs):
    """Reports, the figures of former years and the plans of years side by side."""

    title = N_("Reports")
    icon = "chart-column"
    group = N_("Overview")
    parts = (ReportPane, FormerYears, YearPlans)
