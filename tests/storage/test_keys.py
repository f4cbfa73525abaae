"""The key-slot file: who opens the ward file with what, and what it says when it is damaged."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.errors import Refused
from lcdesk.storage import keys, slots
from tests.storage.wards import CHEAP, PASSWORD, USER, prints

KEY = bytes(range(slots.KEY_BYTES))
DAMAGED = (
    "The key file phường.lcdesk.keys is damaged. Put back a good copy, or use the recovery key."
)


@pytest.fixture
def key_file(path: Path) -> Path:
    """The key-slot file of a ward file that is not needed itself."""
    path.write_bytes(bytes(range(slots.MARK_BYTES)))
    keys.write_slot(path, KEY, USER, PASSWORD, CHEAP)
    return slots.path_of(path)


def sentence(action: Callable[..., Any], *arguments: str | Path) -> str:
    with pytest.raises(Refused) as refused:
        action(*arguments)
    (text,) = refused.value.complaints.values()
    return text


def test_a_password_opens_its_slot(path: Path, key_file: Path) -> None:
    assert keys.unwrap(path, PASSWORD)[:2] == (USER, KEY)
    assert keys.users(path) == [USER]


@pytest.mark.parametrize(
    "password", ["", "mat khau de thu", PASSWORD + "x", PASSWORD.upper(), "\x00"]
)
def test_no_other_password_does(path: Path, key_file: Path, password: str) -> None:
    assert sentence(keys.unwrap, path, password) == "This password does not open the file."


def test_a_letter_and_its_tone_may_come_apart(path: Path, key_file: Path) -> None:
    assert keys.unwrap(path, normalize("NFD", PASSWORD))[:2] == (USER, KEY)


def test_spaces_that_a_form_would_fold_do_not_count(path: Path, key_file: Path) -> None:
    assert keys.unwrap(path, f" {PASSWORD.replace(' ', '  ')} ")[:2] == (USER, KEY)


def test_each_user_has_a_password(path: Path, key_file: Path) -> None:
    keys.write_slot(path, KEY, "Lê Khế", "another password", CHEAP)
    assert keys.users(path) == [USER, "Lê Khế"]
    assert keys.unwrap(path, "another password")[:2] == ("Lê Khế", KEY)
    assert keys.unwrap(path, PASSWORD)[:2] == (USER, KEY)


def test_a_new_password_takes_the_place_of_the_old(path: Path, key_file: Path) -> None:
    keys.write_slot(path, KEY, USER, "another password", CHEAP)
    assert keys.users(path) == [USER]
    assert sentence(keys.unwrap, path, PASSWORD) == "This password does not open the file."


def test_a_slot_is_not_to_be_passed_off_as_another_users(path: Path, key_file: Path) -> None:
    content = json.loads(key_file.read_text(encoding="utf-8"))
    content["slots"][0]["user"] = "Lê Khế"
    content["slots"][0].pop("check")  # one who knows the format leaves no such trace
    key_file.write_text(json.dumps(content), encoding="utf-8")
    assert sentence(keys.unwrap, path, PASSWORD) == "This password does not open the file."


def test_the_file_holds_neither_key_nor_password(key_file: Path) -> None:
    content = key_file.read_bytes()
    assert KEY.hex().encode() not in content and KEY not in content
    assert PASSWORD.encode() not in content


def test_equal_passwords_leave_no_equal_traces(path: Path, key_file: Path) -> None:
    keys.write_slot(path, KEY, "Lê Khế", PASSWORD, CHEAP)
    first, second = json.loads(key_file.read_text(encoding="utf-8"))["slots"]
    assert all(first[name] != second[name] for name in ("salt", "nonce", "wrapped"))


def test_the_real_cost_is_high() -> None:
    assert slots.Cost().memory_kib >= 64 * 1024 and slots.Cost().passes >= 3


def test_a_missing_file_is_said(path: Path, key_file: Path) -> None:
    key_file.unlink()
    assert sentence(keys.unwrap, path, PASSWORD) == (
        "The key file phường.lcdesk.keys is missing. Put it back beside the ward file, or use the recovery key."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"slots": 3}',
        '{"slots": [3]}',
        '{"slots": ["x"]}',
        '{"slots": [{}]}',
        "[" * 10**5,
    ],
)
def test_a_damaged_file_is_said(path: Path, key_file: Path, text: str) -> None:
    key_file.write_text(text)
    before = prints(key_file)
    assert sentence(keys.unwrap, path, PASSWORD) == DAMAGED
    assert prints(key_file) == before


def test_binary_rubbish_is_said(path: Path, key_file: Path) -> None:
    key_file.write_bytes(bytes(range(256)))
    assert sentence(keys.unwrap, path, PASSWORD) == DAMAGED


@pytest.mark.parametrize("at", range(0, 300, 7))
def test_a_cut_file_is_said(path: Path, key_file: Path, at: int) -> None:
    key_file.write_bytes(key_file.read_bytes()[:at])
    assert sentence(keys.unwrap, path, PASSWORD) == DAMAGED


@pytest.mark.parametrize(
    "change",
    [
        {"passes": 0}, {"passes": -1}, {"passes": 10**9}, {"passes": "3"}, {"passes": 1.5}, {"passes": True},
        {"passes": None}, {"memory_kib": 2**40}, {"memory_kib": 7}, {"lanes": 0}, {"lanes": 17}, {"lanes": 2},
        {"salt": ""}, {"salt": "zz"}, {"salt": 5}, {"nonce": "00"}, {"nonce": None}, {"wrapped": ""},
        {"wrapped": "00"}, {"user": 3}, {"user": "\ud800"},
    ],
    ids=str,
)  # fmt: skip
def test_tampered_values_are_said_at_once(
    path: Path, key_file: Path, change: dict[str, Any]
) -> None:
    content = json.loads(key_file.read_text(encoding="utf-8"))
    content["slots"][0].update(change)
    key_file.write_text(json.dumps(content), encoding="utf-8")
    assert sentence(keys.unwrap, path, PASSWORD) == DAMAGED


@given(st.integers(0, slots.KEY_BYTES + 15), st.integers(1, 255))
def test_a_wrapped_key_is_not_to_be_changed(
    tmp_path_factory: pytest.TempPathFactory, at: int, mask: int
) -> None:
    path = tmp_path_factory.mktemp("keys") / "x"
    path.write_bytes(bytes(slots.MARK_BYTES))
    keys.write_slot(path, KEY, USER, PASSWORD, CHEAP)
    content = json.loads(slots.path_of(path).read_text(encoding="utf-8"))
    wrapped = bytearray.fromhex(content["slots"][0]["wrapped"])
    wrapped[at] ^= mask
    content["slots"][0]["wrapped"] = wrapped.hex()
    slots.path_of(path).write_text(json.dumps(content), encoding="utf-8")
    assert sentence(keys.unwrap, path, PASSWORD) == (
        f"The key slot of {USER} is damaged, so that this password cannot be tried. Put back a "
        "good copy of the key file, or use the recovery key."
    )


def test_a_short_password_is_refused() -> None:
    assert sentence(keys.check_password, "1234567") == "A password has at least 8 characters."
    keys.check_password("12345678")


@given(st.binary(min_size=slots.KEY_BYTES, max_size=slots.KEY_BYTES))
def test_a_recovery_key_is_read_as_it_was_written_down(key: bytes) -> None:
    text = keys.recovery_text(key)
    assert re.fullmatch(r"([A-Z2-7]{4}-){13}[A-Z2-7]{4}", text)
    for written in (
        text,
        text.lower(),
        text.replace("-", " "),
        text.replace("-", ""),
        f" {text}\n",
    ):
        assert keys.key_from_recovery(written) == key


def test_letters_that_look_like_digits_may_be_written_as_digits() -> None:
    key = next(
        key
        for key in (bytes([n]) * slots.KEY_BYTES for n in range(256))
        if {"O", "I", "B"} <= set(keys.recovery_text(key))
    )
    assert (
        keys.key_from_recovery(
            keys.recovery_text(key).replace("O", "0").replace("I", "1").replace("B", "8")
        )
        == key
    )


@given(st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_wrong_letter_is_noticed(at: int, letter: str) -> None:
    letters = keys.recovery_text(KEY).replace("-", "")
    if letters[at] != letter:
        text = sentence(keys.key_from_recovery, letters[:at] + letter + letters[at + 1 :])
        assert (
            text
            == "This is not a recovery key as it was printed. Please compare it letter by letter."
        )


@pytest.mark.parametrize(
    "text", ["", "ABCD", "ộ" * 56, "A" * 56, "A" * 1000, keys.recovery_text(KEY)[:-1], "=" * 56]
)
def test_what_is_no_recovery_key(text: str) -> None:
    assert "recovery key" in sentence(keys.key_from_recovery, text)
