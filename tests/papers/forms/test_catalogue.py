"""Sheets bound into one PDF."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from lcdesk.i18n import in_language
from lcdesk.papers.forms.catalogue import PAPERS, Part, render
from lcdesk.papers.kit.wording import shipped
from tests.papers.forms import samples
from tests.papers.reading import pages, printed, squeezed

BUNDLE = (samples.minutes(12), samples.proposal_list(30), samples.APPLICATION)


def test_each_content_belongs_to_its_paper() -> None:
    assert [Part(each.content(), "").paper for each in PAPERS.values()] == list(PAPERS)


def test_a_bundle_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError):
        render([], shipped(), title="", author="")


def test_every_sheet_starts_a_page_and_counts_its_own() -> None:
    alone = [pages(printed(content)) for content in BUNDLE]
    together = pages(printed(*BUNDLE))
    assert together == [page for sheet in alone for page in sheet]
    for sheet in alone:
        assert not sheet[0][0].isdigit()
        assert all(page.startswith(str(number)) for number, page in enumerate(sheet[1:], 2))


def test_the_outline_names_every_sheet() -> None:
    document = pypdfium2.PdfDocument(printed(*BUNDLE))
    found = [(each.get_title(), each.get_dest().get_index()) for each in document.get_toc()]
    first = [0, len(pages(printed(BUNDLE[0]))), len(pages(printed(*BUNDLE[:2])))]
    document.close()
    assert found == [(f"Tờ {number}", page) for number, page in enumerate(first, 1)]


def test_a_notice_stands_on_each_page_of_its_sheet_only() -> None:
    parts = [
        Part(BUNDLE[0], "Một", "Bản này thay bản in ngày 01/09/2026 <b>"),
        Part(BUNDLE[1], "Hai"),
    ]
    texts = pages(render(parts, shipped(), title="", author=""))
    marked = [squeezed("Bản này thay bản in ngày 01/09/2026 <b>") in text for text in texts]
    count = len(pages(printed(BUNDLE[0])))
    assert marked == [number < count for number in range(len(texts))]


def test_the_document_says_what_it_is() -> None:
    with pikepdf.open(BytesIO(printed(*BUNDLE))) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo.Title) == "Giấy tờ"
        assert str(pdf.docinfo.Author) == "Phường Lê Chân"
        assert str(pdf.docinfo.Subject) == "Tờ 1; Tờ 2; Tờ 3"


@pytest.mark.parametrize("name", PAPERS)
def test_only_embedded_fonts_are_referred_to(name: str) -> None:
    with pikepdf.open(BytesIO(printed(PAPERS[name].content()))) as pdf:
        fonts = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        ]
        assert fonts
        assert all("/FontFile2" in each.FontDescriptor for each in fonts)


def test_the_pages_are_a4_upright_but_for_the_wide_list() -> None:
    document = pypdfium2.PdfDocument(printed(samples.minutes(1), samples.proposal_list(1)))
    sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document}
    document.close()
    assert sizes == {(210, 297), (297, 210)}


def test_the_same_arguments_give_the_same_bytes_whatever_the_screen_speaks() -> None:
    with in_language("en"):
        english = printed(*BUNDLE)
    assert english == printed(*BUNDLE)


def test_the_bytes_do_not_depend_on_the_run_of_the_program() -> None:
    code = (
        "import sys, hashlib; from tests.papers import reading; from tests.papers.forms import samples;"
        "print(hashlib.sha256(reading.printed(samples.APPLICATION)).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(runs) == 1
