"""Looking for duplicates by other fields than before."""

from collections.abc import Sequence

from caruso.kernel.jobs import start
from caruso.kernel.objects import business_object
from caruso.objects.modelled.matching import match_rules
from caruso.objects.models import ModelledObject
from caruso.screens.matching.indexing import IndexMatches
from caruso.screens.matching.keys import number_of


def match_anew(definition: ModelledObject, before: Sequence[str]) -> None:
    """Have the keys of every record made by the rules that hold now, and those of rules that are gone taken away."""
    rules = match_rules(before, business_object(definition.key).fields)
    gone = sorted(number_of(definition.key, rule) for rule in rules)
    start(IndexMatches.name, by=None, title=definition.label_plural, object=definition.key, gone=gone)
