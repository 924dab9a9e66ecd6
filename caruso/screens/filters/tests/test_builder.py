"""The filter builder: rows become a condition, a condition becomes rows, and what is typed stays."""

from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caruso.customers.models import Account, Contact
from caruso.kernel.conditions import Aggregate, All, Condition, Test, from_url
from caruso.kernel.conditions import Any as AnyOf
from caruso.kernel.models import User
from caruso.screens.description import screen_of
from caruso.screens.filters.rows import builder_of, posted_builder


class Everything:
    """Somebody who may see every field."""

    everything = True

    def may(self, *_asked: Any) -> bool:
        return True

    def field(self, *_asked: Any) -> str:
        return "edit"


class Reader:
    access = Everything()


words = st.text("abcłž 1", min_size=1, max_size=6).map(str.strip).filter(bool)
tests = st.one_of(
    st.builds(Test, st.just("name"), st.sampled_from(["contains", "="]), words),
    st.builds(Test, st.just("size"), st.sampled_from(["<", ">="]), st.integers(0, 99).map(str)),
    st.builds(Test, st.just("lifecycle_stage"), st.just("in"), st.just(("lost", "loyal"))),
    st.builds(Test, st.just("parent.city"), st.just("="), words),
    st.builds(Aggregate, st.just("count"), st.just("contacts"), st.none(), st.just(">"), st.integers(0, 9).map(str)),
)
groups = st.one_of(
    tests, *(st.builds(join, st.lists(tests, min_size=2, max_size=3).map(tuple)) for join in (All, AnyOf))
)
trees = st.one_of(
    tests, *(st.builds(join, st.lists(groups, min_size=2, max_size=3).map(tuple)) for join in (All, AnyOf))
)


def posted(builder: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data["mode"] = builder.mode
    for group in builder.groups:
        data[f"g{group.number}-mode"] = group.mode
        for row in group.rows:
            data[f"{row.prefix}-path"], data[f"{row.prefix}-operator"] = row.asked.path, row.operator
            data.setlist(f"{row.prefix}-value", row.values)
    return data


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees)
def test_a_condition_goes_through_the_builder_unchanged(tree: Condition) -> None:
    screen = screen_of("customers.account")
    builder = builder_of(screen, Reader(), tree)
    assert builder is not None
    again = posted_builder(screen, Reader(), posted(builder)).as_condition()
    assert again == tree or builder_of(screen, Reader(), again) == builder


def listed(client: Client, rows: dict[str, Any]) -> list[str]:
    """The names that the list shows after these rows were posted."""
    answer = client.post("/accounts/filter", rows)
    assert answer.status_code == 302, answer.content
    page = client.get(answer["Location"])
    assert page.context["query"].problem is None
    return sorted(row.name for row in page.context["page"].rows)


def row(prefix: str, path: str, operator: str, *values: str) -> dict[str, Any]:
    return {f"{prefix}-path": path, f"{prefix}-operator": operator, f"{prefix}-value": list(values)}


@pytest.mark.django_db
def test_rows_find_what_they_say(client: Client, petra: User, marek: User) -> None:
    small = Account(name="Small", size=1, owner=petra).create(by=petra)
    Account(name="Large", size=9, owner=marek, team=petra.team, lifecycle_stage="lost").create(by=marek)
    Contact(first_name="Jan", account=small, owner=petra).create(by=petra)
    client.force_login(petra)
    assert listed(client, row("g0-r0", "owner", "=", "me")) == ["Small"]
    assert listed(client, row("g0-r0", "count:contacts", ">=", "1")) == ["Small"]
    assert listed(client, row("g0-r0", "created_at", "within", "today")) == ["Large", "Small"]
    two = {**row("g0-r0", "size", "<", "5"), **row("g0-r1", "lifecycle_stage", "in", "lost")}
    assert listed(client, {**two, "g0-mode": "all"}) == []
    assert listed(client, {**two, "g0-mode": "any"}) == ["Large", "Small"]
    apart = {**row("g0-r0", "size", "<", "5"), **row("g1-r0", "size", ">", "5")}
    assert listed(client, {**apart, "mode": "any"}) == ["Large", "Small"] and listed(client, apart) == []
    assert listed(client, {"text": 'name = "Large"'}) == ["Large"]
    assert listed(client, row("g0-r0", "", "")) == ["Large", "Small"], "a row that nobody has filled asks nothing"


@pytest.mark.django_db
def test_a_mistake_is_told_and_what_was_typed_stays(client: Client, petra: User) -> None:
    client.force_login(petra)
    answer = client.post("/accounts/filter", row("g0-r0", "size", "<", "many-many"))
    assert answer.status_code == 422 and 'value="many-many"' in answer.content.decode()
    answer = client.post("/accounts/filter", {"text": "size << 5"})
    assert answer.status_code == 422 and "size &lt;&lt; 5" in answer.content.decode()
    address = client.post("/accounts/filter?sort=name&where=size+<+1", {"text": "size > 5"})["Location"]
    kept = parse_qs(urlparse(address).query)
    assert kept["sort"] == ["name"] and "where" not in kept and from_url(kept["filter"][0]) == Test("size", ">", 5)
