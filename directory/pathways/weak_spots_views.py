"""A page of the editors' desk: where a pathway holds, but only just; for every school of this place, or those of a phase or a district."""

from flask import Blueprint, render_template, request

from directory.access import editor_required
from directory.catalogue import queries as catalogue
from directory.pathways import auditing
from directory.pathways.weak_spots import within
from directory.vocabulary import Phase

blueprint = Blueprint("weak_spots", __name__, url_prefix="/editor")
PHASES = {phase.value: phase.label for phase in Phase}


@blueprint.get("/weak-spots")
@editor_required
def show() -> str:
    report, (phase, district) = auditing.latest(), _chosen()
    weak = auditing.said(within(report.weak, phase, district))
    names = [PHASES.get(phase or ""), catalogue.district_names().get(district or "")]
    only, chosen = [name for name in names if name], {"phase": phase, "district": district}
    return render_template("pathways/weak_spots.html", report=report, groups=auditing.by_reason(weak), only=only, chosen=chosen)


def _chosen() -> tuple[str | None, str | None]:
    """The phase and the district of the address; what is not known there, or outside the locality, means all."""
    phase, district = request.args.get("phase"), request.args.get("district")
    return phase if phase in PHASES else None, district if district in catalogue.home_districts() else None
