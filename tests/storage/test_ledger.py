"""The ledger in the file: added to alone, and summed as the domain sums it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from lcdesk.domain import ledger as rules
from lcdesk.domain.collecting import Collection
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import LoanId, ProgrammeId
from lcdesk.domain.ledger import EFFECTS, KINDS, Balance, Entry, balance_on
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.schedules import Instalment
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from tests.storage.wards import new_file, new_group, new_member, new_programme, reopened, save

START = date(2026, 3, 10)
OF_A_LOAN = [kind for kind, moved in EFFECTS.items() if moved.keys() - {"savings"}]
OF_SAVINGS = [kind for kind, moved in EFFECTS.items() if moved.keys() == {"savings"}]


def post(file: WardFile, *entries: Entry, verb: str = "post") -> list[Entry]:
    with records.writing(file, verb) as write:
        posted = ledger.post(write, entries)
    assert write.touched == ({"entry"} if entries else set())
    return posted


class Books:
    """A file with two programmes, three households and a loan or two for each."""

    def __init__(self, file: WardFile) -> None:
        self.file, self.group = file, new_group(file)
        self.members = [
            new_member(file, self.group, f"Lê Thị {name}", n) for n, name in enumerate("ABC", 1)
        ]
        home = self.members[0].household
        self.members.append(new_member(file, self.group, "Lê Văn A", 9, household=home))
        first = new_programme(file)
        self.programmes = [
            first,
            save(file, replace(first, id=ProgrammeId(0), version=0, code="HSSV")),
        ]
        self.loans = [self.loan(place, place % 2) for place in (0, 0, 1, 2, 3)]

    def loan(self, place: int, programme: int) -> Loan:
        number = len(records.find(self.file, Loan)) + 1
        made = Loan(
            member=self.members[place].id,
            group=self.group.id,
            programme=self.programmes[programme].id,
            code=f"66{number:04}",
            beneficiary="poor",
            amount=100,
            term_months=12,
        )
        return save(self.file, made)

    def entry(self, loan: int, kind: str, amount: int, days: int = 0, **facts: Any) -> Entry:
        on = START + timedelta(days=days)
        made = self.loans[loan]
        return Entry(
            **{
                "loan": made.id,
                "member": made.member,
                "entry_on": on,
                "kind": kind,
                "amount": amount,
                **facts,
            }
        )

    def saving(self, member: int, kind: str, amount: int, days: int = 0, **facts: Any) -> Entry:
        on = START + timedelta(days=days)
        return Entry(member=self.members[member].id, entry_on=on, kind=kind, amount=amount, **facts)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    file = new_file(tmp_path_factory.mktemp("ledger") / "x")
    yield Books(file)
    file.close()


@pytest.fixture(scope="module")
def full(books: Books) -> Books:
    """Books with five hundred entries by chance, some of them taken back."""
    rng = Random(20260905)
    for _verb in range(100):
        entries = [
            books.entry(
                rng.randrange(5), rng.choice(OF_A_LOAN), rng.randint(1, 10**12), rng.randrange(400)
            )
            for _each in range(4)
        ]
        entries.append(
            books.saving(
                rng.randrange(4), rng.choice(OF_SAVINGS), rng.randint(1, 10**9), rng.randrange(400)
            )
        )
        posted = post(books.file, *entries)
        if rng.random() < 0.2:
            post(books.file, *(rules.reversal(each, each.entry_on, "Nhầm") for each in posted))
    return books


def days() -> list[date]:
    return [START + timedelta(days=each) for each in (-1, 0, 1, 99, 200, 399, 500)]


def test_an_entry_comes_back_as_it_was_posted(books: Books) -> None:
    sheet = save(
        books.file, Collection(group=books.group.id, month=START.replace(day=1), held_on=START)
    )
    facts: dict[str, Any] = {"receipt": "PT 01", "note": "ghi chú", "sheet": sheet.id}
    (posted,) = post(books.file, books.entry(0, "disbursed", 10**15 - 1, **facts))
    assert posted.id
    assert (
        ledger.entry(books.file, posted.id)
        == posted
        == replace(books.entry(0, "disbursed", 10**15 - 1, **facts), id=posted.id)
    )
    (back,) = post(books.file, rules.reversal(posted, START, "Nhầm"))
    assert ledger.is_taken_back(books.file, posted.id)
    assert not ledger.is_taken_back(books.file, back.id)
    assert ledger.of_sheet(books.file, sheet.id) == [posted, back]
    assert ledger.with_receipt(books.file, "PT 01") == [posted, back]
    assert ledger.with_receipt(books.file, "") == []
    assert ledger.entry(books.file, back.id + 1000) is None


def test_nothing_posted_touches_nothing(books: Books) -> None:
    assert post(books.file) == []


def test_the_balances_are_those_of_the_entries(full: Books) -> None:
    for day in days():
        found = ledger.loan_balances(full.file, day)
        for loan in full.loans:
            entries = ledger.of_loan(full.file, loan.id)
            assert found.get(loan.id, Balance()) == balance_on(entries, day)
            assert (loan.id in found) == any(each.entry_on <= day for each in entries)


def test_the_balances_of_some_loans_are_asked_for_alone(full: Books) -> None:
    some = [full.loans[1].id, full.loans[3].id]
    found = ledger.loan_balances(full.file, date.max, some)
    assert found == {
        id: balance
        for id, balance in ledger.loan_balances(full.file, date.max).items()
        if id in some
    }
    assert ledger.loan_balances(full.file, date.max, []) == {}


def test_savings_are_those_of_the_entries(full: Books) -> None:
    for day in days():
        found = ledger.savings(full.file, day)
        for member in full.members:
            entries = ledger.of_savings(full.file, member.id)
            assert found.get(member.id, 0) == balance_on(entries, day).savings
    one = full.members[2].id
    assert ledger.savings(full.file, date.max, [one]) == {
        one: ledger.savings(full.file, date.max)[one]
    }


def test_entries_stand_in_the_order_of_their_days(full: Books) -> None:
    every = ledger.everything(full.file)
    assert every == sorted(every, key=lambda each: (each.entry_on, each.id))
    for loan in full.loans:
        assert ledger.of_loan(full.file, loan.id) == [
            each for each in every if each.loan == loan.id
        ]
    for member in full.members:
        assert ledger.of_savings(full.file, member.id) == [
            each for each in every if each.member == member.id and "savings" in EFFECTS[each.kind]
        ]


def test_entries_of_principal(full: Books) -> None:
    ids = [each.id for each in full.loans]
    for loan, entries in ledger.principal_of_loans(full.file, ids).items():
        moving = [
            kind for kind in KINDS if EFFECTS[kind].keys() & {"outstanding", "overdue", "frozen"}
        ]
        assert entries == [
            each for each in ledger.of_loan(full.file, LoanId(loan)) if each.kind in moving
        ]
    assert ledger.principal_of_loans(full.file, []) == {}


def test_what_was_posted_together_is_found_together(full: Books) -> None:
    posted = post(
        full.file,
        full.entry(0, "interest_paid", 5),
        full.entry(0, "repaid", 6),
        full.saving(1, "saved", 7),
    )
    for each in posted:
        assert sorted(entry.id for entry in ledger.posted_with(full.file, each)) == [
            each.id for each in posted
        ]


def test_when_each_loan_was_first_paid_out(full: Books) -> None:
    for loan, day in ledger.first_paid_out(full.file).items():
        paid_out = [each for each in ledger.of_loan(full.file, loan) if each.kind == "disbursed"]
        assert day == min(each.entry_on for each in paid_out)


def test_the_instalments_that_hold_on_a_day(books: Books) -> None:
    loan = books.loan(2, 0)
    for from_on, amounts in ((START, (1, 2)), (date(2026, 6, 1), (3,)), (date(2026, 6, 1), (4,))):
        lines = tuple(
            Instalment(due_on=date(2027, 1 + place, 1), amount=each)
            for place, each in enumerate(amounts)
        )
        save(
            books.file,
            LoanTerms(
                loan=loan.id, from_on=from_on, member=loan.member, rate=6600, instalments=lines
            ),
        )
    held = {
        day: ledger.schedules(books.file, day).get(loan.id, [])
        for day in (date(2026, 3, 9), START, date(2026, 6, 1))
    }
    assert [[each.amount for each in lines] for lines in held.values()] == [[], [1, 2], [4]]
    newest = records.find(books.file, LoanTerms, loan=loan.id)[-1]
    with records.writing(books.file, "take_back") as write:
        write.remove(newest, "Nhầm", START)
    assert [each.amount for each in ledger.schedules(books.file, date(2026, 6, 1))[loan.id]] == [3]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM entry",
        "DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)",
        "UPDATE entry SET amount = amount + 1",
        "UPDATE entry SET note = 'x' WHERE id = 1",
        "INSERT OR REPLACE INTO entry SELECT id, verb, loan, member, entry_on, kind, 9, '', '', NULL, NULL FROM entry",
    ],
)
def test_no_entry_is_changed_or_deleted(full: Books, sql: str) -> None:
    before = ledger.everything(full.file)
    assert before
    with pytest.raises(Refused), full.file.atomically():
        full.file.db.execute(sql)
    assert ledger.everything(full.file) == before


def test_an_entry_is_not_changed(full: Books) -> None:
    with pytest.raises(Refused) as refused, full.file.atomically():
        full.file.db.execute("UPDATE entry SET amount = 1")
    assert "the trail is only added to" in str(refused.value.__cause__)


def test_an_entry_is_taken_back_once(full: Books) -> None:
    taken = post(full.file, full.entry(0, "interest_paid", 5))[0]
    back = rules.reversal(taken, START, "Nhầm")
    post(full.file, back)
    before = ledger.everything(full.file)
    with pytest.raises(Refused) as refused:
        post(full.file, back)
    assert "UNIQUE" in str(refused.value.__cause__)
    assert ledger.everything(full.file) == before


@pytest.mark.parametrize(
    "facts", [{"amount": 0}, {"member": 0}, {"loan": 999}, {"sheet": 999}, {"reverses": 99_999}]
)
def test_an_entry_of_nothing_or_of_nobody_is_refused(full: Books, facts: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        post(full.file, replace(full.entry(0, "interest_paid", 5), **facts))


def test_a_verb_that_fails_enters_nothing(full: Books) -> None:
    before = ledger.everything(full.file)
    with pytest.raises(Refused), records.writing(full.file, "post") as write:
        ledger.post(write, [full.entry(0, "interest_paid", 5)])
        raise Refused("no")
    assert ledger.everything(full.file) == before


def test_the_ledger_is_there_after_opening_again(file: WardFile) -> None:
    made = Books(file)
    posted = post(file, made.entry(0, "disbursed", 50), made.saving(0, "saved", 7))
    again = reopened(file)
    assert ledger.everything(again) == posted
    again.close()
