"""The counting of the take-up, for any schools and visits; and what the page and the CSV make of it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.gatherings import chart, queries, takeup
from directory.gatherings.takeup import SchoolOf, Season, Term, Visit, term_of
from directory.gatherings.words import SessionState, SessionStatus
from tests.gatherings.making import came, gathering, school, session_of

PHASES = {"primary": "Primary", "secondary": "Secondary", "nursery": "Nursery"}
DISTRICTS = {"chorley": "Chorley", "south-ribble": "South Ribble"}
NETWORKS = {"a": "Network A", "b": "Network B"}
URNS = [str(100000 + number) for number in range(12)]
schools = st.lists(
    st.builds(SchoolOf, st.sampled_from(URNS), st.just("School"), st.sampled_from(list(PHASES)), st.sampled_from(list(DISTRICTS))),
    unique_by=lambda one: one.urn,
)
days = st.dates(date(2025, 9, 1), date(2027, 8, 31))
visits = st.lists(st.builds(Visit, st.sampled_from(URNS), st.sampled_from(list(NETWORKS)), days), max_size=40)


def of_these(visits, schools):
    known = {school.urn for school in schools}
    return [visit for visit in visits if visit.urn in known]


@given(schools, visits)
def test_phases_and_districts_add_up_to_the_same_schools_in_every_term(schools, visits):
    visits = of_these(visits, schools)
    by_phase = takeup.by_group(visits, schools, lambda school: school.phase, PHASES)
    by_district = takeup.by_group(visits, schools, lambda school: school.district, DISTRICTS)
    assert by_phase.terms == by_district.terms
    for term in by_phase.terms:
        in_term = {visit.urn for visit in visits if term_of(visit.day) == term}
        assert sum(line.by_term[term] for line in by_phase.lines) == len(in_term)
        assert sum(line.by_term[term] for line in by_district.lines) == len(in_term)
    assert sum(line.ever for line in by_phase.lines) == len({visit.urn for visit in visits})
    assert sum(line.schools for line in by_phase.lines) == len(schools)


@given(schools, visits)
def test_a_group_never_has_more_schools_than_there_are(schools, visits):
    for line in takeup.by_group(visits, schools, lambda school: school.phase, PHASES).lines:
        assert all(number <= line.ever <= line.schools for number in line.by_term.values())


@given(schools, visits)
def test_every_school_has_had_something_or_none(schools, visits):
    none = takeup.none_yet(visits, schools)
    reached = takeup.reached(visits, schools, lambda school: school.district)
    assert len(none) + sum(reached.values()) == len(schools)
    assert not {school.urn for school in none} & {visit.urn for visit in visits}


@given(schools, visits, st.randoms())
def test_neither_the_order_nor_a_visit_told_twice_changes_a_number(schools, visits, random):
    again = [*visits, *visits]
    random.shuffle(again)
    assert takeup.by_network(again, NETWORKS) == takeup.by_network(visits, NETWORKS)
    assert takeup.by_group(again, schools, lambda school: school.phase, PHASES) == takeup.by_group(
        visits, schools, lambda school: school.phase, PHASES
    )


@given(visits)
def test_one_more_visit_never_lowers_a_number(visits):
    if not visits:
        return
    fewer, more = takeup.by_network(visits[:-1], NETWORKS), takeup.by_network(visits, NETWORKS)
    for before, after in zip(fewer.lines, more.lines, strict=True):
        assert before.ever <= after.ever
        assert all(before.by_term[term] <= after.by_term[term] for term in set(fewer.terms) & set(more.terms))


@given(visits)
def test_the_chart_has_a_bar_for_every_number_of_a_line_that_has_any(visits):
    counted = takeup.by_network(visits, NETWORKS)
    drawn = chart.drawn(counted)
    said = {(line.label, term.label): line.by_term[term] for line in counted.lines for term in counted.terms if any(line.by_term.values())}
    assert {(group.label, bar.label): bar.number for group in (drawn.groups if drawn else []) for bar in group.bars} == said
    for group in drawn.groups if drawn else []:
        assert all(0 <= bar.length <= chart.LONGEST and bar.y < drawn.height for bar in group.bars)
        assert all((bar.length > 0) == (bar.number > 0) for bar in group.bars)


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 1, 1), Term(2026, Season.SPRING)),
        (date(2026, 3, 31), Term(2026, Season.SPRING)),
        (date(2026, 4, 1), Term(2026, Season.SUMMER)),
        (date(2026, 8, 31), Term(2026, Season.SUMMER)),
        (date(2026, 9, 1), Term(2026, Season.AUTUMN)),
        (date(2026, 12, 31), Term(2026, Season.AUTUMN)),
    ],
)
def test_a_day_is_in_the_term_of_its_month(day, term):
    assert term_of(day) == term


@pytest.fixture
def world(session, network):
    """Two sessions of one network and one of another, with schools of two districts; what must not count beside them."""
    school("900001")
    school("900002", district="south-ribble", phase="secondary", name="=cmd() 900002")
    school("900003")
    other = gathering(slug="other", name="Other")
    came(session_of(network, date(2026, 3, 3), title="One"), "900001", "900002")
    came(session_of(network, date(2026, 3, 10), title="Two"), "900001")
    came(session_of(other, date(2026, 10, 6), title="Three"), "900001")
    came(session_of(other, date(2026, 10, 7), title="Off", status=SessionStatus.CANCELLED), "900003")
    came(session_of(other, date(2026, 10, 8), title="Draft", state=SessionState.PROPOSED), "900003")


def test_the_queries_count_what_was_published_and_not_cancelled(world, session):
    reached = queries.schools_reached(date(2026, 1, 1), date(2026, 12, 31))
    assert (reached.schools, reached.by_district, reached.by_phase) == (
        2, {"chorley": 1, "south-ribble": 1}, {"primary": 1, "secondary": 1},
    )  # fmt: skip
    assert queries.schools_reached(date(2026, 3, 4), date(2026, 3, 31)).schools == 1
    assert queries.schools_reached(date(2026, 4, 1), date(2026, 8, 31)).schools == 0


def test_the_queries_give_sessions_with_how_many_schools_came(world, session):
    held = queries.sessions_between(date(2026, 3, 3), date(2026, 10, 7))
    said = [(each.session.gathering.name, each.session.title, each.schools) for each in held if each.session.gathering.slug != "x"]
    assert said == [("Quiet network", "One", 2), ("Quiet network", "Two", 1), ("Other", "Three", 1), ("Other", "Off", 1)]


def test_the_page_shows_the_numbers_as_a_picture_and_as_a_table(chief, world):
    page = " ".join(chief.get("/editor/gatherings/take-up").text.split())
    assert "2 of 102 open schools" in page
    assert page.count(">Spring 2026</text>") == 2 and 'role="img"' in page and 'aria-labelledby="chart-title chart-said"' in page
    row = page.partition(">Quiet network</th>")[2].partition("</tr>")[0]
    assert 'data-term="Spring 2026">2<' in row and 'data-term="Autumn 2026">0<' in row and 'data-term="Ever">2<' in row


def test_the_page_can_be_narrowed_to_a_district_and_counted_by_phase(chief, world):
    page = " ".join(chief.get("/editor/gatherings/take-up?district=south-ribble&by=phase").text.split())
    assert "1 of 46 open schools in South Ribble" in page
    assert 'data-term="Ever">1 of' in page.partition(">Secondary</th>")[2].partition("</tr>")[0]


def test_schools_that_have_had_none_are_named(chief, world):
    none = chief.get("/editor/gatherings/take-up").text.partition('id="none"')[2]
    assert "School 900003" in none and "School 900001" not in none


@pytest.mark.parametrize("query", ["?by=nonsense", "?district=fylde", "?by=%00&district=%ff"])
@pytest.mark.one_database
def test_an_odd_address_is_answered(chief, query):
    assert chief.get(f"/editor/gatherings/take-up{query}").status_code == 200


def test_13_the_csv_names_every_school_and_holds_no_formula(chief, world):
    answer = chief.get("/editor/gatherings/take-up.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="take-up-by-school.csv"'
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 103 and {len(row) for row in rows} == {7}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    mine = {row[0]: row for row in rows}
    assert mine["900001"][4:] == ["3", "Quiet network; Other", "Spring 2026; Autumn 2026"]
    assert mine["900002"][1] == "'=cmd() 900002"
    assert mine["900003"][4:] == ["0", "", ""]
