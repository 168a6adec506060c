"""The seed: whole, true to its files, refused whole, and quiet when nothing has changed."""

import shutil
from dataclasses import replace

import pytest
import yaml
from sqlalchemy import func, select

from directory.catalogue import seeding
from directory.catalogue.models import Contact, District, IndexChange, Need, Organisation, Outcode, Place, Service, Source
from directory.catalogue.seed_entry import SeedError
from directory.db import Base, transaction
from directory.vocabulary import Coverage
from directory.yaml_file import LOADER
from tests.factories import service

HELPLINES = "services/helplines.yaml"


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def everything(session):
    return {table.name: sorted(map(str, session.execute(table.select()))) for table in Base.metadata.sorted_tables}


def the(session, slug):
    return session.scalars(select(Service).where(Service.slug == slug)).one()


@pytest.fixture
def folder(app, tmp_path):
    """A copy of the seed files that a test may change."""
    copy = tmp_path / "seed_data"
    shutil.copytree(app.config["DIRECTORY"].seed_data, copy, ignore=shutil.ignore_patterns("vocabulary"))
    return copy


def change(folder, file, slug, **fields):
    path = folder / file
    content = yaml.load(path.read_text(), Loader=LOADER)
    entry = next(entry for entry in content if entry["slug"] == slug)
    entry.update(fields)
    for gone in [field for field, value in fields.items() if value is None]:
        del entry[gone]
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


def test_the_whole_catalogue_is_there(session):
    counted = {model: count(session, model) for model in (Need, Organisation, Service, District, Outcode)}
    assert counted == {Need: 35, Organisation: 55, Service: 96, District: 7, Outcode: 15}
    assert session.get(Place, "Buckshaw Village").districts == ["chorley", "south-ribble"]
    assert count(session, Contact) == 67
    assert count(session, Source) > 96


def test_only_the_two_home_districts_are_home(session):
    assert set(session.scalars(select(District.slug).where(District.home))) == {"chorley", "south-ribble"}


def test_what_may_have_ended_is_not_visible(session):
    hidden = set(session.scalars(select(Service.slug).where(~Service.visible())))
    assert hidden == {"chathealth", "emotional-health-in-schools", "lancashire-mind-primary-talks", "n-compass-butterfly-phoenix"}


def test_a_fact_that_is_not_known_stays_unknown(session):
    panel = the(session, "school-avoidance-panel")
    assert (panel.who_can_refer, panel.how_to_refer, panel.age_min, panel.waiting_time) == (None, None, None, None)
    assert the(session, "lscft-camhs").phases is None


def test_no_listing_says_that_it_was_confirmed(session):
    assert all(not service.confirmations for service in session.scalars(select(Service)))


def test_seeding_again_changes_nothing_at_all(app, session):
    before = everything(session)
    assert seeding.seed(app.config["DIRECTORY"].seed_data) == 0
    session.expire_all()
    assert everything(session) == before


def test_a_changed_fact_is_changed_in_place_and_its_listing_indexed_again(session, folder):
    before = the(session, "childline")
    key, version, changed_at = before.id, before.version, before.changed_at
    others = {service.slug: service.version for service in session.scalars(select(Service)) if service.slug != "childline"}
    change(folder, HELPLINES, "childline", cost="Free from any phone.")
    assert seeding.seed(folder) == 1
    session.expire_all()
    after = the(session, "childline")
    assert (after.id, after.cost, after.version) == (key, "Free from any phone.", version + 1)
    assert after.changed_at > changed_at
    assert {service.slug: service.version for service in session.scalars(select(Service)) if service.slug != "childline"} == others
    assert list(session.scalars(select(IndexChange.service_id))) == [key]


def test_a_fact_that_goes_from_the_file_goes_from_the_listing(session, folder):
    change(folder, HELPLINES, "childline", cost=None)
    seeding.seed(folder)
    session.expire_all()
    assert the(session, "childline").cost is None


def test_a_changed_contact_makes_a_new_version_of_its_listing(session, folder):
    version = the(session, "childline").version
    new = {"kind": "phone", "value": "0800 2222", "publish": True}
    change(folder, HELPLINES, "childline", contacts=[new])
    seeding.seed(folder)
    session.expire_all()
    assert [contact.value for contact in the(session, "childline").contacts] == ["0800 2222"]
    assert the(session, "childline").version == version + 1


def test_needs_keep_the_order_of_the_file(session, folder):
    change(folder, HELPLINES, "childline", needs={"crisis": "also", "anxiety": "main"})
    seeding.seed(folder)
    session.expire_all()
    answered = [(answer.need.slug, answer.strength) for answer in the(session, "childline").needs]
    assert answered == [("crisis", "also"), ("anxiety", "main")]


