"""Print an invented register by several means, each in a process of its own: KIND ROWS OUT.

It says how many seconds the printing took, where imports and inventing the rows come before, and
its peak of memory in kilobytes.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from bench.searching import FAMILIES, GIVEN, MIDDLES, STREETS
from lcdesk.domain.reports import COUNT, DAY, MONEY, TEXT, Column, Row, Table, shown
from lcdesk.i18n import in_language
from lcdesk.papers.grid.grid import Grid
from lcdesk.papers.kit import fonts
from lcdesk.papers.pdf.archive import ArchiveCanvas

PAGE, MARGIN, SIZE, HEIGHT = landscape(A4), 40.0, 9.5, 15.6
WIDTH = PAGE[0] - 2 * MARGIN
COLUMNS = (
    Column("number", "TT", COUNT, 10),
    Column("name", "Họ và tên", TEXT, 36),
    Column("born_on", "Ngày sinh", DAY, 18),
    Column("citizen_id", "Số định danh", TEXT, 22),
    Column("neighbourhood", "Tổ dân phố", TEXT, 20),
    Column("address", "Địa chỉ", TEXT, 34),
    Column("programme", "Chương trình", TEXT, 22),
    Column("amount", "Số tiền (đồng)", MONEY, 24),
    Column("paid_out_on", "Ngày vay", DAY, 18),
    Column("state", "Tình trạng", TEXT, 22),
)


def register(rows: int) -> Table:
    """So many loans of people who do not exist."""
    rng = random.Random(5)
    return Table(
        "loans", "", COLUMNS, tuple(Row(_loan(rng, number)) for number in range(1, rows + 1))
    )


def _loan(rng: random.Random, number: int) -> tuple[str | int | None, ...]:
    return (
        number,
        " ".join(map(rng.choice, (FAMILIES, MIDDLES, GIVEN, GIVEN))),
        f"{rng.randint(1950, 2005)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        f"999{rng.randrange(10**9):09}",
        f"Tổ {rng.randint(1, 60)}",
        f"{rng.randint(1, 400)} {rng.choice(STREETS)}",
        rng.choice(("Hộ nghèo", "Hộ cận nghèo", "Việc làm", "Nước sạch")),
        rng.randint(50, 1000) * 100_000,
        f"{rng.randint(2020, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        rng.choice((None, "Trong hạn", "Quá hạn", "Gia hạn")),
    )


def words(table: Table) -> list[list[str]]:
    """The rows as they are read."""
    return [
        [shown(column.kind, value) for column, value in zip(table.columns, row.cells, strict=True)]
        for row in table.rows
    ]


def bare(table: Table, out: Path) -> Callable[[], None]:
    """Each cell with one call on a canvas, and the rules of a page with another: what cannot be
    left out."""
    cells, total = words(table), sum(column.width for column in COLUMNS)
    edges = [
        MARGIN + WIDTH * sum(column.width for column in COLUMNS[:i]) / total
        for i in range(len(COLUMNS) + 1)
    ]
    on_page = int((PAGE[1] - 2 * MARGIN) / HEIGHT) - 1

    def work() -> None:
        canvas = Canvas(str(out), pagesize=PAGE, initialFontName=fonts.REGULAR, invariant=1)
        for start in range(0, len(cells), on_page):
            _page(canvas, edges, cells[start : start + on_page])
        canvas.save()

    return work


def _page(canvas: Canvas, edges: Sequence[float], cells: Sequence[Sequence[str]]) -> None:
    top = PAGE[1] - MARGIN
    canvas.setLineWidth(0.4)
    canvas.grid(edges, [top - HEIGHT * number for number in range(len(cells) + 2)])
    canvas.setFont(fonts.BOLD, SIZE)
    for column, left, right in zip(COLUMNS, edges, edges[1:], strict=False):
        canvas.drawCentredString((left + right) / 2, top - HEIGHT + 4, column.title)
    canvas.setFont(fonts.REGULAR, SIZE)
    for number, row in enumerate(cells, 2):
        for column, left, right, text in zip(COLUMNS, edges, edges[1:], row, strict=False):
            if column.values.numeric:
                canvas.drawRightString(right - 2, top - HEIGHT * number + 4, text)
            else:
                canvas.drawString(left + 2, top - HEIGHT * number + 4, text)
    canvas.showPage()


def grid(table: Table, out: Path, maker: type[Canvas] = Canvas) -> Callable[[], None]:
    """The table of a report as a document of its own."""

    def work() -> None:
        buffer = BytesIO()
        frame = Frame(MARGIN, MARGIN, WIDTH, PAGE[1] - 2 * MARGIN, *[0] * 4)
        template = PageTemplate(frames=[frame], pagesize=PAGE)
        document = BaseDocTemplate(
            buffer,
            pageTemplates=[template],
            initialFontName=fonts.REGULAR,
            invariant=1,
            lang="vi-VN",
            title="bench",
        )
        document.build([Grid(table, WIDTH)], canvasmaker=maker)
        out.write_bytes(buffer.getvalue())

    return work


def archive(table: Table, out: Path) -> Callable[[], None]:
    return grid(table, out, ArchiveCanvas)


def soffice(table: Table, out: Path) -> Callable[[], None]:
    source = out.with_suffix(".csv")
    source.write_text("\n".join("\t".join(row) for row in words(table)), encoding="utf-8")
    # Tabs between the cells, UTF-8; settings of its own, so that nobody's are touched.
    words_of = [
        "soffice",
        f"-env:UserInstallation={(out.parent / 'soffice').as_uri()}",
        "--headless",
        "--infilter=CSV:9,34,76",
        "--convert-to",
        "pdf",
        "--outdir",
        str(out.parent),
    ]
    return lambda: _run([*words_of, str(source)])


def typst(table: Table, out: Path) -> Callable[[], None]:
    import typst

    source = out.with_suffix(".typ")
    cells = ",".join(f"[{text}]" for row in words(table) for text in row)
    page = '#set page(paper: "a4", flipped: true)\n#set text(size: 8pt)\n'
    source.write_text(f"{page}#table(columns: {len(COLUMNS)}, {cells})", encoding="utf-8")
    return lambda: typst.compile(source, output=out)


def fpdf2(table: Table, out: Path) -> Callable[[], None]:
    from fpdf import FPDF

    cells, total = words(table), sum(column.width for column in COLUMNS)
    widths = [WIDTH * column.width / total for column in COLUMNS]
    font = Path(__file__).parents[1] / "resources" / "fonts" / f"{fonts.REGULAR}.ttf"

    def work() -> None:
        document = FPDF("landscape", "pt", "A4")
        document.add_font("Tinos", fname=font)
        document.set_font("Tinos", size=SIZE)
        document.add_page()
        for row in cells:
            for width, text in zip(widths, row, strict=True):
                document.cell(width, HEIGHT, text, border=1)
            document.ln()
        document.output(str(out))

    return work


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


KINDS: dict[str, Callable[[Table, Path], Callable[[], None]]] = {
    each.__name__: each for each in (bare, grid, archive, soffice, typst, fpdf2)
}


@in_language("vi")
def main(kind: str, rows: str, out: str) -> None:
    fonts.register()
    work = KINDS[kind](register(int(rows)), Path(out))
    begun = time.perf_counter()
    work()
    print(time.perf_counter() - begun, _peak())


def _peak() -> int:
    """Not `ru_maxrss`: that is at least what the parent took when it started this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(*sys.argv[1:])
