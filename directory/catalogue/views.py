"""The public pages of the catalogue."""

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__)
