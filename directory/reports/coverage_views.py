"""A page of the editors' desk: every need at every level, for a phase and a district, and who is there; as grid, map, table and sheet."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, render_template, request

from directory import sheets
from directory.access import editor_required
from directory.catalogue import need_groups, queries
from directory.pathways import auditing
from directory.pathways.weak_spots import within
from directory.reports import coverage, coverage_figures, coverage_map
from directory.vocabulary import Level, Phase

blueprint = Blueprint("coverage", __name__, url_prefix="/editor")
PHASES = {phase.value: phase.label for phase in Phase}
COLUMNS = ("Need", "Level", "Confirmed", "Not confirmed", "Paused", "All", "At best", "Phase", "District", "Counted on")
ALL = "All"
WEAK_SHOWN = 5
STATE_WORDS = {
    "none": "Nobody",
    "paused": "Only paused",
    "unconfirmed": "Not confirmed",
    "confirmed": "Confirmed",
    "urgent": "Urgent help",
}
EXPLAINED = {
    "confirmed": "At least one provider has confirmed its listing, and not too long ago. A number beside it says how many.",
    "unconfirmed": "Services are listed, but no provider has confirmed its listing, or too long ago.",
    "paused": "Services are listed, but none takes referrals now.",
    "none": "No service is listed.",
    "urgent": "At crisis level every need leads to urgent help, so where nobody is listed it is a gap only for a need of danger.",
}


@blueprint.get("/coverage")
@editor_required
def show() -> str:
    phase, district = _chosen()
    cells, areas = coverage_figures.of(phase, district), coverage_figures.areas(phase)
    weak = within(auditing.weak_now(), phase, district)
    places = {area.slug: area.name if area.home else f"{area.name} (outside the locality)" for area in areas}
    return render_template(
        "reports/coverage.html",
        groups=need_groups.in_groups(queries.all_needs()),
        cells=cells,
        levels=list(Level),
        counted=coverage.summary(cells),
        said=STATE_WORDS,
        explained=EXPLAINED,
        weak=auditing.by_reason(auditing.said(weak[:WEAK_SHOWN])),
        weak_shown=WEAK_SHOWN,
        weak_count=len(weak),
        drawn=coverage_map.drawn(areas),
        choices=[("phase", "Phase", PHASES, phase), ("district", "District", places, district)],
        chosen={name: value for name, value in (("phase", phase), ("district", district)) if value},
    )


@blueprint.get("/coverage.csv")
@editor_required
def sheet() -> Response:
    phase, district = _chosen()
    file = Response(sheets.written([COLUMNS, *_rows(phase, district)]), mimetype=sheets.TYPE)
    name = "-".join(["coverage", district or "locality", phase or "all-phases", date.today().isoformat()])
    file.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return file


def _chosen() -> tuple[str | None, str | None]:
    """The phase and the district of the address; what is not known there means all."""
    phase, district = request.args.get("phase"), request.args.get("district")
    mapped = {slug for slug, *_ in queries.mapped_districts()}
    return phase if phase in PHASES else None, district if district in mapped else None


def _rows(phase: str | None, district: str | None) -> Iterator[tuple[object, ...]]:
    needs, levels = queries.need_names(), {level.value: level.label for level in Level}
    where = PHASES.get(phase or "", ALL), queries.district_names().get(district or "", ALL), date.today().isoformat()
    for need, row in coverage_figures.of(phase, district).items():
        for level, cell in row.items():
            counts = (cell.confirmed, cell.unconfirmed, cell.paused, cell.total)
            yield needs[need], levels[level], *counts, STATE_WORDS[cell.state], *where
