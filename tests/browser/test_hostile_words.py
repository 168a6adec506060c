"""Number 8 of the attacks in a real browser: hostile words in every field, and every page where they stand opened."""

from dataclasses import replace

import pytest

from directory.accounts.models import Claim
from directory.accounts.operations import new_id
from directory.db import transaction
from directory.guidance import operations as guidance
from directory.guidance import queries as guides
from directory.reports import operations as reports
from directory.reports import queries as reported
from directory.review import operations, publishing
from directory.review.fields import Page
from tests.gatherings.making import came, gathering, school, session_of
from tests.guidance import drafting as guiding
from tests.needs import drafting as needs
from tests.people import administrator, person, sign_in_as
from tests.reports.drafts import PERIOD, WHOLE, begun, issued
from tests.review.listings import AT, LETTER, PROVIDER, SLUG, drafted, service, stamp

HOSTILE = (
    "<script>window.injected=1</script>",
    "<img class=injected src=x onerror=window.injected=1>",
    "<svg class=injected onload=window.injected=1>",
    "</textarea></title></style><i class=injected>",
    "\"'><i class=injected onmouseover=window.injected=1 autofocus tabindex=1 onfocus=alert(1)>",
    "<iframe class=injected srcdoc='<script>parent.injected=1</script>'></iframe>",
    "javascript:alert(1)//",
    "&lt;i class=injected&gt;{{7*7}}${7*7}",
    "<a class=injected href=javascript:alert(1)>x</a>",
    "<details class=injected open ontoggle=alert(1)>",
    "<!--><i class=injected>",
    "]]><i class=injected>",
)
ALL = " ".join(HOSTILE)
LISTING = {
    "name": HOSTILE[0] + HOSTILE[4],
    "summary": ALL[:250],
    "also_known_as": [*HOSTILE],
    **dict.fromkeys(("description", "how_to_refer", "consent", "cost"), ALL),
    **{name: [ALL] for name in ("criteria", "not_for", "to_confirm")},
    "contacts": [{"kind": "phone", "value": "01257 000111", "note": ALL[:300], "as_of": None, "publish": True}],
}
ANSWERS = "urgent=none&impact=some&phase=secondary&district=chorley&listed=yes"
PUBLIC = ("/services/{slug}", "/services/{slug}/prepare", "/services/{slug}/report", "/providers/{provider}", "/services?q=javascript")
PUBLIC += ("/needs", "/needs/panic", "/services?need=panic")
PUBLIC += ("/shortlist?service={slug}", "/services?q=%3Cimg+class%3Dinjected+src%3Dx+onerror%3Dalert(1)%3E", "/providers/{provider}/claim")
PARTNERS = ("/desk", "/desk/services/{slug}", "/desk/services/{slug}/ending", "/desk/changes/{change}", "/desk/changes/{change}/preview")
PARTNERS += (*(f"/desk/changes/{{change}}/pages/{page}" for page in Page), "/desk/account", "/desk/colleagues/{provider}")
EDITORS = ("/editor/changes", "/editor/changes/{change}", "/editor/changes/{change}/preview", "/editor/changes/{change}/edit/about")
EDITORS += ("/editor/needs", "/editor/needs/panic", "/editor/needs/panic/draft", "/editor/needs/panic/draft/facts")
EDITORS += ("/editor/needs/panic/draft/words", "/editor/needs/panic/draft/judged", "/editor/needs/panic/compare?from=1&to=draft")
EDITORS += ("/editor/listings/{slug}/versions", "/editor/listings/{slug}/versions/1", "/editor/people", "/editor/log", "/editor/problems")
PUBLIC += ("/gatherings", "/gatherings/hostile", "/pathways", "/pathways/sleep", "/pathways/sleep/at-a-glance", "/pathways/sleep/impact")
PUBLIC += (f"/pathways/sleep/plan?{ANSWERS}",)
PARTNERS += ("/desk/gatherings", "/desk/gatherings/dates/{held}")
EDITORS += ("/editor/gatherings", "/editor/gatherings/hostile", "/editor/gatherings/hostile/edit", "/editor/gatherings/dates/{held}")
EDITORS += ("/editor/gatherings/dates/{held}/schools", "/editor/gatherings/take-up", "/editor/gatherings/schools/900001")
EDITORS += ("/editor/gatherings/proposals/{proposed}", "/editor/pathways", "/editor/pathways/sleep")
EDITORS += ("/editor/pathways/sleep/draft", "/editor/pathways/sleep/draft?check=yes")
EDITORS += ("/editor/pathways/sleep/draft/stages/1/today", "/editor/pathways/sleep/preview", f"/editor/pathways/sleep/preview?{ANSWERS}")
EDITORS += ("/editor/pathways/sleep/compare?from=1&to=2", "/editor/reports", "/editor/reports/{report}", "/editor/reports/{report}/issue")
EDITORS += ("/editor/reports/{report}/priorities/1", "/editor/reports/{report}/period", "/editor/reports/{withdrawn}")
PAGES = [("partner", path) for path in PARTNERS] + [("chief", path) for path in EDITORS] + [(None, path) for path in PUBLIC]


