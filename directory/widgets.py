"""The form widgets, with three faults of govuk-frontend-wtf mended. Forms use these, never the ones they come from.

Mended: a date posted with other than three parts was a server error; radios and checkboxes without a description pointed at an empty hint;
the error link of a date went to the group and not to its first box.
"""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovCheckboxInput, GovDateInput, GovRadioInput
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs do not know it yet.

DATE_PARTS = 3
MANY = 12


def choice(value: str, label: str) -> Any:
    """One choice of a list, in the form that the next WTForms asks for."""
    return SelectChoice(value, label)


class _Group:
    """A group with its question in bold, and without the hint of a field that has none."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if not params["hint"].get("text"):
            del params["hint"]
        if "fieldset" in params:
            params["fieldset"]["legend"]["classes"] = "govuk-fieldset__legend--s"
        return params


class CheckboxesInput(_Group, GovCheckboxesInput):  # type: ignore[misc]
    """Several boxes of one field; many of them stand in columns."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **kwargs)
        return {**params, "classes": "app-many-boxes"} if len(params["items"]) > MANY else params


class CheckboxInput(_Group, GovCheckboxInput):  # type: ignore[misc]
    """One box: yes or no."""


class RadioInput(_Group, GovRadioInput):  # type: ignore[misc]
    """One choice of several."""


class DateInput(GovDateInput):  # type: ignore[misc]
    """Day, month and year. Its first box carries the id of the field, so that an error link lands in it."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        typed = field.raw_data
        if typed is not None:
            field.raw_data = [*typed, "", "", ""][:DATE_PARTS]
        try:
            params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        finally:
            field.raw_data = typed
        params["id"] = f"{field.id}-group"
        params["items"][0]["id"] = field.id
        return params
