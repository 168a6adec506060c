"""Uses the desks as a browser without JavaScript does: reads the form of a page, fills it in, presses a button."""

from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from tests.markup import parsed


def form_on(page, button, action=None):
    """The action and the values of the form that has this button, as they stand on the page."""
    for form in parsed(page).iter("form"):
        words = ["".join(each.itertext()).strip() for each in form.iter("button")]
        if any(word.startswith(button) for word in words) and action in (None, form.get("action")):
            return form.get("action"), values_of(form)
    raise AssertionError(f"no form has the button {button!r}")


def values_of(form):
    values = MultiDict()
    for field in form.iter():
        name = field.get("name")
        if field.tag == "input" and name and (field.get("type") not in ("checkbox", "radio", "submit") or field.get("checked") is not None):
            values.add(name, field.get("value", ""))
        elif field.tag == "textarea":
            values.add(name, (field.text or "").removeprefix("\n"))
        elif field.tag == "select":
            options = list(field.iter("option"))
            values.add(name, next((each.get("value") for each in options if each.get("selected") is not None), options[0].get("value")))
    return values


def fill(client, path, button="Save", press=None, **answers):
    """Open the page, give these answers and leave the rest, press the button; the answer."""
    action, values = form_on(client.get(path).text, button)
    return send(client, action or path, values, press, **answers)


def send(client, path, values, press=None, **answers):
    values = values.copy()
    for name, value in answers.items():
        values.setlist(name, value if isinstance(value, list) else [value])
    if press:
        values.add(*press)
    return client.post(path, data=values)


def change_of(answer):
    """The address of the change that a press led to."""
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["Location"]).path


def edited(client, slug, page, **answers):
    """Begin a change to this listing and save one of its pages; the address of the change."""
    change = change_of(fill(client, f"/desk/services/{slug}", "Change this listing"))
    assert fill(client, f"{change}/pages/{page}", **answers).status_code == 303
    return change


def sent(client, slug, page, **answers):
    """The same, and send it to the editor; the address of the change on the editor's desk."""
    change = edited(client, slug, page, **answers)
    assert fill(client, change, "Send to the editor").status_code == 303
    return change.replace("/desk/", "/editor/")
