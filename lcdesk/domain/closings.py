"""A month or a year of the ledger that is closed."""

from datetime import date
from typing import ClassVar

from lcdesk.domain import periods
from lcdesk.domain.fields import Entity, field
from lcdesk.domain.ids import ClosingId
from lcdesk.domain.kinds import Choice, Month, Text
from lcdesk.domain.periods import Period
from lcdesk.i18n import N_

SPANS = {"month": N_("a month"), "year": N_("a whole year")}


class Closing(Entity):
    """A month or a year whose ledger is closed: nothing more is entered into it, and its figures
    are kept.

    `checksum` is that of the figures, in hexadecimal.
    """

    id: ClosingId = ClosingId(0)
    labels: ClassVar[tuple[str, ...]] = ("month",)
    order: ClassVar[str] = "month"
    newest_first: ClassVar[bool] = True

    span: str = field(N_("What is closed"), Choice(options=SPANS), required=True, default="month")
    month: date | None = field(
        N_("Month"), Month(), required=True, hint=N_("Such as 9/2026; of a year any month")
    )
    checksum: str = field(N_("Checksum of the figures"), Text(limit=64))

    @property
    def period(self) -> Period:
        """What is closed."""
        assert self.month
        return periods.year(self.month.year) if self.span == "year" else periods.month(self.month)
