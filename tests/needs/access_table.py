"""Who may edit needs, in the columns of tests/accounts/test_access_matrix.py. {slug} has a draft, anxiety has none."""

IN, NO, GONE, OK, DONE, STEP = "sign in first", 403, 404, 200, 303, "second step"
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
EDITORS_NOBODYS = (IN, NO, NO, GONE, GONE, IN, STEP)
INCOMPLETE = (IN, NO, NO, 400, 400, IN, STEP)
STALE = (IN, NO, NO, 409, 409, IN, STEP)
PAGES = ("", "/draft", "/draft/facts", "/draft/words", "/draft/try", "/draft/judged", "/compare?from=now&to=draft")
BUTTONS = ("judge", "publish", "discard")
TABLE = {
    "GET /editor/needs": EDITORS,
    "GET /editor/needs/new": EDITORS,
    "POST /editor/needs/new": INCOMPLETE,
    **{f"GET /editor/needs/{{slug}}{page}": EDITORS for page in PAGES},
    "POST /editor/needs/{slug}/draft/facts": INCOMPLETE,
    "POST /editor/needs/{slug}/draft/words": STALE,
    "POST /editor/needs/{slug}/draft/try": INCOMPLETE,
    **{f"POST /editor/needs/{{slug}}/draft/{button}": STALE for button in BUTTONS},
    "GET /editor/needs/{slug}/compare?from=x&to=draft": EDITORS_NOBODYS,
    "GET /editor/needs/{slug}/compare?from=now&to=7": EDITORS_NOBODYS,
    **{f"GET /editor/needs/missing{page}": EDITORS_NOBODYS for page in PAGES},
    **{f"POST /editor/needs/missing/draft/{what}": EDITORS_NOBODYS for what in ("facts", "words", "try", *BUTTONS)},
    "POST /editor/needs/missing/begin": EDITORS_NOBODYS,
    "POST /editor/needs/{slug}/begin/nonsense": EDITORS_NOBODYS,
    "POST /editor/needs/{slug}/begin/7": EDITORS_NOBODYS,
    "POST /editor/needs/anxiety/begin": (IN, NO, NO, DONE, DONE, IN, STEP),
}
