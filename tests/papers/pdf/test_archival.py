"""What asks whether a PDF is archival is not content with less: each of these broken ones fails."""

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from lcdesk.papers.kit.wording import shipped
from lcdesk.papers.reports.report import render_report
from tests.papers.archival import assert_archival, elements_of, kids_of
from tests.papers.reports import samples


@pytest.fixture(scope="module")
def good() -> bytes:
    """A report with a chart, and tables over several pages."""
    report = samples.book(40)
    return render_report(report, shipped(), title=report.title, author="Phường Lê Chân")


def changed(data: bytes, change: Callable[..., object]) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def nothing(_pdf: pikepdf.Pdf) -> None:
    """Written by pikepdf as it is."""


def all_artifacts(pdf: pikepdf.Pdf) -> None:
    """Nothing of what is drawn is content; the structure is one heading without any."""
    for page in pdf.pages:
        code = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
        page.obj.Contents = pdf.make_stream(
            re.sub(rb"/\w+\s*<<\s*/MCID \d+\s*>>\s*BDC", b"/Artifact BMC", code)
        )
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
    (document,) = kids_of(pdf.Root.StructTreeRoot)
    heading = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.H1, P=document))
    document.K = pikepdf.Array([heading])
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    kept = {int(page.obj.StructParents) for page in pdf.pages}
    entries = [[key, pikepdf.Array()] for key in map(int, list(numbers)[::2]) if key in kept]
    pdf.Root.StructTreeRoot.ParentTree.Nums = pikepdf.Array(
        [part for entry in entries for part in entry]
    )


def read_backwards(pdf: pikepdf.Pdf) -> None:
    (document,) = kids_of(pdf.Root.StructTreeRoot)
    document.K = pikepdf.Array(reversed(list(document.K)))


def rows_backwards(pdf: pikepdf.Pdf) -> None:
    table = next(each for each in elements_of(pdf) if each.S == "/Table")
    table.K = pikepdf.Array(reversed(list(table.K)))


def fonts_of(pdf: pikepdf.Pdf) -> Iterable[Any]:
    return {
        font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()
    }.values()


def no_letters(pdf: pikepdf.Pdf) -> None:
    for font in fonts_of(pdf):
        del font["/ToUnicode"]


def all_letters_a(pdf: pikepdf.Pdf) -> None:
    for font in fonts_of(pdf):
        table = font.ToUnicode.read_bytes()
        font.ToUnicode = pdf.make_stream(re.sub(rb"(<\w+>) <\w+>(?=\n)", rb"\1 <0041>", table))


def letters_exchanged(pdf: pikepdf.Pdf) -> None:
    """Two letters stand for each other."""
    other = {b"<0069>": b"<006D>", b"<006D>": b"<0069>"}
    for font in fonts_of(pdf):
        table = font.ToUnicode.read_bytes()
        exchanged = re.sub(rb"(?<=> )(<0069>|<006D>)", lambda match: other[match[1]], table)
        font.ToUnicode = pdf.make_stream(exchanged)


def figures_of_one_letter(pdf: pikepdf.Pdf) -> None:
    for element in elements_of(pdf):
        if element.S == "/Figure":
            element.Alt = "x"


def renamed(pdf: pikepdf.Pdf, role: str, other: str) -> None:
    for element in elements_of(pdf):
        if str(element.S) == role:
            element.S = pikepdf.Name(other)


def no_first_level(pdf: pikepdf.Pdf) -> None:
    renamed(pdf, "/H1", "/H3")


def a_level_left_out(pdf: pikepdf.Pdf) -> None:
    renamed(pdf, "/H2", "/H3")


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo.Title
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:title"]


def no_author(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo.Author
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:creator"]


def test_a_good_one_written_again_passes(good: bytes) -> None:
    assert_archival(good)
    assert_archival(changed(good, nothing))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (all_artifacts, "a page without content"),
        (read_backwards, "/Document is not read in its order"),
        (rows_backwards, "/Table is not read in its order"),
        (no_letters, "letters that nobody can read"),
        (all_letters_a, "two bytes of a font are one letter"),
        (letters_exchanged, "Tinos"),
        (figures_of_one_letter, "a figure is told of in words"),
        (no_first_level, "no heading of the first level"),
        (a_level_left_out, "a level of headings is left out"),
        (no_title, "no title, or no author"),
        (no_author, "no title, or no author"),
    ],
)
def test_a_broken_one_fails(good: bytes, change: Callable[..., object], told: str) -> None:
    with pytest.raises(AssertionError, match=told):
        assert_archival(changed(good, change))
