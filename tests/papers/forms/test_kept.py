"""Contents that were kept or printed by an earlier version are still the same papers: their JSON has not changed."""

from pathlib import Path

import pytest

from lcdesk.domain.plain import from_json, to_json
from lcdesk.papers.forms.catalogue import PAPERS
from tests.papers.forms import samples

KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
"""A content of each of these papers, as it was kept before they shared the records of their heads."""


@pytest.mark.parametrize("path", KEPT, ids=lambda each: each.stem)
def test_a_kept_content_opens_and_is_written_as_it_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8").strip()
    content = from_json(PAPERS[path.stem].content, text)
    assert to_json(content) == text
    assert content in samples.FILLED


def test_of_every_paper_of_that_time_a_content_is_kept() -> None:
    assert {path.stem for path in KEPT} == {
        "01",
        "01-gqvl",
        "01-uq",
        "03",
        "04",
        "06",
        "10C",
        "13",
        "15",
        "16",
    }
