"""The live check, the page of duplicates and the merge, through the browser's door."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User
from caruso.screens.matching.models import DuplicatePair
from caruso.screens.merging.models import Merge

EMAIL = [{"value": "jan@novak.cz", "primary": True}]


def contact(by: User, first: str = "Jan", last: str = "Novák", **values: Any) -> Contact:
    return Contact(first_name=first, last_name=last, owner=by, team=by.team, **values).create(by=by)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def twins(anna: User) -> tuple[Contact, Contact]:
    return contact(anna, emails=EMAIL), contact(anna, "J.", "Novak", emails=EMAIL, job_title="Buyer")


def choice(*records: Contact, **values: Any) -> dict[str, Any]:
    return {"main": records[0].pk, **{f"version-{one.pk}": one.version for one in records}, **values}


def test_the_form_asks_whether_it_is_one_of_these_while_one_types(client: Client, anna: User) -> None:
    known = contact(anna, emails=EMAIL)
    page = signed_in(client, anna)
    typed = {"first_name": "Jan", "last_name": "Novák", "emails-0-value": "JAN@novak.cz", "birthday": "nonsense"}
    shown = page.post("/contacts/possible-duplicates", typed).content.decode()
    assert f'href="/contacts/{known.pk}"' in shown
    assert "same e-mail" in shown
    assert page.post("/contacts/possible-duplicates", {**typed, "record": known.pk}).content.decode().strip() == ""
    assert 'hx-post="/contacts/possible-duplicates"' in page.get("/contacts/new").content.decode()


def test_the_live_check_keeps_what_one_may_not_see(client: Client, anna: User, petra: User) -> None:
    contact(anna, emails=EMAIL)
    shown = signed_in(client, petra).post("/contacts/possible-duplicates", {"emails-0-value": "jan@novak.cz"})
    assert shown.content.decode().strip() == ""


def test_the_form_tells_of_namesakes_while_nothing_surer_is_known(client: Client, anna: User, petra: User) -> None:
    known = contact(anna, "Jan", "Novák")
    contact(anna, "Jan", "Nováková")
    firm = Account(name="Huta Świt sp. z o.o.", owner=anna).create(by=anna)
    page = signed_in(client, anna)
    shown = page.post("/contacts/possible-duplicates", {"first_name": "jan", "last_name": "novak"}).content.decode()
    assert shown.count('href="/contacts/') == 1 and f'href="/contacts/{known.pk}"' in shown and "same name" in shown
    assert f"/accounts/{firm.pk}" in page.post("/accounts/possible-duplicates", {"name": "huta swit"}).content.decode()
    nothing = {"first_name": "Jan"}, {"last_name": "Novák"}, {"first_name": "Jan", "last_name": "Nová"}
    for typed in (*nothing, {"first_name": "Jan", "last_name": "Novák", "record": known.pk}):
        assert page.post("/contacts/possible-duplicates", typed).content.decode().strip() == ""
    other = signed_in(client, petra)
    hidden = other.post("/contacts/possible-duplicates", {"first_name": "Jan", "last_name": "Novák"})
    assert hidden.content.decode().strip() == ""


def test_the_record_page_tells_of_a_possible_duplicate(client: Client, anna: User, twins: Any) -> None:
    first, second = twins
    shown = signed_in(client, anna).get(f"/contacts/{first.pk}/panels").content.decode()
    assert f"/contacts/merge?records={first.pk},{second.pk}" in shown


def test_duplicates_are_listed_by_reason_and_dismissed_for_good(client: Client, anna: User, twins: Any) -> None:
    page = signed_in(client, anna)
    address = f"/contacts/merge?records={twins[0].pk},{twins[1].pk}"
    assert address in page.get("/contacts/duplicates").content.decode()
    assert address in page.get("/contacts/duplicates?rule=emails").content.decode()
    assert address not in page.get("/contacts/duplicates?rule=phones").content.decode()
    page.post("/contacts/duplicates/dismiss", {"records": f"{twins[0].pk},{twins[1].pk}"})
    assert address not in page.get("/contacts/duplicates").content.decode()
    assert address not in page.get(f"/contacts/{twins[0].pk}/panels").content.decode()
    twins[0].change({"nickname": "Honza"}, by=anna)
    twins[0].change({"emails": []}, by=anna)
    twins[0].change({"emails": EMAIL}, by=anna)
    assert address not in page.get("/contacts/duplicates").content.decode()
    page.post(f"/contacts/duplicates/propose-again?records={twins[0].pk},{twins[1].pk}")
    assert address in page.get("/contacts/duplicates").content.decode()


def test_pairs_of_which_one_is_hidden_are_not_listed(client: Client, anna: User, petra: User) -> None:
    hidden = contact(anna, "Hidden", "Person", emails=EMAIL)
    contact(petra, emails=EMAIL)
    shown = signed_in(client, petra).get("/contacts/duplicates").content.decode()
    assert "Hidden" not in shown and str(hidden.pk) + "," not in shown


def test_the_page_of_duplicates_takes_as_many_queries_for_twenty_pairs_as_for_one(client: Client, anna: User) -> None:
    page = signed_in(client, anna)
    counts = []
    for length in (1, 20):
        for number in range(length):
            for _twin in range(2):
                contact(anna, f"A{length}{number}", "Lis", emails=[{"value": f"{length}x{number}@x.cz"}])
        page.get("/contacts/duplicates")
        with CaptureQueriesContext(connection) as queries:
            page.get("/contacts/duplicates")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_what_is_chosen_field_by_field_becomes_the_record(client: Client, anna: User, twins: Any) -> None:
    first, second = twins
    page = signed_in(client, anna)
    address = f"/contacts/merge?records={first.pk},{second.pk}"
    shown = page.get(address).content.decode()
    assert "Buyer" in shown and 'name="main"' in shown
    chosen = choice(first, second, first_name=second.pk, job_title=second.pk, emails=[f"{first.pk}-0"])
    previewed = page.post(f"/contacts/merge/preview?records={first.pk},{second.pk}", chosen).content.decode()
    assert "Buyer" in previewed
    assert not Merge.objects.exists()
    response = page.post(address, chosen)
    assert response["Location"] == f"/contacts/{first.pk}"
    first.refresh_from_db()
    assert (first.first_name, first.last_name, first.job_title, first.emails) == ("J.", "Novák", "Buyer", EMAIL)
    assert page.get(f"/contacts/{second.pk}")["Location"] == f"/contacts/{first.pk}"
    merged = Merge.objects.get()
    assert f"/contacts/merges/{merged.pk}/undo" in page.get("/contacts/merges").content.decode()
    page.post(f"/contacts/merges/{merged.pk}/undo")
    first.refresh_from_db()
    assert (first.first_name, first.job_title) == ("Jan", "")
    assert page.get(f"/contacts/{second.pk}").status_code == 200
    assert DuplicatePair.objects.open().count() == 1


def test_unticked_parts_of_lists_are_left(client: Client, anna: User) -> None:
    first, second = contact(anna, tags=["old", "vip"]), contact(anna, tags=["fair"])
    chosen = choice(first, second, tags=[f"{first.pk}-1", f"{second.pk}-0"])
    signed_in(client, anna).post(f"/contacts/merge?records={first.pk},{second.pk}", chosen)
    first.refresh_from_db()
    assert first.tags == ["vip", "fair"]


def test_a_stale_comparison_is_shown_again(client: Client, anna: User, twins: Any) -> None:
    first, second = twins
    chosen = choice(first, second)
    second.change({"job_title": "Director"}, by=anna)
    response = signed_in(client, anna).post(f"/contacts/merge?records={first.pk},{second.pk}", chosen)
    assert response.status_code == 409
    assert "Director" in response.content.decode()
    assert not Merge.objects.exists()


def test_who_may_not_delete_may_not_merge(client: Client, anna: User, tomas: User, jan: User, twins: Any) -> None:
    first, second = twins
    for person in (tomas, jan):
        page = signed_in(client, person)
        assert page.get(f"/contacts/merge?records={first.pk},{second.pk}").status_code == 403
        assert page.post(f"/contacts/merge?records={first.pk},{second.pk}", choice(first, second)).status_code == 403
        assert page.post("/contacts/duplicates/dismiss", {"records": f"{first.pk},{second.pk}"}).status_code == 403
    assert not Merge.objects.exists()
    assert DuplicatePair.objects.open().count() == 1


def test_hidden_and_invented_numbers_are_not_found(
    client: Client, anna: User, petra: User, stranger: User, twins: Any
) -> None:
    mine = contact(petra)
    page = signed_in(client, petra)
    assert page.get(f"/contacts/merge?records={mine.pk},{twins[0].pk}").status_code == 404
    assert page.get(f"/contacts/merge?records={mine.pk},99999").status_code == 404
    assert page.post("/contacts/duplicates/dismiss", {"records": f"{mine.pk},{twins[0].pk}"}).status_code == 404
    for address in ("duplicates", "merges", "merge?records=1,2"):
        assert signed_in(client, stranger).get(f"/contacts/{address}").status_code == 404


def test_who_does_not_see_the_main_record_cannot_undo(
    client: Client, anna: User, petra: User, jan: User, twins: Any
) -> None:
    first, second = twins
    signed_in(client, anna).post(f"/contacts/merge?records={first.pk},{second.pk}", choice(first, second))
    merged = Merge.objects.get()
    assert signed_in(client, petra).post(f"/contacts/merges/{merged.pk}/undo").status_code == 404
    assert signed_in(client, petra).get(f"/contacts/{second.pk}").status_code == 404
    assert signed_in(client, jan).post(f"/contacts/merges/{merged.pk}/undo").status_code == 403
    merged.refresh_from_db()
    assert merged.undone_at is None


@pytest.mark.parametrize("given", ["", "1", "x,y", "1,1", "1,2,3,4,5,6"])
def test_a_wrong_number_of_records_leads_back_to_the_list(client: Client, anna: User, given: str) -> None:
    response = signed_in(client, anna).get(f"/contacts/merge?records={given}")
    assert response["Location"] == "/contacts/"


def test_html_in_values_stays_text(client: Client, anna: User) -> None:
    for _twin in range(2):
        Account(name="<script>alert(1)</script>", tax_number="1234567890", notes="<b>x</b>").create(by=anna)
    page = signed_in(client, anna)
    pair = DuplicatePair.objects.get()
    for address in ("/accounts/duplicates", f"/accounts/merge?records={pair.first},{pair.second}"):
        shown = page.get(address).content.decode()
        assert "<script>alert" not in shown and "<b>x</b>" not in shown


def test_a_list_sends_the_ticked_records_to_be_compared(client: Client, anna: User, twins: Any) -> None:
    page = signed_in(client, anna)
    ticked = f"/contacts/merge?row={twins[0].pk}&row={twins[1].pk}"
    answer = page.get(ticked, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/contacts/merge?records={twins[0].pk},{twins[1].pk}"
    answer = page.get(f"/contacts/merge?row={twins[0].pk}", headers={"HX-Request": "true"})
    assert answer.status_code == 204 and "toast" in answer["HX-Trigger"]
