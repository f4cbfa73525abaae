"""How well what was typed fits a name."""

import pytest

from lcdesk.i18n.matching import BEGINNING, ELSEWHERE, INSIDE, LAST, WHOLE, fit, is_clear


@pytest.mark.parametrize(
    ("typed", "label", "kind"),
    [
        ("nguyen thi lan", "Nguyễn Thị Lan · 999", (WHOLE, 0)),
        ("Nguyễn Thị Lần", "Nguyễn Thị Lan · 999", (WHOLE, 1)),
        ("012", "012 · Tổ Cây Xanh", (WHOLE, 0)),
        ("lan", "Nguyễn Thị Lan · 999", (LAST, 0)),
        ("lan ng", "Nguyễn Thị Lan · 999", (LAST, 0)),
        ("nguyen thi lan", "Nguyễn Thị Lan Anh · 999", (BEGINNING, 0)),
        ("yế", "Hoàng Yến Chi", (BEGINNING, 0)),
        ("yê", "Hoàng Yến Chi", (BEGINNING, 1)),
        ("hoà", "Lê Hòa", (LAST, 0)),
        ("đào", "Lê Dao", (LAST, 1)),
        ("yen", "Nguyễn Thị Hồng", (INSIDE, 0)),
        ("0905", "Nguyễn Thị Hồng", (ELSEWHERE, 0)),
    ],
)
def test_the_fit_of_a_name(typed: str, label: str, kind: tuple[int, int]) -> None:
    assert fit(typed, label) == kind


@pytest.mark.parametrize(
    ("typed", "labels", "clear"),
    [
        ("lan", ["Lê Lan · 1", "Lê Lan Anh · 2"], True),
        ("lan", ["Lê Lan · 1", "Đỗ Lan · 2"], True),
        ("lan", ["Lê Lan · 1", "Lê Lan · 2"], False),
        ("le lan", ["Lê Lan · 1", "Lê Lân · 2"], False),
        ("lê lân", ["Lê Lân · 2", "Lê Lan · 1"], True),
        ("le lan 2", ["Lê Lan · 2"], True),
        ("lán", ["Lê Lan · 1"], False),
        ("yen", ["Nguyễn Hồng · 1"], False),
        ("0905", ["Nguyễn Hồng · 1"], False),
        ("", [], False),
    ],
)
def test_who_is_meant_without_doubt(typed: str, labels: list[str], clear: bool) -> None:
    assert is_clear(typed, labels) == clear
