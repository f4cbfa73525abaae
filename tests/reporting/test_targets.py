"""The plan of a year beside what it came to, and typed years that do not meet the books."""

from datetime import date
from typing import Any

import pytest

from lcdesk.actions import registers
from lcdesk.domain import periods
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.plans import YearPlan, YearTarget
from lcdesk.domain.reports import Report
from lcdesk.reporting import catalogue
from lcdesk.reporting.request import Request
from tests.small_ward import MILLION, TODAY, SmallWard, refusal

YEAR = periods.year(2026)


def made(ward: SmallWard, name: str, **asked: Any) -> Report:
    return catalogue.make(ward.file, Request(name, YEAR, **asked), TODAY)


def plan(ward: SmallWard) -> YearPlan:
    targets = (
        YearTarget(programme=ward.programme("HN").id, outstanding=80 * MILLION),
        YearTarget(neighbourhood=ward.group.neighbourhood, outstanding=40 * MILLION),
    )
    planned = YearPlan(year=2026, entrusted_capital=7 * MILLION, targets=targets)
    return registers.save(ward.file, planned).record


def test_the_book_compares_with_the_targets_of_its_year(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    titles = [each.title for each in made(ward, "year-book").sections]
    assert not any("chỉ tiêu" in each for each in titles)
    plan(ward)
    (section,) = (each for each in made(ward, "year-book").sections if "chỉ tiêu" in each.title)
    of_programme, of_neighbourhood = section.tables
    assert of_programme.rows[0].cells == (
        1, "Hộ nghèo", 80 * MILLION, 50 * MILLION, -30 * MILLION, 62_50,
    )  # fmt: skip
    assert of_neighbourhood.rows[0].cells[2:] == (
        40 * MILLION, 50 * MILLION, 10 * MILLION, 125_00,
    )  # fmt: skip
    assert of_programme.rows[-1].cells[2:] == of_programme.rows[0].cells[2:]


def test_a_year_has_one_plan_and_a_target_one_owner(ward: SmallWard) -> None:
    known = plan(ward)
    assert "year" in refusal(registers.save, ward.file, YearPlan(year=2026))
    both = YearTarget(programme=known.targets[0].programme, neighbourhood=ward.group.neighbourhood)
    for wrong in (both, YearTarget()):
        assert "programme" in wrong.complaints(TODAY)
    twice = YearPlan(year=2027, targets=(known.targets[0], known.targets[0]))
    assert list(twice.complaints(TODAY)) == ["targets.1.programme"]


def test_the_review_tells_what_the_local_budget_entrusted(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    registers.save(ward.file, FormerYear(year=2025, outstanding=8 * MILLION))
    keys = [
        each.key for each in made(ward, "ten-year-review", base=2025).sections[1].tables[0].columns
    ]
    assert "entrusted" not in keys, "nothing was typed"
    plan(ward)
    (table,) = made(ward, "ten-year-review", base=2025).sections[1].tables
    place = [each.key for each in table.columns].index("entrusted")
    assert [row.cells[place] for row in table.rows] == [None, 7 * MILLION]
    assert [len(row.cells) for row in table.rows] == [len(table.columns)] * 2


@pytest.mark.parametrize(("typed", "told"), [(0, False), (8 * MILLION, True)])
def test_a_typed_year_that_does_not_meet_the_books_is_told(
    ward: SmallWard, typed: int, told: bool
) -> None:
    """2025 is typed; the books of 2026 begin with nothing."""
    ward.lend(ward.members[2])
    registers.save(ward.file, FormerYear(year=2024, outstanding=5 * MILLION))
    registers.save(ward.file, FormerYear(year=2025, outstanding=typed))
    said = made(ward, "ten-year-review", base=2024).sections[0].sentences
    seams = [each for each in said if "Số đã nhập cuối năm" in each]
    assert bool(seams) is told
    assert not told or ("cuối năm 2025: dư nợ 8 triệu đồng" in seams[0] and date(2026, 1, 1))
