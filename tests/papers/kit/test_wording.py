"""The fixed wording, and values put into it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from unicodedata import is_normalized

import pytest

from lcdesk.papers.forms import catalogue
from lcdesk.papers.forms.collection import CollectionContent
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.forms.proposal_list import ProposalListContent
from lcdesk.papers.kit import wording
from lcdesk.papers.kit.head import Head
from lcdesk.papers.kit.layout import Layout
from tests.papers.forms import samples


def withdrawn(content: ProposalListContent) -> ProposalListContent:
    first, *others = content.lines
    return replace(content, lines=(replace(first, withdrawn="Không cần nữa"), *others))


def by_transfer(content: CollectionContent) -> CollectionContent:
    """The first pays by transfer, and the cash is counted for the rest."""
    first, *others = content.lines
    paid = replace(content, lines=(replace(first, transfer=True), *others), paid=True)
    return replace(paid, cash=samples.notes(paid.cash_taken))


FURTHER: dict[str, list[Head]] = {
    "10C": [
        samples.minutes(0, 0),
        samples.minutes(20),
        MinutesContent(held_on=samples.DAY),
        MinutesContent(members_total=9, quorum_present=2, quorum_needed=6),
    ],
    "01-gqvl": [replace(samples.JOB_APPLICATION, edition=0)],
    "03": [
        samples.proposal_list(8, decided=True),
        samples.proposal_list(2, decided=True),
        withdrawn(samples.proposal_list(2)),
    ],
    "04": [samples.notice(8), samples.notice(2)],
    "13": [
        samples.collection(7),
        replace(samples.collection(1), cash=samples.notes(10_000)),
        by_transfer(samples.collection(2)),
    ],
    "06": [samples.use_check(6)],
    "15": [samples.reconciliation(7)],
}
"""Contents that say what the filled and the blank one leave out."""


class Recorder(Mapping[str, str]):
    """Texts that remember which of them were asked for."""

    def __init__(self, texts: dict[str, str], asked: set[str]) -> None:
        self.texts, self.asked = texts, asked

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return self.texts.get(key, key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def rows() -> list[dict[str, str]]:
    read: list[dict[str, str]] = json.loads(
        (files("lcdesk.resources") / "wording.json").read_text(encoding="utf-8")
    )
    return read


def test_every_row_is_whole_and_stands_once() -> None:
    keys = [(row["paper"], row["key"]) for row in rows()]
    assert len(keys) == len(set(keys))
    assert {paper for paper, _ in keys} == {"*", "report", "narrative", *catalogue.PAPERS}, (
        "every paper of papers/forms/catalogue.py has texts in resources/wording.json, nothing else has"
    )
    for row in rows():
        assert set(row) == {"paper", "key", "text", "source"}
        assert row["text"] and row["source"]
        assert is_normalized("NFC", row["text"])


def asked_for(layout: Layout) -> set[str]:
    """The keys of all texts that a paper prints, filled or blank."""
    asked: set[str] = set()
    texts = Recorder(wording.texts_of(layout.id, {}, layout.above), asked)
    filled = [each for each in samples.FILLED if type(each) is layout.content]
    for content in [*filled, layout.content(), *FURTHER.get(layout.id, [])]:
        layout.laid_out(content, texts)
    return asked


@pytest.mark.parametrize("layout", catalogue.PAPERS.values(), ids=lambda each: each.id)
def test_every_text_of_a_paper_ships_and_none_is_left_unused(layout: Layout) -> None:
    asked, shipped = asked_for(layout), wording.shipped()
    missing = asked - set(wording.texts_of(layout.id, {}, layout.above))
    assert not missing, (
        f"resources/wording.json lacks texts of paper {layout.id}: {sorted(missing)}"
    )
    unused = set(shipped.get(layout.id, {})) - asked
    assert not unused, f"paper {layout.id} does not print these of its texts: {sorted(unused)}"


def test_every_text_that_all_papers_share_is_printed_by_one() -> None:
    printed = [asked_for(each) for each in catalogue.PAPERS.values()]
    assert set(wording.shipped()["*"]) <= set[str]().union(*printed)


def test_neither_text_nor_value_is_markup() -> None:
    assert (
        wording.fill("a < {x} & {y}", {"x": "<b>", "y": "{x} & 100%"})
        == "a &lt; &lt;b&gt; &amp; {x} &amp; 100%"
    )


@pytest.mark.parametrize(
    "text", ["{unknown}", "{}", "{", "}{", "{0}", "{x.y}", "{x!r}", "%s %(x)s"]
)
def test_a_slip_in_the_wording_prints_as_it_is_written(text: str) -> None:
    assert wording.fill(text, {"x": "value"}) == text


def test_values_are_shown_the_vietnamese_way() -> None:
    values: dict[str, str | int | date] = {"money": 1234567, "day": date(2026, 9, 5), "text": "Hoa"}
    assert wording.fill("{money} {day} {text}", values) == "1.234.567 05/09/2026 Hoa"
    assert (wording.spelled(0), wording.spelled(5_000_000)) == ("", "Năm triệu đồng")


def test_what_has_no_value_becomes_dots() -> None:
    values: dict[str, str | int | date | None] = {"text": "", "money": 0, "day": None}
    assert wording.fill("{text}|{money}|{day}", values, "...") == f"...|...|{wording.BLANK_DATE}"
    assert wording.blanks("{text} {money} {day} {other}", values) == ["text", "money"]


def test_a_wards_text_comes_before_the_shipped_one() -> None:
    texts = wording.texts_of("10C", {"10C": {"title": "BIÊN BẢN"}, "*": {"motto": "Khác"}})
    assert (texts["title"], texts["motto"]) == ("BIÊN BẢN", "Khác")
    assert texts["form"] == wording.shipped()["10C"]["form"]
    # What the paper itself ships comes before what the ward has for all papers.
    assert wording.texts_of("03", {"*": {"name": "Tên"}})["name"] == wording.shipped()["03"]["name"]


def test_a_long_text_is_cut_where_it_cannot_run_over_pages() -> None:
    assert wording.brief("a" * 250) == "a" * 250
    assert wording.brief("a" * 251) == "a" * 249 + "…"
