"""Which copies of a ward file stay."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.copies import staying

NOON = datetime(2026, 11, 25, 12)
moments = st.lists(st.datetimes(datetime(2016, 1, 1), datetime(2036, 1, 1)), max_size=60)


def test_the_last_four_stay_and_one_of_each_day_before() -> None:
    half_hours = [NOON - timedelta(minutes=30 * n) for n in range(10)]
    yesterday = [each - timedelta(days=1) for each in half_hours]
    assert staying(half_hours + yesterday) == {*half_hours[:4], yesterday[0]}


def test_ten_years_of_daily_copies_are_thinned_to_days_weeks_months_and_years() -> None:
    daily = [NOON - timedelta(days=n) for n in range(3650)]
    stay = staying(daily)
    assert [each for each in daily if each in stay][:7] == daily[:7]
    assert {each.year for each in stay} == set(range(2016, 2027))
    assert len({(each.year, each.month) for each in stay}) >= 12
    assert 20 < len(stay) < 35


@given(moments)
def test_the_newest_stays_and_nothing_is_made_up(made: list[datetime]) -> None:
    stay = staying(made)
    assert stay <= set(made)
    assert not made or max(made) in stay
    assert {each.year for each in made} == {each.year for each in stay}


@given(moments)
def test_to_thin_twice_is_to_thin_once(made: list[datetime]) -> None:
    assert staying(staying(made)) == staying(made)
