"""Who may edit pathways, in the columns of tests/accounts/test_access_matrix.py. {slug} has a draft, bullying-friendships has none."""

IN, NO, GONE, OK, DONE, STEP = "sign in first", 403, 404, 200, 303, "second step"
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
EDITORS_NOBODYS = (IN, NO, NO, GONE, GONE, IN, STEP)
STALE = (IN, NO, NO, 409, 409, IN, STEP)
PARTS = ("intro", "good_to_know", "see_also", "questions/1", "rules", "stages/1", "stages/1/today", "stages/1/ask", "sources")
PRESSES = ("add/stages", "remove/stages/1", "up/questions/1", "publish", "discard")
PAGES = ("", "/draft", "/draft?check=yes", "/preview", "/compare?from=1&to=draft")
NOWHERE = ("", "/draft", "/draft/intro", "/preview", "/compare?from=1&to=1")
SIGNING = ("sign-off/1", "sign-off/1/withdraw")
NO_PARTS = ("nonsense", "stages/99", "stages/1/nonsense", "questions/0")
TABLE = {
    "GET /editor/pathways": EDITORS,
    **{f"GET /editor/pathways/{{slug}}{what}": EDITORS for what in PAGES},
    **{f"GET /editor/pathways/{{slug}}/draft/{part}": EDITORS for part in PARTS},
    **{f"POST /editor/pathways/{{slug}}/draft/{part}": STALE for part in PARTS},
    **{f"POST /editor/pathways/{{slug}}/{press}": STALE for press in PRESSES},
    **{f"GET /editor/pathways/{{slug}}/draft/{part}": EDITORS_NOBODYS for part in NO_PARTS},
    **{f"POST /editor/pathways/{{slug}}/{press}": EDITORS_NOBODYS for press in ("add/nonsense", "remove/stages/99", "up/rules/1")},
    **{f"GET /editor/pathways/missing{what}": EDITORS_NOBODYS for what in NOWHERE},
    **{f"POST /editor/pathways/missing/{what}": EDITORS_NOBODYS for what in (*PRESSES, "draft/intro", "begin/1", *SIGNING)},
    **{f"GET /editor/pathways/{{slug}}/remove/{part}": EDITORS for part in ("stages/1", "questions/1")},
    **{f"GET /editor/pathways/{{slug}}/remove/{part}": EDITORS_NOBODYS for part in ("stages/99", "intro")},
    "GET /editor/pathways/{slug}/compare?from=x&to=1": EDITORS_NOBODYS,
    "POST /editor/pathways/{slug}/begin/nonsense": EDITORS_NOBODYS,
    "POST /editor/pathways/{slug}/begin/1": (IN, NO, NO, DONE, DONE, IN, STEP),
    **{f"GET /editor/pathways/missing/{what}": EDITORS_NOBODYS for what in SIGNING},
    **{f"GET /editor/pathways/{{slug}}/{what}": EDITORS for what in SIGNING},
    "POST /editor/pathways/{slug}/sign-off/1": (IN, NO, NO, 400, 400, IN, STEP),
    "POST /editor/pathways/{slug}/sign-off/1/withdraw": STALE,
}
