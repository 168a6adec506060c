"""Whether words typed may tell who a pupil is (a date of birth, an NHS number, a pupil number), so that the page asks for less. Pure."""

import re

DATE_OF_BIRTH = re.compile(r"\b\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}\b", re.ASCII)
PUPIL_NUMBER = re.compile(r"\b[a-z]\d{11}[0-9a-z]\b", re.ASCII | re.IGNORECASE)
TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", re.ASCII)


def may_tell_who(words: str) -> bool:
    """True for what is written like one of these numbers; an NHS number must have its right last digit."""
    return bool(DATE_OF_BIRTH.search(words) or PUPIL_NUMBER.search(words) or any(map(_is_nhs_number, TEN_DIGITS.findall(words))))


def _is_nhs_number(text: str) -> bool:
    """By its check digit: eleven less the remainder of the weighted sum of the first nine."""
    digits = [int(digit) for digit in text if digit.isdecimal()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[-1]
