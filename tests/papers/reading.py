"""A PDF read back: its words without the spaces, which line breaks put anywhere."""

from unicodedata import is_normalized

import pypdfium2

from lcdesk.papers.forms.catalogue import Content, Sheet, render
from lcdesk.papers.kit.wording import shipped


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(*contents: Content, notice: str = "") -> bytes:
    sheets = [Sheet(content, f"Tờ {number}", notice) for number, content in enumerate(contents, 1)]
    return render(sheets, shipped(), title="Giấy tờ", author="Phường Lê Chân")


def pages(pdf: bytes) -> list[str]:
    """The text of each page; pdfium gives a hyphen at the end of a line as U+FFFE."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]
    finally:
        document.close()
    assert all(is_normalized("NFC", text) for text in texts)
    return [squeezed(text) for text in texts]


def text_of(*contents: Content, notice: str = "") -> str:
    return "".join(pages(printed(*contents, notice=notice)))
