"""Charts: what stands in them, that nothing touches or runs out, and that they need no colour."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import black

from lcdesk.domain.reports import COUNT, MILLION, MONEY, PERCENT, SCORE, Chart, Series
from lcdesk.i18n import in_language
from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.wording import texts_of
from lcdesk.papers.reports.chart_fills import face_of
from lcdesk.papers.reports.chart_labels import length
from lcdesk.papers.reports.charts import drawing, in_words
from tests.papers.reports.samples import MILLIONS, PROGRAMMES

TEXTS = texts_of("report", {})
WIDTH = 467
PROGRAMME_NAMES = tuple(each[0] for each in PROGRAMMES)


def drawn(chart: Chart, width: int = WIDTH) -> Drawing:
    return drawing(chart, width, TEXTS)


def strings(
    node: Drawing | Group, matrix: tuple[float | int, ...] = (1, 0, 0, 1, 0, 0)
) -> Iterator[tuple[String, list[tuple[float, float]]]]:
    """Each line of words with the corners of its place on the drawing."""
    for each in node.contents:
        if isinstance(each, Group):
            yield from strings(each, each.transform)
        elif isinstance(each, String) and each.text:
            yield each, corners(each, matrix)


def corners(string: String, matrix: tuple[float | int, ...]) -> list[tuple[float, float]]:
    wide = length(string.text, string.fontSize)
    left = string.x - {"start": 0, "middle": wide / 2, "end": wide}[string.textAnchor]
    a, b, c, d, e, f = matrix
    # Digits and most letters; the tones of capitals reach into the line above.
    low, high = string.y, string.y + string.fontSize * 0.68
    return [
        (a * x + c * y + e, b * x + d * y + f)
        for x, y in ((left, low), (left + wide, low), (left + wide, high), (left, high))
    ]


def words(chart: Chart) -> list[str]:
    return [string.text for string, _ in strings(drawn(chart))]


def touching(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Do two rectangles, turned or not, have a point in common? They do unless a line parts them."""
    for polygon in (one, other):
        for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
            sides = [
                [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in each]
                for each in (one, other)
            ]
            if max(sides[0]) < min(sides[1]) or max(sides[1]) < min(sides[0]):
                return False
    return True


def assert_tidy(result: Drawing) -> None:
    placed = [(string.text, place) for string, place in strings(result)]
    for text, place in placed:
        assert all(
            -0.5 <= x <= result.width + 0.5 and -0.5 <= y <= result.height + 0.5 for x, y in place
        ), text
    for (text, one), (other_text, other) in combinations(placed, 2):
        assert not touching(one, other), (text, other_text)


