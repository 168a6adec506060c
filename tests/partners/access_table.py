"""Who may do what on the partners' and the editors' desks, in the columns of tests/accounts/test_access_matrix.py."""

IN, NO, GONE, OK, DONE, STEP = "sign in first", 403, 404, 200, 303, "second step"
# What an anonymous visitor, partner A (lscft), partner B, an editor, an administrator, somebody disabled and an editor halfway get.
# {mine} is a listing of partner A, {change} a draft of theirs, {sent} a proposal, {problem} an open problem of theirs. {edited} is another
# listing of theirs that the editors are changing, {editing} that change.
PARTNERS = (IN, OK, GONE, NO, NO, IN, STEP)
PARTNERS_PRESS = (IN, DONE, GONE, NO, NO, IN, STEP)
STALE = (IN, 409, GONE, NO, NO, IN, STEP)
NOBODYS = (IN, GONE, GONE, NO, NO, IN, STEP)
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
EDITORS_PRESS = (IN, NO, NO, DONE, DONE, IN, STEP)
EDITORS_NOBODYS = (IN, NO, NO, GONE, GONE, IN, STEP)
TABLE = {
    "GET /desk": (IN, OK, OK, NO, NO, IN, STEP),
    "GET /desk/new": (IN, OK, OK, NO, NO, IN, STEP),
    "POST /desk/new": (IN, 400, 400, NO, NO, IN, STEP),
    "GET /desk/services/{mine}": PARTNERS,
    "GET /desk/services/missing": NOBODYS,
    **{f"POST /desk/services/{{mine}}/{verb}": PARTNERS_PRESS for verb in ("confirm", "pause", "resume", "change", "ending")},
    "POST /desk/services/{mine}/running": PARTNERS_PRESS,
    "POST /desk/services/{mine}/waiting": (IN, 400, GONE, NO, NO, IN, STEP),
    **{f"POST /desk/services/missing/{verb}": NOBODYS for verb in ("confirm", "pause", "resume", "waiting", "change", "ending", "running")},
    **{f"GET /desk/services/{{mine}}/{what}": PARTNERS for what in ("ending", "running")},
    "GET /desk/services/missing/ending": NOBODYS,
    "POST /desk/problems/{problem}/answer": PARTNERS_PRESS,
    "POST /desk/problems/missing/answer": NOBODYS,
    "GET /desk/changes/{change}": PARTNERS,
    "GET /desk/changes/missing": NOBODYS,
    "GET /desk/changes/{change}/preview": PARTNERS,
    "GET /desk/changes/missing/preview": NOBODYS,
    "GET /desk/changes/{change}/pages/about": PARTNERS,
    "GET /desk/changes/{change}/pages/nonsense": NOBODYS,
    "POST /desk/changes/{change}/pages/about": (IN, 400, GONE, NO, NO, IN, STEP),
    "POST /desk/changes/missing/pages/about": NOBODYS,
    **{f"POST /desk/changes/{{change}}/{verb}": STALE for verb in ("propose", "withdraw", "take_back", "rebase")},
    **{f"POST /desk/changes/missing/{verb}": NOBODYS for verb in ("propose", "withdraw", "take_back", "rebase")},
    "GET /desk/changes/{editing}": NOBODYS,
    "GET /desk/changes/{editing}/preview": NOBODYS,
    "GET /desk/changes/{editing}/pages/about": NOBODYS,
    **{f"POST /desk/changes/{{editing}}/{verb}": NOBODYS for verb in ("propose", "withdraw", "take_back", "rebase")},
    "GET /editor": EDITORS,
    "GET /editor/listings": EDITORS,
    "GET /editor/listings?q=camhs": EDITORS,
    "GET /editor/listings/{mine}": EDITORS,
    "GET /editor/listings/missing": EDITORS_NOBODYS,
    **{f"POST /editor/listings/{{mine}}/{verb}": EDITORS_PRESS for verb in ("pause", "resume", "change")},
    **{f"POST /editor/listings/missing/{verb}": EDITORS_NOBODYS for verb in ("pause", "resume", "change", "ending", "running")},
    **{f"GET /editor/listings/{{mine}}/{what}": EDITORS for what in ("ending", "running")},
    **{f"POST /editor/listings/{{mine}}/{what}": (IN, NO, NO, 400, 400, IN, STEP) for what in ("ending", "running")},
    "GET /editor/listings/{mine}/change": EDITORS_NOBODYS,
    "GET /editor/listings/{mine}/change/pages/about": EDITORS_NOBODYS,
    **{f"GET /editor/listings/{{edited}}/change{page}": EDITORS for page in ("", "/pages/about", "/preview")},
    "GET /editor/listings/{edited}/change/pages/nonsense": EDITORS_NOBODYS,
    **{f"POST /editor/listings/{{edited}}/change/{what}": (IN, NO, NO, 400, 400, IN, STEP) for what in ("pages/about", "publish")},
    **{f"POST /editor/listings/{{edited}}/change/{verb}": (IN, NO, NO, 409, 409, IN, STEP) for verb in ("withdraw", "take_back", "rebase")},
    "GET /editor/log": EDITORS,
    "GET /editor/log?before=nonsense": EDITORS_NOBODYS,
    "GET /editor/weak-spots": EDITORS,
    "GET /editor/coverage": EDITORS,
    "GET /editor/coverage?phase=nonsense&district=chorley": EDITORS,
    "GET /editor/unmet": EDITORS,
    "GET /editor/changes": EDITORS,
    "GET /editor/changes/{sent}": EDITORS,
    "GET /editor/changes/{change}": EDITORS_NOBODYS,
    "GET /editor/changes/missing": EDITORS_NOBODYS,
    "GET /editor/changes/{sent}/preview": EDITORS,
    "GET /editor/changes/{sent}/edit/about": EDITORS,
    "POST /editor/changes/{sent}/edit/about": (IN, NO, NO, 400, 400, IN, STEP),
    "POST /editor/changes/{sent}/publish": (IN, NO, NO, 409, 409, IN, STEP),
    "POST /editor/changes/missing/publish": EDITORS_NOBODYS,
    "POST /editor/changes/{change}/publish": EDITORS_NOBODYS,
    "POST /editor/changes/{sent}/return": (IN, NO, NO, 400, 400, IN, STEP),
    "POST /editor/changes/missing/return": EDITORS_NOBODYS,
    "GET /editor/listings/{mine}/versions": EDITORS,
    "GET /editor/listings/missing/versions": EDITORS_NOBODYS,
    "GET /editor/listings/{mine}/versions/7": EDITORS_NOBODYS,
    "POST /editor/listings/{mine}/versions/7": EDITORS_NOBODYS,
    "GET /editor/problems": EDITORS,
    "POST /editor/problems/{problem}/close": EDITORS_PRESS,
    "POST /editor/problems/missing/close": EDITORS_NOBODYS,
}
OPEN_FORMS = {"/still-right/<token>", "/services/<slug>/report"}
