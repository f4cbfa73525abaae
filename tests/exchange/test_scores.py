"""The bank's scores out of Excel files as they come."""

import pytest
from openpyxl import Workbook

from lcdesk.domain.errors import Refused
from lcdesk.exchange.scores import read_scores
from lcdesk.i18n import use_language


@pytest.fixture(autouse=True)
def _english():
    use_language("en")
    yield
    use_language("vi")


def written(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_heads_are_found_below_titles_and_totals_passed_over(tmp_path):
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
    assert read_scores(path) == {"0405": 87_50, "412": 70_25}


@pytest.mark.parametrize("score", [101, -1, "tốt"])
def test_a_score_out_of_range_is_refused(tmp_path, score):
    path = written(tmp_path / "x.xlsx", ["Mã tổ", "Điểm"], ["001", score])
    with pytest.raises(Refused) as refusal:
        read_scores(path)
    assert "The score of 001 is not from 0 to 100" in str(refusal.value)


def test_another_file_is_refused_in_a_sentence(tmp_path):
    other = written(tmp_path / "other.xlsx", ["Tên", "Địa chỉ"], ["a", "b"])
    with pytest.raises(Refused, match="has no columns"):
        read_scores(other)
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(Refused, match="cannot be read as an Excel file"):
        read_scores(tmp_path / "text.xlsx")
    with pytest.raises(Refused, match="cannot be read"):
        read_scores(tmp_path / "nowhere.xlsx")
