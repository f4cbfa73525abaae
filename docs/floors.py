"""Draw the floors of the program from its imports: `python docs/floors.py` writes
docs/floors.svg."""

import configparser
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

HERE = Path(__file__).parent
PICTURE = HERE / "floors.svg"
WIDTH, ROOM_HEIGHT, GAP, MARGIN = 960, 64, 44, 24


@dataclass(frozen=True)
class Room:
    """A package, or a module that stands alone, with what it is for and its wings."""

    module: str
    purpose: str
    wings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.module.rpartition(".")[2]


@dataclass(frozen=True)
class Box:
    """Where a room is drawn, in pixels."""

    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def floors(setup: Path) -> list[list[str]]:
    """The modules of each floor from the top down, as the import contract lists them."""
    config = configparser.ConfigParser()
    config.read(setup, encoding="utf-8")
    lines = config["importlinter:contract:floors"]["layers"].split("\n")
    return [[each.strip() for each in line.split("|")] for line in lines if line.strip()]


def room(root: Path, module: str) -> Room:
    """What a package or module says of itself."""
    path = root / module.replace(".", "/")
    face = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    purpose = face.read_text(encoding="utf-8").split('"""')[1].split("\n")[0]
    return Room(
        module,
        purpose.rstrip("."),
        tuple(sorted(each.parent.name for each in path.glob("*/__init__.py"))),
    )


def imports(modules: Sequence[str]) -> dict[str, set[str]]:
    """Which of these rooms imports which, straight."""
    graph = grimp.build_graph("lcdesk", include_external_packages=False)
    inside = {
        each: {each, *graph.find_descendants(each)} if graph.find_children(each) else {each}
        for each in modules
    }
    found: dict[str, set[str]] = {}
    for here, own in inside.items():
        used = {other for each in own for other in graph.find_modules_directly_imported_by(each)}
        found[here] = {there for there, theirs in inside.items() if there != here and used & theirs}
    return found


def reduced(arrows: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """The arrows without those that a longer way says already."""

    def reached(start: Iterable[str]) -> set[str]:
        seen: set[str] = set()
        waiting = list(start)
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(arrows[each])
        return seen

    return [
        (here, there)
        for here, used in arrows.items()
        for there in sorted(used)
        if there not in reached(next_ for other in used - {there} for next_ in arrows[other])
    ]


def placed(house: Sequence[Sequence[Room]]) -> dict[str, Box]:
    """Where each room is drawn: a floor is a row, its rooms share the width."""
    boxes = {}
    for number, floor in enumerate(house):
        width = (WIDTH - 2 * MARGIN - GAP * (len(floor) - 1)) / len(floor)
        width = min(width, 560)
        left = (WIDTH - width * len(floor) - GAP * (len(floor) - 1)) / 2
        for place, each in enumerate(floor):
            boxes[each.module] = Box(
                left + place * (width + GAP), MARGIN + number * (ROOM_HEIGHT + GAP), width
            )
    return boxes


def drawn(house: Sequence[Sequence[Room]], arrows: Iterable[tuple[str, str]]) -> str:
    """The picture as SVG."""
    boxes = placed(house)
    height = 2 * MARGIN + len(house) * ROOM_HEIGHT + (len(house) - 1) * GAP
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'font-family="sans-serif">'
        ),
        (
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            'markerHeight="7" orient="auto">'
            '<path d="M0 0 8 4 0 8z" fill="#345"/></marker></defs>'
        ),
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *(_arrow(boxes[here], boxes[there]) for here, there in arrows),
        *(_room(each, boxes[each.module]) for floor in house for each in floor),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _arrow(start: Box, end: Box) -> str:
    skipped = round((end.y - start.y) / (ROOM_HEIGHT + GAP)) - 1
    if skipped:  # around the floors between, not behind their rooms
        x1, y1, x2 = start.x + start.width, start.y + ROOM_HEIGHT / 2, end.x + end.width * 0.8
        lane, above = x1 + 30 * skipped, end.y - GAP / 2
        path = f"M{x1:.0f} {y1:.0f}H{lane:.0f}V{above:.0f}H{x2:.0f}V{end.y - 2:.0f}"
    else:
        lean = (end.middle - start.middle) / 6
        x1 = start.middle + max(-start.width / 3, min(lean, start.width / 3))
        x2 = end.middle - max(-end.width / 3, min(lean, end.width / 3))
        path = f"M{x1:.0f} {start.y + ROOM_HEIGHT:.0f}L{x2:.0f} {end.y - 2:.0f}"
    return f'<path d="{path}" fill="none" stroke="#345" stroke-width="1.3" marker-end="url(#tip)"/>'


def _room(each: Room, box: Box) -> str:
    says = [
        (24, 15, "bold", each.name),
        (41, 12, "normal", _short(each.purpose, box.width)),
        (57, 11, "normal", " · ".join(each.wings)),
    ]
    texts = "".join(
        f'<text x="{box.middle:.0f}" y="{box.y + down:.0f}" font-size="{size}" '
        f'font-weight="{weight}" '
        f'text-anchor="middle" fill="#123">{escape(text)}</text>'
        for down, size, weight, text in says
    )
    return (
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{ROOM_HEIGHT}" '
        f'rx="6" fill="#eaf1f8" '
        f'stroke="#345"/>{texts}'
    )


def _short(text: str, width: float) -> str:
    most = int(width / 6.4)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def picture(root: Path) -> str:
    """The floors of the program in a checkout as SVG."""
    house = [[room(root, each) for each in floor] for floor in floors(root / "setup.cfg")]
    modules = [each.module for floor in house for each in floor]
    return drawn(house, reduced(imports(modules)))


if __name__ == "__main__":
    PICTURE.write_text(picture(HERE.parent), encoding="utf-8")