def test_a_new_name_of_a_provider_has_all_its_listings_indexed_again(session, folder):
    change(folder, "providers.yaml", "lancashire-mind", name="Lancashire Mind Charity")
    assert seeding.seed(folder) == 1
    theirs = session.scalars(select(Service.id).where(Service.slug.startswith("lancashire-mind")))
    assert set(session.scalars(select(IndexChange.service_id))) == set(theirs)


def test_a_place_that_goes_from_the_file_goes_from_the_catalogue(session, folder):
    path = folder / "places.yaml"
    path.write_text(path.read_text().replace("  BL6: [chorley]\n", ""))
    assert seeding.seed(folder) == 1
    assert session.get(Outcode, "BL6") is None


def test_what_somebody_added_by_other_means_stays(session, folder):
    with transaction() as writing:
        writing.add(service(slug="added-by-hand"))
    assert seeding.seed(folder) == 0
    assert the(session, "added-by-hand").coverage == Coverage.COUNTY


REFUSED = [
    ({"levels": ["enormous"]}, "helplines.yaml: childline: levels: 'enormous' is not one of universal, targeted, specialist, crisis"),
    ({"levels": ["crisis", "crisis"]}, "childline: levels: 'crisis' is there twice"),
    ({"levels": "crisis"}, "childline: levels: 'crisis' is not a list"),
    ({"name": None}, "childline: name: is missing"),
    ({"name": "  "}, "childline: name: is empty"),
    ({"naem": "Childline"}, "childline: naem: this field is not known"),
    ({"age_min": 12, "age_max": 5}, "childline: age_min, age_max: [12, 5] are not ages in order"),
    ({"age_max": "17"}, "childline: age_max: '17' is not a whole number"),
    ({"age_max": True}, "childline: age_max: True is not a whole number"),
    ({"organisation": "nobody"}, "childline: organisation: 'nobody' is not known"),
    ({"needs": {"nothing": "main"}}, "childline: needs: 'nothing' is not known"),
    ({"needs": {"crisis": "rather"}}, "childline: needs: crisis: 'rather' is not one of main, also"),
    ({"coverage": "districts"}, "childline: districts: must be given when coverage is 'districts', and only then"),
    ({"coverage": "districts", "districts": ["atlantis"]}, "childline: districts: 'atlantis' is not known"),
    ({"contacts": [{"kind": "phone", "value": "0800 1111"}]}, "childline: contacts 1: publish: is missing"),
    ({"contacts": [{"kind": "pigeon", "value": "x", "publish": True}]}, "childline: contacts 1: kind: 'pigeon' is not one of"),
    ({"description": "Or ring 0800-953 0110."}, "childline: description: gives away 08009530110, which is withheld"),
    ({"how_to_refer": "See www.LancashireYouthChallenge.co.uk"}, "childline: how_to_refer: gives away lancashireyouthchallenge.co.uk"),
]


@pytest.mark.parametrize(("fields", "said"), REFUSED)
def test_a_file_with_a_mistake_is_refused_whole_and_the_mistake_named(session, folder, fields, said):
    before = everything(session)
    change(folder, "providers.yaml", "lancashire-mind", name="Changed")
    change(folder, HELPLINES, "childline", **fields)
    with pytest.raises(SeedError) as refusal:
        seeding.seed(folder)
    assert said in refusal.value.sentence
    session.expire_all()
    assert everything(session) == before


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("needs.yaml", "- slug: [", "needs.yaml: cannot be read"),
        ("needs.yaml", "ebsa", "needs.yaml: is not a list of entries"),
        ("needs.yaml", "- ebsa", "needs.yaml: 'ebsa': is not a set of fields"),
        ("places.yaml", "districts: 5", "places.yaml: districts: 5 is not a list"),
        (HELPLINES, "- {slug: 'Not A Slug'}", "'Not A Slug' is not a slug"),
    ],
)
def test_a_file_that_is_no_seed_file_is_refused(folder, file, text, said):
    (folder / file).write_text(text)
    with pytest.raises(SeedError) as refusal:
        seeding.seed(folder)
    assert said in refusal.value.sentence


def test_a_slug_that_is_there_twice_is_refused(folder):
    path = folder / HELPLINES
    path.write_text(path.read_text() + path.read_text())
    with pytest.raises(SeedError) as refusal:
        seeding.seed(folder)
    assert "services: 'childline' is there twice" in refusal.value.sentence


def test_the_command_says_in_words_what_is_wrong(make_app, folder):
    app = make_app()
    app.config["DIRECTORY"] = replace(app.config["DIRECTORY"], seed_data=folder)
    change(folder, HELPLINES, "childline", name=None)
    run = app.test_cli_runner().invoke(args=["seed"])
    assert run.exit_code == 1
    assert "Nothing was changed" in run.output
    assert "childline: name: is missing" in run.output