def bars(
    labels: int,
    series: int,
    high: int = 100,
    kind: str = COUNT,
    stacked: bool = False,
    name: str = "Nhóm",
) -> Chart:
    """So many labels and series, with values from 0 up to `high`."""
    names = tuple(f"{name} {number}" for number in range(labels))
    values = [
        tuple((number * 7 + i * 3) % 11 * high // 10 for number in range(labels))
        for i in range(series)
    ]
    return Chart(
        "Biểu đồ",
        names,
        tuple(Series(f"Dãy {i}", each) for i, each in enumerate(values)),
        kind,
        stacked,
    )


def test_labels_values_marks_unit_and_legend_are_written() -> None:
    chart = Chart(
        "", ("Tổ 1", "Tổ 2"), (Series("Năm nay", (242_780 * MILLIONS, 50_500_000)),), MILLION
    )
    found = words(chart)
    assert {
        "Tổ 1",
        "Tổ 2",
        "Năm nay",
        "triệu đồng",
        "242.780",
        "50,5",
        "0",
        "50.000",
        "250.000",
    } <= set(found)


@pytest.mark.parametrize(
    ("kind", "value", "shown", "unit"),
    [
        (COUNT, 4821, "4.821", None),
        (MONEY, 70_000, "70.000", "đồng"),
        (MONEY, 7_000_000, "7", "triệu đồng"),
        (MILLION, 700_000, "0,7", "triệu đồng"),
        (PERCENT, 792, "7,92", "%"),
        (SCORE, 8550, "85,5", "điểm"),
    ],
)
def test_numbers_are_vietnamese_and_their_unit_is_named(
    kind: str, value: int, shown: str, unit: str | None
) -> None:
    chart = Chart("", ("A",), (Series("", (value,)),), kind)
    with in_language("en"):
        found = words(chart)
    assert shown in found
    assert unit is None or unit in found


def test_long_labels_are_wrapped_whole() -> None:
    values = tuple(each[4] * MILLIONS for each in PROGRAMMES)
    chart = Chart(
        "", PROGRAMME_NAMES, (Series("Năm 2025", values), Series("Năm 2026", values)), MILLION
    )
    assert_tidy(drawn(chart))
    together = " ".join(words(chart))
    for name in PROGRAMME_NAMES:
        assert name in together


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize(
    "name", ["Tổ", "Tổ dân phố số", "Nguyễn-Thị-Hoa-Phượng-Vĩ-Trường-Xuân", "W" * 60]
)
@pytest.mark.parametrize("series", [1, 2, 3, 4])
@pytest.mark.parametrize("labels", [1, 2, 5, 9, 12, 40])
def test_nothing_touches_or_runs_out(labels: int, series: int, name: str, stacked: bool) -> None:
    assert_tidy(drawn(bars(labels, series, 250_000 * MILLIONS, MILLION, stacked, name)))


@pytest.mark.parametrize("width", [200, 467, 714])
def test_a_narrow_and_a_wide_page_hold_it(width: int) -> None:
    assert_tidy(drawn(bars(9, 2, name="Chương trình cho vay"), width))


@pytest.mark.parametrize(
    "names",
    [("Một",), ("Ễ" * 300, "b"), tuple(f"{name} {i}" for i, name in enumerate(PROGRAMME_NAMES))],
)
def test_a_legend_wraps(names: tuple[str, ...]) -> None:
    chart = Chart("", ("A", "B"), tuple(Series(name, (3, 5)) for name in names))
    assert_tidy(drawn(chart))


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize(
    "values", [(-120, 300, 0), (-5, -7, -1), (0, 0, 0), (-(10**15), 10**15, 1), (1, 0, 0)]
)
def test_any_value_has_its_place(values: tuple[int, ...], stacked: bool) -> None:
    chart = Chart(
        "", ("A", "B", "C"), (Series("x", values), Series("y", values[::-1])), COUNT, stacked
    )
    result = drawn(chart)
    assert_tidy(result)
    low, high, left, right = rules(result)
    for bar in areas(result):
        assert low - 0.1 <= bar.y and bar.y + bar.height <= high + 0.1
        assert left <= bar.x and bar.x + bar.width <= right


def rules(result: Drawing) -> tuple[float, float, float, int]:
    """The lowest and the highest rule of the axis, and where they begin and end."""
    level = [each for each in result.contents if isinstance(each, Line) and each.y1 == each.y2]
    return min(each.y1 for each in level), max(each.y1 for each in level), level[0].x1, level[0].x2


def areas(result: Drawing) -> list[Rect]:
    """The outlines of bars and swatches, but for those of the legend."""
    low = rules(result)[0]
    outlined = (
        each for each in result.contents if isinstance(each, Rect) and each.strokeColor == black
    )
    return [each for each in outlined if each.y + each.height > low]


def test_bars_are_as_high_as_their_values() -> None:
    one, two, three = areas(drawn(Chart("", ("A", "B", "C"), (Series("x", (100, 50, -25)),))))
    assert one.height == pytest.approx(2 * two.height) == pytest.approx(4 * three.height)
    assert one.y == pytest.approx(two.y) == pytest.approx(three.y + three.height)


def test_parts_stand_upon_each_other_and_their_sum_above() -> None:
    chart = Chart("", ("A",), (Series("x", (30,)), Series("y", (20,))), stacked=True)
    one, two = areas(drawn(chart))
    assert (one.x, one.y + one.height) == pytest.approx((two.x, two.y))
    assert {"30", "20", "50"} <= set(words(chart))


def test_nothing_to_draw_is_an_empty_axis() -> None:
    for chart in (Chart("", (), ()), Chart("", ("A",), ()), Chart("", (), (Series("x", ()),))):
        assert_tidy(drawn(chart))


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="Nợ"):
        drawn(Chart("Nợ", ("A", "B"), (Series("x", (1,)),)))


def test_neighbouring_series_differ_without_colour() -> None:
    faces = [face_of(number) for number in range(8)]
    assert len(set(faces)) == 8
    for one, other in pairwise(faces):
        assert abs(one.grey - other.grey) >= 0.25 or one.slope != other.slope


def test_the_words_of_a_chart_are_its_own_or_its_values() -> None:
    chart = Chart("Dư nợ", ("2025", "2026"), (Series("Cuối năm", (50_500_000, 0)),), MILLION)
    assert in_words(chart, TEXTS) == "Dư nợ (triệu đồng). Cuối năm: 2025 50,5; 2026 0"
    assert in_words(Chart("Dư nợ", (), (), text="Dư no\u031b\u0323 tăng"), TEXTS) == "Dư nợ tăng"


def test_all_words_are_in_the_embedded_family() -> None:
    assert {string.fontName for string, _ in strings(drawn(bars(9, 3)))} == {fonts.REGULAR}
    assert drawn(bars(2, 1)).initialFontName == fonts.REGULAR
