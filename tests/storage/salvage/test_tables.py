"""Numbers that may be lost, and which pages are whose."""

from lcdesk.storage.salvage.tables import FARTHEST, Span, joined, without


def test_numbers_that_were_filled_are_not_named_as_lost() -> None:
    assert without([Span(3, 9)], {1, 3, 5, 9, 12}) == [Span(4, 4), Span(6, 8)]
    assert without([Span(3, 5), Span(7, 8)], {3, 4, 5}) == [Span(7, 8)]
    assert without([Span(3, FARTHEST)], ()) == [Span(3, FARTHEST)]


def test_spans_that_touch_are_one() -> None:
    spans = [Span(7, 9), Span(1, 3), Span(4, 4), Span(8, 8), Span(11, FARTHEST)]
    assert joined(spans) == [Span(1, 4), Span(7, 9), Span(11, FARTHEST)]


def test_a_span_is_told_in_few_words() -> None:
    assert [str(each) for each in (Span(4, 4), Span(4, 6))] == ["4", "4–6"]
    assert str(Span(4, FARTHEST)) == "4 and beyond"
