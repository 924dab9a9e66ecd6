"""The 50 000 USD rule: asked for, blocking, answered, and asked anew."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import translation

from caruso.customers.models import Account, Activity
from caruso.kernel.models import Event, Notification, Role, User
from caruso.sales.approval_panel import ApprovalPanel
from caruso.sales.models import Approval, ApprovalPolicy, Pipeline
from caruso.sales.models.approval import ApprovalState
from caruso.sales.models.pipeline import schema_changed
from caruso.sales.tests.large_deals import large


def test_entering_the_stage_asks_the_owners_manager(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User
) -> None:
    deal = large(bistro, petra)
    assert not Approval.objects.exists()
    deal.enter("rfq", by=petra)
    approval = Approval.objects.get()
    assert (approval.state, approval.approver, approval.subject) == ("asked", marek, "Review with the senior manager")
    task = Activity.objects.get()
    assert (task.owner, task.about_record, task.done_at) == (marek, deal.pk, None)
    assert Notification.objects.filter(person=marek, kind="approval_asked").count() == 1
    assert Event.objects.filter(object="sales.opportunity", record=deal.pk, kind="approval_asked").count() == 1
    deal.change({"next_step": "Wait"}, by=petra)
    assert Approval.objects.count() == 1, "it is asked once"


def test_a_small_deal_needs_nobody(policy: ApprovalPolicy, bistro: Account, petra: User) -> None:
    deal = large(bistro, petra, 1_000_000)
    deal.enter("rfq", by=petra)
    deal.enter("quoted", by=petra)
    assert deal.stage == "quoted" and not Approval.objects.exists()


def test_every_door_is_blocked_until_the_yes(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    client.force_login(petra)
    move = client.post("/opportunities/board/move", {"id": deal.pk, "lane": "quoted"})
    said = json.loads(move.headers["HX-Trigger"])["toast"]["text"]
    assert move.status_code == 422 and "Review with the senior manager" in said and "Marek" in said
    edit = client.post(f"/opportunities/{deal.pk}/field/stage", {"stage": "quoted"})
    api = client.patch(
        f"/api/v1/opportunities/{deal.pk}",
        json.dumps({"stage": "quoted"}),
        content_type="application/json",
        headers={"If-Match": "*"},
    )
    win = client.post(f"/opportunities/{deal.pk}/win", {"win_reason": "speed"})
    client.post(f"/opportunities/{deal.pk}/enter", {"stage": "quoted"})
    assert (edit.status_code, api.status_code, win.status_code) == (422, 422, 422)
    deal.refresh_from_db()
    assert deal.stage == "rfq"
    Approval.objects.get().approve(by=marek, reason="The margin holds")
    deal.enter("quoted", by=petra)
    assert deal.stage == "quoted"


def test_skipping_the_stage_that_asks_does_not_help(policy: ApprovalPolicy, bistro: Account, petra: User) -> None:
    deal = large(bistro, petra)
    for stage in ("quoted", "won"):
        with pytest.raises(ValidationError):
            deal.enter(stage, by=petra)
    with pytest.raises(ValidationError):
        large(bistro, petra, stage="quoted")
    deal.refresh_from_db()
    deal.lose(by=petra, reason="budget")
    deal.reopen(by=petra)
    with pytest.raises(ValidationError):
        deal.enter("quoted", by=petra)


def test_the_answer_is_told_and_the_task_done(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    Approval.objects.get().approve(by=marek, reason="Go")
    assert Activity.objects.get().is_done
    told = Notification.objects.get(person=petra)
    assert told.kind == "approval_decided" and "Go" in told.params["decision"]
    event = Event.objects.get(kind="approval_approved")
    assert (event.record, event.actor) == (deal.pk, marek) and "Go" in event.data["note"]


def test_the_answer_is_told_in_the_language_of_who_reads_it(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User
) -> None:
    User.objects.filter(pk=petra.pk).update(language="pl")
    deal = large(bistro, User.objects.get(pk=petra.pk))
    deal.enter("rfq", by=petra)
    with translation.override("cs"):
        Approval.objects.get().approve(by=marek, reason="Go")
    decision = Notification.objects.get(person=petra, kind="approval_decided").params["decision"]
    with translation.override("pl"):
        assert decision.startswith(str(ApprovalState.APPROVED.label))


def test_a_refusal_needs_a_reason_and_keeps_the_deal_where_it_is(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    approval = Approval.objects.get()
    with pytest.raises(ValidationError):
        approval.refuse(by=marek, reason="  ")
    approval.refuse(by=marek, reason="Too little margin")
    with pytest.raises(ValidationError, match="Too little margin"):
        deal.enter("quoted", by=petra)
    deal.refresh_from_db()
    deal.change({"next_step": "Try again"}, by=petra)
    assert Approval.objects.count() == 1, "a refusal stands until somebody asks again"


def test_it_is_decided_once(policy: ApprovalPolicy, bistro: Account, petra: User, marek: User) -> None:
    large(bistro, petra).enter("rfq", by=petra)
    first, second = Approval.objects.get(), Approval.objects.get()
    first.approve(by=marek)
    with pytest.raises(ValidationError):
        second.refuse(by=marek, reason="No")
    assert Approval.objects.get().state == "approved"


def test_only_who_was_asked_decides(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, tomas: User, anna: User
) -> None:
    large(bistro, petra).enter("rfq", by=petra)
    approval = Approval.objects.get()
    for other in (petra, tomas):
        with pytest.raises(PermissionDenied):
            approval.approve(by=other)
    assert Approval.objects.get().state == "asked"
    approval.approve(by=anna)
    assert Approval.objects.get().decided_by == anna, "who administers may step in"


def test_it_is_asked_anew_when_the_amount_grows_past_what_was_approved(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    Approval.objects.get().approve(by=marek)
    deal.change({"amount": Decimal(1_150_000)}, by=petra)
    assert Approval.objects.count() == 1, "less than approved is approved"
    deal.change({"amount": Decimal(1_300_000)}, by=petra)
    assert Approval.objects.filter(state="asked", amount=1_300_000).count() == 1
    with pytest.raises(ValidationError):
        deal.enter("quoted", by=petra)


def test_a_question_that_no_longer_arises_is_taken_back(policy: ApprovalPolicy, bistro: Account, petra: User) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    deal.change({"amount": Decimal(100)}, by=petra)
    assert Approval.objects.get().state == "withdrawn"
    assert Activity.objects.get().outcome == "cancelled"
    deal.enter("quoted", by=petra)
    assert deal.stage == "quoted"


def test_anyone_with_the_role_may_be_asked(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, tomas: User
) -> None:
    directors = Role.objects.create(name="Directors", rights={})
    tomas.roles.add(directors)
    policy.approver_kind, policy.role = "role", directors
    policy.save()
    schema_changed()
    large(bistro, petra).enter("rfq", by=petra)
    approval = Approval.objects.get()
    assert approval.approver is None and list(Approval.objects.waiting_for(tomas)) == [approval]
    with pytest.raises(PermissionDenied):
        approval.approve(by=marek)
    approval.approve(by=tomas)


def test_the_list_shows_what_waits_and_answers(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    approval = Approval.objects.get()
    client.force_login(petra)
    assert "Forty machines" not in client.get("/approvals").content.decode()
    assert client.post(f"/approvals/{approval.pk}/decide", {"answer": "approve"}).status_code == 403
    client.force_login(marek)
    assert "Forty machines" in client.get("/approvals").content.decode()
    assert "Approve" in client.get(f"/opportunities/{deal.pk}").content.decode()
    without = client.post(f"/approvals/{approval.pk}/decide", {"answer": "refuse", "reason": ""}, follow=True)
    assert "Say why" in without.content.decode() and Approval.objects.get().state == "asked"
    client.post(f"/approvals/{approval.pk}/decide", {"answer": "approve", "next": "https://evil.example/"})
    assert Approval.objects.get().state == "approved"
    assert "Forty machines" not in client.get("/approvals").content.decode()


def test_the_guide_asks_before_the_stage_is_reached_and_again_after_a_refusal(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    client.force_login(petra)
    address = f"/opportunities/{deal.pk}/ask/{policy.pk}"
    for _twice in range(2):
        client.post(address)
    approval = Approval.objects.get()
    approval.refuse(by=marek, reason="Not yet")
    client.post(address)
    assert [one.state for one in Approval.objects.order_by("pk")] == ["refused", "asked"]


def test_a_policy_whose_field_is_gone_blocks_nobody(policy: ApprovalPolicy, bistro: Account, petra: User) -> None:
    ApprovalPolicy.objects.update(condition="no_such_field = 1")
    schema_changed()
    deal = large(bistro, petra)
    deal.enter("quoted", by=petra)
    assert deal.stage == "quoted"


def test_neither_who_asked_nor_the_owner_decides_while_somebody_else_may(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, anna: User, client: Client
) -> None:
    policy.approver_kind, policy.role = "role", marek.roles.get()
    policy.save()
    schema_changed()
    deal = large(bistro, marek)
    deal.enter("rfq", by=marek)
    approval = Approval.objects.get()
    assert approval.asked_of == "" and Activity.objects.get().owner == anna, "nobody else has the role"
    client.force_login(marek)
    assert "Forty machines" not in client.get("/approvals").content.decode()
    assert client.post(f"/approvals/{approval.pk}/decide", {"answer": "approve"}).status_code == 403
    deal.change({"owner": anna}, by=marek)
    petra.roles.add(Role.objects.create(name="Second administrator", administers=True, rights={"*": {"view": "all"}}))
    with pytest.raises(PermissionDenied):
        approval.approve(by=anna)
    assert Approval.objects.get().state == "asked"
    approval.approve(by=User.objects.get(pk=petra.pk))
    assert Approval.objects.get().decided_by == petra


def test_where_nobody_else_may_the_owner_decides_and_the_event_says_so(
    policy: ApprovalPolicy, bistro: Account, anna: User, client: Client
) -> None:
    bistro.change({"owner": anna}, by=anna)
    deal = large(bistro, anna)
    deal.enter("rfq", by=anna)
    client.force_login(anna)
    assert "Forty machines" in client.get("/approvals").content.decode()
    client.post(f"/approvals/{Approval.objects.get().pk}/decide", {"answer": "approve"})
    assert Approval.objects.get().state == "approved"
    assert "Nobody else" in Event.objects.get(kind="approval_approved").data["note"]


def test_the_question_reaches_only_people_who_see_the_deal(
    policy: ApprovalPolicy,
    bistro: Account,
    petra: User,
    marek: User,
    tomas: User,
    stranger: User,
    anna: User,
    client: Client,
) -> None:
    policy.approver_kind, policy.person = "person", stranger
    policy.save()
    schema_changed()
    large(bistro, petra).enter("rfq", by=petra)
    approval = Approval.objects.get()
    assert approval.asked_of == "" and Activity.objects.get().owner == anna
    assert {one.person for one in Notification.objects.filter(kind="approval_asked")} == {anna}
    client.force_login(anna)
    policy.person = tomas
    policy.save()
    page = client.get(f"/office/policies/{policy.pk}").content.decode()
    assert "Tomasz" in page and "Stranger" not in page and "Only who may see the deal is asked" in page


def test_a_refusal_leaves_the_banner_once_it_is_asked_anew_and_stays_as_history(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    first = Approval.objects.get()
    first.refuse(by=marek, reason="Too little margin")
    client.force_login(petra)

    def banner() -> tuple[list[str], list[str]]:
        context = ApprovalPanel().context(deal, petra) or {"rows": [], "earlier": []}
        return [one.state for one, _may in context["rows"]], [one.state for one in context["earlier"]]

    assert banner() == (["refused"], [])
    second = Approval.ask(deal, first.purpose, first.subject, by=petra, approver=marek)
    assert banner() == (["asked"], ["refused"])
    page = client.get(f"/opportunities/{deal.pk}").content.decode()
    assert "1 approval decided earlier" in page and "decision due" in page
    assert page.index("<summary>1 approval decided earlier") < page.index("Too little margin")
    second.approve(by=marek)
    assert banner() == (["approved"], ["refused"])


def test_a_new_policy_begins_with_what_is_usual(anna: User, client: Client) -> None:
    client.force_login(anna)
    pipeline = Pipeline.objects.first()
    assert pipeline is not None
    address = f"/office/pipelines/{pipeline.pk}/policies/new"
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    assert given["approver_kind"] == "manager" and given["days"] == 3 and given["task"]
    answer = client.post(
        address, {name: "" if value is None else value for name, value in given.items()} | {"name": "Large"}
    )
    assert answer.status_code == 302, "only its name has to be typed"
    made = ApprovalPolicy.objects.get(name="Large")
    assert made.before.position > made.asked_on.position
