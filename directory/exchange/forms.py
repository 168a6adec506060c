"""The forms of the exchange: choose a file and say where it comes from; then do what the dry run showed."""

from typing import Any

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from wtforms import HiddenField

from directory.forms import HouseForm, line


class UploadForm(HouseForm):
    """A file of any kind."""

    file = FileField("File", description="CSV (UTF-8), or YAML as in the seed folder. At most 240 kB.", widget=GovFileInput())
    source = line("Where the facts come from", needed="Say where the facts come from.")


def upload_form(asked: str, **given: Any) -> UploadForm:
    """The form that asks, with this hint, where the facts come from; without a hint it does not ask, because that is kept nowhere."""
    form = UploadForm(**given)
    if asked:
        form.source.description = asked
    else:
        del form.source
    return form


class TakeOverForm(HouseForm):
    """The file once more, with the digest of what it was shown to do."""

    text = HiddenField()
    source = HiddenField()
    digest = HiddenField()
