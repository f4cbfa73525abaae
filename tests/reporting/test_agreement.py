"""Whatever a ward's life was, every report of any period comes to the same totals."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdesk.actions import closings
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import BREAKDOWNS, NAMES, OF_GROUPS, Figures, summed
from lcdesk.domain.periods import Period
from lcdesk.domain.reports import SUM, Table
from lcdesk.domain.ward import Association
from lcdesk.i18n import in_language
from lcdesk.reporting import borrowers, catalogue, figures, movement, savings, summary
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.request import Request
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookReader
from tests.random_wards import asked_periods, before, fill, gone_again
from tests.small_ward import new_ward

TODAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
BASES = range(2019, 2026)
ADDED = NAMES.keys() - {"households"}
"""Parts of which those of all lines sum to the total; a household may stand in several lines."""
OF_GROUPS_ALONE = {"groups", "members", "savings"}
RANDOM = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
made_up = given(rng=st.randoms(use_true_random=False), period=asked_periods(), today=TODAYS)


@pytest.fixture(scope="module")
def open_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardFile]:
    file = new_ward(tmp_path_factory.mktemp("random") / "ward.lcdesk")
    yield file
    file.close()


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The rows by the keys of the columns."""
    keys = [each.key for each in table.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in table.rows]


def sum_of(table: Table) -> dict[str, Any]:
    """The sum, which is the last row."""
    assert [row.kind for row in table.rows].index(SUM) == len(table.rows) - 1
    return rows_of(table)[-1]


def assert_added_up(table: Table, *keys: str) -> None:
    """In these columns, as far as the table has them, the lines sum to the last row."""
    *lines, total = rows_of(table)
    for key in total.keys() & set(keys):
        assert sum(line[key] for line in lines) == total[key], (table.key, key)


@RANDOM
@made_up
def test_totals_agree_on_two_hundred_random_wards(
    open_file: WardFile, rng: Random, period: Period, today: date
) -> None:
    with gone_again(open_file):
        fill(open_file, rng)
        asked = Request("summary", period, base=rng.choice((0, *BASES)))
        gathering = Gathering(BookReader(open_file, max(today, period.first)), asked)
        found = gathering.figures  # refused where they disagree
        for by in BREAKDOWNS:
            lines = summed(line.figures for line in found.by(by).lines)
            for part in ADDED:
                assert getattr(lines, part) == getattr(found.by(by).total, part), (by, part)
            check_movement(gathering, by)
            check_summary(gathering, by)
        check_lists(gathering, found.whole)


def check_movement(gathering: Gathering, by: str) -> None:
    """Every line goes on from where it stood by the books, and the months end where the lines do."""
    by_line, *by_month = movement.section(gathering, by).tables
    for line in rows_of(by_line):
        assert (
            line["begin"] + line["paid_out"] - line["repaid"] + line.get("moved", 0) == line["end"]
        ), by
    assert_added_up(
        by_line, "begin", "new_loans", "paid_out", "repaid", "interest_paid", "moved", "end"
    )
    total = sum_of(by_line)
    assert gathering.only or total.get("moved", 0) == 0, "nothing is moved in or out of the whole"
    assert total["end"] == gathering.now(by).total.outstanding
    for months in by_month:
        assert_added_up(months, "paid_out", "repaid", "interest_paid")
        for part in ("paid_out", "repaid", "interest_paid", "end"):
            assert sum_of(months)[part] == total[part], part


def check_summary(gathering: Gathering, by: str) -> None:
    table = summary.section(gathering, by, level=2).tables[0]  # without its sentences
    assert sum_of(table)["outstanding"] == gathering.now(by).total.outstanding
    assert_added_up(table, *ADDED, "since_before", "since_base")


def check_lists(gathering: Gathering, whole: Figures) -> None:
    """Lists with names come to the same as the figures."""
    (table,) = borrowers.local_section(gathering).tables
    local = sum(each.outstanding for each in gathering.facts.loans if each.fund_source == "local")
    assert sum(row["outstanding"] for row in rows_of(table)[-1:]) == local
    for by in OF_GROUPS:
        check_savings(gathering, by)
        assert sum_of(savings.section(gathering, by).tables[0])["end"] == whole.savings
    assert whole.savings == sum(ledger.savings(gathering.file, gathering.as_of).values())
    for name in ("borrowers", "loans"):
        ((table,),) = (section.tables for section in catalogue.REPORTS[name].sections(gathering))
        assert sum(row["outstanding"] for row in rows_of(table)[-1:]) == whole.outstanding


