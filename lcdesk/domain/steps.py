"""Each step of an application on its road: when, by whom, with which number and reason."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from lcdesk.domain.applications import ROAD, STATES
from lcdesk.domain.fields import Entity, field
from lcdesk.domain.ids import ApplicationId, StepId
from lcdesk.domain.kinds import Choice, Date, Reference, Text
from lcdesk.i18n import N_


class Step(Entity):
    """One step forward or back."""

    id: StepId = StepId(0)
    labels: ClassVar[tuple[str, ...]] = ("id",)
    order: ClassVar[str] = "id"

    application: ApplicationId = field(
        N_("Application"), Reference(target="application"), required=True
    )
    came_from: str = field(N_("From state"), Choice(options=STATES), required=True)
    went_to: str = field(N_("To state"), Choice(options=STATES), required=True)
    taken_on: date | None = field(N_("On"), Date(), required=True)
    actor: str = field(N_("By"), Text())
    number: str = field(N_("Number"), Text(limit=50))
    reason: str = field(N_("Reason"), Text())


def state_before(steps: Sequence[Step]) -> str:
    """The state that an application came from, given its steps in order; those taken back do not
    count. "" for none."""
    road: list[str] = []
    for step in steps:
        if step.went_to in ROAD[step.came_from]:
            road.append(step.came_from)
        elif road:
            road.pop()
    return road[-1] if road else ""
