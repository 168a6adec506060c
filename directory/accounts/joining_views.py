"""Joining: an invitation is opened and accepted, a request to look after listings is sent, a colleague is invited."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.access import partner_required, public, signed_in
from directory.accounts import joining, letters, limits, operations, queries, sessions, tokens
from directory.accounts.asking import home, place
from directory.accounts.forms import ClaimForm, InviteForm, JoinForm
from directory.accounts.views import private

blueprint = Blueprint("joining", __name__)


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """The page is the same for any token; only its button uses an invitation up."""
    form = JoinForm()
    if form.validate_on_submit():
        limits.count(limits.LINKS_SPENT, place(), key=str(current_app.secret_key), at=operations.now())
        sessions.remember(joining.accept(token=token, name=str(form.name.data), at=operations.now()))
        return redirect(home(signed_in().is_editor), 303)
    return private(render_template("accounts/invitation.html", form=form), 400 if form.errors else 200)


@blueprint.route("/providers/<slug>/claim", methods=["GET", "POST"])
@public
@sessions.protection.exempt  # type: ignore[untyped-decorator]
def claim(slug: str) -> ResponseReturnValue:
    provider, form = queries.organisation(slug) or abort(404), ClaimForm()
    if form.validate_on_submit():
        limits.count(limits.CLAIMS, place(), key=str(current_app.secret_key), at=operations.now())
        joining.claim(
            organisation_id=provider.id,
            name=str(form.name.data),
            email=str(form.email.data),
            work=str(form.work.data),
            written=letters.letter("claim_made", provider=provider.name, link=letters.address(url_for("people.show"))),
            at=operations.now(),
        )
        return redirect(url_for("joining.claimed", slug=slug), 303)
    return private(render_template("accounts/claim.html", form=form, provider=provider), 400 if form.errors else 200)


@blueprint.get("/providers/<slug>/claim/sent")
@public
def claimed(slug: str) -> ResponseReturnValue:
    return private(render_template("accounts/claimed.html", provider=queries.organisation(slug) or abort(404)))


@blueprint.route("/desk/colleagues/<slug>", methods=["GET", "POST"])
@partner_required
def colleagues(slug: str) -> ResponseReturnValue:
    provider, form = queries.organisation(slug), InviteForm()
    if provider is None or not signed_in().may_edit(provider.id):
        abort(404)
    if form.validate_on_submit():
        send_invitation(str(form.email.data), joining.Post(organisation_id=provider.id), provider.name)
        return redirect(url_for("joining.colleagues", slug=slug, done="invited"), 303)
    members, back = queries.members(provider.id), ("Back to your services", "/desk")
    page = render_template("accounts/colleagues.html", form=form, provider=provider, members=members, back=back)
    return private(page, 400 if form.errors else 200)


def send_invitation(email: str, to: joining.Post, provider: str | None) -> None:
    """Write the invitation of the person who is asking, and keep it for sending."""
    person, token = signed_in(), tokens.new()
    limits.count(limits.INVITATIONS, person.id, key=str(current_app.secret_key), at=operations.now())
    link = letters.address(url_for("joining.invitation", token=token))
    written = letters.letter("invitation", link=link, invited_by=person.name, provider=provider)
    joining.invite(email=email, to=to, token=token, written=written, by=person, at=operations.now())
