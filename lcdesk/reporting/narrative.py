"""The figures of a period in sentences; their words are the ward's own to correct."""

from collections.abc import Iterator
from datetime import date

from lcdesk.domain.figures import Figures, share, times
from lcdesk.i18n import _, date_text, million, number, rate
from lcdesk.papers.kit.wording import plain, texts_of
from lcdesk.printing import papers
from lcdesk.reporting import applications, borrowers
from lcdesk.reporting.request import Scene

PAPER = "narrative"
"""Under which name the wording has the sentences."""


class Narrator:
    """Says sentences in the wording of the ward."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._texts = texts_of(PAPER, papers.wording(scene.file))

    def say(self, key: str, **values: str) -> str:
        return plain(self._texts[key], values)

    def year(self) -> Iterator[str]:
        """How the ward stands at the end of the period, and what happened in it."""
        scene, whole = self._scene, self._scene.figures.whole
        yield self.opening(whole, scene.as_of)
        yield self.debt(whole, len([line for line in scene.now("programme").lines if line.figures.outstanding]))
        before = scene.told(scene.day_before, "programme").total
        yield self.change("since_before", whole, before, day=date_text(scene.day_before))
        if year := scene.asked.base:
            base = scene.told(date(year, 12, 31), "programme").total
            yield self.change("since_base", whole, base, year=str(year))
        yield self.say(
            "flow",
            paid_out=million(whole.paid_out),
            new_loans=number(whole.new_loans),
            repaid=million(whole.repaid),
            interest=million(whole.interest_paid),
        )
        yield self.quality(whole)
        yield self.say("savings", savings=million(whole.savings))
        yield self.local()
        yield self._review_meetings()

    def opening(self, whole: Figures, day: date) -> str:
        return self.say(
            "opening",
            day=date_text(day),
            ward=self._scene.ward.full_name,
            groups=number(whole.groups),
            members=number(whole.members),
            associations=number(len([line for line in self._scene.now("association").lines if line.figures.groups])),
        )

    def debt(self, whole: Figures, programmes: int) -> str:
        return self.say(
            "debt",
            programmes=number(programmes),
            outstanding=million(whole.outstanding),
            households=number(whole.households),
            loans=number(whole.loans),
        )

    def change(self, key: str, now: Figures, before: Figures, **values: str) -> str:
        """By how much outstanding debt grew or fell: in amount, per cent and times."""
        difference = now.outstanding - before.outstanding
        return self.say(
            key if before.outstanding else f"{key}_nothing",
            direction=_("rose by") if difference >= 0 else _("fell by"),
            difference=million(abs(difference)),
            percent=rate(abs(share(difference, before.outstanding))),
            times=rate(times(now.outstanding, before.outstanding)),
            before=million(before.outstanding),
            **values,
        )

    def quality(self, whole: Figures) -> str:
        return self.say(
            "quality",
            overdue=million(whole.overdue),
            share=rate(whole.overdue_share),
            frozen=million(whole.frozen),
            interest_owed=million(whole.interest_owed),
        )

    def local(self) -> str:
        """The local entrusted fund and its jobs."""
        return self.say("local", **borrowers.local_sums(borrowers.local_loans(self._scene)))

    def _review_meetings(self) -> str:
        counts = applications.counts(applications.events(self._scene))
        return self.say("applications", **{what: number(count) for what, count in counts.items()})
