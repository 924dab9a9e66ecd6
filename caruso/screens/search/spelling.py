"""Words spelt almost right, found on every database alike.

After W. Garbe's symmetric deletion: two words one slip apart (a letter more, less, wrong, or two swapped) become
equal when each loses one letter or none. Of long words typed two letters are left out, for two slips.
"""

from collections.abc import Iterable, Sequence
from zlib import crc32

from django.db import transaction

from caruso.kernel import rows
from caruso.screens.search.entry import SearchSpelling
from caruso.screens.search.query import Query, Term
from caruso.screens.search.words import is_spelt

MOST_KNOWN = 50_000
MOST_OFFERED = 5
#: From so many letters on two slips are forgiven.
LONG = 8

#: Words that this process has seen stored; only a shortcut.
_known: set[str] = set()


def learn(words: Iterable[str]) -> None:
    """Store the words nobody has seen yet."""
    if not (new := sorted(set(words) - _known)):
        return
    own = {_sum(word): word for word in new}
    stored = set(SearchSpelling.objects.filter(key__in=own).values_list("key", "word"))
    missing = [word for word in new if (_sum(word), word) not in stored]
    rows.insert_values(
        SearchSpelling,
        ("key", "word"),
        [(key, word) for word in missing for key in sorted(_sums(word))],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: _remember(new))


def forget_all() -> None:
    SearchSpelling.objects.all().delete()
    _known.clear()


def corrected(query: Query, *, known_too: bool) -> Query | None:
    """The query with similar known words beside those nobody knows; None where there are none.

    With `known_too`, and every word being known, each may have been meant for another.
    """
    single = [term.words[0] for term in query.terms if len(term.ways) == 1 and len(term.words) == 1]
    typed = [word for word in single if is_spelt(word)]
    similar = _similar(typed)
    unknown = [word for word in typed if word not in similar.get(word, ())]
    wanted = {word: [one for one in similar[word] if one != word] for word in unknown or typed}
    if (not unknown and not known_too) or not any(wanted.values()):
        return None
    terms = tuple(_with_similar(term, wanted.get(term.words[0], ())) for term in query.terms)
    return Query(terms, query.title)


def _with_similar(term: Term, similar: Sequence[str]) -> Term:
    return Term((*term.ways, *((word,) for word in similar))) if similar else term


def _similar(typed: Sequence[str]) -> dict[str, list[str]]:
    """The nearest known words of each, itself first if it is known."""
    from rapidfuzz.distance import DamerauLevenshtein

    keys = {key for word in typed for key in _sums_of_typed(word)}
    known = set(SearchSpelling.objects.filter(key__in=keys).values_list("word", flat=True)[:2000]) if keys else set()
    found = {}
    for word in typed:
        most = 2 if len(word) >= LONG else 1
        near = [(DamerauLevenshtein.distance(word, one, score_cutoff=most), one) for one in known]
        found[word] = [one for distance, one in sorted(near) if distance <= most][:MOST_OFFERED]
    return found


def _sum(word: str) -> int:
    return crc32(word.encode())


def _shorter(word: str) -> set[str]:
    """The word with each one of its letters left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _sums(word: str) -> set[int]:
    return {_sum(one) for one in {word, *_shorter(word)}}


def _sums_of_typed(word: str) -> set[int]:
    """Those it is looked for by: of a long word also without two letters."""
    if len(word) < LONG:
        return _sums(word)
    return {key for one in {word, *_shorter(word)} for key in _sums(one)}


def _remember(words: Iterable[str]) -> None:
    if len(_known) > MOST_KNOWN:
        _known.clear()
    _known.update(words)
