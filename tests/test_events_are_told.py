"""Every kind of event that a verb writes has a sentence of its own on timelines, and so one in each language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from caruso.sales.models.delivery import DeliveryState
from caruso.sales.models.invoice import InvoiceState
from caruso.sales.models.order import OrderState
from caruso.sales.models.returned import ReturnState
from caruso.screens.timeline.telling import SENTENCES, icon, sentence

WRITING = {"change", "create", "_turn", "change_all", "_change_each"}
#: States that are the kinds of the events which lead there; no event leads to the first of a record.
STATES = {
    "sales.order": set(OrderState) - {OrderState.CONFIRMED},
    "sales.delivery": set(DeliveryState) - {DeliveryState.PLANNED},
    "sales.return": set(ReturnState) - {ReturnState.EXPECTED},
    "sales.invoice": set(InvoiceState) - {InvoiceState.DRAFT},
}


def written_kinds() -> Iterator[tuple[str, str]]:
    """The kinds that stand in calls of verbs, with where."""
    house = Path(settings.BASE_DIR) / "caruso"
    for path in house.rglob("*.py"):
        if {"tests", "migrations", "seeds", "node_modules"} & set(path.parts):
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in WRITING:
                for keyword in call.keywords:
                    if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant):
                        yield str(keyword.value.value), str(path.relative_to(house))


def test_every_kind_that_a_verb_writes_is_told() -> None:
    told = {key.rpartition(":")[2] for key in SENTENCES}
    written = set(written_kinds())
    assert len({kind for kind, _where in written}) > 20
    assert not sorted((kind, where) for kind, where in written if kind not in told)


@pytest.mark.parametrize("object", STATES)
def test_every_state_that_a_document_comes_to_is_told(object: str) -> None:
    assert not [state for state in STATES[object] if not {state, f"{object}:{state}"} & SENTENCES.keys()]


def test_the_same_word_is_told_as_its_object_means_it() -> None:
    assert str(sentence("sales.return", "refused")) != str(sentence("sales.handover", "refused"))
    assert icon("sales.order", "partly") != icon("sales.invoice", "partly")
    assert sentence("machines.machine", "taken_apart") == "taken apart"
