"""A whole pathway at one look: the list of all of them, one side of paper with live services, and the drawn map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from markupsafe import Markup

from directory.pathways import plan, planning, queries
from directory.pathways.document import Pathway, Stage
from directory.pathways.drawing import Drawing, draw
from directory.pathways.models import PathwayVersion
from directory.pathways.plan import Recommended
from directory.pathways.recommend import Case
from directory.pathways.walk import Option, Walk


@dataclass(frozen=True)
class Column:
    """One stage with the services that it leads to today."""

    stage: Stage
    services: tuple[Recommended, ...]


@dataclass(frozen=True)
class Choice:
    """For which school it is drawn, and what could be chosen instead."""

    value: str | None
    label: str | None
    options: tuple[Option, ...]

    @classmethod
    def of(cls, walk: Walk, id: str) -> "Choice":
        step, value = next(step for step in walk.steps if step.id == id), walk.known_context(id)
        return cls(value, step.label(value) if value else None, step.options[:-1])


@dataclass(frozen=True)
class Glance:
    """One side of paper."""

    walk: Walk
    version: PathwayVersion
    columns: list[Column]
    address: str
    phase: Choice
    district: Choice

    @property
    def code(self) -> Markup:
        """Its address as a QR code, drawn here."""
        return Markup(segno.make(self.address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))

    @property
    def pathway(self) -> Pathway:
        return self.walk.pathway


def overview(versions: Sequence[PathwayVersion]) -> dict[str, Any]:
    """All pathways by name, full ones apart from quick routes, and the needs that each is for."""
    pathways = [queries.content_of(version) for version in versions]
    names = queries.need_names(need for pathway in pathways for need in pathway.needs)
    return {
        "full": [pathway for pathway in pathways if not pathway.quick],
        "quick": [pathway for pathway in pathways if pathway.quick],
        "names": names,
    }


def make(walk: Walk, version: PathwayVersion, address: str) -> Glance:
    """The pathway for one phase and district, or for all."""
    phase, district = Choice.of(walk, "phase"), Choice.of(walk, "district")
    case = planning.case_for(walk.pathway, districts=walk.districts, phase=phase.value, district=district.value)
    columns = [Column(stage, _services(stage, case)) for stage in walk.pathway.stages]
    return Glance(walk, version, columns, address, phase, district)


def drawing_of(pathway: Pathway) -> Drawing:
    return draw([(stage.name, stage.level.label, [trigger.say for trigger in stage.move_up]) for stage in pathway.stages])


def _services(stage: Stage, case: Case) -> tuple[Recommended, ...]:
    """Everything that the stage may ask, also what only some answers call for."""
    return plan.recommend(stage.asks, queries.matching(stage.asks, case.district), case)
