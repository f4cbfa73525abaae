"""Where data lie: with the user, or beside a program on a stick."""

from pathlib import Path

import pytest

from lcdesk import paths


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that holds the program; another machine gives it another letter."""
    monkeypatch.setattr(paths, "program_folder", lambda: tmp_path / "E" / "lcdesk")
    (tmp_path / "E" / "lcdesk").mkdir(parents=True)
    return tmp_path / "E" / "lcdesk"


def test_data_lie_beside_the_program_only_where_the_marker_says_so(stick: Path) -> None:
    assert paths.portable_data() is None
    (stick / paths.MARKER).touch()
    assert paths.portable_data() == stick / "data"


def test_a_file_on_the_stick_is_found_under_another_letter(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / paths.MARKER).touch()
    ward = stick / "data" / "phường.lcdesk"
    told = paths.written(ward)
    assert told == "data/phường.lcdesk" and paths.read(told) == ward
    (tmp_path / "E").rename(tmp_path / "F")
    monkeypatch.setattr(paths, "program_folder", lambda: tmp_path / "F" / "lcdesk")
    assert paths.read(told) == tmp_path / "F" / "lcdesk" / "data" / "phường.lcdesk"


def test_a_file_elsewhere_is_written_whole(stick: Path, tmp_path: Path) -> None:
    for marked in (False, True):
        if marked:
            (stick / paths.MARKER).touch()
        told = paths.written(tmp_path / "ward.lcdesk")
        assert (
            told == str(tmp_path / "ward.lcdesk") and paths.read(told) == tmp_path / "ward.lcdesk"
        )


def test_setup_writes_the_marker_that_the_program_looks_for() -> None:
    from installer import windows

    assert windows.PORTABLE == paths.MARKER


def test_licences_of_a_checkout_are_its_own() -> None:
    assert paths.licences() == (Path(__file__).parent.parent / "LICENSE").read_text(
        encoding="utf-8"
    )
