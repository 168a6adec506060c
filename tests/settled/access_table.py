"""Who may propose and settle numbers, terms, half-lives and districts, in the columns of tests/accounts/test_access_matrix.py."""

IN, NO, GONE, OK, STEP = "sign in first", 403, 404, 200, "second step"
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
INCOMPLETE = (IN, NO, NO, 400, 400, IN, STEP)
PAGES = ("/urgent-help/childline", "/half-lives", "/terms", "/places", "/places/chorley")
TABLE = {
    **{f"GET /editor/settled{what}": EDITORS for what in ("", *PAGES, "/terms?year=2026/27", "/terms?year=nonsense")},
    "GET /editor/settled/urgent-help/missing": (IN, NO, NO, GONE, GONE, IN, STEP),
    **{f"POST /editor/settled{what}": INCOMPLETE for what in PAGES},
    "POST /editor/settled/urgent-help/missing": (IN, NO, NO, GONE, GONE, IN, STEP),
    **{f"{how} /editor/settled/places/missing": (IN, NO, NO, GONE, GONE, IN, STEP) for how in ("GET", "POST")},
    **{f"POST /editor/settled/missing/{what}": (IN, NO, NO, 409, 409, IN, STEP) for what in ("settle", "refuse")},
}
