"""Contents that were kept or printed by an earlier version are still the same papers: their JSON has changed only by
steps."""

import json
from pathlib import Path

import pytest

from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.shapes import KeptContent, checksums
from lcdesk.papers.forms.catalogue import PAPERS
from tests.papers.forms import samples

KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
"""A content of each of these papers, as it was kept before they shared the records of their heads."""


@pytest.mark.parametrize("path", KEPT, ids=lambda each: each.stem)
def test_a_kept_content_opens_and_is_written_as_it_was(path: Path) -> None:
    kept = KeptContent(path.stem, 1, path.read_text(encoding="utf-8").strip())
    content = from_json(PAPERS[path.stem].content, kept.today())
    again = to_json(content)
    assert again == kept.today(), (
        f"a field that was added, renamed or dropped needs a step of {path.stem} in STEPS of lcdesk/domain/shapes.py"
    )
    assert checksums(path.stem, again).get(1) == kept.checksum, (
        f"the steps of {path.stem} in lcdesk/domain/shapes.py do not lead back to what was kept"
    )
    names = [name for name in json.loads(kept.text) if hasattr(content, name)]
    assert any(
        all(getattr(each, name) == getattr(content, name) for name in names)
        for each in samples.FILLED
        if type(each) is type(content)
    ), (
        f"the sample of {path.stem} no longer says what was kept: only fields that are new may differ"
    )


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
