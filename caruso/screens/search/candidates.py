"""Which records can meet a condition at all, told by the full-text index.

The index holds every word of the short texts of a searched screen. A record whose town is “Praha” has the word, so a
condition that asks for towns and job titles is answered by the few records that have all the words, however many
records there are. What is found still has to meet the condition itself.
"""

from typing import Any

from caruso.kernel.conditions.bound import Bound, BoundTest, needed_tests
from caruso.screens.description import Screen
from caruso.screens.search.engine import engine
from caruso.screens.search.indexing import indexed_screen
from caruso.screens.search.words import words_of


def candidates(screen: Screen, bound: Bound, most: int) -> list[int] | None:
    """The only records that can meet the condition; None where words do not tell, or more than `most` have them."""
    if not screen.in_search:
        return None
    whole: dict[str, None] = {}
    begun: dict[str, None] = {}
    for test in needed_tests(bound):
        if isinstance(test, BoundTest) and _is_told_by_words(screen, test):
            words = words_of(_text(test))
            is_beginning = test.comparison.operator == "starts with"
            whole.update(dict.fromkeys(words[:-1] if is_beginning else words))
            begun.update(dict.fromkeys(words[-1:] if is_beginning else ()))
    if not whole and not begun:
        return None
    found = engine().find_records(screen.key, list(whole), list(begun), most + 1)
    return found if len(found) <= most else None


def _is_told_by_words(screen: Screen, test: BoundTest) -> bool:
    if test.hops or test.part is not None or test.field.custom or test.field.kind.name != "text":
        return False
    operator = test.comparison.operator
    one = operator == "starts with" or (operator == "in" and len(test.comparison.value) == 1)
    return one and test.field.name in indexed_screen(screen).whole_texts


def _text(test: BoundTest) -> str:
    value: Any = test.comparison.value
    return str(value if isinstance(value, str) else value[0])
