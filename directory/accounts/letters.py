"""The messages that are sent to people: subject and text, in plain words, with addresses of our own base address only."""

from dataclasses import dataclass

from flask import render_template

from directory.config import current


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says."""

    subject: str
    text: str


def letter(name: str, **words: object) -> Letter:
    """The letter of this name. Its first line is the subject."""
    subject, _, text = render_template(f"mail/{name}.txt", **words).partition("\n")
    return Letter(" ".join(subject.split()), text.strip() + "\n")


def address(path: str) -> str:
    """A path of ours as a whole address. It comes from the settings, never from what a request calls this machine."""
    return current().base_url + path
