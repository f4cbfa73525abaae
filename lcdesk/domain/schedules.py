"""When principal falls due: equal instalments, their dates, their sum."""

from collections.abc import Sequence
from datetime import date

from lcdesk.domain.days import months_later, on_transaction_day
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Record, field
from lcdesk.domain.kinds import Date, Money
from lcdesk.i18n import N_, _, date_text, money, number


class Instalment(Record):
    """Principal that falls due on a day."""

    due_on: date | None = field(N_("Due on"), Date(), required=True)
    amount: int = field(N_("Principal"), Money(least=1), required=True)


def schedule(
    amount: int,
    paid_out_on: date,
    term_months: int,
    interval_months: int,
    unit: int,
    transaction_day: int = 0,
    not_before: date | None = None,
) -> tuple[Instalment, ...]:
    """Instalments of a loan in đồng: equal, each rounded down to whole `unit` đồng, the last takes
    the rest. None but the last falls due before `not_before`.

    They sum to the amount, none is 0, and the last one falls due at the end of the term. Refused
    where so many instalments would leave less than a unit for each.
    """
    dates = _due_dates(paid_out_on, term_months, interval_months, transaction_day)
    if not_before:
        dates = [day for day in dates if day >= not_before] or dates[-1:]
    return split(amount, dates, unit, term_months)


def split(
    amount: int, dates: Sequence[date], unit: int, term_months: int
) -> tuple[Instalment, ...]:
    """An amount over the days on which it falls due, as `schedule` says; `term_months` is for the
    sentence alone."""
    count = len(dates)
    each = amount // count // unit * unit
    if not each and count > 1:
        most = max(amount // unit, 1)
        raise Refused(
            {
                "instalment_months": _(
                    "{count} instalments of {amount} would be less than {unit} each. At most "
                    "{most} fit: "
                    "{months} months or more between instalments."
                ).format(
                    count=number(count),
                    amount=money(amount),
                    unit=money(unit),
                    most=number(most),
                    months=number(-(-term_months // most)),
                )
            }
        )
    amounts = [each] * (count - 1)
    amounts.append(amount - sum(amounts))
    return tuple(
        Instalment(due_on=day, amount=part) for day, part in zip(dates, amounts, strict=True)
    )


def _due_dates(
    paid_out_on: date, term_months: int, interval_months: int, transaction_day: int
) -> list[date]:
    months = [*range(interval_months, term_months, interval_months), term_months]
    return [on_transaction_day(months_later(paid_out_on, each), transaction_day) for each in months]


def rescheduled(
    instalments: Sequence[Instalment],
    from_on: date,
    interval_months: int,
    unit: int,
    transaction_day: int = 0,
) -> tuple[Instalment, ...]:
    """What falls due after a day, spread anew until the same final day; what fell due before
    stays."""
    past = tuple(each for each in instalments if each.due_on and each.due_on <= from_on)
    rest = sum(each.amount for each in instalments[len(past) :])
    final = instalments[-1].due_on
    assert final
    if not rest:
        raise Refused(
            {"from_on": _("Everything has fallen due by {day}.").format(day=date_text(from_on))}
        )
    dates, months = [], interval_months
    while (due_on := on_transaction_day(months_later(from_on, months), transaction_day)) < final:
        dates.append(due_on)
        months += interval_months
    return past + split(rest, [*dates, final], unit, months)


def extended(
    instalments: Sequence[Instalment], months: int, transaction_day: int = 0
) -> tuple[Instalment, ...]:
    """The last instalment falls due so many months later."""
    last = instalments[-1]
    assert last.due_on
    due_on = on_transaction_day(months_later(last.due_on, months), transaction_day)
    return (*instalments[:-1], Instalment(due_on=due_on, amount=last.amount))


def schedule_complaint(instalments: Sequence[Instalment], amount: int, paid_out_on: date) -> str:
    """Why instalments that were typed are no schedule of a loan; "" where they are."""
    total = sum(each.amount for each in instalments)
    days = [each.due_on for each in instalments if each.due_on]
    if total != amount:
        return _("The instalments sum to {total}; the loan is {amount}.").format(
            total=money(total), amount=money(amount)
        )
    if days != sorted(set(days)):
        return _("Each instalment must fall due after the one before.")
    if days[0] <= paid_out_on:
        return _("The first instalment must fall due after {day}.").format(
            day=date_text(paid_out_on)
        )
    return ""


def still_due(instalments: Sequence[Instalment], repaid: int) -> list[Instalment]:
    """What of each instalment is not repaid yet; repayments count for the earliest first."""
    left = []
    for each in instalments:
        covered = min(repaid, each.amount)
        repaid -= covered
        if covered < each.amount:
            left.append(Instalment(due_on=each.due_on, amount=each.amount - covered))
    return left


def extension_limit(term_months: int) -> int:
    """Months by which a loan may be extended in all: 12 for a loan up to 12 months, else half its
    term."""
    return 12 if term_months <= 12 else term_months // 2
