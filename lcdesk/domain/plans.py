"""What a year is to come to: capital of the local budget, and targets of outstanding debt."""

from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import NeighbourhoodId, ProgrammeId, YearPlanId
from lcdesk.domain.kinds import Money, Reference, Year
from lcdesk.i18n import N_, _


class YearTarget(Record):
    """The outstanding debt that a programme or a neighbourhood is to reach, in đồng."""

    programme: ProgrammeId = field(N_("Programme"), Reference(target="programme"))
    neighbourhood: NeighbourhoodId = field(N_("Neighbourhood"), Reference(target="neighbourhood"))
    outstanding: int = field(N_("Outstanding to reach"), Money(least=1), required=True)

    def complaints(self, today: date) -> dict[str, str]:
        if bool(self.programme) == bool(self.neighbourhood):
            return {"programme": _("Choose either a programme or a neighbourhood.")}
        return {}


class YearPlan(Entity):
    """The plan of one year, as the bank and the ward gave it out; reports compare with it."""

    id: YearPlanId = YearPlanId(0)
    labels: ClassVar[tuple[str, ...]] = ("year",)
    order: ClassVar[str] = "year"
    newest_first: ClassVar[bool] = True

    year: int = field(N_("Year"), Year(), required=True, column=True)
    entrusted_capital: int = field(
        N_("Capital entrusted by the local budget"),
        Money(),
        column=True,
        hint=N_("What stands at the end of the year"),
    )
    targets: tuple[YearTarget, ...] = field(N_("Targets"), Lines(of=YearTarget))

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        for name in ("programme", "neighbourhood"):
            named = [getattr(line, name) for line in self.targets]
            broken.update(
                {
                    f"targets.{index}.{name}": _("This stands here twice.")
                    for index, id in enumerate(named)
                    if id and id in named[:index]
                }
            )
        return broken
