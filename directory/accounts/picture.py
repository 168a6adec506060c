"""A QR code as rows of dark runs, for an SVG in the page: no file, no other site, nothing kept."""

from itertools import groupby

import segno


def qr_rows(words: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The width in squares with its quiet border, and every dark run as (x, y, length)."""
    matrix = list(segno.make(words, error="m").matrix_iter(border=4))
    runs = []
    for y, row in enumerate(matrix):
        for dark, squares in groupby(enumerate(row), key=lambda square: bool(square[1])):
            places = [x for x, _ in squares]
            if dark:
                runs.append((places[0], y, len(places)))
    return len(matrix), runs
