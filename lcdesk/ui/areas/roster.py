"""The areas of the window in their order, by what each says of itself, so that none is imported
before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from lcdesk.i18n import N_
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.page import Page


@dataclass(frozen=True)
class AreaEntry:
    """An area by its module and class, with the title, icon, group and tables that its class says
    of itself."""

    module: str
    name: str
    title: str
    icon: str
    group: str = ""
    tables: tuple[str, ...] = ()

    def load(self) -> type[Page]:
        """The class of the area; its papers and their fonts are read only by who wants them."""
        cls: type[Page] = getattr(import_module(f"lcdesk.ui.areas.{self.module}"), self.name)
        return cls

    def made(self, desk: Desk) -> Page:
        """The page of the area at a desk."""
        return self.load()(desk)


PEOPLE, LENDING, MONTHLY, OVERVIEW = (
    N_("Groups and people"),
    N_("Lending"),
    N_("Every month"),
    N_("Overview"),
)

AREAS = (
    AreaEntry("today", "Today", N_("Today"), "calendar-days"),
    AreaEntry("groups", "Groups", N_("Savings groups"), "users", PEOPLE, ("group",)),
    AreaEntry(
        "members", "People", N_("Members and households"), "user", PEOPLE, ("member", "household")
    ),
    AreaEntry(
        "applications",
        "Dossiers",
        N_("Loan applications"),
        "file-text",
        LENDING,
        ("application", "proposal_list"),
    ),
    AreaEntry("meetings.area", "Meetings", N_("Review meetings"), "gavel", LENDING, ("meeting",)),
    AreaEntry("loans.area", "Loans", N_("Loans"), "landmark", LENDING, ("loan",)),
    AreaEntry(
        "collecting",
        "Collections",
        N_("Interest and savings"),
        "coins",
        MONTHLY,
        ("collection", "closing"),
    ),
    AreaEntry(
        "checks",
        "Checks",
        N_("Checks"),
        "eye",
        MONTHLY,
        ("use_check", "group_check", "reconciliation", "group_score"),
    ),
    AreaEntry(
        "reports.area",
        "Reports",
        N_("Reports"),
        "chart-column",
        OVERVIEW,
        ("former_year", "year_plan"),
    ),
    AreaEntry(
        "catalogue",
        "Catalogue",
        N_("Catalogue"),
        "settings",
        OVERVIEW,
        ("ward", "association", "neighbourhood", "programme", "wording"),
    ),
)
"""Those of a group stand together; a new one goes to the end of its group only where no key of
another may change."""


def key_of(number: int) -> str:
    """The key that goes to an area: Alt with 1 to 9 and 0 for the first ten, Ctrl with 1 to 9 for
    those after."""
    return f"Alt+{(number + 1) % 10}" if number < 10 else f"Ctrl+{number - 9}"


def home_of(table: str, areas: Sequence[AreaEntry] = AREAS) -> int:
    """The number of the area in which the records of a table are at home."""
    return next(number for number, each in enumerate(areas) if table in each.tables)
