"""A page of the editors' desk: every need at every level, for a phase and a district, and who is there."""

from flask import Blueprint, render_template, request

from directory.access import editor_required
from directory.catalogue import need_groups, queries
from directory.reports import coverage, coverage_figures
from directory.vocabulary import Level, Phase

blueprint = Blueprint("coverage", __name__, url_prefix="/editor")


@blueprint.get("/coverage")
@editor_required
def show() -> str:
    names, home = queries.district_names(), queries.home_districts()
    phases = {phase.value: phase.label for phase in Phase}
    phase = request.args.get("phase") if request.args.get("phase") in phases else None
    district = request.args.get("district") if request.args.get("district") in home else None
    cells = coverage.grid(
        coverage_figures.listed(), queries.need_names(), phase=phase, districts=frozenset({district}) if district else home
    )
    every = [cell for row in cells.values() for cell in row.values()]
    return render_template(
        "reports/coverage.html",
        groups=need_groups.in_groups(queries.all_needs()),
        cells=cells,
        levels=list(Level),
        counted={state: sum(cell.state == state for cell in every) for state in ("none", "paused", "unconfirmed", "confirmed")},
        choices=[
            ("phase", "Phase", phases, phase),
            ("district", "District", {slug: names[slug] for slug in names if slug in home}, district),
        ],
        chosen={name: value for name, value in (("phase", phase), ("district", district)) if value},
    )
