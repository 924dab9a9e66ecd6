"""The administrator draws pipelines, stages, guidance and policies; what deals stand in goes on standing."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, ExchangeRate, Organisation, User
from caruso.sales import drawing
from caruso.sales.models import ApprovalPolicy, Opportunity, Pipeline, Stage
from caruso.sales.models.pipeline import stages


@pytest.fixture
def dollar(db: None) -> None:
    ExchangeRate.objects.create(base="EUR", currency="USD", day=timezone.localdate(), rate=Decimal("0.9"))


def order() -> list[str]:
    return [stage.code for stage in stages("new-business")]


def stage_form(stage: Stage | None = None, **values: Any) -> dict[str, Any]:
    """What the form of a stage posts, without guidance."""
    filled: dict[str, Any] = {
        "name": str(stage) if stage else "Tasting",
        "colour": stage.colour if stage else "teal",
        "outcome": stage.outcome if stage else "open",
        "probability": stage.probability if stage else 15,
        "condition-text": "",
    }
    for rows in ("suggestion", "document"):
        filled |= {f"{rows}-TOTAL_FORMS": "0", f"{rows}-INITIAL_FORMS": "0"}
    return {**filled, **values}


def test_a_new_stage_stands_before_the_ends_and_every_process_notices(anna: User, client: Client) -> None:
    client.force_login(anna)
    version = Organisation.objects.get().schema_version if Organisation.objects.exists() else 0
    pipeline = Pipeline.objects.get()
    assert client.post(f"/office/pipelines/{pipeline.pk}/stages/new", stage_form()).status_code == 302
    assert order()[-3:] == ["tasting", "won", "lost"]
    assert Organisation.objects.get().schema_version != version
    assert "Tasting" in client.get("/opportunities/board").content.decode()


def test_stages_are_put_in_order_by_dragging_and_by_the_arrows(anna: User, client: Client) -> None:
    client.force_login(anna)
    rfq, initiation = Stage.objects.get(code="rfq"), Stage.objects.get(code="initiation")
    client.post("/office/stages/move", {"id": rfq.pk, "before": initiation.pk})
    assert order()[:2] == ["rfq", "initiation"]
    client.post("/office/stages/move", {"id": rfq.pk, "step": "down"})
    assert order()[:2] == ["initiation", "rfq"]
    client.post("/office/stages/move", {"id": initiation.pk, "step": "up"})
    assert order()[:2] == ["initiation", "rfq"], "the first stays the first"
    client.post("/office/stages/move", {"id": rfq.pk, "before": ""})
    assert order()[-1] == "rfq"


def test_a_stage_takes_condition_fields_and_guidance_from_its_page(
    anna: User, client: Client, settings: Any, tmp_path: Any, dollar: None
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(anna)
    stage = Stage.objects.get(code="quoted")
    rows = {
        "suggestion-TOTAL_FORMS": "2",
        "suggestion-0-kind": "call",
        "suggestion-0-subject": "Ask how it was received",
        "suggestion-0-due_in_days": "2",
        "suggestion-0-automatic": "on",
        "suggestion-1-kind": "task",
        "suggestion-1-subject": "",
        "suggestion-1-due_in_days": "1",
        "document-TOTAL_FORMS": "1",
        "document-0-title": "Sample contract",
        "document-0-upload": SimpleUploadedFile("contract.txt", b"We agree.", "text/plain"),
    }
    built = {"built": "1", "mode": "all", "g0-mode": "all", "g0-r0-path": "amount", "g0-r0-operator": ">"}
    built["g0-r0-value"] = "50000 USD"
    answer = client.post(
        f"/office/stages/{stage.pk}", stage_form(stage, required_fields=["amount"], advice="Call.", **rows, **built)
    )
    assert answer.status_code == 302, answer.content.decode()
    stage.refresh_from_db()
    assert (stage.entry_condition, stage.required_fields) == ('amount > "50000 USD"', ["amount"])
    assert [(one.subject, one.automatic) for one in stage.suggestions.all()] == [("Ask how it was received", True)]
    document = stage.documents.get()
    assert document.file is not None
    file = client.get(f"/stage-documents/{document.pk}")
    assert b"".join(file.streaming_content) == b"We agree." and "attachment" in file.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "wrong", [{"condition-text": "amount >"}, {"condition-text": "nonsense = 1"}, {"probability": "101"}, {"name": ""}]
)
def test_what_makes_no_sense_is_told_and_what_was_typed_stays(
    anna: User, client: Client, wrong: dict[str, Any]
) -> None:
    client.force_login(anna)
    stage = Stage.objects.get(code="quoted")
    answer = client.post(f"/office/stages/{stage.pk}", stage_form(stage, advice="Typed just now", **wrong))
    assert answer.status_code == 422 and "Typed just now" in answer.content.decode()
    stage.refresh_from_db()
    assert (stage.advice, stage.entry_condition, stage.probability) == ("", "", 60)


def test_a_stage_is_put_away_and_its_deals_go_where_they_are_sent(
    anna: User, marek: User, bistro: Account, client: Client
) -> None:
    Stage.objects.filter(code="qualification").update(required_fields=["amount"])
    deal = Opportunity(name="Aria 2", account=bistro, owner=marek, stage="identification").create(by=marek)
    binned = Opportunity(name="Gone", account=bistro, owner=marek, stage="identification").create(by=marek)
    binned.put_in_bin(by=marek)
    stage, to = Stage.objects.get(code="identification"), Stage.objects.get(code="qualification")
    client.force_login(anna)
    assert client.post(f"/office/stages/{stage.pk}/archive", {"to": ""}).status_code == 422
    assert "identification" in order()
    assert client.post(f"/office/stages/{stage.pk}/archive", {"to": to.pk}).status_code == 302
    assert "identification" not in order()
    for one in (deal, binned):
        one.refresh_from_db()
        assert one.stage == "qualification"
    assert Event.objects.filter(kind="redrawn", record=deal.pk).count() == 1


def test_a_pipeline_keeps_a_beginning_and_both_ends(anna: User) -> None:
    for code in ("won", "lost"):
        with pytest.raises(ValidationError):
            drawing.archive_stage(Stage.objects.get(code=code), None, by=anna)
    with pytest.raises(ValidationError):
        drawing.archive_pipeline(Pipeline.objects.get(), by=anna)
    assert order()[-2:] == ["won", "lost"]


def test_the_outcome_of_a_stage_with_deals_stays(anna: User, marek: User, bistro: Account, client: Client) -> None:
    Opportunity(name="Aria 2", account=bistro, owner=marek, stage="rfq").create(by=marek)
    client.force_login(anna)
    stage = Stage.objects.get(code="rfq")
    assert client.post(f"/office/stages/{stage.pk}", stage_form(stage, outcome="won")).status_code == 422
    stage.refresh_from_db()
    assert stage.outcome == "open"


def test_another_probability_weighs_the_deals_anew(anna: User, marek: User, bistro: Account) -> None:
    deal = Opportunity(name="A", account=bistro, owner=marek, stage="rfq", amount=Decimal(1000), currency="EUR")
    deal.create(by=marek)
    own = Opportunity(name="B", account=bistro, owner=marek, stage="rfq", amount=Decimal(1000), currency="EUR")
    own.probability = 10
    own.create(by=marek)
    stage = Stage.objects.get(code="rfq")
    stage.probability = 55
    version = deal.version
    drawing.save_stage(stage, by=anna)
    for one in (deal, own):
        one.refresh_from_db()
    assert (deal.weighted_base, own.weighted_base, deal.version) == (Decimal(550), Decimal(100), version)


def test_a_name_that_the_house_gave_is_kept_in_every_language(anna: User, client: Client) -> None:
    anna.language = "cs"
    anna.save()
    client.force_login(anna)
    stage = Stage.objects.get(code="quoted")
    page = client.get(f"/office/stages/{stage.pk}", headers={"Accept-Language": "cs"}).content.decode()
    shown = page.split('name="name"')[1].split('value="')[1].split('"')[0]
    assert shown != "Quotation sent"
    client.post(f"/office/stages/{stage.pk}", stage_form(stage, name=shown), headers={"Accept-Language": "cs"})
    stage.refresh_from_db()
    assert stage.name == "Quotation sent"


def test_a_policy_is_made_by_clicking(anna: User, client: Client, dollar: None) -> None:
    client.force_login(anna)
    pipeline = Pipeline.objects.get()
    stage = {one.code: one.pk for one in Stage.objects.all()}
    filled = {
        "name": "Large deals",
        "asked_on": stage["rfq"],
        "before": stage["quoted"],
        "approver_kind": "manager",
        "task": "Review with the senior manager",
        "days": "2",
        "built": "1",
        "mode": "all",
        "g0-mode": "all",
        "g0-r0-path": "amount",
        "g0-r0-operator": ">",
        "g0-r0-value": "50000 USD",
    }
    address = f"/office/pipelines/{pipeline.pk}/policies/new"
    wrong = client.post(address, {**filled, "before": stage["initiation"]})
    assert wrong.status_code == 422 and not ApprovalPolicy.objects.exists()
    nobody = client.post(address, {**filled, "approver_kind": "person"})
    assert nobody.status_code == 422 and not ApprovalPolicy.objects.exists()
    assert client.post(address, filled).status_code == 302
    policy = ApprovalPolicy.objects.get()
    assert policy.condition == 'amount > "50000 USD"'
    assert "50000 USD" in client.get(f"/office/policies/{policy.pk}").content.decode()
    client.post(f"/office/policies/{policy.pk}/archive")
    assert client.get(f"/office/policies/{policy.pk}").status_code == 404


def test_only_who_administers_draws(marek: User) -> None:
    stage = Stage.objects.get(code="rfq")
    for act in (
        lambda: drawing.save_stage(stage, by=marek),
        lambda: drawing.move_stage(stage, None, by=marek),
        lambda: drawing.archive_stage(stage, None, by=marek),
        lambda: drawing.save_pipeline(Pipeline(name="Mine"), by=marek),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Pipeline.objects.count() == 1 and order()[3] == "rfq"
