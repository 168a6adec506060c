"""What editors and administrators do about people: decide requests, invite, disable."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.access import administrator_required, editor_required, signed_in
from directory.accounts import joining, letters, operations, queries, second_step, tokens
from directory.accounts.forms import InviteForm, PressForm
from directory.accounts.joining_views import send_invitation
from directory.accounts.models import PersonState

blueprint = Blueprint("people", __name__, url_prefix="/editor/people")


@blueprint.get("")
@editor_required
def show() -> ResponseReturnValue:
    return render_template(
        "accounts/people.html",
        people=queries.people(),
        claims=queries.waiting_claims(),
        providers=queries.organisations(),
        person=signed_in(),
        form=PressForm(),
    )


@blueprint.post("/claims/<claim_id>/grant")
@editor_required
def grant(claim_id: str) -> ResponseReturnValue:
    claim, token = queries.claim(claim_id) or abort(404), tokens.new()
    link = letters.address(url_for("joining.invitation", token=token))
    written = letters.letter("invitation", link=link, invited_by=signed_in().name, provider=claim.organisation.name)
    joining.grant(claim_id=claim_id, token=token, written=written, by=signed_in(), at=operations.now())
    return redirect(url_for("people.show", done="invited"), 303)


@blueprint.post("/claims/<claim_id>/refuse")
@editor_required
def refuse(claim_id: str) -> ResponseReturnValue:
    claim = queries.claim(claim_id) or abort(404)
    written = letters.letter("claim_refused", provider=claim.organisation.name)
    joining.refuse(claim_id=claim_id, written=written, by=signed_in(), at=operations.now())
    return redirect(url_for("people.show", done="refused"), 303)


@blueprint.route("/invite/<slug>", methods=["GET", "POST"])
@editor_required
def invite(slug: str) -> ResponseReturnValue:
    provider, form = queries.organisation(slug) or abort(404), InviteForm()
    if form.validate_on_submit():
        send_invitation(str(form.email.data), joining.Post(organisation_id=provider.id), provider.name)
        return redirect(url_for("people.show", done="invited"), 303)
    members, back = queries.members(provider.id), ("Back to the people", url_for("people.show"))
    page = render_template("accounts/colleagues.html", form=form, provider=provider, members=members, back=back)
    return page, 400 if form.errors else 200


@blueprint.post("/<person_id>/disable")
@administrator_required
def disable(person_id: str) -> ResponseReturnValue:
    joining.set_state(person_id=person_id, state=PersonState.DISABLED, by=signed_in(), at=operations.now())
    return redirect(url_for("people.show", done="disabled"), 303)


@blueprint.post("/<person_id>/enable")
@administrator_required
def enable(person_id: str) -> ResponseReturnValue:
    joining.set_state(person_id=person_id, state=PersonState.ACTIVE, by=signed_in(), at=operations.now())
    return redirect(url_for("people.show", done="enabled"), 303)


@blueprint.post("/<person_id>/reset-second-step")
@administrator_required
def reset_second_step(person_id: str) -> ResponseReturnValue:
    second_step.reset(person_id=person_id, by=signed_in(), at=operations.now())
    return redirect(url_for("people.show", done="second-step-off"), 303)
