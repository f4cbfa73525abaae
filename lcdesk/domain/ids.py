"""The ids of records: each kind its own type, so that a meeting's id cannot go where a group's is
wanted."""

from typing import NewType

ApplicationId = NewType("ApplicationId", int)
AssociationId = NewType("AssociationId", int)
ClosingId = NewType("ClosingId", int)
CollectionId = NewType("CollectionId", int)
EntryId = NewType("EntryId", int)
FormerYearId = NewType("FormerYearId", int)
GroupId = NewType("GroupId", int)
GroupCheckId = NewType("GroupCheckId", int)
GroupScoreId = NewType("GroupScoreId", int)
HouseholdId = NewType("HouseholdId", int)
LoanId = NewType("LoanId", int)
LoanTermsId = NewType("LoanTermsId", int)
MeetingId = NewType("MeetingId", int)
MemberId = NewType("MemberId", int)
NeighbourhoodId = NewType("NeighbourhoodId", int)
ProgrammeId = NewType("ProgrammeId", int)
ProposalListId = NewType("ProposalListId", int)
ReconciliationId = NewType("ReconciliationId", int)
StepId = NewType("StepId", int)
UseCheckId = NewType("UseCheckId", int)
WardId = NewType("WardId", int)
WordingId = NewType("WordingId", int)
YearPlanId = NewType("YearPlanId", int)
