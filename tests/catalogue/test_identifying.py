"""Words that may tell who a pupil is are noticed; everyday numbers are not."""

import pytest

from directory.catalogue.identifying import may_tell_who


@pytest.mark.parametrize(
    "words", ["dob 12/03/2012 anxious", "born 3.4.12", "1-11-2010", "NHS 943 476 5919", "9434765919", "UPN A123456789012", "h80120000200X"]
)
def test_a_date_of_birth_or_a_number_of_one_pupil_is_noticed(words):
    assert may_tell_who(words)


@pytest.mark.parametrize(
    "words", ["yr 9 girl", "24/7 on her phone", "11-16", "943 476 5918", "01772 777344", "attendance 62.5%", "PR25 1AB", "2/3 days", ""]
)
def test_everyday_numbers_are_not(words):
    assert not may_tell_who(words)


@pytest.mark.one_database
def test_the_page_asks_to_leave_it_out_and_still_searches(client):
    page = client.get("/services?q=anxious+dob+12/03/2012").text
    assert "Please search again without it." in page
    assert "app-card" in page
    assert "Please search again without it." not in client.get("/services?q=anxious").text
