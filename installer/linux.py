"""The packages for Linux: a .deb, and an archive to unpack anywhere."""

import gzip
import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath

from installer import fetch, licences, targets, tree

HERE = Path(__file__).parent
HOME = PurePosixPath("opt/lcdesk")
LIBRARIES = (
    "libgl1", "libegl1", "libglib2.0-0 | libglib2.0-0t64", "libfontconfig1", "libdbus-1-3",
    "libxkbcommon0", "libgssapi-krb5-2", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1",
    "libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "libxcb-render-util0", "libxcb-image0",
)  # fmt: skip
CONTROL = """\
Package: lcdesk
Version: {version}
Architecture: amd64
Maintainer: lcdesk <lcdesk@localhost>
Section: misc
Priority: optional
Installed-Size: {kib}
Depends: {depends}
Recommends: desktop-file-utils, shared-mime-info, libcups2 | libcups2t64
Description: {summary}
 Registers of savings groups, review meetings, loans, reports and papers of a
 ward, in one encrypted file, without a network. In Vietnamese and English.
"""
# Compiled here and not when building, since each machine has its own Python. Without it every start
# would compile.
POSTINST = """\
#!/bin/sh
set -e
[ "$1" != configure ] || python3 -IS -m compileall -q /{home}/lib -x 'lib/cp3' || true
[ "$1" != configure ] || python3 -IS -m compileall -q "/{home}/lib/$(python3 -IS -c \
'import sys; print("cp%d%d" % sys.version_info[:2])')" || true
"""
PRERM = """\
#!/bin/sh
set -e
find /{home} -name __pycache__ -type d -prune -exec rm -rf '{{}}' +
"""


def depends(pythons: tuple[str, ...]) -> str:
    """The Debian packages that must be there: any of these Pythons, and what Qt loads."""
    first, last = pythons[0], pythons[-1]
    beyond = f"{last.partition('.')[0]}.{int(last.partition('.')[2]) + 1}"
    return ", ".join((f"python3 (>= {first})", f"python3 (<< {beyond})", *LIBRARIES))


def control(version: str, kib: int, summary: str) -> str:
    """The text of DEBIAN/control. The size is what the package takes when installed."""
    deps = depends(targets.LINUX.pythons)
    return CONTROL.format(version=version, kib=kib, depends=deps, summary=summary)


def program_folder(folder: Path, wheels: list[Path], root: Path) -> None:
    """The folder that is the program, wherever it lies."""
    tree.lay_out(wheels, folder / "lib", shelves=True)
    shutil.copy(HERE / "start.py", folder / "start.py")
    shutil.copy(HERE / "lcdesk.sh", folder / "lcdesk")
    shutil.copy(root / "resources" / "icons" / "lcdesk.svg", folder / "lcdesk.svg")
    text = licences.collected(folder / "lib", root)
    (folder / "LICENCES.txt").write_text(text, encoding="utf-8", newline="\n")


def staged(folder: Path, program: Path) -> None:
    """What the .deb puts on the machine, below an empty folder."""
    shutil.copytree(program, folder / HOME)
    share = folder / "usr" / "share"
    for source, target in (
        (HERE / "lcdesk.desktop", share / "applications" / "lcdesk.desktop"),
        (HERE / "lcdesk.xml", share / "mime" / "packages" / "lcdesk.xml"),
        (program / "lcdesk.svg", share / "icons" / "hicolor" / "scalable" / "apps" / "lcdesk.svg"),
        (program / "LICENCES.txt", share / "doc" / "lcdesk" / "copyright"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    command = folder / "usr" / "bin" / "lcdesk"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{HOME}/lcdesk")


def deb(program: Path, work: Path, out: Path, version: str, summary: str) -> None:
    """Build the .deb of a finished program folder."""
    stage = work / "deb"
    staged(stage, program)
    debian = stage / "DEBIAN"
    debian.mkdir()
    kib = round(tree.megabytes(stage) * 1e6 / 1024)
    (debian / "control").write_text(control(version, kib, summary), encoding="utf-8")
    (debian / "postinst").write_text(POSTINST.format(home=HOME), encoding="utf-8")
    (debian / "prerm").write_text(PRERM.format(home=HOME), encoding="utf-8")
    tree.finish(stage)
    os.environ["SOURCE_DATE_EPOCH"] = str(tree.MOMENT)
    fetch.run("dpkg-deb", "--build", "--root-owner-group", "-Zxz", stage, out)


def archive(program: Path, out: Path, name: str) -> None:
    """Pack a finished program folder as a .tar.gz that holds one folder of this name."""

    def nobody(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        return info

    with (
        out.open("wb") as raw,
        gzip.GzipFile("", "wb", mtime=tree.MOMENT, fileobj=raw) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(program, name, filter=nobody)
