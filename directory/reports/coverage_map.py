"""A schematic map of the districts: a tile for each, where its place on the map is data. Only where things are drawn; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.reports.coverage_figures import Area

WIDTH, HEIGHT, GAP = 150, 92, 6
# From how many per cent of the places with somebody each shade begins. Shades differ by their hatching as well as by their colour.
SHADES = (0, 40, 60, 80)


@dataclass(frozen=True)
class Tile:
    """One district with the corner of its tile, in units of the drawing, and its shade from 1 (fewest) to 4."""

    area: Area
    x: int
    y: int
    shade: int


@dataclass(frozen=True)
class Drawing:
    """The whole map, its size, and what each shade means."""

    tiles: Sequence[Tile]
    width: int
    height: int
    legend: Sequence[tuple[int, str]]


def drawn(areas: Iterable[Area]) -> Drawing:
    """The map of these districts."""
    tiles = [Tile(area, GAP + area.tile[0] * (WIDTH + GAP), GAP + area.tile[1] * (HEIGHT + GAP), _shade(area)) for area in areas]
    width, height = (max((getattr(tile, side) for tile in tiles), default=0) for side in ("x", "y"))
    legend = [(number, _said(number)) for number in range(1, len(SHADES) + 1)]
    return Drawing(tiles, width + WIDTH + GAP, height + HEIGHT + GAP, legend)


def _shade(area: Area) -> int:
    share = 100 * area.with_somebody / area.places if area.places else 0
    return sum(share >= least for least in SHADES)


def _said(number: int) -> str:
    least, most = SHADES[number - 1], (*SHADES, None)[number]
    return f"{least}% or more" if most is None else f"Under {most}%" if not least else f"{least}% to under {most}%"
