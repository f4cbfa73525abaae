"""Whatever a ward's life was, every report of any period comes to the same totals."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdesk.actions import figures
from lcdesk.actions.reports import borrowers, catalogue, movement, savings, summary
from lcdesk.actions.reports.scene import Asked, Scene
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import BREAKDOWNS, NAMES, OF_GROUPS, summed
from lcdesk.domain.reports import SUM
from lcdesk.storage import ledger
from tests.actions.made import new_ward
from tests.actions.random_wards import asked_periods, fill, gone_again

TODAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
RANDOM = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def open_file(tmp_path_factory):
    file = new_ward(tmp_path_factory.mktemp("random") / "ward.lcdesk")
    yield file
    file.close()


def sum_of(table):
    """The last row by the keys of the columns."""
    (row,) = [each for each in table.rows if each.kind == SUM]
    return dict(zip([each.key for each in table.columns], row.cells, strict=True))


@RANDOM
@given(rng=st.randoms(use_true_random=False), period=asked_periods(), today=TODAYS)
def test_totals_agree_on_two_hundred_random_wards(open_file, rng, period, today):
    with gone_again(open_file):
        fill(open_file, rng)
        scene = Scene(figures.reading_of(open_file, today), Asked("summary", period))
        found = scene.figures  # refused where they disagree
        for by in BREAKDOWNS:
            lines = summed(line.figures for line in found.by(by).lines)
            total = found.by(by).total
            for part in NAMES.keys() - {"households"}:
                assert getattr(lines, part) == getattr(total, part), (by, part)
            table = movement.section(scene, by).tables[0]
            for line in table.rows:
                cells = dict(zip([each.key for each in table.columns], line.cells, strict=True))
                end = cells["begin"] + cells["paid_out"] - cells["repaid"] + cells.get("moved", 0)
                assert end == cells["end"], by
            assert sum_of(summary.section(scene, by).tables[0])["outstanding"] == found.whole.outstanding
        check_lists(scene, found.whole)


def check_lists(scene, whole):
    """Lists with names come to the same as the figures."""
    (table,) = borrowers.local_section(scene).tables
    local = sum(each.outstanding for each in scene.facts.loans if each.fund_source == "local")
    assert sum(row.cells[-2] for row in table.rows if row.kind == SUM) == local
    for by in OF_GROUPS:
        saved = sum_of(savings.section(scene, by).tables[0])
        assert saved["end"] == whole.savings == sum(ledger.savings(scene.file, scene.as_of).values())
        moved = saved["saved"] + saved["saving_interest"] - saved["withdrawn"] - saved["repaid_from_savings"]
        assert saved["begin"] + moved == saved["end"]
    for name in ("borrowers", "loans"):
        report = catalogue.REPORTS[name].make(scene)
        totals = [row.cells for row in report.sections[0].tables[0].rows if row.kind == SUM]
        place = [each.key for each in report.sections[0].tables[0].columns].index("outstanding")
        assert sum(cells[place] for cells in totals) == whole.outstanding


@RANDOM
@given(rng=st.randoms(use_true_random=False), period=asked_periods(), today=TODAYS)
def test_every_report_is_made_of_any_period(open_file, rng, period, today):
    """Also of one before the first record, and of one to come."""
    with gone_again(open_file):
        fill(open_file, rng)
        reading = figures.reading_of(open_file, today)
        name = rng.choice([each for each in catalogue.REPORTS if each != "ten-year-review"])
        by = rng.choice(catalogue.REPORTS[name].by or ("programme",))
        only = rng.choice(({}, {"association": "1"}, {"programme": "1"}))
        report = catalogue.make_from(reading, Asked(name, period, by, rng.choice((0, 2023)), only))
        for section in report.sections:
            for table in section.tables:
                assert all(len(row.cells) == len(table.columns) for row in table.rows if row.kind != "heading")


def test_a_disagreement_names_the_two_and_stops_the_report(open_file, monkeypatch):
    import random

    with gone_again(open_file):
        fill(open_file, random.Random(7))
        names = figures.names
        monkeypatch.setattr(figures, "names", lambda file, by: {} if by == "neighbourhood" else names(file, by))
        asked = Asked("summary", figures.Period(date(2023, 1, 1), date(2025, 12, 31)))
        with pytest.raises(Refused) as refused:
            catalogue.make(open_file, asked, date(2026, 1, 1))
        assert "sổ cái" in str(refused.value) and "tổ dân phố" in str(refused.value)
