"""Text to terms: the one analysis used for documents, for queries and for marking words in snippets."""

import re
import unicodedata
from functools import lru_cache

from whoosh.analysis import STOP_WORDS, IDTokenizer, LowercaseFilter, StemFilter, StopFilter

# An apostrophe stays inside a word, so that "won't" and "wont" become one term and neither becomes "won" and "t".
WORD = re.compile(r"\w+(?:['’]\w+)*")

# Longer "words" are not words; they would only fill the memory of terms.
LONGEST_WORD = 40

# The little words of a sentence that someone asks for help in, beside Whoosh's own short list.
LITTLE_WORDS = """
about all also am any because been being but could did do does doing dont each even ever get gets getting go goes going got had has having
he her hers him his how however im into isnt its ive just let me more most much my myself no nor now off on once one only other our out over
own really she should so some someone something such than their them then there these they theyre this those through too under up very was
wasnt way were what where which while who whom whose why would
"""

_stop_words = STOP_WORDS | set(LITTLE_WORDS.split())
_whoosh_analyser = IDTokenizer() | LowercaseFilter() | StopFilter(stoplist=_stop_words, minsize=2) | StemFilter(cachesize=None)


def terms(text: str) -> list[str]:
    """The terms of a text in order, repeats and all; little words, and words of one character, have none."""
    return [term for word in WORD.findall(folded(text)) if (term := term_of(word))]


@lru_cache(maxsize=65536)
def term_of(word: str) -> str:
    """The term of a word, or an empty string. Whoosh takes microseconds over each word, so the words in use are remembered."""
    bare = folded(word).replace("’", "'").lower().removesuffix("'s").replace("'", "")
    return "" if len(bare) > LONGEST_WORD else next((token.text for token in _whoosh_analyser(bare)), "")


def folded(text: str) -> str:
    """The text with accents, invisible characters and other ways of writing the same letter removed."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))
