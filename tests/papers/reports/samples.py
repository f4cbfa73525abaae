"""Reports with invented figures, for the tests of their layout."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lcdesk.domain.reports import (
    COUNT,
    DAY,
    HEADING,
    MILLION,
    MONEY,
    PERCENT,
    PLAIN,
    SUM,
    Chart,
    Column,
    Report,
    Row,
    Section,
    Series,
    Signature,
    Table,
)
from tests.papers.forms.samples import PURPOSES, person

ISSUER = ("ỦY BAN NHÂN DÂN PHƯỜNG LÊ CHÂN", "BAN GIẢM NGHÈO VÀ TÍN DỤNG CHÍNH SÁCH")
PERIOD = "Từ ngày 01/01/2026 đến ngày 31/12/2026"
AGREEMENT = (
    "Số liệu tổng cộng theo chương trình, hội, tổ, tổ dân phố, nguồn vốn và diện hộ đều khớp nhau."
)
HINT = "(Ký, ghi rõ họ tên)"
SIGNATURES = (
    Signature("NGƯỜI LẬP BIỂU", HINT, "Trần Thị Hoa Giấy"),
    Signature("CÁN BỘ THEO DÕI", HINT, "Đỗ Hữu Vú Sữa"),
    Signature("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "(Ký, ghi rõ họ tên, đóng dấu)", "Đặng Thị Hoa Sữa"),
)
MILLIONS = 1_000_000

PROGRAMMES: tuple[tuple[Any, ...], ...] = (
    # name, households, loans, outstanding a year before and now, paid out, collected, overdue: money in million
    ("Hộ nghèo", 212, 214, 11_240, 9_870, 1_150, 2_520, 38),
    ("Hộ cận nghèo", 458, 461, 26_300, 27_915, 8_400, 6_785, 41),
    ("Hộ mới thoát nghèo", 391, 391, 24_110, 26_480, 9_200, 6_830, 12),
    ("Học sinh, sinh viên có hoàn cảnh khó khăn", 166, 188, 6_905, 6_420, 1_240, 1_725, 0),
    (
        "Hỗ trợ tạo việc làm, duy trì và mở rộng việc làm",
        1_672,
        1_690,
        88_200,
        101_390,
        41_000,
        27_810,
        118,
    ),
    ("Nước sạch và vệ sinh môi trường nông thôn", 1_790, 1_861, 35_400, 33_580, 7_700, 9_520, 64),
    ("Nhà ở xã hội", 97, 97, 31_050, 34_210, 4_260, 1_100, 0),
    ("Người chấp hành xong án phạt tù", 21, 21, 1_310, 1_655, 560, 215, 0),
    ("Lao động đi làm việc ở nước ngoài theo hợp đồng", 14, 14, 1_180, 1_260, 400, 320, 0),
)
YEARS = range(2014, 2025)
OUTSTANDING = (
    70_757,
    82_410,
    96_105,
    110_950,
    128_340,
    145_220,
    163_800,
    181_060,
    203_475,
    224_990,
    242_780,
)
LOCAL = (310, 520, 860, 1_240, 1_900, 2_600, 3_450, 4_300, 5_280, 6_200, 7_040)


def summary() -> Report:
    """One table by programme with a chart, upright."""
    return _report(
        "summary",
        "BÁO CÁO TỔNG HỢP DƯ NỢ THEO CHƯƠNG TRÌNH TÍN DỤNG",
        (by_programme(), associations()),
    )


def review() -> Report:
    """Ten years against the base year, on landscape pages."""
    return _report(
        "ten-year-review", "TỔNG KẾT 10 NĂM THỰC HIỆN CHỈ THỊ SỐ 40-CT/TW", (years(wide=True),)
    )


def register(loans: int = 70) -> Report:
    """A list of so many loans, on landscape pages."""
    return _report("loans", "SỔ THEO DÕI KHOẢN VAY", (loans_section(loans),))


def book(loans: int = 70) -> Report:
    """All of them bound."""
    sections = (
        Section("I. TÌNH HÌNH CHUNG", NARRATIVE),
        by_programme("II. TỔNG HỢP THEO CHƯƠNG TRÌNH"),
        associations(),
        Section("III. MƯỜI NĂM THỰC HIỆN CHỈ THỊ SỐ 40-CT/TW"),
        years(level=2),
        loans_section(loans, "IV. SỔ THEO DÕI KHOẢN VAY"),
    )
    title = "SỔ TỔNG HỢP TÍN DỤNG CHÍNH SÁCH NĂM 2026"
    return _report("year-book", title, sections, bound=True)


NARRATIVE = (
    "Đến ngày 31/12/2026, trên địa bàn phường có 9 chương trình tín dụng chính sách với tổng dư nợ 242.780 triệu đồng, "
    "tăng 17.085 triệu đồng so với đầu năm; 4.821 hộ đang còn dư nợ.",
    "Doanh số cho vay trong năm đạt 73.910 triệu đồng, doanh số thu nợ đạt 56.825 triệu đồng. "
    "Nợ quá hạn 273 triệu đồng, chiếm 0,11 % tổng dư nợ.",
    "Vốn ngân sách địa phương ủy thác đạt trên 7.000 triệu đồng, cho vay trên 140 món, "
    "tạo việc làm cho trên 140 lao động.",
)


def by_programme(title: str = "I. Tổng hợp theo chương trình") -> Section:
    names = tuple(programme[0] for programme in PROGRAMMES)
    before, now = (tuple(programme[i] * MILLIONS for programme in PROGRAMMES) for i in (3, 4))
    chart = Chart(
        "Dư nợ theo chương trình",
        names,
        (Series("Ngày 31/12/2025", before), Series("Ngày 31/12/2026", now)),
        MILLION,
        text="Dư nợ hỗ trợ tạo việc làm lớn nhất và tăng nhiều nhất.",
    )
    return Section(title, NARRATIVE[:2], (chart,), (programmes(),))


def programmes() -> Table:
    columns = (
        Column("programme", "Chương trình", width=45),
        Column("households", "Số hộ", COUNT, 14),
        Column("loans", "Số món vay", COUNT, 14),
        Column("before", "Đầu kỳ", MILLION, 19, "Dư nợ"),
        Column("now", "Cuối kỳ", MILLION, 19, "Dư nợ"),
        Column("paid_out", "Cho vay", MILLION, 17, "Trong kỳ"),
        Column("collected", "Thu nợ", MILLION, 17, "Trong kỳ"),
        Column("overdue", "Nợ quá hạn", MILLION, 16),
        Column("share", "Tỷ lệ (%)", PERCENT, 14),
    )
    rows = [_programme(*each, kind=PLAIN) for each in PROGRAMMES]
    sums = [sum(programme[i] for programme in PROGRAMMES) for i in range(1, 8)]
    rows.append(_programme("Tổng cộng", *sums, kind=SUM))
    note = "Ghi chú: tỷ lệ là nợ quá hạn trên dư nợ cuối kỳ; một hộ có thể vay nhiều chương trình."
    return Table(
        "programmes", "Biểu 1. Dư nợ theo chương trình tín dụng", columns, tuple(rows), note
    )


def _sum(rows: Iterable[Row], place: int) -> int:
    return sum(cell for row in rows if not row.kind and isinstance(cell := row.cells[place], int))


def _programme(
    name: str,
    households: int,
    loans: int,
    before: int,
    now: int,
    paid_out: int,
    collected: int,
    overdue: int,
    *,
    kind: str,
) -> Row:
    money = tuple(each * MILLIONS for each in (before, now, paid_out, collected, overdue))
    return Row((name, households, loans, *money, overdue * 10_000 // now), kind)


def associations() -> Section:
    names = ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Đoàn TNCS Hồ Chí Minh")
    central, local = (61_200, 112_640, 48_300, 13_600), (1_400, 3_900, 1_240, 500)
    series = tuple(
        Series(name, tuple(each * MILLIONS for each in values))
        for name, values in (("Vốn trung ương", central), ("Vốn địa phương", local))
    )
    chart = Chart("Dư nợ ủy thác theo hội và nguồn vốn", names, series, MILLION, stacked=True)
    columns = (
        Column("association", "Tổ chức hội", width=75),
        Column("central", "Trung ương", MILLION, 30, "Nguồn vốn"),
        Column("local", "Địa phương", MILLION, 30, "Nguồn vốn"),
        Column("total", "Cộng", MILLION, 30),
    )
    rows = [
        Row((name, a * MILLIONS, b * MILLIONS, (a + b) * MILLIONS))
        for name, a, b in zip(names, central, local, strict=True)
    ]
    rows.append(
        Row(
            (
                "Tổng cộng",
                sum(central) * MILLIONS,
                sum(local) * MILLIONS,
                sum(central + local) * MILLIONS,
            ),
            SUM,
        )
    )
    sentence = (
        "Bốn tổ chức chính trị - xã hội nhận ủy thác quản lý toàn bộ dư nợ trên địa bàn phường."
    )
    return Section(
        "Theo tổ chức chính trị - xã hội nhận ủy thác",
        (sentence,),
        (chart,),
        (Table("associations", "Biểu 2. Dư nợ theo tổ chức hội", columns, tuple(rows)),),
        level=2,
    )


def years(*, level: int = 1, wide: bool = False) -> Section:
    chart = Chart(
        "Dư nợ qua các năm",
        tuple(map(str, YEARS)),
        (Series("Dư nợ cuối năm", tuple(each * MILLIONS for each in OUTSTANDING)),),
        MILLION,
    )
    columns = (
        Column("year", "Năm", width=18),
        Column("outstanding", "Dư nợ", MILLION, 30),
        Column("growth", "Tăng so với 2014", MILLION, 30, "So với năm gốc"),
        Column("percent", "Tăng (%)", PERCENT, 25, "So với năm gốc"),
        Column("times", "Bằng (%)", PERCENT, 25, "So với năm gốc"),
        Column("local", "Vốn địa phương", MILLION, 30),
    )
    base = OUTSTANDING[0]
    rows = tuple(
        Row(
            (
                str(year),
                debt * MILLIONS,
                (debt - base) * MILLIONS if debt != base else None,
                (debt - base) * 10_000 // base if debt != base else None,
                debt * 10_000 // base,
                local * MILLIONS,
            )
        )
        for year, debt, local in zip(YEARS, OUTSTANDING, LOCAL, strict=True)
    )
    table = Table(
        "years",
        "Biểu 3. Dư nợ từng năm so với năm 2014",
        columns,
        rows,
        "Số liệu các năm trước do phường nhập theo báo cáo đã duyệt.",
    )
    sentence = "Sau mười năm, dư nợ đạt 242.780 triệu đồng, tăng 172.023 triệu đồng so với năm 2014, gấp 3,43 lần."
    return Section(
        "Kết quả từng năm so với năm gốc 2014", (sentence,), (chart,), (table,), level, wide
    )


def loans_section(loans: int, title: str = "Sổ theo dõi khoản vay") -> Section:
    columns = (
        Column("number", "TT", COUNT, 8),
        Column("name", "Họ và tên", width=30),
        Column("code", "Mã khoản vay", width=25),
        Column("programme", "Chương trình", width=18),
        Column("purpose", "Mục đích sử dụng vốn", width=32),
        Column("paid_out_on", "Ngày vay", DAY, 16),
        Column("due_on", "Đến hạn", DAY, 16),
        Column("amount", "Số tiền vay", MONEY, 19, "Số tiền (đồng)"),
        Column("outstanding", "Dư nợ", MONEY, 19, "Số tiền (đồng)"),
        Column("overdue", "Quá hạn", MONEY, 17, "Số tiền (đồng)"),
    )
    rows = []
    for number in range(1, loans + 1):
        if number % 20 == 1:
            rows.append(
                Row(
                    (
                        f"Tổ TK&VV số {number // 20 + 1}: {person(number)}, tổ dân phố số {number % 9}",
                    ),
                    HEADING,
                )
            )
        rows.append(_loan(number))
    amount, outstanding = (_sum(rows, place) for place in (7, 8))
    rows.append(Row((None, "Tổng cộng", *[None] * 5, amount, outstanding, 0), SUM))
    return Section(
        title,
        (),
        (),
        (Table("loans", "Danh sách khoản vay còn dư nợ", columns, tuple(rows)),),
        wide=True,
    )


def _loan(number: int) -> Row:
    amount = 30_000_000 + number % 70 * 1_000_000
    due = f"{2027 + number % 4}-0{number % 9 + 1}-15" if number % 11 else None
    return Row(
        (
            number,
            person(number),
            f"66000007150{number:05}",
            ("HN", "HCN", "HSSV", "NS&VSMT")[number % 4],
            PURPOSES[number % 3],
            f"2024-0{number % 9 + 1}-20",
            due,
            amount,
            amount * 2 // 3,
            1_500_000 if number % 13 == 0 else 0,
        ),
        about=str(number),
    )


def _report(name: str, title: str, sections: tuple[Section, ...], *, bound: bool = False) -> Report:
    return Report(
        name,
        title,
        PERIOD,
        ISSUER,
        "Lê Chân",
        date(2026, 12, 31),
        sections,
        SIGNATURES,
        AGREEMENT,
        bound,
    )
