"""Every form says what is wrong in the words of the house: none of the sentences of the libraries below it."""

import importlib
import re
from pathlib import Path

import flask_wtf
import pytest
import wtforms
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField
from wtforms.fields.choices import SelectFieldBase

from directory.catalogue.forms import SearchForm
from tests.guards.source import python_files

MODULES = [path.removesuffix(".py").replace("/", ".") for path in python_files("directory") if path.endswith("forms.py")]
SAID = re.compile(r'gettext\(\s*"([^"]+)"')


def forms():
    """Every one but that of the search, which reads what it can and says nothing about a box."""
    for module in map(importlib.import_module, MODULES):
        classes = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Form)]
        yield from (each for each in classes if each.__module__ == module.__name__ and each is not SearchForm)


def sentences():
    """What the libraries say, as patterns."""
    sources = [*Path(wtforms.__file__).parent.rglob("*.py"), *Path(flask_wtf.__file__).parent.rglob("*.py")]
    found = {said for path in sources for said in SAID.findall(path.read_text(encoding="utf-8"))}
    return [re.compile(re.sub(r"%\\\(\w+\\\)[sd]", ".*", re.escape(said))) for said in found]


def filled(form, value, prefix=""):
    """This value for every box, and one row of every list."""
    for field in form:
        if isinstance(field, FieldList):
            field.append_entry()
            yield from filled(field.entries[0].form, value)
        elif isinstance(field, FormField):
            yield from filled(field.form, value)
        else:
            yield from ((field.name, part) for part in value)


def said_by(form):
    for field in form:
        if isinstance(field, FieldList):
            yield from (said for entry in field.entries for said in said_by(entry.form))
        elif isinstance(field, FormField):
            yield from said_by(field.form)
        else:
            yield from field.errors


def offered(form):
    for field in form:
        if isinstance(field, SelectFieldBase) and getattr(field, "choices", ()) is None:
            field.choices = []
    return form


@pytest.mark.one_database
@pytest.mark.parametrize("value", [["nonsense"], ["31", "2", "2026"], ["1.5"], ["-1"], [""]])
def test_no_form_answers_with_a_sentence_of_the_library(app, value):
    library, every = sentences(), list(forms())
    assert len(library) > 20 and len(every) > 30
    with app.test_request_context(method="POST"):
        for form in every:
            secret = {"meta": {"csrf": False}} if issubclass(form, flask_wtf.FlaskForm) else {}
            typed = MultiDict(filled(offered(form(MultiDict(), **secret)), value))
            sent = offered(form(typed, **secret))
            sent.validate()
            assert [said for said in map(str, said_by(sent)) if any(each.fullmatch(said) for each in library)] == [], form.__name__
