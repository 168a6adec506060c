"""What can go wrong, how it is said, and the one handler that says it."""

from flask import Flask


class DirectoryError(Exception):
    """The root of the errors that this product raises: each carries its status and its sentence."""

    status = 500

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
