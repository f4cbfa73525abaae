"""Every kind of record that a ward file keeps in a table of its own."""

from collections.abc import Mapping

from lcdesk.domain.applications import Application
from lcdesk.domain.checks import GroupCheck, GroupScore, Reconciliation, UseCheck
from lcdesk.domain.closings import Closing
from lcdesk.domain.collecting import Collection
from lcdesk.domain.fields import Entity, table_name
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.groups import Group
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Household, Member
from lcdesk.domain.plans import YearPlan
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.steps import Step
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording

ENTITIES: tuple[type[Entity], ...] = (
    Application,
    Association,
    Closing,
    Collection,
    FormerYear,
    Group,
    GroupCheck,
    GroupScore,
    Household,
    Loan,
    LoanTerms,
    Meeting,
    Member,
    Neighbourhood,
    Programme,
    ProposalList,
    Reconciliation,
    Step,
    UseCheck,
    Ward,
    Wording,
    YearPlan,
)
"""Entries of the ledger are none of them: they are only added to."""
TABLES: Mapping[str, type[Entity]] = {table_name(each): each for each in ENTITIES}
"""The same by the name of its table."""
