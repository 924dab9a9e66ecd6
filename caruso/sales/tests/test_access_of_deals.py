"""The pages of deals that no description gives: who may open them, and that nothing happens where it is refused."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import Attachment, Event, User
from caruso.sales.models import Approval, ApprovalPolicy, Opportunity, Pipeline, Stage, StageDocument, Suggestion
from caruso.sales.models.pipeline import schema_changed


def statuses(path: str, method: str, *people: User, **data: Any) -> list[int]:
    found = []
    for person in people:
        browser = Client()
        browser.force_login(person)
        found.append(getattr(browser, method)(path, data).status_code)
    return found


@pytest.fixture
def deal(tomas: User) -> Opportunity:
    """Of the service: Petra does not see it, Marek and Jan see it and may not change it."""
    account = Account(name="Of the service", owner=tomas).create(by=tomas)
    return Opportunity(name="Theirs", account=account, owner=tomas, amount=Decimal(10)).create(by=tomas)


def test_a_deal_is_ended_moved_and_filled_in_only_with_the_right_to_edit_it(
    deal: Opportunity, marek: User, petra: User, tomas: User, jan: User, stranger: User
) -> None:
    Stage.objects.filter(code="identification").update(required_fields=["close_date"])
    schema_changed()
    before = Event.objects.count()
    posts: dict[str, dict[str, Any]] = {
        "win": {"win_reason": "speed"},
        "lose": {"loss_reason": "timing"},
        "enter": {"stage": "rfq"},
        "fill_in": {"close_date": "2026-12-24"},
    }
    for name, data in posts.items():
        path = reverse(f"sales:{name}", args=[deal.pk])
        assert statuses(path, "post", marek, jan, petra, stranger, **data) == [403, 403, 404, 404], name
    for name in ("win", "lose"):
        path = reverse(f"sales:{name}", args=[deal.pk])
        assert statuses(path, "get", tomas, marek, petra) == [200, 403, 404]
    deal.refresh_from_db()
    assert deal.stage == "initiation" and Event.objects.count() == before
    for name in ("fill_in", "enter"):
        assert statuses(reverse(f"sales:{name}", args=[deal.pk]), "post", tomas, **posts[name]) == [302]
    deal.refresh_from_db()
    assert deal.stage == "rfq"


def test_a_suggestion_is_planned_by_who_sees_the_deal_and_may_make_activities(
    deal: Opportunity, petra: User, tomas: User, jan: User
) -> None:
    wanted = Suggestion.objects.create(stage=Stage.objects.get(code="initiation"), subject="Call")
    path, before = reverse("sales:plan", args=[deal.pk, wanted.pk]), Event.objects.count()
    assert statuses(path, "post", petra, jan) == [404, 403]
    assert Event.objects.count() == before
    assert statuses(path, "post", tomas) == [302]


def test_approvals_are_asked_by_who_may_edit_and_decided_by_who_was_asked(
    deal: Opportunity, marek: User, petra: User, tomas: User, jan: User, anna: User, stranger: User
) -> None:
    stages = {one.code: one for one in Stage.objects.all()}
    policy = ApprovalPolicy.objects.create(
        name="All", asked_on=stages["rfq"], before=stages["quoted"], task="Look", approver_kind="person", person=marek
    )
    schema_changed()
    ask = reverse("sales:ask_approval", args=[deal.pk, policy.pk])
    assert statuses(ask, "post", marek, jan, petra) == [403, 403, 404] and not Approval.objects.exists()
    assert statuses(ask, "post", tomas) == [302]
    decide = reverse("sales:decide", args=[Approval.objects.get().pk])
    before = Event.objects.count()
    assert statuses(decide, "post", tomas, jan, petra, stranger, answer="approve") == [403, 403, 404, 404]
    assert Approval.objects.get().state == "asked" and Event.objects.count() == before
    assert statuses(reverse("sales:approvals"), "get", marek, petra, jan, stranger) == [200] * 4
    assert statuses(decide, "post", marek, answer="approve") == [302]
    assert statuses(decide, "post", marek, answer="nonsense") == [404]


def test_documents_of_stages_are_for_who_may_see_deals(jan: User, stranger: User) -> None:
    file = Attachment.objects.create(name="a.txt", content_type="text/plain", size=1, sha256="0" * 64)
    stage = Stage.objects.get(code="rfq")
    document = StageDocument.objects.create(stage=stage, title="A", file=file)
    path = reverse("sales:document", args=[document.pk])
    assert statuses(path, "get", stranger) == [404]
    assert statuses(path, "get", jan) == [404], "its content is gone: not found, and no fault of ours"


def test_only_who_administers_draws_the_way_of_deals(
    anna: User, marek: User, petra: User, jan: User, stranger: User
) -> None:
    pipeline, stage = Pipeline.objects.get(), Stage.objects.get(code="rfq")
    quoted = Stage.objects.get(code="quoted")
    policy = ApprovalPolicy.objects.create(name="All", asked_on=stage, before=quoted, task="Look")
    before = Event.objects.count()
    pages = {
        "pipelines": [],
        "new_pipeline": [],
        "pipeline": [pipeline.pk],
        "new_stage": [pipeline.pk],
        "new_policy": [pipeline.pk],
        "stage": [stage.pk],
        "archive_stage": [stage.pk],
        "policy": [policy.pk],
    }
    for name, arguments in pages.items():
        path = reverse(f"sales:{name}", args=arguments)
        assert statuses(path, "get", anna, marek, petra, jan, stranger) == [200, 403, 403, 403, 403], name
        assert statuses(path, "post", marek, stranger, name="Forged") == [403, 403], name
    posts = {
        "archive_pipeline": [pipeline.pk],
        "move_pipeline": [pipeline.pk],
        "move_stage": [],
        "archive_policy": [policy.pk],
    }
    for name, arguments in posts.items():
        path = reverse(f"sales:{name}", args=arguments)
        assert statuses(path, "post", marek, petra, jan, stranger, id=stage.pk, step="up") == [403] * 4, name
    policy.refresh_from_db()
    assert policy.archived_at is None and Event.objects.count() == before
    assert not Pipeline.objects.filter(name="Forged").exists() and not Stage.objects.filter(name="Forged").exists()
