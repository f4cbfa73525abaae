"""The figures of former years and the plans of years beside the reports."""

from lcdesk.domain.plans import YearPlan
from lcdesk.storage import records
from lcdesk.ui.areas.reports.area import FormerYears, Reports, YearPlans
from lcdesk.ui.areas.reports.pane import ReportPane
from lcdesk.ui.shell.window import Window
from tests.officer import CTRL, Key, Officer


def test_former_years_stand_newest_first(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    area = window.current
    assert isinstance(area, Reports)
    area.tabs.setCurrentIndex(1)
    for year in ("2014", "2016", "2015"):
        officer.press(Key.Key_N, CTRL).fill(year=year, outstanding="70.757tr").press(
            Key.Key_S, CTRL
        )
    page = area.current
    assert isinstance(page, FormerYears)
    model = page.register.model
    assert [model.index(row, 0).data() for row in range(3)] == ["2016", "2015", "2014"]


def test_a_plan_of_a_year_is_typed(officer: Officer, pane: ReportPane, window: Window) -> None:
    area = window.current
    assert isinstance(area, Reports)
    area.tabs.setCurrentIndex(2)
    assert isinstance(area.current, YearPlans)
    officer.press(Key.Key_N, CTRL).fill(year="2026", entrusted_capital="7 tỷ")
    officer.press(Key.Key_S, CTRL)
    (plan,) = records.find(window.desk.file, YearPlan)
    assert (plan.year, plan.entrusted_capital) == (2026, 7_000_000_000)
