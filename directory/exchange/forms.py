"""The forms of the exchange: choose a file and say where it comes from; then do what the dry run showed."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from wtforms import HiddenField

from directory.forms import line


class UploadForm(FlaskForm):  # type: ignore[misc]
    """A file of listings."""

    file = FileField("File", description="CSV (UTF-8), or YAML as in the seed folder. At most 240 kB.", widget=GovFileInput())
    source = line("Where the facts come from", "Readers see this as a source, with today’s date.", "Say where the facts come from.", 200)


class TakeOverForm(FlaskForm):  # type: ignore[misc]
    """The file once more, with the digest of what it was shown to do."""

    text = HiddenField()
    source = HiddenField()
    digest = HiddenField()
