"""What the command line of the benchmarks asks for."""

from functools import partial

import pytest

from bench import registers
from bench.__main__ import PARTS, asked


def test_without_names_everything_is_measured() -> None:
    assert asked([]) == PARTS


def test_named_parts_keep_the_order_of_measuring() -> None:
    assert list(asked(["registers", "starting", "registers"])) == ["starting", "registers"]


def test_peers_are_printed_with_where_one_asks_for_them() -> None:
    part = asked(["--peers"])["registers"]
    assert isinstance(part, partial) and part.func is registers.rows
    assert part.keywords == {"with_peers": True}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["printers"], "There is no part printers; there are starting, saving, "),
        (["--peers", "saving"], "--peers belongs to the part registers"),
    ],
)
def test_what_cannot_be_measured_is_said(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        asked(words)
    assert sentence in capsys.readouterr().err
