"""What other processes do to the index under test."""

from itertools import count

from search_index.document import Document
from search_index.index import Index


def documents(version, count=30):
    return [Document(id=str(number), title=f"Service {number}", description=f"version{version}") for number in range(count)]


def write_for_ever(path):
    index = Index(path)
    for version in count():
        if version % 4 == 3:
            index.rebuild(documents(version))
        else:
            index.update(put=documents(version)[version % 7 :: 2], remove=[str(version % 30)])


def put_one_by_one(path, ids):
    index = Index(path)
    for id in ids:
        index.update(put=[Document(id=id, title=f"Service {id}")])
