"""The forms of networks, sessions and schools: what is asked, in which words, and the plain values that the answers become."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import BooleanField, Field, FormField, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields import FieldList
from wtforms.validators import Optional, Regexp

from directory.forms import HouseForm, PlainForm, choices, line, lines, lines_of, prose, several
from directory.gatherings import soundness, times, typed
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.soundness import MOST_COUNTS
from directory.gatherings.words import CountKind, ForWhom, GatheringKind, Precision, SessionStatus
from directory.page_kit import as_known
from directory.vocabulary import Phase
from directory.widgets import CheckboxInput, RadioInput, choice

NOBODY = ""
COUNTED = ("number", "kind", "what", "source", "dated")
UNDATED = "undated"
NUMBER = Regexp(r"^[1-9][0-9]{0,4}$", message="Write the number in figures, such as 17.")


def offered(labels: Mapping[str, str], none: str = "") -> list[Any]:
    """Things of the catalogue as choices, after `none` where nothing may be chosen."""
    return [*([choice(NOBODY, none)] if none else []), *(choice(value, label) for value, label in labels.items())]


class GatheringForm(HouseForm):
    """A network or a training."""

    stamp = HiddenField()
    name = line("Name", "As schools know it.", "Give it a name.")
    kind = SelectField("Kind", choices=choices(GatheringKind), widget=GovSelect())
    summary = line("In one sentence", "What it is and whom it helps.", "Say in one sentence what it is.", 300)
    organisation = SelectField("Who runs it", widget=GovSelect())
    service = SelectField("Its listing among the services", widget=GovSelect())
    audiences = several("For whom", ForWhom, "Leave all empty if it is not known.")
    phases = several("Phases", Phase, "Leave all empty if it is not stated.")
    districts = several("Districts", hint="Leave all empty if it is not stated.")
    how_to_join = prose("How to join", "Leave it empty if it is not known. Then the page says so.", rows=2)
    to_confirm = lines("What is not known yet", "Questions that readers should ask.")
    sources = lines("Where this comes from", "A title, then its date after a bar: Central Lancashire report | 2024-03.")

    def offer(self, organisations: Mapping[str, str], services: Mapping[str, str], districts: Mapping[str, str]) -> None:
        """What may be chosen, by id; districts by slug."""
        self.organisation.choices = offered(organisations, "Not known")
        self.service.choices = offered(services, "It has none")
        self.districts.choices = offered(districts)

    def values(self) -> dict[str, Any]:
        """The answers as columns."""
        plain = {name: self[name].data for name in ("name", "kind", "summary", "audiences")}
        maybe = {name: self[name].data or None for name in ("phases", "districts", "how_to_join")}
        links = {"organisation_id": self.organisation.data or None, "service_id": self.service.data or None}
        return {**plain, **maybe, **links, "to_confirm": lines_of(self.to_confirm.data)}

    def sources_given(self) -> list[dict[str, str]]:
        """Each line as a title with its date."""
        parts = [each.rpartition("|") if "|" in each else (each, "", "") for each in lines_of(self.sources.data)]
        return [{"title": title.strip(), "dated": dated.strip()[:60] or UNDATED} for title, _, dated in parts if title.strip()]


def of_gathering(gathering: Gathering) -> dict[str, Any]:
    """The values of a gathering as the boxes show them."""
    names = ("name", "kind", "summary", "audiences", "how_to_join")
    return {
        **{name: getattr(gathering, name) for name in names},
        "phases": gathering.phases or [],
        "districts": gathering.districts or [],
        "organisation": gathering.organisation_id or NOBODY,
        "service": gathering.service_id or NOBODY,
        "to_confirm": "\n".join(gathering.to_confirm),
        "sources": "\n".join(f"{source.title} | {source.dated}" for source in gathering.sources),
        "stamp": str(gathering.version),
    }


def _time_field(label: str, hint: str) -> StringField:
    return line(label, hint, most=10)


class SessionForm(HouseForm):
    """One dated session, as a partner proposes it."""

    stamp = HiddenField()
    title = line("What is it?", "For example: Spring meeting.", "Say what it is.")
    day = line("Day", "For example: 3 May 2027. If only the month is known: May 2027.", "Give the day, or the month.", 40)
    last_day = line("Last day", "Only if it goes on for more than one day.", most=40)
    starts = _time_field("Starts at", "For example: 9:30am. Leave it empty if it is not known.")
    ends = _time_field("Ends at", "For example: 12pm, which is noon.")
    place = line("Where", "A name and a postcode. Leave it empty if it is not known.")
    online = BooleanField("People can join online", widget=CheckboxInput())
    audiences = several("For whom", ForWhom, "Leave all empty if it is for everybody whom the network is for.")
    phases = several("Phases", Phase, "Leave all empty if they are those of the network.")
    districts = several("Districts", hint="Leave all empty if they are those of the network.")
    note = prose("What to know", "How many can come, how to book, and to whom it is opened. No names of people, please.", rows=3)

    def validate_day(self, field: Field) -> None:
        """A day or a month."""
        if typed.day_or_month(field.data) is None:
            raise ValidationError("Write the day like 3 May 2027, or the month like May 2027.")

    def validate_last_day(self, field: Field) -> None:
        """The last day comes after a first day."""
        if field.data and typed.day(field.data) is None:
            raise ValidationError("Write the last day like 4 May 2027.")
        self._judge(field)

    def validate_starts(self, field: Field) -> None:
        """A time that the clocks show on that day."""
        _check_time(field)
        self._judge(field)

    def validate_ends(self, field: Field) -> None:
        """The end comes after the start."""
        _check_time(field)
        self._judge(field)

    def _judge(self, field: Field) -> None:
        """Judged together with the day, if that can be read."""
        said = dict(soundness.faults(self.when())) if typed.day_or_month(self.day.data or "") else {}
        if field.name in said:
            raise ValidationError(said[field.name])

    def offer(self, districts: Mapping[str, str]) -> None:
        """The districts that may be chosen, by slug."""
        self.districts.choices = offered(districts)

    def values(self) -> dict[str, Any]:
        """The answers as columns. Call it only after the form was found right."""
        maybe = {name: self[name].data or None for name in ("place", "audiences", "phases", "districts", "note")}
        return {"title": self.title.data, **self.when(), "online": self.online.data, **maybe}

    def when(self) -> dict[str, Any]:
        """The columns of its days and times."""
        precision, day = typed.day_or_month(self.day.data or "") or (Precision.MONTH, datetime.min.date())
        return {
            "precision": precision,
            "day": day,
            "last_day": typed.day(self.last_day.data or ""),
            "starts": typed.at(self.starts.data or ""),
            "ends": typed.at(self.ends.data or ""),
        }


def _check_time(field: Field) -> None:
    if field.data and typed.at(field.data) is None:
        raise ValidationError("Write the time like 9:30am, or like 14:00.")


class CountForm(PlainForm):
    """One number that was recorded. An empty one is none."""

    number = StringField("Number", validators=[Optional(), NUMBER], widget=GovTextInput(), render_kw={"inputmode": "numeric"})
    kind = SelectField("What it says", choices=choices(CountKind), widget=GovSelect())
    what = line("What it counts", "Schools or heads, for example. Never a person’s name.")
    source = line("Who says so")
    dated = line("Date of that", "For example: 2024-03.", most=60)

    def validate_what(self, field: Field) -> None:
        """A number says what it counts, and who says so."""
        if self.number.data and not (field.data and self.source.data):
            raise ValidationError("Say what the number counts, and who says so.")


class EditorSessionForm(SessionForm):
    """One session, as an editor keeps it: with what became of it and the numbers that were recorded."""

    reported = BooleanField("The day is not recorded: this is the month of a report that says it was held", widget=CheckboxInput())
    status = RadioField("What became of it", choices=choices(SessionStatus), default=SessionStatus.PLANNED.value, widget=RadioInput())
    source = line("Who says so", "The report, the provider, or you.", "Say where this comes from.", 300)
    dated = line("Date of that", "For example: 2024-03.", most=60)
    counts = FieldList(FormField(CountForm), max_entries=MOST_COUNTS)

    def validate_reported(self, field: Field) -> None:
        """A day that is known is recorded."""
        first = typed.day_or_month(self.day.data or "")
        if field.data and first and first[0] == Precision.DAY:
            raise ValidationError("You gave a day. Give only the month, or untick this.")

    def values(self) -> dict[str, Any]:
        given = super().values()
        if self.reported.data:
            given["precision"] = Precision.REPORTED
        return {**given, "status": self.status.data, "source": self.source.data, "dated": self.dated.data or UNDATED}

    def counts_given(self) -> list[dict[str, Any]]:
        """The numbers, as rows."""
        said = [each for each in self.counts.data if each["number"]]
        return [{**each, "number": int(each["number"]), "dated": each["dated"] or UNDATED} for each in said]


def of_session(found: GatheringSession) -> dict[str, Any]:
    """The values of a session as the boxes show them."""
    names = ("title", "online", "place", "note", "status", "source", "dated")
    day = found.day.isoformat() if found.precision == Precision.DAY else f"{found.day:%Y-%m}"
    return {
        **{name: getattr(found, name) for name in names},
        **{name: getattr(found, name) or [] for name in ("audiences", "phases", "districts")},
        "day": as_known(day),
        "last_day": as_known(found.last_day.isoformat()) if found.last_day else "",
        "starts": times.clock(found.starts) if found.starts else "",
        "ends": times.clock(found.ends) if found.ends else "",
        "reported": found.precision == Precision.REPORTED,
        "counts": with_spare([{name: getattr(count, name) for name in COUNTED} for count in found.counts]),
        "stamp": str(found.version),
    }


def with_spare(counts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """These numbers as the boxes show them, and an empty place for one more."""
    shown = [{**count, "number": str(count["number"])} for count in counts]
    return [*shown, {"kind": CountKind.CAME.value}][:MOST_COUNTS]


class CommentForm(HouseForm):
    """Return a proposed session, and say why."""

    stamp = HiddenField()
    comment = prose("What should be different?", "The provider reads this. Say what to change and why.", "Say what should be different.")
