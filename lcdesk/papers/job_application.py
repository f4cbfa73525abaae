"""Form 01/GQVL: an application for a loan that creates or keeps jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from lcdesk.papers.application import ApplicationContent


@dataclass(frozen=True)
class JobApplicationContent(ApplicationContent):
    """What a 01/GQVL says: all of 01/TD, and the jobs. Amounts in đồng, workers in persons.

    `priority_groups` are the numbers (1–6) of the boxes to tick, in the order of the wording's `priority_1` … `priority_6`.
    `income` and `costs` are those of the plan in one year; their difference is worked out on the paper.
    """

    ethnicity: str = ""
    sex: str = ""
    id_expires_on: date | None = None
    phone: str = ""
    priority_groups: tuple[int, ...] = ()
    plan_place: str = ""
    workers_created: int = 0
    workers_kept: int = 0
    workers_expanded: int = 0
    workers_women: int = 0
    workers_own_household: int = 0
    workers_other: int = 0
    income: int = 0
    costs: int = 0


def flowables(content: JobApplicationContent, wording: Mapping[str, str]) -> list[Flowable]:
    """Lay out a 01/GQVL with the texts of paper "01-gqvl"."""
    raise NotImplementedError
