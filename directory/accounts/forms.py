"""The shape and the wording of the forms about people. An address is held to what every mail server takes."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from wtforms import Field, StringField, SubmitField, ValidationError
from wtforms.validators import InputRequired, Length, Regexp

from directory.forms import HouseForm

ONE_LINE = Regexp(r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>]*$", message="Use plain letters, on one line.")


def tidy_email(typed: str | None) -> str:
    """An address as it is kept: without spaces around it, in small letters."""
    return (typed or "").strip().lower()


def tidy_name(typed: str | None) -> str:
    """A name with single spaces."""
    return " ".join((typed or "").split(" ")).strip()


class WorkEmail:
    """An e-mail address in plain ASCII: look-alike letters of other alphabets are refused, and so is all that a header could hold."""

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse with one sentence."""
        try:
            validate_email(field.data or "", check_deliverability=False, allow_smtputf8=False, test_environment=True)
        except EmailNotValidError as error:
            raise ValidationError("Enter an e-mail address, like name@example.org.") from error
        if not (field.data or "").isascii():
            raise ValidationError("Enter an e-mail address in plain letters, like name@example.org.")


def email_field(label: str, hint: str = "") -> StringField:
    """A box for an address that the browser may fill in."""
    return StringField(
        label,
        description=hint,
        filters=[tidy_email],
        validators=[InputRequired("Enter an e-mail address."), Length(max=254, message="That address is too long."), WorkEmail()],
        widget=GovTextInput(),
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false"},
    )


def name_field(label: str, hint: str = "", complete: str = "name") -> StringField:
    """A box for a name or a few words."""
    return StringField(
        label,
        description=hint,
        filters=[tidy_name],
        validators=[InputRequired("Fill this in."), Length(max=120, message="Use 120 letters or fewer."), ONE_LINE],
        widget=GovTextInput(),
        render_kw={"autocomplete": complete},
    )


class AskForm(HouseForm):
    """Who wants to sign in."""

    email = email_field("E-mail address", "The address that we know you by.")
    send = SubmitField("E-mail me a link", widget=GovSubmitInput())


class CodeForm(HouseForm):
    """Six figures from a phone, or a recovery code."""

    code = StringField(
        "Code",
        description="The six figures that your authenticator app shows now, or one of your recovery codes.",
        validators=[InputRequired("Enter the code."), Length(max=40, message="That is too long for a code.")],
        widget=GovTextInput(),
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"},
    )
    send = SubmitField("Continue", widget=GovSubmitInput())


class InviteForm(HouseForm):
    """Whom to ask to look after a provider's listings."""

    email = email_field("Their e-mail address", "A work address that only they read.")
    send = SubmitField("Send the invitation", widget=GovSubmitInput())


class JoinForm(HouseForm):
    """How somebody who was invited is called."""

    name = name_field("Your name", "As the editor and your colleagues will see it.")
    send = SubmitField("Join", widget=GovSubmitInput())


class ClaimForm(HouseForm):
    """Who asks to look after a provider's listings. It acts for nobody, so it needs no secret and the public page no cookie."""

    class Meta(HouseForm.Meta):
        """What differs from other forms."""

        csrf = False

    name = name_field("Your name")
    email = email_field("Your work e-mail address", "We write to this address when an editor has decided.")
    work = name_field("What you do there", "For example: service manager.", complete="organization-title")
    send = SubmitField("Ask to look after these listings", widget=GovSubmitInput())


class PressForm(HouseForm):
    """One button and nothing to fill in."""
