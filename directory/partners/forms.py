"""The forms of the desk that stand alone: a new service, an ending, a listing that still runs."""

from govuk_frontend_wtf.wtforms_widgets import GovSelect
from wtforms import SelectField

from directory.catalogue.models import Organisation
from directory.forms import HouseForm, line, prose
from directory.widgets import choice


class NewServiceForm(HouseForm):
    """A name to begin with; everything else is asked on the short pages."""

    name = line("Name of the service", "As schools know it.", "Give the service a name.")
    provider = SelectField("Who offers it", widget=GovSelect())

    def offer(self, providers: list[Organisation]) -> None:
        """The providers that this person looks after."""
        self.provider.choices = [choice(provider.id, provider.name) for provider in providers]


class StatusForm(HouseForm):
    """Tell the editor that a service has ended, or that it still runs."""

    note = prose("What should the editor know?", "When it ended, for example, and where pupils can go now. Please name no pupil.", rows=3)
