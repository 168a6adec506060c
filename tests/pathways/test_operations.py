"""Publishing: a changed file is the next version, the same file none, and no version ever changes."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from directory.catalogue.seed_entry import SeedError
from directory.pathways import loading, operations, queries
from directory.pathways.models import PathwayVersion

TODAY, LATER = date(2026, 11, 24), date(2026, 12, 1)


@pytest.fixture
def files(app):
    return loading.read(app.config["DIRECTORY"].seed_data)


def changed(file, **changes):
    """The same file with other content."""
    return replace(file, pathway=replace(file.pathway, **changes), content=file.content | {"pathway": file.content["pathway"] | changes})


def test_the_same_files_publish_nothing(session, files):
    assert operations.publish(files, today=LATER) == 0


def test_a_changed_file_is_the_next_version_and_the_old_one_stays_as_it_was(session, files):
    before = queries.version("ebsa")
    number, digest = before.number, before.digest
    ebsa = next(file for file in files if file.pathway.slug == "ebsa")
    assert operations.publish([changed(ebsa, about="In other words.")], today=LATER) == 1
    versions = session.scalars(select(PathwayVersion).where(PathwayVersion.slug == "ebsa").order_by(PathwayVersion.number)).all()
    assert [(each.number, each.digest == digest) for each in versions] == [(number, True), (number + 1, False)]
    assert queries.version("ebsa").published_on == LATER
    assert queries.content_of(queries.version("ebsa")).about == "In other words."


def test_a_file_that_goes_back_is_a_version_of_its_own(session, files):
    ebsa = next(file for file in files if file.pathway.slug == "ebsa")
    operations.publish([changed(ebsa, about="In other words.")], today=LATER)
    operations.publish([ebsa], today=LATER)
    assert queries.version("ebsa").number == 3


def test_a_new_version_awaits_its_own_sign_off(session, files):
    assert queries.version("ebsa").sign_off is None


def test_a_name_that_the_catalogue_does_not_have_publishes_nothing(session, files):
    ebsa = next(file for file in files if file.pathway.slug == "ebsa")
    stage = ebsa.pathway.stages[0]
    asks = (replace(stage.asks[0], services=("no-such-service",), select=None),)
    wrong = replace(ebsa, pathway=replace(ebsa.pathway, stages=(replace(stage, asks=asks), *ebsa.pathway.stages[1:])))
    with pytest.raises(SeedError) as refused:
        operations.publish([wrong, *(changed(file, about="New.") for file in files if file != ebsa)], today=LATER)
    assert f"pathways/ebsa.yaml: stage {stage.id}: ask: service 'no-such-service' is not known" in refused.value.sentence
    assert operations.publish(files, today=LATER) == 0


def test_a_withheld_number_is_refused_in_any_spelling(session, files):
    ebsa = next(file for file in files if file.pathway.slug == "ebsa")
    for number in ("0800 953 0110", "+44 (0)800 953 01 10"):
        with pytest.raises(SeedError, match="withheld"):
            operations.publish([changed(ebsa, about=f"Ring {number}.")], today=LATER)


def test_every_need_leads_to_one_pathway(session):
    names = queries.need_names(need for version in queries.versions() for need in queries.content_of(version).needs)
    assert len(names) == 35
