"""Who may do what with the half-term reports, in the columns of tests/accounts/test_access_matrix.py."""

IN, NO, GONE, OK, DONE, STEP = "sign in first", 403, 404, 200, 303, "second step"
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
EDITORS_NOBODYS = (IN, NO, NO, GONE, GONE, IN, STEP)
EDITORS_PRESS = (IN, NO, NO, DONE, DONE, IN, STEP)
STALE = (IN, NO, NO, 409, 409, IN, STEP)
INCOMPLETE = (IN, NO, NO, 400, 400, IN, STEP)
# {draft} is a draft with one priority, {numbered} one that was issued here, {issued} one from elsewhere.
PAGES = ("period", "priorities/1", "priorities/new")
PRESSES = ("priorities/1/remove", "issue", "discard")
TABLE = {
    "GET /editor/coverage.csv": EDITORS,
    "GET /editor/worklist": EDITORS,
    "GET /editor/worklist?need=nonsense&level=nonsense": EDITORS,
    "GET /editor/worklist/compass": EDITORS,
    "GET /editor/worklist/missing": EDITORS_NOBODYS,
    **{
        f"POST /editor/worklist/{slug}/{how}": EDITORS_PRESS
        for slug, how in (("compass", "send"), ("compass", "asked"), ("kooth", "asked"))
    },
    **{f"POST /editor/worklist/{slug}/send": EDITORS_NOBODYS for slug in ("missing", "kooth")},
    "POST /editor/worklist/missing/asked": EDITORS_NOBODYS,
    "GET /editor/reports": EDITORS,
    "GET /editor/reports/new": EDITORS,
    "POST /editor/reports/new": INCOMPLETE,
    **{f"GET /editor/reports/{{{which}}}{what}": EDITORS for which in ("draft", "issued") for what in ("", "/word")},
    **{f"GET /editor/reports/missing{what}": EDITORS_NOBODYS for what in ("", "/word", *(f"/{page}" for page in PAGES))},
    **{f"GET /editor/reports/{{draft}}/{page}": EDITORS for page in PAGES},
    **{f"GET /editor/reports/{{issued}}/{page}": STALE for page in PAGES},
    "GET /editor/reports/{draft}/priorities/7": EDITORS_NOBODYS,
    "GET /editor/reports/{draft}/priorities/nonsense": EDITORS_NOBODYS,
    "GET /editor/reports/{draft}/issue": EDITORS,
    "GET /editor/reports/{issued}/issue": STALE,
    "GET /editor/reports/{numbered}/withdraw": EDITORS,
    "POST /editor/reports/{numbered}/withdraw": INCOMPLETE,
    **{
        f"{method} /editor/reports/{which}/withdraw": EDITORS_NOBODYS
        for method in ("GET", "POST")
        for which in ("{draft}", "{issued}", "missing")
    },
    "GET /editor/reports/missing/issue": EDITORS_NOBODYS,
    **{f"POST /editor/reports/{{draft}}/{page}": INCOMPLETE for page in PAGES},
    **{f"POST /editor/reports/{{draft}}/{press}": STALE for press in PRESSES},
    **{f"POST /editor/reports/{{issued}}/{press}": STALE for press in (*PRESSES, *PAGES)},
    **{f"POST /editor/reports/missing/{press}": EDITORS_NOBODYS for press in (*PRESSES, *PAGES)},
}