def hostile_pathway(value, key=""):
    """The same pathway with hostile words wherever a reader sees words."""
    if isinstance(value, dict):
        return {name: hostile_pathway(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [hostile_pathway(each, key) for each in value]
    return ALL[:180] if key in ("name", "about", "say", "label", "hint", "ask", "title") and isinstance(value, str) else value


def of_the_officer(chief, partner):
    """A network with a date of each kind, a school, a pathway and reports, all made of hostile words."""
    gathering(PROVIDER, slug="hostile", name=HOSTILE[1], summary=ALL, how_to_join=ALL, to_confirm=[*HOSTILE])
    words = {"title": ALL[:180], "place": ALL[:180], "note": ALL, "source": HOSTILE[2]}
    held = session_of("hostile", status="held", **words)
    proposed = session_of("hostile", state="proposed", proposed_by=partner.id, comment=ALL, **words)
    came(held, school("900001", name=HOSTILE[4], type=HOSTILE[3]))
    draft = guiding.begun(chief, "sleep")
    guidance.save(slug="sleep", stamp=draft.stamp, content=hostile_pathway(draft.content), by=chief, at=AT)
    guidance.publish(slug="sleep", stamp=guides.draft("sleep").stamp, by=chief, at=AT)
    guiding.begun(chief, "sleep")
    written = replace(WHOLE, title=ALL[:200], change=ALL, activity=(*HOSTILE,), planned=(ALL,), impact=(*HOSTILE,), exit_strategy=ALL)
    withdrawn = issued(chief, written)
    reports.withdraw(report_id=withdrawn, stamp=reported.report(withdrawn).stamp, reason=ALL, by=chief, at=AT)
    report = begun(chief, written)
    period = replace(PERIOD, title=HOSTILE[5], summary=ALL)
    reports.save_period(report_id=report, stamp=reported.report(report).stamp, period=period, at=AT)
    return {"held": held, "proposed": proposed, "report": report, "withdrawn": withdrawn}


@pytest.fixture(scope="module")
def world(app):
    """A listing, a provider, two people, a request and a returned change, and what the officer keeps, all made of hostile words."""
    with app.test_request_context():
        partner, chief = person(PROVIDER, name=ALL[:120]), administrator(name=ALL[120:240])
        first = drafted(partner, **LISTING)
        operations.propose(revision_id=first, stamp=stamp(first), note=ALL, by=partner, at=AT, letter=LETTER)
        publishing.publish(revision_id=first, stamp=stamp(first), by=chief, at=AT, two_people=False, letter=LETTER)
        change = drafted(partner, description=ALL + ALL)
        operations.propose(revision_id=change, stamp=stamp(change), note=ALL, by=partner, at=AT, letter=LETTER)
        publishing.send_back(revision_id=change, stamp=stamp(change), comment=ALL, by=chief, at=AT, letter=LETTER)
        operations.propose(revision_id=change, stamp=stamp(change), note=ALL, by=partner, at=AT, letter=LETTER)
        said = {"name": HOSTILE[3], "plain": ALL, "also_called": list(HOSTILE), "weak": [ALL[:300]]}
        needs.published(chief, "panic", **said)
        needs.begun(chief, "panic")
        found = {"q": ALL, "wanted": ["panic"], "before": [], "after": [], "how": "worse", "urgent": [False, False]}
        judged = {"queries": 1, "measures": [], "counts": {"worse": 1}, "changed": [found], "lost": [ALL]}
        needs.judged(needs.changed(chief, "panic", weak=[*HOSTILE], name=HOSTILE[4]), judged)
        with transaction() as session:
            provider = service(SLUG).organisation
            provider.name = HOSTILE[1]
            asked = {"organisation_id": provider.id, "email": "jo@example.org", "made_at": AT}
            session.add(Claim(id=new_id(), name=HOSTILE[2], work=HOSTILE[4], **asked))
        kept = of_the_officer(chief, partner)
    clients = {"partner": sign_in_as(app.test_client(), partner), "chief": sign_in_as(app.test_client(), chief)}
    cookies = {who: client.get_cookie("session").value for who, client in clients.items()}
    return {**kept, "cookies": cookies, "change": change, "slug": SLUG, "provider": PROVIDER}


@pytest.fixture(scope="module")
def cookies(world):
    return world["cookies"]


@pytest.mark.parametrize("who", ["partner", "chief", None])
def test_8_no_hostile_word_runs_or_becomes_a_part_of_any_page(open_as, address, world, who):
    page, dialogs, shown = open_as(who, "/urgent-help"), [], 0
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for path in (path.format(**world) for asked_by, path in PAGES if asked_by == who):
        assert page.goto(address + path).status == 200, path
        assert page.locator(".injected, [onerror], [onload], [onfocus], [ontoggle], [srcdoc], a[href^=javascript i]").count() == 0, path
        assert page.evaluate("window.injected") is None, path
        shown += "window.injected" in page.inner_text("body")
    assert dialogs == []
    assert shown >= 3
