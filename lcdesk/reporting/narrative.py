"""The figures of a period in sentences; their words are the ward's own to correct."""

from collections.abc import Iterator
from datetime import date

from lcdesk.domain.figures import Figures, share, times
from lcdesk.i18n import _, date_text, million, number, percent
from lcdesk.papers.kit.wording import plain, texts_of
from lcdesk.printing import papers
from lcdesk.reporting import applications, borrowers
from lcdesk.reporting.gathering import Gathering

PAPER = "narrative"
"""Under which name the wording has the sentences."""


class Narrator:
    """Says sentences in the wording of the ward."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._texts = texts_of(PAPER, papers.wording(gathering.file))

    def say(self, key: str, **values: str) -> str:
        """A sentence of the ward's wording with its placeholders filled."""
        return plain(self._texts[key], values)

    def year(self) -> Iterator[str]:
        """How the ward stands at the end of the period, and what happened in it."""
        gathering = self._gathering
        whole = gathering.figures.whole
        yield self.opening(whole, gathering.as_of)
        yield self.debt(
            whole,
            len([line for line in gathering.now("programme").lines if line.figures.outstanding]),
        )
        before = gathering.earlier_debt(gathering.day_before, "programme").total
        yield self.change("since_before", whole, before, day=date_text(gathering.day_before))
        if year := gathering.base:
            base = gathering.earlier_debt(date(year, 12, 31), "programme").total
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
        """The sentence with groups, members and the debt of a day."""
        associations = self._gathering.now("association").lines
        return self.say(
            "opening",
            day=date_text(day),
            ward=self._gathering.ward.full_name,
            groups=number(whole.groups),
            members=number(whole.members),
            associations=number(len([line for line in associations if line.figures.groups])),
        )

    def debt(self, whole: Figures, programmes: int) -> str:
        """The sentence on the debt and its programmes."""
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
            percent=percent(abs(share(difference, before.outstanding))),
            times=percent(times(now.outstanding, before.outstanding)),
            before=million(before.outstanding),
            **values,
        )

    def quality(self, whole: Figures) -> str:
        """The sentence on what is overdue and frozen."""
        return self.say(
            "quality",
            overdue=million(whole.overdue),
            share=percent(whole.overdue_share),
            frozen=million(whole.frozen),
            interest_owed=million(whole.interest_owed),
        )

    def local(self) -> str:
        """The local entrusted fund and its jobs."""
        return self.say("local", **borrowers.local_sums(borrowers.local_loans(self._gathering)))

    def _review_meetings(self) -> str:
        counts = applications.counts(applications.events(self._gathering))
        return self.say("applications", **{what: number(count) for what, count in counts.items()})
