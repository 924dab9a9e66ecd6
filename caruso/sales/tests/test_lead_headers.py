"""Exports of leads from other programs are recognised by their headers, in three languages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caruso.kernel import jobs
from caruso.kernel.models import User
from caruso.sales.lead_headers import LEAD, PRODUCTS
from caruso.sales.models import AssignmentRule, Lead
from caruso.screens.transfer.headers import detect_product, recognise
from caruso.screens.transfer.models import Import

FILES = {
    "Salesforce": "Lead ID,First Name,Last Name,Title,Company,Email,Phone,Lead Source,Lead Status,Lead Owner,Street,City",
    "HubSpot": "Record ID,First Name,Last Name,Email,Phone Number,Company Name,Job Title,Lead Status,Contact owner,City",
    "Pipedrive": "Lead - Title,Lead - Value,Lead - Owner,Lead - Labels,Lead - Contact person,Organization - Name",
}


@pytest.mark.parametrize("program", FILES)
def test_the_program_and_every_column_are_known(program: str) -> None:
    headers = FILES[program].split(",")
    product = detect_product(headers, PRODUCTS)
    assert product is not None and product.name == program
    found = {one.header: one.path for one in recognise(headers, LEAD)}
    assert None not in found.values()


def test_polish_and_czech_headers_mean_the_same() -> None:
    polish = recognise(["Imię", "Nazwisko", "Firma", "Adres e-mail", "Telefon", "Źródło leada", "Status leada"], LEAD)
    czech = recognise(["Jméno", "Příjmení", "Firma", "E-mailová adresa", "Telefon", "Zdroj leadu", "Stav leadu"], LEAD)
    paths = ["first_name", "last_name", "company", "email", "phone", "source", "state"]
    assert [one.path for one in polish] == [one.path for one in czech] == paths


@pytest.mark.django_db(transaction=True)
def test_imported_leads_are_read_and_given_away(client: Client, anna: User, petra: User) -> None:
    AssignmentRule.objects.create(name="All", people=[petra.pk])
    client.force_login(anna)
    rows = [
        "Lead ID,Full Name,Company,Email,Lead Source,Lead Status",
        "L-1,Eva Malá,Kavárna,eva@kavarna.cz,Trade Show,Open - Not Contacted",
        "L-2,Jan Nowak,Kawiarnia,jan@kawiarnia.pl,Billboard,Working - Contacted",
    ]
    client.post("/leads/import", {"file": SimpleUploadedFile("leads.csv", "\n".join(rows).encode())})
    run = Import.objects.get()
    client.post(f"/imports/{run.pk}/start")
    run.refresh_from_db()
    jobs.run(run.job_id)
    eva, jan = Lead.objects.order_by("external_id")
    assert (eva.first_name, eva.last_name, eva.source, eva.state, eva.owner) == ("Eva", "Malá", "fair", "new", petra)
    assert (jan.state, jan.source, jan.source_detail) == ("working", "other", "Billboard")
    assert eva.contact_due_at is not None and jan.contact_due_at is None
