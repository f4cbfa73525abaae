"""The bank's scores out of Excel files as they come."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from lcdesk.domain.errors import Refused
from lcdesk.exchange.scores import read_scores
from lcdesk.i18n import use_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


def written(path: Path, *rows: object) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_heads_are_found_below_titles_and_totals_passed_over(tmp_path: Path) -> None:
    path = written(
        tmp_path / "BC0437.xlsx",
        ["BÁO CÁO CHẤM ĐIỂM TỔ TK&VV"],
        [],
        ["STT", "Mã tổ", "Tên tổ trưởng", "Số tổ viên", "Kết quả chấm điểm"],
        [1, "0405", "Trần Thị Hoa Giấy", 42, 87.5],
        [2, 412, "Lê Văn Ổi", 30, "70,25"],
        [3, "413", "Đỗ Thị Sen Đá", 12, None],
        [None, None, "Cộng", 84, 228],
    )
    assert read_scores(path).scores == {"0405": 87_50, "412": 70_25}


@pytest.mark.parametrize("score", [101, -1, "tốt"])
def test_a_score_out_of_range_is_refused(tmp_path: Path, score: int | str) -> None:
    path = written(tmp_path / "x.xlsx", ["Mã tổ", "Điểm"], ["001", score])
    with pytest.raises(Refused) as refusal:
        read_scores(path)
    assert "The score of 001 is not from 0 to 100" in str(refusal.value)


def test_another_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = written(tmp_path / "other.xlsx", ["Tên", "Địa chỉ"], ["a", "b"])
    with pytest.raises(Refused, match="has no columns"):
        read_scores(other)
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(Refused, match="cannot be read as an Excel file"):
        read_scores(tmp_path / "text.xlsx")
    with pytest.raises(Refused, match="cannot be read"):
        read_scores(tmp_path / "nowhere.xlsx")


PARTS = [
    "STT",
    "Mã điểm GDX",
    "Mã tổ\nTK&VV",
    "Điểm GD tại xã",
    "Điểm nợ quá hạn",
    "Tổng điểm",
    "Xếp loại",
]


def test_the_total_is_the_score_and_is_held_against_its_parts(tmp_path: Path) -> None:
    rows = [
        [1, "099", "001", 10, 78, 88, "Tốt"],
        [2, "099", "002", 10, 60, 75, "Khá"],
        [3, "099", "003", 0, None, 0],
    ]
    reading = read_scores(written(tmp_path / "x.xlsx", PARTS, *rows))
    assert reading.scores == {"001": 88_00, "002": 75_00, "003": 0}
    assert reading.remarks == ["Sheet!F3: The score of 002 is not the sum of its parts."]


@pytest.mark.parametrize(
    "heads",
    [["Điểm A", "Điểm B"], ["Tổng điểm", "Kết quả chấm điểm"], ["Điểm", "Số điểm"], ["Điểm A"]],
)
def test_where_the_score_cannot_be_told_the_heads_are_named(
    tmp_path: Path, heads: list[str]
) -> None:
    path = written(tmp_path / "x.xlsx", ["Mã tổ", *heads], ["001", 10, 20])
    with pytest.raises(Refused, match="cannot be told") as refusal:
        read_scores(path)
    assert all(f"“{head}”" in str(refusal.value) for head in heads)


def test_a_row_that_cannot_be_read_is_told_of_and_hinders_no_other(tmp_path: Path) -> None:
    rows = [
        ["(1)", "(2)"],
        ["001", "-"],
        ["002", 90],
        ["003", None],
        [4.0, 120],
        ["002", 90],
        ["005", 50],
        ["005", 60],
    ]
    reading = read_scores(
        written(
            tmp_path / "x.xlsx", ["Mã tổ", "Điểm"], *rows, ["Mã tổ", "Điểm"], ["Tổng cộng", 400]
        )
    )
    assert reading.scores == {"002": 90_00}
    assert reading.remarks == [
        "Sheet!B3: The score of 001 is not from 0 to 100: -",
        "Sheet!B5: 003 has no score.",
        "Sheet!B6: The score of 4 is not from 0 to 100: 120",
        "Sheet!B9: 005 stands there twice with other scores.",
    ]


def test_all_rows_are_read_whatever_the_sheet_says_of_its_size_or_its_file_is_called(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path / "x.xlsx", ["Mã tổ", "Điểm"], *([f"{number:03d}", number] for number in range(40))
    )
    with ZipFile(path) as whole, ZipFile(tmp_path / "y.xls", "w") as small:
        for name in whole.namelist():
            small.writestr(
                name,
                re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B8"', whole.read(name)),
            )
    assert len(read_scores(tmp_path / "y.xls").scores) == 40


def test_a_second_sheet_without_scores_is_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Ghi chú", "-"])
    book.create_sheet("BCQUERY").append(["Mã tổ", "Điểm"])
    book["BCQUERY"].append(["001", 77])
    book.save(tmp_path / "x.xlsx")
    assert read_scores(tmp_path / "x.xlsx").scores == {"001": 77_00}


def test_the_old_form_and_damaged_files_end_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(Refused, match="save it as .xlsx"):
        read_scores(tmp_path / "old.xls")
    sound = written(
        tmp_path / "x.xlsx", ["Mã tổ", "Điểm"], *([f"{number:03d}", number] for number in range(40))
    )
    damage, rng = bytearray(sound.read_bytes()), random.Random(7)
    refused = 0
    for _time in range(150):
        broken = bytearray(damage)
        for _bit in range(3):
            broken[rng.randrange(len(broken))] ^= 1 << rng.randrange(8)
        (tmp_path / "broken.xlsx").write_bytes(broken)
        try:
            read_scores(tmp_path / "broken.xlsx")
        except Refused:
            refused += 1
    assert refused > 50