def check_savings(gathering: Gathering, by: str) -> None:
    (table,) = savings.section(gathering, by).tables
    for line in rows_of(table):
        moved = (
            line["saved"]
            + line["saving_interest"]
            - line["withdrawn"]
            - line["repaid_from_savings"]
        )
        assert line["begin"] + moved + line.get("moved", 0) == line["end"], by
    moves = ("saved", "saving_interest", "withdrawn", "repaid_from_savings", "moved")
    assert_added_up(table, "members", "savers", "begin", *moves, "end")
    assert gathering.only or sum_of(table).get("moved", 0) == 0


@RANDOM
@made_up
def test_all_parts_together_are_the_whole(
    open_file: WardFile, rng: Random, period: Period, today: date
) -> None:
    """The parts by each value of any breakdown, in the lines of any other."""
    with gone_again(open_file):
        fill(open_file, rng)
        only, by = rng.choice(list(BREAKDOWNS)), rng.choice(list(BREAKDOWNS))
        whole = Gathering(
            BookReader(open_file, max(today, period.first)), Request("summary", period, by)
        )
        parts = [part_of(whole, {only: line.key}) for line in whole.now(only).lines]
        # By what groups are no parts of, neither groups nor members nor savings are told.
        told = ADDED if only in OF_GROUPS and by in OF_GROUPS else ADDED - OF_GROUPS_ALONE
        total = summed(part.now(by).total for part in parts)
        for name in told:
            assert getattr(total, name) == getattr(whole.now(by).total, name), (only, by, name)
        for part in parts:
            check_movement(part, by)
            check_summary(part, by)
            if only in OF_GROUPS and by in OF_GROUPS:
                check_savings(part, by)


def part_of(whole: Gathering, only: dict[str, str]) -> Gathering:
    return Gathering(whole.reader, replace(whole.request, only=only))


@RANDOM
@made_up
@in_language("vi")
def test_what_is_closed_stays_and_changes_nothing_else(
    open_file: WardFile, rng: Random, period: Period, today: date
) -> None:
    with gone_again(open_file):
        fill(open_file, rng)
        span, closed = before(rng, period)
        today = max(today, period.first)
        asked = Request("movement", period, rng.choice(list(BREAKDOWNS)))
        reader = BookReader(open_file, today)
        counted, made = (
            figures.counted(reader, closed),
            list(movement.MOVEMENT.sections(Gathering(reader, asked))),
        )
        closings.close(open_file, span, closed.last, today)
        assert figures.of_period(BookReader(open_file, today), closed) == counted
        assert (
            list(movement.MOVEMENT.sections(Gathering(BookReader(open_file, today), asked))) == made
        )
        with records.writing(open_file, "rename") as write:
            for each in records.find(open_file, Association):
                write.save(replace(each, name=f"{each.name} mới"))
        assert figures.of_period(BookReader(open_file, today), closed) == counted


@RANDOM
@made_up
def test_every_report_is_made_of_any_period(
    open_file: WardFile, rng: Random, period: Period, today: date
) -> None:
    """Or refused: of one before the first record, of one to come, against a base year that is not before it."""
    with gone_again(open_file):
        fill(open_file, rng)
        reader = BookReader(open_file, today)
        name = rng.choice([each for each in catalogue.REPORTS if each != "ten-year-review"])
        by = rng.choice(catalogue.REPORTS[name].by or ("programme",))
        only = rng.choice(({}, {"association": "1"}, {"programme": "1"}))
        asked = Request(name, period, by, rng.choice((0, *BASES)), only)
        if refused_for(reader, asked):
            with pytest.raises(Refused) as refused:
                catalogue.make_from(reader, asked)
            assert refused.value.complaints.keys() == refused_for(reader, asked)
            return
        for section in catalogue.make_from(reader, asked).sections:
            for table in section.tables:
                assert all(
                    len(row.cells) == len(table.columns)
                    for row in table.rows
                    if row.kind != "heading"
                )


def refused_for(reader: BookReader, asked: Request) -> set[str]:
    """The field that is at fault."""
    first = reader.books.first_day
    if asked.period.first > reader.today or (first is not None and asked.period.last < first):
        return {"period"}
    return {"base"} if asked.base >= asked.period.last.year else set()


def test_a_disagreement_names_the_two_and_stops_the_report(
    open_file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gone_again(open_file):
        fill(open_file, random.Random(7))
        names = figures.names
        monkeypatch.setattr(
            figures,
            "names",
            lambda file, by, day: {} if by == "neighbourhood" else names(file, by, day),
        )
        asked = Request("summary", Period(date(2023, 1, 1), date(2025, 12, 31)))
        with pytest.raises(Refused) as refused:
            catalogue.make(open_file, asked, date(2026, 1, 1))
        assert "sổ cái" in str(refused.value) and "tổ dân phố" in str(refused.value)
