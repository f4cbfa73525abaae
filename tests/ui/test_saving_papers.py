"""Saving a paper and the sheet with the recovery key: over nothing but their own kind, and what was refused is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog

from lcdesk.printing import papers
from lcdesk.storage import slots
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.shell.new_ward import NewWard
from lcdesk.ui.shell.start import Program
from tests.ui.wards import DAY, made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    yield made(tmp_path / "ward.lcdesk", 1)


@pytest.fixture
def dear(file: WardFile, tmp_path: Path) -> dict[Path, bytes]:
    """What must stay as it is; of the open ward file, all but what stands behind its last page."""
    (tmp_path / "letter.pdf").write_bytes(b"a letter")
    return {
        each: each.read_bytes()
        for each in (file.path, slots.path_of(file.path), tmp_path / "letter.pdf")
    }


def still(dear: dict[Path, bytes]) -> dict[Path, bytes]:
    return {each: each.read_bytes()[: len(content)] for each, content in dear.items()}


def test_save_pdf_writes_over_nothing_dear(
    program: Program, file: WardFile, dear: dict[Path, bytes]
) -> None:
    preview = program.open(file).preview
    preview._paper = papers.blank(file, "10C")
    for path in dear:
        preview.write_to(path)
        assert preview.told.property("role") == "bad" and path.name in preview.told.text()
    program.close()
    assert still(dear) == dear


def test_the_recovery_key_is_written_over_nothing_dear(
    program: Program, file: WardFile, dear: dict[Path, bytes], tmp_path: Path
) -> None:
    page = NewWard(lambda: DAY, None)
    page._file = file
    page.key.setText("ABCD-EFGH")
    told = page._pages[3].told
    for path in (*dear, tmp_path / "nowhere" / "key.pdf"):
        page.write_key_to(path)
        assert not told.isHidden() and path.name in told.text()
    page.write_key_to(tmp_path / "key.pdf")
    assert told.isHidden()
    document = pypdfium2.PdfDocument(tmp_path / "key.pdf")
    assert "ABCD-EFGH" in document[0].get_textpage().get_text_bounded()
    document.close()
    file.close()
    assert still(dear) == dear


def test_a_name_gets_its_suffix_and_what_has_it_already_is_asked_about(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []
    answers = [tmp_path / "paper", tmp_path / "paper.pdf", tmp_path / "other", ""]

    def ask(_parent: Any, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        suggested.append(path)
        return str(answers.pop(0)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-old")
    window = NewWard(lambda: DAY, None)
    wanted = [ask_where(window, "", "", ".pdf", "") for _again in range(3)]
    assert wanted == [tmp_path / "paper.pdf", tmp_path / "other.pdf", None]
    assert suggested == ["", str(tmp_path / "paper.pdf"), "", ""]
