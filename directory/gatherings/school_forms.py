"""The forms about schools: one school, and which of them came to a session."""

from collections.abc import Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect
from wtforms import BooleanField, HiddenField, SelectField, ValidationError

from directory.forms import HouseForm, choices, line, lines_of, prose
from directory.gatherings.forms import offered
from directory.gatherings.models import School
from directory.gatherings.school_cells import POSTCODE, URN
from directory.gatherings.words import SchoolPhase, SchoolStatus
from directory.widgets import CheckboxInput

MOST_PASTED = 300


class SchoolForm(HouseForm):
    """One school. Its official number never changes."""

    stamp = HiddenField()
    name = line("Name", needed="Give the name of the school.")
    phase = SelectField("Phase", choices=choices(SchoolPhase), widget=GovSelect())
    type = line("Type", "As the official register says it, such as Community school.", "Give the type.")
    district = SelectField("District", widget=GovSelect())
    postcode = line("Postcode", "For example: PR7 3DU.", most=8)
    status = SelectField("Status", choices=choices(SchoolStatus), widget=GovSelect())
    near_boundary = BooleanField("The district must still be checked", widget=CheckboxInput())
    source = line("Who says so", "For example: the official register, looked up today.", "Say where this comes from.", 300)

    def validate_postcode(self, field: Any) -> None:
        """In capitals, with its space."""
        field.data = (field.data or "").upper()
        if field.data and not POSTCODE.fullmatch(field.data):
            raise ValidationError("Write the postcode like PR7 3DU, or leave it empty.")

    def offer(self, districts: Mapping[str, str]) -> None:
        """The districts that may be chosen, by slug."""
        self.district.choices = offered(districts)

    def values(self) -> dict[str, Any]:
        """The answers as columns."""
        names = ("name", "phase", "type", "district", "status", "near_boundary", "source")
        return {**{name: self[name].data for name in names}, "postcode": self.postcode.data or None}


def of_school(school: School) -> dict[str, Any]:
    """The values of a school as the boxes show them."""
    names = ("name", "phase", "type", "district", "postcode", "status", "near_boundary", "source")
    return {**{name: getattr(school, name) for name in names}, "stamp": str(school.version)}


class CameForm(HouseForm):
    """Official numbers of schools that came, to be pasted."""

    pasted = prose("Or paste official numbers (URN)", "One to a line. They are added to the schools that are ticked.", rows=4)

    def numbers(self) -> tuple[list[tuple[int, str]], list[str]]:
        """Each number with its line, and a sentence for each line that is none."""
        pasted = [(number, each.strip()) for number, each in enumerate((self.pasted.data or "").split("\n"), start=1) if each.strip()]
        good = [(number, each) for number, each in pasted if URN.fullmatch(each)]
        wrong = [f"Line {number}: “{each[:40]}” is not a URN, which has six figures." for number, each in pasted if not URN.fullmatch(each)]
        return good, wrong if len(lines_of(self.pasted.data)) <= MOST_PASTED else [f"Paste at most {MOST_PASTED} numbers at once."]
