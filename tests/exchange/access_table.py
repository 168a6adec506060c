"""Who may take things out as files and bring them in, in the columns of tests/accounts/test_access_matrix.py."""

IN, NO, OK, STEP = "sign in first", 403, 200, "second step"
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
INCOMPLETE = (IN, NO, NO, 400, 400, IN, STEP)
KINDS = ("services", "providers", "schools", "sessions")
TABLE = {
    "GET /editor/exchange": EDITORS,
    **{f"GET /editor/exchange/{kind}{what}": EDITORS for kind in KINDS for what in ("", ".csv", ".yaml")},
    **{f"POST /editor/exchange/{kind}/{what}": INCOMPLETE for kind in KINDS for what in ("upload", "take-over")},
}
