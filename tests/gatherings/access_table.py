"""Who may do what about networks and training, in the columns of tests/accounts/test_access_matrix.py."""

IN, NO, GONE, OK, DONE, STEP = "sign in first", 403, 404, 200, 303, "second step"
# What an anonymous visitor, partner A (lscft), partner B, an editor, an administrator, somebody disabled and an editor halfway get.
# {mine} is a gathering of partner A's provider, {date} a published date of it, {sent} a proposed one.
PARTNERS = (IN, OK, GONE, NO, NO, IN, STEP)
NOBODYS = (IN, GONE, GONE, NO, NO, IN, STEP)
EDITORS = (IN, NO, NO, OK, OK, IN, STEP)
EDITORS_BAD = (IN, NO, NO, 400, 400, IN, STEP)
EDITORS_STALE = (IN, NO, NO, 409, 409, IN, STEP)
EDITORS_NOBODYS = (IN, NO, NO, GONE, GONE, IN, STEP)
AT = "/editor/gatherings"
TABLE = {
    "GET /desk/gatherings": (IN, OK, OK, NO, NO, IN, STEP),
    "GET /desk/gatherings/{mine}/propose": PARTNERS,
    "GET /desk/gatherings/missing/propose": NOBODYS,
    "POST /desk/gatherings/{mine}/propose": (IN, 400, GONE, NO, NO, IN, STEP),
    "POST /desk/gatherings/missing/propose": NOBODYS,
    "GET /desk/gatherings/dates/{sent}": PARTNERS,
    "GET /desk/gatherings/dates/{date}": PARTNERS,
    "GET /desk/gatherings/dates/missing": NOBODYS,
    "GET /desk/gatherings/dates/{sent}/edit": PARTNERS,
    "GET /desk/gatherings/dates/{date}/edit": (IN, 409, GONE, NO, NO, IN, STEP),
    "POST /desk/gatherings/dates/{sent}/edit": (IN, 400, GONE, NO, NO, IN, STEP),
    "POST /desk/gatherings/dates/missing/edit": NOBODYS,
    "POST /desk/gatherings/dates/{sent}/withdraw": (IN, 409, GONE, NO, NO, IN, STEP),
    "POST /desk/gatherings/dates/missing/withdraw": NOBODYS,
    "POST /desk/gatherings/dates/{date}/cancel": (IN, 409, GONE, NO, NO, IN, STEP),
    "POST /desk/gatherings/dates/missing/cancel": NOBODYS,
    f"GET {AT}": EDITORS,
    f"GET {AT}/new": EDITORS,
    f"POST {AT}/new": EDITORS_BAD,
    f"GET {AT}/{{mine}}": EDITORS,
    f"GET {AT}/missing": EDITORS_NOBODYS,
    f"GET {AT}/{{mine}}/edit": EDITORS,
    f"POST {AT}/{{mine}}/edit": EDITORS_BAD,
    f"POST {AT}/missing/edit": EDITORS_NOBODYS,
    f"GET {AT}/{{mine}}/dates/new": EDITORS,
    f"POST {AT}/{{mine}}/dates/new": EDITORS_BAD,
    f"POST {AT}/missing/dates/new": EDITORS_NOBODYS,
    f"GET {AT}/dates/{{date}}": EDITORS,
    f"GET {AT}/dates/{{sent}}": EDITORS_NOBODYS,
    f"POST {AT}/dates/{{date}}": EDITORS_BAD,
    f"POST {AT}/dates/missing": EDITORS_NOBODYS,
    f"POST {AT}/dates/{{date}}/cancel": EDITORS_STALE,
    f"POST {AT}/dates/missing/cancel": EDITORS_NOBODYS,
    f"GET {AT}/dates/{{date}}/schools": EDITORS,
    f"GET {AT}/dates/missing/schools": EDITORS_NOBODYS,
    f"POST {AT}/dates/{{date}}/schools": (IN, NO, NO, DONE, DONE, IN, STEP),
    f"POST {AT}/dates/missing/schools": EDITORS_NOBODYS,
    f"GET {AT}/take-up": EDITORS,
    f"GET {AT}/take-up.csv": EDITORS,
    f"GET {AT}/schools": EDITORS,
    f"GET {AT}/schools/119066": EDITORS,
    f"GET {AT}/schools/missing": EDITORS_NOBODYS,
    f"POST {AT}/schools/119066": EDITORS_BAD,
    f"POST {AT}/schools/missing": EDITORS_NOBODYS,
    f"GET {AT}/proposals": EDITORS,
    f"GET {AT}/proposals/{{sent}}": EDITORS,
    f"GET {AT}/proposals/{{date}}": EDITORS_NOBODYS,
    f"GET {AT}/proposals/missing": EDITORS_NOBODYS,
    f"POST {AT}/proposals/{{sent}}/publish": EDITORS_STALE,
    f"POST {AT}/proposals/missing/publish": EDITORS_NOBODYS,
    f"POST {AT}/proposals/{{sent}}/return": EDITORS_BAD,
    f"POST {AT}/proposals/missing/return": EDITORS_NOBODYS,
}
