"""The state an application came from, after steps forward and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.applications import ROAD
from lcdesk.domain.steps import Step, state_before


def walked(*states: str) -> list[Step]:
    return [
        Step(came_from=before, went_to=after)
        for before, after in zip(states, states[1:], strict=False)
    ]


@pytest.mark.parametrize(
    ("states", "before"),
    [
        ((), ""),
        (("draft",), ""),
        (("draft", "tabled"), "draft"),
        (("draft", "tabled", "proposed"), "tabled"),
        (("draft", "tabled", "draft"), ""),
        (("draft", "tabled", "proposed", "tabled"), "draft"),
        (("draft", "tabled", "proposed", "tabled", "draft"), ""),
        (("draft", "tabled", "proposed", "tabled", "not_proposed"), "tabled"),
        (("draft", "tabled", "proposed", "sent_to_ward", "returned", "sent_to_ward"), "returned"),
        (("draft", "withdrawn", "draft"), ""),
    ],
)
def test_the_state_before_counts_no_step_that_was_taken_back(
    states: tuple[str, ...], before: str
) -> None:
    assert state_before(walked(*states)) == before


@given(st.data())
def test_walking_back_ends_where_the_road_began(data: st.DataObject) -> None:
    states = ["draft"]
    while ahead := [
        state for state in ROAD[states[-1]] if state != "sent_to_ward" or "returned" not in states
    ]:
        states.append(data.draw(st.sampled_from(ahead)))
        if data.draw(st.booleans()):
            break
    expected = states[:-1]
    while len(states) > 1 and (before := state_before(walked(*states))):
        assert before == expected.pop()
        if states[-1] in ROAD[before] and before in ROAD[states[-1]]:
            return  # between the ward and a returned list both ways are forward
        states.append(before)
    assert expected == []
