"""Files of each kind that can be read and say what cannot be: what is in them, the line that is named, and a part of the reason."""

from tests.exchange.exchanging import GOOD, new, sheet, some


def kooth(**cells):
    """A sheet that changes a listing that is there."""
    return sheet(("kooth", *cells.values()), head=("slug", *cells))


def compass(**cells):
    """A sheet that changes a provider that is there."""
    return sheet(("compass", *cells.values()), head=("slug", *cells))


def school(**cells):
    return new("schools", **cells)


def date(**cells):
    return new("sessions", **cells)


def without(kind, *names):
    """A sheet of a new thing of this kind in which these cells are empty."""
    return new(kind, **dict.fromkeys(names, ""))


NETWORK = "school-attendance-network"
FIRST = {"title": "First school-avoidance discussion", "day": "reported 2024-03"}

SERVICES = {
    "a slug that is a path": (new("services", slug="../../etc/passwd"), 2, "is no slug"),
    "a slug that is a formula": (new("services", slug="'=cmd|calc"), 2, "is no slug"),
    "a slug that never ends": (new("services", slug="x" * 81), 2, "is no slug"),
    "a listing that is not there": (new("services", slug="kuth", version="1"), 2, "There is no listing"),
    "a version that is older": (kooth(version="999", cost="x"), 2, "changed since the file was made"),
    "a provider that is not known": (new("services", provider="koth"), 2, "Did you mean “kooth”?"),
    "a listing given to another": (kooth(provider="compass"), 2, "belongs to kooth"),
    "a level that is not known": (new("services", levels="targetted"), 2, "Did you mean “targeted”?"),
    "a level twice": (new("services", levels="targeted\nTargeted"), 2, "“targeted” is there twice"),
    "no kind": (kooth(kind=""), 2, "Kind of service: It cannot be empty."),
    "a need that is not known": (new("services", needs="ebsaa: main"), 2, "Did you mean “ebsa”?"),
    "a need that does not say how": (new("services", needs="ebsa"), 2, "ebsa: main"),
    "a need twice": (new("services", needs="ebsa: main\nebsa: also"), 2, "“ebsa” is there twice"),
    "no need": (new("services", needs=""), 2, "at least one need"),
    "no name": (new("services", name=""), 2, "needs a name"),
    "a name that never ends": (new("services", name="x" * 201), 2, "more than 200 letters"),
    "a district that is not known": (kooth(coverage="districts", districts="chorly"), 2, "Did you mean “chorley”?"),
    "districts without an area of them": (kooth(coverage="national", districts="chorley"), 2, "Districts are only named"),
    "an age that is no number": (kooth(age_min="eleven"), 2, "not a whole number"),
    "an age in other figures": (kooth(age_min="١١"), 2, "not a whole number"),
    "ages the wrong way round": (kooth(age_min="18", age_max="11"), 2, "youngest first"),
    "neither yes nor no": (kooth(listed_schools_only="maybe"), 2, "neither yes nor no"),
    "a contact that runs": (kooth(contacts="website | javascript:alert(1)"), 2, "is not a web address"),
    "a contact that poses as another": (kooth(contacts="website | https://nhs.uk@evil.example"), 2, "is not a web address"),
    "a contact that costs money": (kooth(contacts="phone | 0906 000 0000"), 2, "costs the caller money"),
    "a contact that never ends": (kooth(contacts=f"website | kooth.com/{'x' * 300}"), 2, "is too long"),
    "a contact without a kind": (kooth(contacts="01257 000 000"), 2, "is not a contact"),
    "a list that never ends": (kooth(criteria="x\n" * 100), 2, "at most 60 lines"),
    "YAML with a list where a text belongs": (b"- slug: kooth\n  needs: [[1, 2], 3]\n", 2, "not what “needs” can be"),
    "YAML with a contact that is a text": (b"- slug: kooth\n  contacts: [01257 000 000]\n", 2, "This is no contact"),
    "YAML with a field of a contact that is not known": (
        b"- slug: kooth\n  contacts:\n    - {kind: phone, valu: 1}\n",
        3,
        "Did you mean “value”?",
    ),
}
PROVIDERS = {
    "a slug that is a path": (new("providers", slug="../compass"), 2, "is no slug"),
    "a slug with capitals": (new("providers", slug="Quokka"), 2, "is no slug"),
    "a slug that never ends": (new("providers", slug="x" * 81), 2, "is no slug"),
    "no slug": (without("providers", "slug"), 2, "is no slug"),
    "no name": (without("providers", "name"), 2, "The provider needs a name."),
    "no kind": (without("providers", "kind"), 2, "The provider needs a kind"),
    "no name any more": (compass(name=""), 2, "The provider needs a name."),
    "a kind that is not known": (new("providers", kind="charty"), 2, "There is no kind “charty”. Did you mean “charity”?"),
    "a new provider of a sheet with too few columns": (sheet(("quokka", "Q"), head=("slug", "name")), 2, "needs a kind"),
    "a name that never ends": (new("providers", name="x" * 201), 2, "Name: That is more than 200 letters."),
    "a website that never ends": (new("providers", website="www.quokka.example/" + "x" * 300), 2, "more than 300 letters"),
    "a website that runs": (new("providers", website="javascript:alert(1)"), 2, "is not a web address"),
    "a website that is data": (new("providers", website="data:text/html,x"), 2, "is not a web address"),
    "a website that poses as another": (compass(website="https://nhs.uk@evil.example"), 2, "is not a web address"),
    "a host in letters that look alike": (compass(website="www.compаss-uk.org"), 2, "is not a web address"),
    "a page in letters that look alike": (compass(website="compass-uk.org/аbout"), 2, "letters that look like others"),
    "a website that is a path": (compass(website="//evil"), 2, "is not a web address"),
    "names that never end": (compass(aliases="x\n" * 61), 2, "at most 60 lines"),
    "YAML with a list as a name": (b"- slug: compass\n  name: [[a]]\n", 2, "not what “name” can be"),
    "a column of listings": (compass(provider="kooth"), 1, "The column “provider” is not known here"),
}
SCHOOLS = {
    "a number too short": (school(urn="90000"), 2, "is not a URN"),
    "a number too long": (school(urn="9000000"), 2, "is not a URN"),
    "no number": (without("schools", "urn"), 2, "is not a URN"),
    "figures of another script": (school(urn="٩٠٠٠٠١"), 2, "is not a URN"),
    "a number with an exponent": (school(urn="9.0E+05"), 2, "is not a URN"),
    "the same number twice": (some("schools", {}, {"urn": "900002"}, {}), 4, "“900001” is on line 2 already."),
    "no name": (school(name=" "), 2, "The name is missing."),
    "no type": (school(type=""), 2, "The type is missing."),
    "no phase": (school(phase=""), 2, "The phase is missing."),
    "a phase that is none": (school(phase="Big"), 2, "Phase: “Big” is not known here."),
    "a status that is none": (school(status="Opened"), 2, "Did you mean “open”?"),
    "no status": (school(status=""), 2, "The status is missing."),
    "a district far away": (school(district="Devon"), 2, "“Devon” is not a district that is known here."),
    "no district": (school(district=""), 2, "The district is missing."),
    "a postcode that is none": (school(postcode="PR73"), 2, "is not a postcode"),
    "neither yes nor no": (school(near_boundary="perhaps"), 2, "is neither yes nor no"),
    "a very long name": (school(name="x" * 201), 2, "Name: That is more than 200 letters."),
    "a column too few": (
        sheet(tuple(GOOD["schools"].values())[:-1], head=tuple(GOOD["schools"])[:-1]),
        1,
        "The column “status” is missing.",
    ),
    "YAML without a status": (
        b"- {urn: '900001', name: A, phase: primary, type: T, district: chorley, postcode: ''}\n",
        1,
        "“status” is missing",
    ),
}
SESSIONS = {
    "a network that is not known": (date(network="school-atendance-network"), 2, "Did you mean “school-attendance-network”?"),
    "no network": (without("sessions", "network"), 2, "There is no network or training “”"),
    "an id that is not known": (date(id="0c4cf3f2"), 2, "There is no published date with the id “0c4cf3f2”."),
    "no title": (without("sessions", "title"), 2, "title: is missing"),
    "no day": (without("sessions", "day"), 2, "day: is missing"),
    "a day that is none": (date(day="2027-02-30"), 2, "day: '2027-02-30' is not a day"),
    "a day in another century": (date(day="1999-05-03"), 2, "is not a day"),
    "a day in other figures": (date(day="٢٠٢٧-05-03"), 2, "is not a day"),
    "a day of a report": (date(day="reported 2027-05-03", starts=""), 2, "is not a day"),
    "a time that is none": (date(starts="half past nine"), 2, "starts: 'half past nine' is not a time such as 09:30"),
    "a time with a zone": (date(starts="09:30+01:00"), 2, "is not a time"),
    "a time without a day": (date(day="2027-05"), 2, "starts: Give the day as well"),
    "a time that the clocks leave out": (date(day="2027-03-28", starts="01:30"), 2, "because the clocks go forward"),
    "an end without a start": (date(starts="", ends="12:00"), 2, "ends: Say when it starts as well."),
    "an end before the start": (date(ends="09:00"), 2, "ends: It ends before it starts."),
    "a last day before the first": (date(last_day="2027-05-02"), 2, "last_day: The last day comes before the first"),
    "a last day that is a month": (date(last_day="2027-06"), 2, "last_day: give the day"),
    "days without end": (date(last_day="2027-07-01"), 2, "That is longer than a month."),
    "somebody who is not known": (date(audiences="headz"), 2, "For whom: “headz” is not known here. Did you mean “heads”?"),
    "a phase that is none": (date(phases="infants"), 2, "Phases: “infants” is not known here."),
    "a district that is not known": (date(districts="chorly"), 2, "There is no district “chorly”. Did you mean “chorley”?"),
    "a status that is none": (date(status="done"), 2, "What became of it: “done” is not known here."),
    "no status": (without("sessions", "status"), 2, "status: is missing"),
    "nobody who says so": (without("sessions", "source"), 2, "source: is missing"),
    "no date of that": (without("sessions", "dated"), 2, "dated: is missing"),
    "neither yes nor no": (date(online="maybe"), 2, "is neither yes nor no"),
    "a place that never ends": (date(place="x" * 201), 2, "Where: That is more than 200 letters."),
    "a number that is none": (date(counts="came | many | schools"), 2, "is not a number that was recorded"),
    "a number of nothing": (date(counts="came | 12"), 2, "is not a number that was recorded"),
    "none": (date(counts="came | 0 | schools"), 2, "is not a number that was recorded"),
    "a number of a kind that is not known": (date(counts="went | 12 | schools"), 2, "“went” is not known here. Use one of: expected"),
    "a number that says too much": (date(counts=f"came | 12 | {'x' * 201}"), 2, "is too long"),
    "numbers without end": (date(counts="came | 12 | schools\n" * 7), 2, "A date has at most 6 numbers."),
    "the same date twice": (some("sessions", {}, {"note": "Other."}), 3, "Quokka meeting, 2027-05-03, 09:30” is on line 2"),
    "one date on two lines": (some("sessions", FIRST | {"starts": ""}, FIRST | {"starts": "", "note": "x"}), 3, "is on line 2 already"),
    "YAML with a field of a network that is not known": (f"- slug: {NETWORK}\n  sesions: []\n".encode(), 2, "Did you mean “sessions”?"),
    "YAML with no dates": (f"- slug: {NETWORK}\n  name: A\n".encode(), 1, "There is no date in the file."),
    "YAML with numbers that are texts": (
        f"- slug: {NETWORK}\n  sessions:\n    - title: A\n      day: 2027-05\n      counts: [[12]]\n".encode(), 5, "This is no number"
    ),
}  # fmt: skip
