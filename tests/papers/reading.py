"""A PDF read back: its words without the spaces, which line breaks put anywhere."""

from unicodedata import is_normalized

import pypdfium2

from lcdesk.papers.forms.catalogue import Part, render
from lcdesk.papers.kit.head import Head
from lcdesk.papers.kit.wording import shipped


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(*contents: Head, notice: str = "") -> bytes:
    parts = [Part(content, f"Tờ {number}", notice) for number, content in enumerate(contents, 1)]
    return render(parts, shipped(), title="Giấy tờ", author="Phường Lê Chân")


def pages(pdf: bytes) -> list[str]:
    """The text of each page; pdfium gives a hyphen at the end of a line as U+FFFE."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]
    finally:
        document.close()
    assert all(is_normalized("NFC", text) for text in texts)
    return [squeezed(text) for text in texts]


def text_of(*contents: Head, notice: str = "") -> str:
    return "".join(pages(printed(*contents, notice=notice)))
