"""When principal falls due: equal instalments, their dates, their sum."""

from collections.abc import Sequence
from datetime import date

from lcdesk.domain.days import months_later, on_transaction_day
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Record, field
from lcdesk.domain.kinds import Date, Money
from lcdesk.i18n import N_, _, date_text, money


class Instalment(Record):
    """Principal that falls due on a day."""

    due_on: date | None = field(N_("Due on"), Date(), required=True)
    amount: int = field(N_("Principal"), Money(least=1), required=True)


SMALLER_UNITS = (1_000, 1)
"""What instalments are rounded down to where the ward's unit would leave less than one for each."""


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

    They sum to the amount, none is 0, and the last one falls due at the end of the term: on the
    transaction day, unless that lies behind the term.
    """
    months = [*range(interval_months, term_months, interval_months), term_months]
    *others, end = (months_later(paid_out_on, each) for each in months)
    dates = [on_transaction_day(day, transaction_day) for day in others]
    if not_before:
        dates = [day for day in dates if day >= not_before]
    return split(amount, [*dates, final_day(end, transaction_day)], unit)


def final_day(end: date, transaction_day: int) -> date:
    """The day of the last instalment of a term that ends on a day: the transaction day of that
    month, but never behind the term."""
    return min(end, on_transaction_day(end, transaction_day))


def split(amount: int, dates: Sequence[date], unit: int) -> tuple[Instalment, ...]:
    """An amount over the days on which it falls due, as `schedule` says; rounded down to less where
    it would not fill a unit on each day."""
    dates = dates[-amount:]
    fitting = (each for each in (unit, *SMALLER_UNITS) if amount >= each * len(dates))
    rounded = next(fitting)
    part = amount // len(dates) // rounded * rounded
    amounts = [*[part] * (len(dates) - 1), amount - part * (len(dates) - 1)]
    return tuple(
        Instalment(due_on=day, amount=each) for day, each in zip(dates, amounts, strict=True)
    )


def rescheduled(
    instalments: Sequence[Instalment],
    cleared: int,
    from_on: date,
    interval_months: int,
    unit: int,
    transaction_day: int = 0,
) -> tuple[Instalment, ...]:
    """What is still to be repaid after a day, spread anew until the same final day.

    What fell due before stays; of the rest, what is `cleared` already, repaid ahead or written off,
    counts as an instalment of that day and is not spread.
    """
    past = [each for each in instalments if each.due_on and each.due_on <= from_on]
    ahead = max(cleared - sum(each.amount for each in past), 0)
    rest = sum(each.amount for each in instalments[len(past) :]) - ahead
    final = instalments[-1].due_on
    assert final
    if rest < 1:
        raise Refused(
            {"from_on": _("Everything has fallen due by {day}.").format(day=date_text(from_on))}
        )
    dates, months = [], interval_months
    while (due_on := on_transaction_day(months_later(from_on, months), transaction_day)) < final:
        dates.append(due_on)
        months += interval_months
    return (*_with_ahead(past, ahead, from_on), *split(rest, [*dates, final], unit))


def _with_ahead(past: list[Instalment], ahead: int, day: date) -> list[Instalment]:
    """Instalments of the past with what was repaid ahead by a day."""
    if not ahead:
        return past
    if past and past[-1].due_on == day:
        return [*past[:-1], Instalment(due_on=day, amount=past[-1].amount + ahead)]
    return [*past, Instalment(due_on=day, amount=ahead)]


def extended(
    instalments: Sequence[Instalment], months: int, contract_day: int, transaction_day: int = 0
) -> tuple[Instalment, ...]:
    """The last instalment falls due so many months later.

    It counts from the contract's day of the month where a shorter month has cut that: of a loan of
    the 31st, 28/02 and 3 months are 31/05.
    """
    last = instalments[-1]
    assert last.due_on
    end = months_later(last.due_on, months)
    if last.due_on == on_transaction_day(last.due_on, contract_day):
        end = on_transaction_day(end, contract_day)
    return (
        *instalments[:-1],
        Instalment(due_on=final_day(end, transaction_day), amount=last.amount),
    )


def remaining(
    instalments: Sequence[Instalment], amount: int, after: date
) -> tuple[Instalment, ...]:
    """When an amount is still to fall due after a day, by the schedule of the contract.

    The last instalments hold it, filled from the end, since repayments count for the earliest; the
    first of them takes what they cannot hold. None where all of the contract has fallen due.
    """
    ahead: list[Instalment] = []
    for each in reversed([each for each in instalments if each.due_on and each.due_on > after]):
        part = min(amount, each.amount)
        amount -= part
        if part:
            ahead.insert(0, Instalment(due_on=each.due_on, amount=part))
    if amount and ahead:
        ahead[0] = Instalment(due_on=ahead[0].due_on, amount=ahead[0].amount + amount)
    return tuple(ahead)


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


def still_due(instalments: Sequence[Instalment], cleared: int) -> list[Instalment]:
    """What of each instalment is neither repaid nor written off; both count for the earliest
    first."""
    left = []
    for each in instalments:
        covered = min(cleared, each.amount)
        cleared -= covered
        if covered < each.amount:
            left.append(Instalment(due_on=each.due_on, amount=each.amount - covered))
    return left


def extension_limit(term_months: int) -> int:
    """Months by which a loan may be extended in all: 12 for a loan up to 12 months, else half its
    term."""
    return 12 if term_months <= 12 else term_months // 2
