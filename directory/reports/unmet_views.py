"""A page of the editors' desk: what people looked for and did not find."""

from flask import Blueprint, render_template

from directory.access import editor_required
from directory.catalogue import queries
from directory.catalogue.forms import CLOSED_LISTS
from directory.reports import unmet, unmet_queries

blueprint = Blueprint("unmet", __name__, url_prefix="/editor")


@blueprint.get("/unmet")
@editor_required
def show() -> str:
    needs = queries.need_names()
    labels = {"district": queries.district_names(), **CLOSED_LISTS}
    found = [one for one in unmet_queries.often() if one.need in {"", *needs}]
    return render_template(
        "reports/unmet.html",
        rows=[(one, unmet.detail(one.asked, labels)) for one in found[: unmet.MOST_SHOWN]],
        more=max(0, len(found) - unmet.MOST_SHOWN),
        needs=needs,
        enough=unmet.ENOUGH_DAYS,
    )
