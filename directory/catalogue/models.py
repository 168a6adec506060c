"""The tables of the catalogue: organisations, their services, the needs these answer, and the contacts that may be public.

The nouns are those of Open Referral UK where it has one.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    SQLColumnExpression,
    String,
    Text,
    UniqueConstraint,
    and_,
    case,
    exists,
    false,
    func,
    or_,
)
from sqlalchemy.orm import Mapped, MappedSQLExpression, column_property, mapped_column, relationship, validates

from directory.catalogue.contact_values import key_of, website_key
from directory.columns import LIST, EnumList, Moment, TextList, one_of
from directory.db import Base
from directory.vocabulary import (
    Audience,
    ContactKind,
    Coverage,
    FactGroup,
    Kind,
    Level,
    ListingStatus,
    Phase,
    Referrer,
    Situation,
    Strength,
    Thrive,
)

ID = String(36)
SLUG = String(80)
NAME = String(200)


class Need(Base):
    """What a pupil, parent or school may need help with, in the words of the staffroom.

    `heading` is the heading that people put it under; None: the one of the seed folder. From `edited_at` on, people keep it, and the seed
    files leave it alone."""

    __tablename__ = "need"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    slug: Mapped[str] = mapped_column(SLUG, unique=True)
    name: Mapped[str] = mapped_column(NAME)
    position: Mapped[int]
    safety: Mapped[bool]
    plain: Mapped[str] = mapped_column(Text)
    also_called: Mapped[list[str]] = mapped_column(TextList, default=list)
    related: Mapped[list[str]] = mapped_column(TextList, default=list)
    heading: Mapped[str | None] = mapped_column(NAME)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)


class NeedVersion(Base):
    """What a need is called and by which wordings it is found, as people published it. A change is a new version; a row is never updated.

    The wordings of the newest stand in place of those of the vocabulary folder."""

    __tablename__ = "need_version"
    __table_args__ = (UniqueConstraint("slug", "number"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    slug: Mapped[str] = mapped_column(SLUG)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(LIST)
    published_at: Mapped[datetime] = mapped_column(Moment)


class Organisation(Base):
    """A provider: whoever runs one or more services. From `edited_at` on, people keep it, and the seed files leave it alone."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    slug: Mapped[str] = mapped_column(SLUG, unique=True)
    name: Mapped[str] = mapped_column(NAME)
    kind: Mapped[str] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(300))
    website_key: Mapped[str | None] = mapped_column(String(300))
    public_website: ClassVar[MappedSQLExpression[str | None]]
    about: Mapped[str | None] = mapped_column(Text)
    aliases: Mapped[list[str]] = mapped_column(TextList, default=list)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)

    services: Mapped[list["Service"]] = relationship(back_populates="organisation", order_by="Service.name")

    @validates("website")
    def _keep_key(self, field: str, website: str | None) -> str | None:
        self.website_key = None if website is None else website_key(website)
        return website


class ServiceNeed(Base):
    """That a service answers a need, and whether it is made for it."""

    __tablename__ = "service_need"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    need_id: Mapped[str] = mapped_column(ForeignKey("need.id"), primary_key=True, index=True)
    strength: Mapped[Strength] = mapped_column(one_of(Strength))
    position: Mapped[int]

    service: Mapped["Service"] = relationship(back_populates="needs")
    need: Mapped[Need] = relationship(lazy="joined", innerjoin=True)


class Contact(Base):
    """A way to reach a service. `publish` is what the source allows; ask `is_public()` before showing one."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("length(value) > 0", name="value_given"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[ContactKind] = mapped_column(one_of(ContactKind))
    value: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(300), index=True)
    note: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(60))
    publish: Mapped[bool]

    service: Mapped["Service"] = relationship(back_populates="contacts")

    @validates("kind", "value")
    def _keep_key(self, field: str, given: str) -> str:
        kind, value = (given, self.value) if field == "kind" else (self.kind, given)
        if kind and value:
            self.key = key_of(ContactKind(kind), value)
        return given

    @classmethod
    def is_public(cls) -> ColumnElement[bool]:
        """Published by its source, and withheld nowhere in the catalogue, however it is written there."""
        return and_(cls.publish, ~withheld(cls.key))


def withheld(key: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether any service withholds this contact, or the site that this page belongs to."""
    other = Contact.__table__.alias().c
    beneath = func.substr(key, 1, func.length(other.key) + 1) == other.key + "/"
    return exists().where(~other.publish, or_(key == other.key, beneath))


Organisation.public_website = column_property(case((~withheld(Organisation.website_key), Organisation.website)))


class Source(Base):
    """Where the facts of a service come from, and the date of that source as far as it is known."""

    __tablename__ = "source"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    dated: Mapped[str] = mapped_column(String(60))

    service: Mapped["Service"] = relationship(back_populates="sources")


class Confirmation(Base):
    """That somebody who should know confirmed one group of facts on a day."""

    __tablename__ = "confirmation"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    fact_group: Mapped[FactGroup] = mapped_column(one_of(FactGroup))
    confirmed_on: Mapped[date]
    confirmed_by: Mapped[str] = mapped_column(NAME)

    service: Mapped["Service"] = relationship(back_populates="confirmations")


