"""The fixed wording, and values put into it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from types import ModuleType
from unicodedata import is_normalized

import pytest

from lcdesk.papers.forms import (
    application,
    authorisation,
    catalogue,
    collection,
    group_check,
    job_application,
    minutes,
    notice,
    proposal_list,
    reconciliation,
    use_check,
)
from lcdesk.papers.kit import wording
from tests.papers.forms import samples

LAYOUTS: dict[str, tuple[ModuleType, list[catalogue.Content]]] = {
    "01": (application, [samples.APPLICATION]),
    "01-gqvl": (job_application, [samples.JOB_APPLICATION]),
    "01-uq": (authorisation, [samples.AUTHORISATION]),
    "10C": (minutes, [samples.minutes(0, 0), samples.minutes(20), minutes.MinutesContent(held_on=samples.DAY)]),
    "03": (proposal_list, [samples.proposal_list(8, decided=True), samples.proposal_list(2, decided=True)]),
    "04": (notice, [samples.notice(8), samples.notice(2)]),
    "13": (collection, [samples.collection(7), replace(samples.collection(1), cash=samples.notes(10_000))]),
    "06": (use_check, [samples.use_check(6)]),
    "16": (group_check, [samples.group_check()]),
    "15": (reconciliation, [samples.reconciliation(7)]),
}


class Recorder(Mapping[str, str]):
    """Texts that remember which of them were asked for."""

    def __init__(self, texts: dict[str, str], asked: set[str]) -> None:
        self.texts, self.asked = texts, asked

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return self.texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def rows() -> list[dict[str, str]]:
    read: list[dict[str, str]] = json.loads((files("lcdesk.resources") / "wording.json").read_text(encoding="utf-8"))
    return read


def test_every_row_is_whole_and_stands_once() -> None:
    keys = [(row["paper"], row["key"]) for row in rows()]
    assert len(keys) == len(set(keys))
    assert {paper for paper, _ in keys} == {"*", "report", "narrative", *catalogue.PAPERS}
    for row in rows():
        assert set(row) == {"paper", "key", "text", "source"}
        assert row["text"] and row["source"]
        assert is_normalized("NFC", row["text"])


def test_no_text_is_left_unused() -> None:
    used: dict[str, set[str]] = {}
    for paper, (module, contents) in LAYOUTS.items():
        used[paper] = set()
        texts = Recorder(wording.texts_of(paper, {}), used[paper])
        short = samples.minutes(1).__class__ if paper == "10C" else catalogue.PAPERS[paper]
        for content in [*contents, short(), *unmet(paper)]:
            module.flowables(content, texts)
    shipped = wording.shipped()
    assert {paper: set(shipped[paper]) - used[paper] for paper in used} == {paper: set() for paper in used}
    assert set(shipped["*"]) <= set[str]().union(*used.values())


def unmet(paper: str) -> list[minutes.MinutesContent]:
    """Minutes of a meeting with too few people, which have a sentence of their own."""
    return [minutes.MinutesContent(members_total=9, quorum_present=2, quorum_needed=6)] if paper == "10C" else []


def test_neither_text_nor_value_is_markup() -> None:
    assert wording.fill("a < {x} & {y}", {"x": "<b>", "y": "{x} & 100%"}) == "a &lt; &lt;b&gt; &amp; {x} &amp; 100%"


@pytest.mark.parametrize("text", ["{unknown}", "{}", "{", "}{", "{0}", "{x.y}", "{x!r}", "%s %(x)s"])
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
