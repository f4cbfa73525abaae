"""What a built wheel holds, and that the lock knows every requirement."""

import configparser
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel that is built from a copy, so that no old build leaks into it."""
    copy = tmp_path_factory.mktemp("build")
    for name in ("lcdesk", "i18n", "resources"):
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__")
        )
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    offline = ["--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *offline, "-w", copy, copy],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = copy.glob("lcdesk-*.whl")
    return set(zipfile.ZipFile(built).namelist())


def files(folder: str, pattern: str) -> set[str]:
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in (ROOT / folder).glob(pattern)
        if path.is_file()
    }


def test_wheel_holds_every_module(wheel: set[str]) -> None:
    modules = {f"lcdesk/{name}" for name in files("lcdesk", "**/*.py")}
    assert modules - wheel == set(), "setup.cfg lists the packages"


def test_wheel_holds_fonts_icons_and_data(wheel: set[str]) -> None:
    for pattern in ("fonts/*.ttf", "fonts/OFL.txt", "icons/*.svg", "icons/LICENSE", "*.json"):
        found = {f"lcdesk/resources/{name}" for name in files("resources", pattern)}
        assert found, pattern
        assert found - wheel == set()


def test_wheel_holds_compiled_catalogue(wheel: set[str]) -> None:
    assert "lcdesk/i18n_data/vi/LC_MESSAGES/lcdesk.mo" in wheel


def test_wheel_holds_nothing_but_the_program(wheel: set[str]) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in wheel} == {"lcdesk"}
    assert [name for name in wheel if "test" in name] == []


def test_lock_knows_every_requirement() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    required = settings["options"]["install_requires"] + settings["options.extras_require"]["dev"]
    wanted = {normal(re.match(r"[\w.-]+", line)[0]) for line in required.split("\n") if line}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    assert wanted - locked == set(), "./dev lock renews the lock"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
