"""What another process does to the listings until it is killed. Whatever is done is acknowledged in a file, once it is done."""

import os
from datetime import timedelta
from itertools import count

from directory.accounts.operations import new_id
from directory.catalogue import finder, indexing
from directory.config import CHECKOUT
from directory.freshness import due
from directory.freshness import operations as live
from directory.review import operations, publishing, queries
from directory.vocabulary import FactGroup
from tests.databases import app_in, words
from tests.people import editor
from tests.review.listings import AT, LETTER, drafted, partner, proposed, service, stamp

PUBLISHED, DRAFTED, CONFIRMED = "lancashire-mind-coaching", "kooth", "compass-bloom-mhst"
SECRET_WORD = "quokkaline"

# Read once, before the forks.
words(CHECKOUT / "seed_data" / "vocabulary")


def work_for_ever(instance, url, acknowledged, first):
    """Rounds from `first` on, in a process of its own."""
    app = app_in(instance, url)
    done = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with app.app_context():
        chief = editor(email=f"{new_id()}@example.org")
        partners = {slug: partner(slug, email=f"{new_id()}@example.org") for slug in (PUBLISHED, DRAFTED, CONFIRMED)}
        if left := queries.open_for(service(PUBLISHED).id):  # by the one before, killed between two steps
            operations.withdraw(revision_id=left.id, stamp=left.stamp, by=partners[PUBLISHED], at=AT)
        for number in count(first):
            at = AT + timedelta(days=number)
            change = proposed(partners[PUBLISHED], PUBLISHED, summary=f"Words that were published in round {number}.")
            publishing.publish(revision_id=change, stamp=stamp(change), by=chief, at=at, two_people=False, letter=LETTER)
            os.write(done, f"published {number}\n".encode())
            indexing.follow(finder.current().index)
            drafted(partners[DRAFTED], DRAFTED, summary=f"{SECRET_WORD} {number}")
            os.write(done, f"drafted {number}\n".encode())
            held = service(CONFIRMED)
            live.confirm(seen=[(held.id, due.seen(held))], groups=[FactGroup.CONTACT], by=partners[CONFIRMED], at=at)
            os.write(done, f"confirmed {number}\n".encode())
