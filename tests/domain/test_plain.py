"""Contents of papers as JSON."""

import json
from dataclasses import replace
from typing import Any

import pytest

from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.shapes import canonical, checksum
from lcdesk.papers.forms.application import ApplicationContent
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.forms.proposal_list import ProposalListContent
from tests.papers.forms.samples import APPLICATION, FILLED


@pytest.mark.parametrize(
    "content", [*FILLED, *(cls() for cls in PAPERS.values())], ids=lambda each: type(each).__name__
)
def test_a_content_comes_back_as_it_was(content: object) -> None:
    assert from_json(type(content), to_json(content)) == content


def test_the_text_is_canonical() -> None:
    text = to_json(APPLICATION)
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert all(canonical(json.loads(to_json(each))) == to_json(each) for each in FILLED), "in every shape, too"
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


def test_the_checksum_tells_contents_apart():
    def of(content):
        return checksum(to_json(content))

    assert of(APPLICATION) == of(replace(APPLICATION))
    assert of(APPLICATION) != of(replace(APPLICATION, amount=APPLICATION.amount + 1))
    assert len(of(ProposalListContent())) == 64


NO_DAY: Any = object()


@pytest.mark.parametrize("content", [MinutesContent, "text", replace(APPLICATION, signed_on=NO_DAY)])
def test_only_records_of_plain_facts_are_kept(content: str | ApplicationContent | type[MinutesContent]) -> None:
    with pytest.raises(TypeError):
        to_json(content)
