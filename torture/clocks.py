"""A clock that is years wrong, as on a laptop with a dead battery: opening, saving, copying and
reading go on."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from lcdesk.actions import files, registers
from lcdesk.domain.errors import Refused
from lcdesk.domain.people import Member
from lcdesk.queries import listings
from lcdesk.storage import database, drafts, printed, records
from torture import scratch
from torture.pool import Size
from torture.reading import everything
from torture.scratch import PASSWORD, WARD
from torture.tally import Lost, Tally

MOMENTS = (
    *(datetime(1970, 1, 1), datetime(1980, 1, 1), datetime(2000, 2, 29, 23, 59)),
    *(datetime(2016, 1, 1), datetime(2025, 11, 25)),
    *(datetime(2038, 1, 19, 3, 14, 8), datetime(2099, 12, 31, 23, 59, 59)),
)
"""Where clocks of machines begin, end, and stand when their battery is dead."""
SHORT, LONG = Size(1, 8), Size(30, 8)
PATIENCE = 120.0


def case(seed: int, number: int, tries: int) -> Tally:
    """A ward file that is opened by one wrong clock after the other."""
    tally, rng = Tally(), Random(f"{seed} clocks {number}")
    with scratch.folder() as place:
        scratch.begin(place / "ward")
        moments = [*MOMENTS, datetime(2026, 1, 1) + timedelta(days=rng.randint(-9000, 9000))]
        for moment in rng.sample(moments, tries):
            tally.run(f"at {moment}", partial(_work, place / "ward" / WARD, moment))
    return tally


def _work(path: Path, moment: datetime) -> None:
    with ExitStack() as clocks:
        for module in (records, drafts, printed):
            clocks.enter_context(patch.object(module, "now", lambda: moment.isoformat()))
        clocks.enter_context(patch.object(database, "date", _Day.at(moment)))
        file = files.open_ward(path, PASSWORD)
        try:
            before = len(records.find(file, Member))
            _read_and_save(file, moment)
            if len(records.find(file, Member)) != before:
                raise Lost("members that were there are gone")
        finally:
            file.close()


class _Day(date):
    """The day of a clock that stands still."""

    @classmethod
    def at(cls, moment: datetime) -> type[date]:
        """A class of days whose today is that of a moment."""
        return type("Day", (cls,), {"today": classmethod(lambda _cls: moment.date())})


def _read_and_save(file: database.WardFile, moment: datetime) -> None:
    everything(file)
    listings.duties(file, moment.date())
    for register in ("groups", "members", "loans", "entries"):
        listings.listed(file, register, moment.date())
    member = records.find(file, Member)[0]
    registers.save_member(file, member)
    try:
        registers.undo_last(file, moment.date())
    except Refused:
        return
    drafts.keep(file, "form", {"name": "Đỗ Thị Sen Đá"})
    files.add_copy(file, file.path.parent / scratch.COPIES, moment)
    if files.check(file):
        raise Lost("its check complains")
