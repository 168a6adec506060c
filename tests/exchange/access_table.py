"""Who may take listings out and bring them in, in the columns of tests/accounts/test_access_matrix.py."""

IN, NO, OK, STEP = "sign in first", 403, 200, "second step"
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
INCOMPLETE = (IN, NO, NO, 400, 400, IN, STEP)
TABLE = {
    **{f"GET /editor/exchange{what}": EDITORS for what in ("", "/listings.csv", "/listings.yaml")},
    **{f"POST /editor/exchange/{what}": INCOMPLETE for what in ("upload", "take-over")},
}
