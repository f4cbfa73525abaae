"""What goes into an installed program: which files of wheels ship, which never may."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

QT_MODULES = ("Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "Widgets")
"""Used by the program itself, but for Network (one window for each file) and DBus, which Qt wants
on Linux."""
_QT = "|".join(QT_MODULES)
_PLUGINS = (
    "iconengines/(lib)?qsvgicon",
    "imageformats/(lib)?q(svg|ico)",
    "platforms/(lib)?q(windows|xcb|offscreen)",
    "platforminputcontexts/lib(compose|ibus)platforminputcontextplugin",
    "platformthemes/libq(gtk3|xdgdesktopportal)",
    "printsupport/libcupsprintersupport",
    "styles/qmodernwindowsstyle",
)
PYSIDE = re.compile(
    r"PySide6/("
    r"(__init__|_config|_git_pyside_version|support/.*)\.py"
    rf"|Qt({_QT})(\.abi3\.so|\.pyd)"
    rf"|(Qt/lib/lib)?Qt6({_QT}|XcbQpa)(\.so\.6|\.dll)"
    r"|Qt/lib/libicu(data|i18n|uc)\.so\.\d+"
    r"|(lib)?pyside6\.abi3(\.so\.[\d.]+|\.dll)"
    r"|(msvcp140(_[12])?|vcruntime140(_1)?)\.dll"
    rf"|(Qt/)?plugins/({'|'.join(_PLUGINS)})\.(dll|so)"
    r")"
)
"""Of Qt and PySide6 this ships and nothing else: what is new in a later release stays out until it
is wanted."""

_USELESS = re.compile(
    r"(^|/)(tests?|testing|__pycache__|examples)/"
    r"|\.(pyi|pdb|lib|obj|c|h|pxd|pyx|cpp)$"
    r"|^shiboken6/(concrt140|vcamp140|vccorlib140|vcomp140)\.dll$"
    r"|^PIL/_avif\.|^pillow\.libs/libavif"
    r"|^[^/]+\.dist-info/(RECORD|WHEEL|INSTALLER|REQUESTED|top_level\.txt|sboms/.*)$"
    r"|^[^/]+\.data/"
)


def ships(name: str) -> bool:
    """Whether a file of a wheel goes into the installed program."""
    if name.startswith("PySide6/"):
        return PYSIDE.fullmatch(name) is not None
    return not _USELESS.search(name)


_FORBIDDEN = re.compile(
    # stand-ins for Wine; OpenGL in software
    r"(^|/)(icuuc|mscms|bcryptprimitives|opengl32sw)\.dll$"
    r"|(^|/)(tests?|__pycache__|\.git|sample|bench)(/|$)"
    r"|\.(pyc|pdb|lcdesk|keys|pem|pfx|key)$"
    r"|(^|/)(pikepdf|pytest|_pytest|hypothesis|mypy|babel|setuptools|pip|coverage|uv)(/|$)"
    r"|Qt6?(Qml|Quick|Designer|WebEngine|Pdf)",
    re.IGNORECASE,
)


def forbidden(names: Iterable[str], compiled_for: str = "") -> list[str]:
    """Which files of a finished tree must never ship.

    Modules that are compiled for one Python, such as 3.13, ship only where it is named.
    """
    tag = f"cpython-{compiled_for.replace('.', '')}"
    compiled = re.compile(rf"lib/(.+/)?__pycache__/[^/]+\.{tag}\.pyc")
    return sorted(
        each for each in names if _FORBIDDEN.search(each) and not compiled.fullmatch(each)
    )


def is_licence(name: str) -> bool:
    """Whether a file of a wheel is a licence of what is inside it."""
    path = PurePosixPath(name)
    if not path.parts[0].endswith(".dist-info"):
        return False
    return "licenses" in path.parts or bool(
        re.match(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", path.name, re.IGNORECASE)
    )
