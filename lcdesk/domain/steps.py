"""Each step of an application on its road: when, by whom, with which number and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lcdesk.domain.applications import ROAD, STATES
from lcdesk.domain.fields import Entity, Lines, field
from lcdesk.domain.ids import ApplicationId, StepId
from lcdesk.domain.kinds import Choice, Date, Reference, Text
from lcdesk.domain.rules import BrokenRule, Objection
from lcdesk.i18n import N_


class StepRule(BrokenRule):
    """A rule that a step went against; the step has the reason."""


@dataclass(frozen=True)
class Judgement:
    """The rules that a step goes against and none before it: as they are said now, and as they stay
    with the step in the language of the papers, in one order."""

    objections: tuple[Objection, ...] = ()
    kept: tuple[StepRule, ...] = ()


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
    broken_rules: tuple[StepRule, ...] = field(N_("Rules gone against"), Lines(of=StepRule))


def standing(steps: Sequence[Step]) -> list[Step]:
    """The steps that brought an application where it is, of its steps in order: those taken back
    do not count."""
    road: list[Step] = []
    for step in steps:
        if step.went_to in ROAD[step.came_from]:
            road.append(step)
        elif road:
            road.pop()
    return road


def state_before(steps: Sequence[Step]) -> str:
    """The state that an application came from, given its steps in order. "" for none."""
    road = standing(steps)
    return road[-1].came_from if road else ""