class Service(Base):
    """One listing. None means that it is not known, and the page says so.

    From `edited_at` on, people keep the listing, and the seed files leave it alone. Pausing and the waiting time are said live by the
    provider and make no new `version`, so that they never stand in the way of a change under review."""

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name="ages_in_order"),
        CheckConstraint("(age_min IS NULL OR age_min >= 0) AND (age_max IS NULL OR age_max <= 120)", name="ages_possible"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    slug: Mapped[str] = mapped_column(SLUG, unique=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)
    also_known_as: Mapped[list[str]] = mapped_column(TextList, default=list)
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    summary: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    levels: Mapped[list[Level]] = mapped_column(EnumList(Level))
    thrive: Mapped[list[Thrive]] = mapped_column(EnumList(Thrive), default=list)
    audiences: Mapped[list[Audience]] = mapped_column(EnumList(Audience))
    phases: Mapped[list[Phase] | None] = mapped_column(EnumList(Phase))
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    coverage: Mapped[Coverage] = mapped_column(one_of(Coverage))
    districts: Mapped[list[str]] = mapped_column(TextList, default=list)
    who_can_refer: Mapped[list[Referrer] | None] = mapped_column(EnumList(Referrer))
    how_to_refer: Mapped[str | None] = mapped_column(Text)
    criteria: Mapped[list[str]] = mapped_column(TextList, default=list)
    not_for: Mapped[list[str]] = mapped_column(TextList, default=list)
    not_when: Mapped[list[Situation]] = mapped_column(EnumList(Situation), default=list)
    cost: Mapped[str | None] = mapped_column(Text)
    waiting_time: Mapped[str | None] = mapped_column(Text)
    consent: Mapped[str | None] = mapped_column(Text)
    listed_schools_only: Mapped[bool] = mapped_column(default=False)
    status: Mapped[ListingStatus] = mapped_column(one_of(ListingStatus))
    to_confirm: Mapped[list[str]] = mapped_column(TextList, default=list)
    paused_on: Mapped[date | None]
    paused_by_editors: Mapped[bool] = mapped_column(default=False, server_default=false())
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship(back_populates="services")
    needs: Mapped[list[ServiceNeed]] = relationship(back_populates="service", cascade="all, delete-orphan", order_by=ServiceNeed.position)
    contacts: Mapped[list[Contact]] = relationship(back_populates="service", cascade="all, delete-orphan", order_by=Contact.position)
    sources: Mapped[list[Source]] = relationship(back_populates="service", cascade="all, delete-orphan", order_by=Source.position)
    public_contacts: Mapped[list[Contact]] = relationship(
        primaryjoin=lambda: and_(Contact.service_id == Service.id, Contact.is_public()), order_by=Contact.position, viewonly=True
    )
    confirmations: Mapped[list[Confirmation]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by=Confirmation.confirmed_on
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def for_danger(self) -> bool:
        """Whether somebody in a crisis may turn to it. Where its contact is not known, its pages give the numbers that are."""
        helps = self.kind in (Kind.PUPIL_SUPPORT, Kind.PARENT_SUPPORT, Kind.HELPLINE)
        made_for_danger = any(answered.need.safety and answered.strength == Strength.MAIN for answered in self.needs)
        return Level.CRISIS in self.levels or (helps and made_for_danger)

    @property
    def stated(self) -> list[FactGroup]:
        """The fact groups that say anything. Of the others nobody can say that they are right, and they age no listing."""
        route = self.who_can_refer or self.how_to_refer or self.consent or self.cost
        said = {FactGroup.CONTACT: self.contacts, FactGroup.ROUTE: route, FactGroup.WAITING: self.waiting_time}
        return [group for group in FactGroup if said.get(group, True)]

    @classmethod
    def visible(cls) -> ColumnElement[bool]:
        """What the public may see. Every public read asks this."""
        return cls.status != ListingStatus.POSSIBLY_ENDED


class District(Base):
    """A district that schools or services are in; `home` marks those this directory is for. A tile is a place on the schematic map.

    `changed_at` says when any of the districts, places and postcode districts last changed."""

    __tablename__ = "district"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    ons: Mapped[str | None] = mapped_column(String(9))
    home: Mapped[bool]
    tile_x: Mapped[int | None]
    tile_y: Mapped[int | None]
    changed_at: Mapped[datetime | None] = mapped_column(Moment)


class Place(Base):
    """A town or village that people type, with every district it lies in."""

    __tablename__ = "place"

    name: Mapped[str] = mapped_column(NAME, primary_key=True)
    districts: Mapped[list[str]] = mapped_column(TextList)


class Outcode(Base):
    """The first part of a postcode, with every district it reaches into."""

    __tablename__ = "outcode"

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    districts: Mapped[list[str]] = mapped_column(TextList)


class IndexChange(Base):
    """A service that the search index has not caught up with: written with the change, removed once indexed.

    No foreign key: a service that is gone must be taken out of the index as well.
    """

    __tablename__ = "index_change"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service_id: Mapped[str] = mapped_column(ID)
    changed_at: Mapped[datetime] = mapped_column(Moment)
