"""What was kept in an older shape is read in today's, and compared in its own."""

import json
from typing import Any

import pytest

from lcdesk.domain import shapes
from lcdesk.domain.errors import Refused
from lcdesk.domain.shapes import (
    STEPS,
    KeptContent,
    ShapeStep,
    adding,
    canonical,
    checksum,
    checksums,
    in_thousandths,
    newest,
)
from lcdesk.papers.forms.catalogue import PAPERS

OLD = '{"lines":[{"name":"Ổi"},{"name":"Khế"}],"place":null,"title":"A"}'
FIELDS = {"number": "", "lines.note": "", "place.floor": 0}
RENAMED = ShapeStep(
    up=lambda said: {
        **{name: value for name, value in said.items() if name != "title"},
        "heading": said["title"],
    },
    down=lambda said: {
        **{name: value for name, value in said.items() if name != "heading"},
        "title": said["heading"],
    },
)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STEPS, "10C", (adding(FIELDS), RENAMED))


def test_every_kind_of_content_has_its_steps() -> None:
    kinds = {*PAPERS, "figures", "year-book"}
    assert set(STEPS) == kinds, (
        "STEPS of lcdesk/domain/shapes.py has one line for each paper and kind, "
        f'such as "03": (); lacking: {sorted(kinds - set(STEPS))}, '
        f"of nothing: {sorted(set(STEPS) - kinds)}"
    )


def test_without_steps_a_content_is_what_was_kept_to_the_letter() -> None:
    assert KeptContent("10C", 1, "not even JSON").today() == "not even JSON"
    assert checksums("10C", OLD) == {1: checksum(OLD)}
    assert newest("10C") == newest("report loans") == 1


def test_an_older_content_goes_up_step_by_step(steps: None) -> None:
    said = json.loads(KeptContent("10C", 1, OLD).today())
    lines = [{"name": "Ổi", "note": ""}, {"name": "Khế", "note": ""}]
    assert said == {"heading": "A", "number": "", "place": None, "lines": lines}
    assert json.loads(KeptContent("10C", 2, canonical({"title": "B"})).today()) == {"heading": "B"}
    assert KeptContent("15", 1, OLD).today() == OLD, "other kinds have steps of their own"


def test_a_content_of_today_has_the_checksum_of_each_shape_that_can_say_it(steps: None) -> None:
    today = KeptContent("10C", 1, OLD).today()
    assert set(checksums("10C", today)) == {1, 2, 3}
    assert checksums("10C", today)[1] == checksum(OLD)
    assert checksums("10C", today)[3] == checksum(today)


@pytest.mark.parametrize(
    "said",
    [{"number": "7"}, {"lines": [{"note": ""}, {"note": "see overleaf"}]}, {"place": {"floor": 2}}],
)
def test_what_an_older_shape_could_not_say_has_no_checksum_in_it(
    steps: None, said: dict[str, Any]
) -> None:
    whole = {"heading": "A", "number": "", "place": None, "lines": []}
    assert set(checksums("10C", canonical({**whole, **said}))) == {2, 3}


def test_a_shape_of_a_newer_program_is_refused() -> None:
    with pytest.raises(Refused, match=r"newer version|phiên bản mới hơn"):
        KeptContent("10C", 2, OLD).today()
    shapes.check_known("10C", 1)


def test_a_rate_turns_into_thousandths_and_back_where_that_can_be_said() -> None:
    step = in_thousandths("lines.rate")
    before = {"lines": [{"rate": 838}, {"rate": 0}]}
    after = step.up(json.loads(json.dumps(before)))
    assert after == {"lines": [{"rate": 8380}, {"rate": 0}]}
    assert step.down(json.loads(json.dumps(after))) == before
    assert step.down({"lines": [{"rate": 8382}]}) is None
