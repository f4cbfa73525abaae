"""A programme with terms of two days, as tests of its rules ask it."""

from datetime import date

from lcdesk.domain.programmes import EligibleClass, Programme, ProgrammeTerm

OLD = ProgrammeTerm(
    from_on=date(2019, 3, 1), rate=6600, cap=50_000_000, longest_months=60, source="an old decree"
)
NEW = ProgrammeTerm(
    from_on=date(2026, 1, 1), rate=6600, cap=100_000_000, longest_months=120, source="a new decree"
)
POOR = Programme(
    code="HN",
    name="Cho vay hộ nghèo",
    exclusive=True,
    classes=(EligibleClass(household_class="poor"),),
    terms=(NEW, OLD),  # not in order
)
