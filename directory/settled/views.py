"""The editors' pages on which urgent numbers, terms, half-lives and districts are proposed, looked at by a second person, and settled."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import beside, urgent_help
from directory.access import editor_required, signed_in
from directory.accounts import desk_rows, letters
from directory.accounts import queries as accounts
from directory.accounts.desk_rows import DeskRow
from directory.accounts.forms import PressForm
from directory.accounts.operations import now
from directory.catalogue import finder, indexing
from directory.config import current
from directory.errors import DirectoryError
from directory.settled import changes, districts, matters, operations, queries
from directory.settled.errors import CannotBe, Decided, OneIsWaiting, SecondPerson
from directory.settled.forms import HalfLivesForm, LineForm, YearForm
from directory.settled.models import Matter
from directory.settled.place_forms import DistrictForm

blueprint = Blueprint("settled", __name__, url_prefix="/editor/settled")
UNWRITTEN = (
    "It is settled, but this machine could not write it to its disk, so pages may show what held before. It holds after the next start."
)


def init_app(app: Flask) -> None:
    """Say on the editors' first page how many proposals wait for the one who looks."""
    desk_rows.on_editors_home(app, _row)


def _row() -> DeskRow:
    mine = signed_in().id
    count = sum(not (row.needs_two and row.proposed_by == mine) for row in queries.waiting())
    said = f"{count or 'No'} proposal{'' if count == 1 else 's'} waiting for you to settle."
    return DeskRow("Proposed numbers, terms, time limits and districts", url_for("settled.show"), said)


@blueprint.get("")
@editor_required
def show() -> str:
    return _overview()


@blueprint.route("/urgent-help/<key>", methods=["GET", "POST"])
@editor_required
def number(key: str) -> ResponseReturnValue:
    content = queries.content(Matter.URGENT_HELP)
    line = next((line for situation in content["situations"] for line in situation["lines"] if line["key"] == key), None) or abort(404)
    form = LineForm(data=line)
    if not form.validate_on_submit():
        return _form(form, str(line["name"])), 400 if form.errors else 200
    return _proposed(Matter.URGENT_HELP, matters.with_line(content, key, form.values()), form, str(line["name"]), line, about=key)


@blueprint.route("/half-lives", methods=["GET", "POST"])
@editor_required
def half_lives() -> ResponseReturnValue:
    content = queries.content(Matter.HALF_LIVES)
    form = HalfLivesForm(data=content)
    if not form.validate_on_submit():
        return _form(form, Matter.HALF_LIVES.label), 400 if form.errors else 200
    return _proposed(Matter.HALF_LIVES, {**content, **form.values()}, form, Matter.HALF_LIVES.label, content)


@blueprint.route("/terms", methods=["GET", "POST"])
@editor_required
def terms() -> ResponseReturnValue:
    """A school year: one that is known, if the address names it, or a new one."""
    content = queries.content(Matter.TERM_DATES)
    known = content["years"].get(request.args.get("year", ""))
    form = YearForm(data=changes.year_shown(request.args.get("year", ""), known) if known else None)
    if not form.validate_on_submit():
        return _form(form, "A school year"), 400 if form.errors else 200
    name = str(form.year.data)
    written = content["years"].get(name)
    shown = changes.year_shown(name, written) if written else {}
    year = {"status": form.status.data, "source": form.source.data, "dated": form.dated.data, "terms": form.terms()}
    return _proposed(Matter.TERM_DATES, {**content, "years": {**content["years"], name: year}}, form, f"School year {name}", shown)


@blueprint.route("/places", methods=["GET", "POST"], defaults={"slug": ""})
@blueprint.route("/places/<slug>", methods=["GET", "POST"])
@editor_required
def district(slug: str) -> ResponseReturnValue:
    """A district with its places: one that is known, if the address names it, or a new one."""
    content = queries.content(Matter.PLACES)
    known = districts.shown(content, slug)
    if slug and known is None:
        abort(404)
    form, title = DistrictForm(data=known), known["name"] if known else "A new district"
    if not form.validate_on_submit():
        return _form(form, title), 400 if form.errors else 200
    after = districts.with_district(content, slug, form.values())
    return _proposed(Matter.PLACES, after, form, title, known or {})


@blueprint.post("/<settlement_id>/<any(settle, refuse):what>")
@editor_required
def decide(settlement_id: str, what: str) -> ResponseReturnValue:
    try:
        if what == "settle":
            operations.settle(settlement_id=settlement_id, instance=current().instance, by=signed_in(), at=now())
        else:
            operations.refuse(settlement_id=settlement_id, by=signed_in(), at=now())
    except (Decided, SecondPerson) as error:
        return _overview(error.sentence), error.status
    except OSError as error:
        current_app.logger.error("What was settled could not be written", exc_info=error)
        return _overview(UNWRITTEN), 503
    finally:
        indexing.follow(finder.current().index)
    return redirect(url_for("settled.show", done="settled" if what == "settle" else "not-taken"), 303)


def _proposed(
    matter: Matter, after: dict[str, Any], form: Any, title: str, shown: Mapping[str, Any], about: str = ""
) -> ResponseReturnValue:
    """`shown` is what the boxes of the form would show now: what is different is said in their words."""
    found = beside.between(type(form)(formdata=None, data={**shown, "note": form.note.data}), form)
    said = [f"{title}, {line}" for line in beside.in_words(found)]
    try:
        if not said:
            raise CannotBe("Nothing is different from what holds now, so there is nothing to propose.")
        letter = letters.letter("number_proposed", matter=matter.label, said=said, link=letters.address(url_for("settled.show")))
        note, by = str(form.note.data), signed_in()
        operations.propose(matter=matter, about=about, content=after, said="\n".join(said), note=note, by=by, at=now(), letter=letter)
    except (CannotBe, OneIsWaiting) as error:
        return _form(form, title, error), error.status
    return redirect(url_for("settled.show", done="proposed"), 303)


def _form(form: Any, title: str, error: DirectoryError | None = None) -> str:
    return render_template("settled/form.html", form=form, title=title, said=error.sentence if error else "")


def _overview(said: str = "") -> str:
    people = {person.id: person.name for person in accounts.people()}
    return render_template(
        "settled/show.html",
        said=said,
        waiting=queries.waiting(),
        lines=urgent_help.of_content(queries.content(Matter.URGENT_HELP)),
        today=now().date(),
        years=queries.content(Matter.TERM_DATES)["years"],
        weeks=queries.content(Matter.HALF_LIVES),
        districts=districts.rows(queries.content(Matter.PLACES)),
        history=[each for matter in Matter for each in queries.history(matter)],
        name=people.get,
        me=signed_in().id,
        form=PressForm(),
    )
