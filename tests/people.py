"""People for tests. Each needs an application context; `sign_in_as` gives a client a real server-side sign-in."""

from datetime import UTC, datetime
from itertools import count

from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from directory.accounts import operations, queries
from directory.accounts.models import Membership, Person, SignIn
from directory.accounts.sessions import KEY
from directory.catalogue.models import Organisation
from directory.db import db, transaction

numbers = count(1)
PHONE_SECRET = "JBSWY3DPEHPK3PXP" * 2


def person(*providers, **values):
    """An active person who looks after these providers (slugs); the row is kept. Returns the Actor."""
    number = next(numbers)
    whole = {"id": operations.new_id(), "name": f"Person {number}", "email": f"person-{number}@example.org", "made_at": datetime.now(UTC)}
    with transaction() as session:
        made = Person(**{**whole, **values})
        session.add(made)
        for slug in providers:
            organisation = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
            session.add(Membership(person_id=made.id, organisation_id=organisation.id, since=made.made_at))
        id = made.id
    actor = queries.actor(id)
    return actor or queries.as_actor(db.session.get(Person, id))


def editor(**values):
    """An editor whose second factor is set up."""
    return person(**{"is_editor": True, "totp_secret": PHONE_SECRET, "totp_since": datetime.now(UTC), **values})


def administrator(**values):
    """An editor who looks after accounts too."""
    return editor(is_administrator=True, **values)


def sign_in_as(client, actor, *, second_step=True):
    """Sign this client in as the person, second step done; returns the client."""
    now = datetime.now(UTC)
    with client.application.app_context(), transaction() as session:
        token = operations.begin(session, person=session.get(Person, actor.id), at=now)
        session.flush()
        if second_step:
            newest = session.scalars(select(SignIn).where(SignIn.token_hash == operations.tokens.hashed(token))).one()
            newest.second_step_at = now
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie[KEY] = token
    return client


def csrf(client):
    """The form secret of this client: post it as `csrf_token`."""
    with client.application.test_request_context():
        from flask import session

        with client.session_transaction() as cookie:
            if "csrf_token" in cookie:
                session["csrf_token"] = cookie["csrf_token"]
            token = generate_csrf()
            cookie["csrf_token"] = session["csrf_token"]
    return token


def post(client, path, fields=None, **options):
    """Post a form as its page would."""
    return client.post(path, data={**(fields or {}), "csrf_token": csrf(client)}, **options)
