"""Two people who do not exist, for trying the desks on a development machine. Production lets neither in."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select, update

from directory.accounts import joining, letters, operations, tokens
from directory.accounts.models import Invitation, Person, PersonState
from directory.catalogue.models import Organisation, Service
from directory.db import db, transaction

ENDING = "@demonstration.test"


def links(*, at: datetime) -> Iterator[tuple[str, str]]:
    """A fresh link for a partner and for an editor; whom it is for, and the link. Older ones stop working."""
    most_to_show = (Organisation.kind == "charity").desc(), func.count().desc(), Organisation.slug
    with_services = select(Organisation).join(Service, Service.organisation_id == Organisation.id).where(Service.visible())
    organisation = db.session.scalars(with_services.group_by(Organisation.id).order_by(*most_to_show)).first()
    if organisation:
        to = joining.Post(organisation_id=organisation.id)
        yield f"a partner of {organisation.name}", _link(f"partner{ENDING}", to, at)
    yield "an editor", _link(f"editor{ENDING}", joining.Post(as_editor=True), at)


def shut_out(*, at: datetime) -> None:
    """Let nobody in who was made for a demonstration."""
    with transaction() as session:
        people = list(session.scalars(select(Person).where(Person.email.endswith(ENDING))))
        for person in people:
            person.state = PersonState.DISABLED
            operations.end_all(session, person_id=person.id, at=at)
        session.execute(update(Invitation).where(Invitation.email.endswith(ENDING), Invitation.used_at.is_(None)).values(used_at=at))


def _link(email: str, to: joining.Post, at: datetime) -> str:
    token = tokens.new()
    joining.invite(email=email, to=to, token=token, written=None, by=None, at=at)
    return letters.address(f"/invitations/{token}")
