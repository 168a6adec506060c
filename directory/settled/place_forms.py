"""The shape and the wording of a district: its name, its place on the map, and what lies in it."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import BooleanField, IntegerField, StringField, ValidationError
from wtforms.validators import NumberRange, Optional

from directory.catalogue.seed_places import MOST_TILES, NAME, ONS, OUTCODE
from directory.forms import HouseForm, line, lines, lines_of, prose
from directory.settled.forms import SHORT
from directory.widgets import CheckboxInput

LONGEST_NAME, MOST_PLACES, MOST_OUTCODES = 80, 300, 60


def _tile(label: str, hint: str) -> IntegerField:
    within = NumberRange(1, MOST_TILES, f"Between 1 and {MOST_TILES}.")
    return IntegerField(label, description=hint, validators=[Optional(), within], widget=GovTextInput(), render_kw=SHORT)


class DistrictForm(HouseForm):
    """One district, with all that lies in it."""

    about = "A district cannot be taken out again, because listings and schools name it. It can be left outside the locality."
    name = line("Name", needed="Give the name of the district.", most=LONGEST_NAME)
    home = BooleanField("This directory is for it: its schools are counted, and search without a place looks there", widget=CheckboxInput())
    tile_x = _tile("Column on the map", "1 is at the left. Leave column and row empty, and it is not on the map.")
    tile_y = _tile("Row on the map", "1 is at the top.")
    ons = line("ONS code", "Such as E07000118. Leave it empty if you do not know it.", most=9)
    places = lines(
        "Places in it",
        "Towns and villages. Name one that lies in several districts in each of them: search then asks which is meant.",
        most=MOST_PLACES,
        rows=12,
    )
    outcodes = lines(
        "Postcode districts", "Such as PR7. Name one that reaches into several districts in each of them.", most=MOST_OUTCODES, rows=6
    )
    note = prose("Note", "Why.", "Say why.", 3)

    def validate_name(self, field: StringField) -> None:
        """Words that a person can type."""
        if not NAME.fullmatch(field.data or ""):
            raise ValidationError("Write the name in letters and figures.")

    def validate_ons(self, field: StringField) -> None:
        """A letter and eight figures, or nothing."""
        field.data = (field.data or "").upper()
        if field.data and not ONS.fullmatch(field.data):
            raise ValidationError("Write the code like E07000118, or leave it empty.")

    def validate_places(self, field: StringField) -> None:
        """One to a line, each in letters."""
        _each(field, NAME.fullmatch, "“{}” is not the name of a place. Write one to a line, in letters and figures.")

    def validate_outcodes(self, field: StringField) -> None:
        """One to a line, in capitals."""
        field.data = (field.data or "").upper()
        _each(field, OUTCODE.fullmatch, "“{}” is not a postcode district. Write one to a line, like PR7.")

    def values(self) -> dict[str, Any]:
        """What was answered, each line once."""
        listed = {name: list(dict.fromkeys(lines_of(self[name].data))) for name in ("places", "outcodes")}
        return {**{name: self[name].data for name in ("name", "home", "tile_x", "tile_y", "ons")}, **listed}


def _each(field: StringField, fits: Any, said: str) -> None:
    if odd := next((line for line in lines_of(field.data) if not fits(line)), None):
        raise ValidationError(said.format(odd[:LONGEST_NAME]))
