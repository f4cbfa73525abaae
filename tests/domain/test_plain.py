"""Contents of papers as JSON, records as plain values."""

import json
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

import pytest

from lcdesk.domain.fields import Entity, Record, fields_of, table_name
from lcdesk.domain.figures import BREAKDOWNS, Breakdown, Figures, Line
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import HouseholdId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.people import Household, HouseholdClass, Member
from lcdesk.domain.plain import as_dict, from_dict, from_json, to_json
from lcdesk.domain.shapes import canonical, checksum
from lcdesk.papers.forms.application import ApplicationContent
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.forms.proposal_list import ProposalListContent
from lcdesk.reporting.figures import PeriodFigures
from tests.domain.made import every_record
from tests.papers.forms.samples import APPLICATION, FILLED
from tests.papers.reports import samples as reports

PERIOD_FIGURES = PeriodFigures(
    date(2026, 1, 1),
    date(2026, 12, 31),
    date(2026, 11, 25),
    Figures(groups=2, outstanding=50_000_000),
    tuple(
        Breakdown(by, (Line(by, "Hoa Sen", Figures(groups=2, outstanding=50_000_000)),))
        for by in BREAKDOWNS
    ),
)
KEPT = (
    *FILLED,
    *(each.content() for each in PAPERS.values()),
    reports.summary(),
    reports.review(),
    reports.register(),
    reports.book(),
    PERIOD_FIGURES,
)


@pytest.mark.parametrize("content", KEPT, ids=lambda each: type(each).__name__)
def test_a_content_comes_back_as_it_was(content: object) -> None:
    assert from_json(type(content), to_json(content)) == content


@pytest.mark.parametrize("content", KEPT, ids=lambda each: type(each).__name__)
def test_the_text_is_the_one_under_which_files_keep_checksums(content: Any) -> None:
    kept = json.dumps(
        asdict(content),
        default=date.isoformat,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    assert to_json(content) == kept


def test_the_text_is_canonical() -> None:
    text = to_json(APPLICATION)
    assert (
        json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        == text
    )
    assert all(canonical(json.loads(to_json(each))) == to_json(each) for each in FILLED), (
        "in every shape, too"
    )
    assert '"born_on":"1980-02-01"' in text
    assert "Măng Cụt" in text


def test_a_field_added_since_takes_its_default() -> None:
    assert from_json(MinutesContent, '{"group": "Hoa Sen"}') == MinutesContent(group="Hoa Sen")


@pytest.mark.parametrize(
    "text",
    [
        '{"grup": "Hoa Sen"}',
        '{"group": 1}',
        '{"members_total": true}',
        '{"members_total": 1.0}',
        '{"members_total": null}',
        '{"held_on": "05/09/2026"}',
        '{"held_on": 5}',
        '{"guests": {}}',
        '{"guests": ["Hoa"]}',
        '{"guests": [{"nom": "Hoa"}]}',
        "[]",
        "{",
    ],
)
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(MinutesContent, text)


def test_the_checksum_tells_contents_apart() -> None:
    def of(content: object) -> str:
        return checksum(to_json(content))

    assert of(APPLICATION) == of(replace(APPLICATION))
    assert of(APPLICATION) != of(replace(APPLICATION, amount=APPLICATION.amount + 1))
    assert len(of(ProposalListContent())) == 64


NO_DAY: Any = object()


@pytest.mark.parametrize(
    "content", [MinutesContent, "text", replace(APPLICATION, signed_on=NO_DAY)]
)
def test_only_records_of_plain_facts_are_kept(
    content: str | ApplicationContent | type[MinutesContent],
) -> None:
    with pytest.raises(TypeError):
        to_json(content)


HOUSEHOLD = Household(
    id=HouseholdId(7),
    version=3,
    name="Hoa Sen",
    classes=(HouseholdClass(year=2026, household_class="poor"),),
)


def test_a_record_in_plain_values_has_its_id_and_lines_and_no_version() -> None:
    plain = as_dict(HOUSEHOLD)
    assert list(plain)[:3] == ["id", "past", "name"] and "version" not in plain
    assert plain["classes"] == [as_dict(HOUSEHOLD.classes[0])]
    assert as_dict(Member(born_on=date(1980, 2, 29)))["born_on"] == "1980-02-29"
    assert as_dict(Member())["born_on"] is None


@pytest.mark.parametrize("cls", every_record(), ids=table_name)
def test_plain_values_are_the_declared_fields_in_their_order(cls: type[Record]) -> None:
    beside = ["id", "version"] if issubclass(cls, Entity) else []
    assert [each.name for each in fields(cls)] == [*beside, *(each.name for each in fields_of(cls))]


def test_a_trail_of_another_version_is_read_too() -> None:
    trail = json.loads(json.dumps(as_dict(HOUSEHOLD)))
    del trail["address"]
    trail["classes"][0]["gone"] = trail["gone"] = "x"
    assert from_dict(Household, trail) == replace(HOUSEHOLD, version=0)


@pytest.mark.parametrize(
    ("cls", "plain"),
    [
        (Entry, {"amount": True}),
        (Entry, {"amount": "5"}),
        (Entry, {"entry_on": 5}),
        (Group, {"past": [1]}),
        (Household, {"name": None}),
    ],
)
def test_a_record_takes_no_value_of_the_wrong_kind(
    cls: type[Record], plain: dict[str, Any]
) -> None:
    with pytest.raises(ValueError):
        from_dict(cls, plain)
