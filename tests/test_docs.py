"""What is written about the program is complete and true."""

import re
import runpy
from pathlib import Path

import pytest

from lcdesk.domain.verbs import VERBS
from lcdesk.i18n import _, in_language
from lcdesk.printing.catalogue import PAPERS
from lcdesk.printing.printable import Printable
from lcdesk.ui.areas.roster import AREAS, key_of
from lcdesk.ui.kit.keys import KEYS

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(len(AREAS)))
def test_the_guide_names_every_area_with_its_key(number: int) -> None:
    with in_language("vi"):
        named = f"**{_(AREAS[number].title)}** ({key_of(number)})"
    assert named in GUIDE, f"docs/huong-dan.md lacks the area {named}"


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda each: each.id)
def test_the_guide_names_every_paper(paper: Printable) -> None:
    with in_language("vi"):
        named = _(paper.name)
    assert named in GUIDE, f"the table of papers in docs/huong-dan.md lacks {named}"


@pytest.mark.parametrize("text", VERBS.values())
def test_the_guide_names_every_verb_that_can_be_taken_back(text: str) -> None:
    with in_language("vi"):
        named = _(text)
    assert named in GUIDE, f"docs/huong-dan.md lacks, among what Ctrl+Z takes back: {named}"


@pytest.mark.parametrize(("keys", "does"), KEYS)
def test_the_guide_names_every_key(keys: str, does: str) -> None:
    with in_language("vi"):
        line = f"| {keys} | {_(does)} |"
    assert line in GUIDE, f"the table of keys in docs/huong-dan.md lacks the line {line}"


def test_the_picture_of_the_floors_is_that_of_the_code() -> None:
    floors = runpy.run_path(str(ROOT / "docs" / "floors.py"))
    drawn = (ROOT / "docs" / "floors.svg").read_text(encoding="utf-8")
    assert floors["picture"](ROOT) == drawn, "run: python docs/floors.py"


def test_decisions_are_numbered_and_dated() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    numbers = [int(each) for each in re.findall(r"(?m)^## (\d+)\. .+\n\d{4}-\d\d-\d\d$", text)]
    assert numbers == list(range(1, len(re.findall(r"(?m)^## ", text)) + 1))


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", "docs/architecture.md", "docs/testing.md", "README.md"]
)
def test_the_paths_that_are_named_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:lcdesk|tests|docs|resources|i18n)/[\w/.-]+)`", text))
    rooms = "actions|demo|domain|printing|queries|reporting|storage|papers|ui"
    named |= {f"lcdesk/{each}" for each in re.findall(rf"`((?:{rooms})/[\w/]+\.py)`", text)}
    assert named and [each for each in sorted(named) if not (ROOT / each).exists()] == []
