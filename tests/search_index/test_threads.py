from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from search_index.document import Document
from search_index.index import Index
from search_index.query import Query
from tests.search_index import brute_force

THREADS, PAGES_EACH, VERSIONS = 8, 180, 24

QUERIES = [
    Query(words=("grief", "school")),
    Query(words=("school",), filters={"level": frozenset({"targeted"})}),
    Query(words=("sleep",), concepts={"ebsa": 1.0}, fits={"level": frozenset({"universal"})}),
    Query(limit=40),
    Query(words=("version",), names=("7",), limit=5, offset=5),
]


def documents(version):
    """Forty services; a seventh of them changes with every version, and one comes and goes."""
    texts = ["grief at school", "school refusal", "sleep", "sleep and grief at school", "anger"]
    levels = ["universal", "targeted", "specialist"]
    return [
        Document(
            id=str(number),
            title=texts[(number + changes) % len(texts)],
            description=f"version {'grief ' * (changes % 3)}",
            concepts={"ebsa": 1.0} if (number + changes) % 4 == 0 else {},
            facets={"level": frozenset({levels[(number + changes) % len(levels)]})},
        )
        for number in range(40)
        for changes in [(version + number) // 7]
        if number or version % 2
    ]


@dataclass
class Progress:
    begun: int = 0
    done: int = 0


def test_eight_threads_never_see_a_wrong_page_while_a_writer_commits_and_rebuilds(tmp_path):
    index, progress = Index(tmp_path), Progress()
    index.rebuild(documents(0))
    expected = [[brute_force.search(documents(version), query) for query in QUERIES] for version in range(VERSIONS)]

    def read(thread):
        return [page_is_right(index, progress, expected, (thread + page) % len(QUERIES)) for page in range(PAGES_EACH)]

    with ThreadPoolExecutor(THREADS + 1) as pool:
        writing = pool.submit(write, index, progress)
        pages = [right for seen in pool.map(read, range(THREADS)) for right in seen]
        writing.result()
    assert len(pages) == 1440
    assert pages.count(False) == 0
    assert [index.search(query) for query in QUERIES] == expected[-1]


def write(index, progress):
    for version in range(1, VERSIONS):
        progress.begun = version
        if version % 8 == 0:
            index.rebuild(documents(version))
        else:
            bring_up_to(index, documents(version))
        progress.done = version


def bring_up_to(index, truth):
    indexed = index.fingerprints()
    changed = [document for document in truth if indexed.get(document.id) != document.fingerprint()]
    index.update(put=changed, remove=indexed.keys() - {document.id for document in truth})


def page_is_right(index, progress, expected, number):
    """A page must be that of one version: none before the last one finished, none after the last one begun."""
    oldest = progress.done
    page = index.search(QUERIES[number])
    return page in [expected[version][number] for version in range(oldest, progress.begun + 1)]


def test_a_page_from_between_two_commits_would_be_noticed():
    assert replace(brute_force.search(documents(0), QUERIES[0]), total=1) != brute_force.search(documents(0), QUERIES[0])
    assert len({brute_force.search(documents(version), QUERIES[0]).ids for version in range(VERSIONS)}) > 10
