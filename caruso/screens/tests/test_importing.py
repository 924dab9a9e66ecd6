"""Files brought in: what becomes of each row, of the records it means, and of those it names."""

from pathlib import Path
from typing import Any

import pytest

from caruso.customers.models import Account, Activity, Affiliation, Contact
from caruso.kernel.models import CustomField, Event, User
from caruso.kernel.models.tag import Tagging
from caruso.screens.description import screen_of
from caruso.screens.tests.importing import brought_in, outcomes

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLES = Path(__file__).parents[3] / "tests" / "data"


def test_a_row_becomes_a_contact_with_its_lists_account_and_tags(anna: User) -> None:
    run = brought_in(
        "First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company,City,Street Address,Birthday,Tags\n"
        "Zofia,Łącka,Zofia@Huta.example,42 631 40 11,601234501,Huta Świtezianka,Łódź,Żeromskiego 12,14.03.1979,VIP;klient\n",
        anna,
    )
    contact = Contact.objects.get()
    assert run.state == "done"
    assert run.counts["created"] == 1
    assert contact.name == "Zofia Łącka"
    assert contact.emails == [{"value": "Zofia@huta.example", "type": "work", "primary": True}]
    assert [(one["value"], one["type"]) for one in contact.phones] == [
        ("+48426314011", "work"),
        ("+48601234501", "mobile"),
    ]
    assert contact.addresses == [{"street": "Żeromskiego 12", "city": "Łódź", "type": "work", "primary": True}]
    assert str(contact.birthday) == "1979-03-14"
    assert contact.owner == anna
    assert contact.account == Account.objects.get(name="Huta Świtezianka")
    assert Affiliation.objects.get().primary
    assert Tagging.objects.filter(object="customers.contact", record=contact.pk).count() == 2
    assert Event.objects.filter(kind="imported", data__import=run.pk).count() == 2


@pytest.mark.parametrize(
    ("written", "told"),
    [("--03-14", "--03-14"), (" --0314", "--03-14"), ("14.3.", "--03-14"), ("3/14", "--03-14"), ("--02-29", "--02-29")],
)
def test_a_birthday_keeps_its_day_where_nobody_wrote_its_year(anna: User, written: str, told: str) -> None:
    run = brought_in(f"First Name,Last Name,Birthday\nZofia,Łącka,{written}\n", anna)
    [[_row, outcome, _record, messages]] = outcomes(run)
    contact = Contact.objects.get()
    assert outcome == "created" and not messages
    assert screen_of("customers.contact").field("birthday").as_text(contact.birthday) == told
    assert contact.occasions.get().year is None


def test_a_day_that_no_year_has_is_told(anna: User) -> None:
    run = brought_in("First Name,Last Name,Birthday\nZofia,Łącka,--02-30\n", anna)
    [[_row, _outcome, _record, messages]] = outcomes(run)
    assert "--02-30" in messages[0][1] and Contact.objects.get().birthday is None


def test_a_cell_that_cannot_be_read_is_left_out_and_told(anna: User) -> None:
    run = brought_in("First name,Last name,E-mail\nJan,Nowak,bez.malpy.example\n", anna)
    [[row, outcome, record, messages]] = outcomes(run)
    assert (row, outcome) == (2, "created")
    assert messages[0][0] == "E-mail"
    assert "bez.malpy" in messages[0][1]
    assert Contact.objects.get(pk=record).emails == []


def test_a_row_with_a_bad_cell_stays_out_when_that_was_chosen(anna: User) -> None:
    run = brought_in("First name,Last name,E-mail\nJan,Nowak,bez.malpy.example\n", anna, bad_cells="leave")
    assert run.counts["left_out"] == 1
    assert not Contact.objects.exists()


def test_a_number_whose_check_digits_do_not_fit_is_left_out_and_told(anna: User) -> None:
    text = "Company name,NIP,City\nHuta,5260001247,Łódź\nPapiernia,5260001246,Łódź\n"
    run = brought_in(text, anna, "accounts")
    [[_row, outcome, record, messages], [*_good, none]] = outcomes(run)
    assert outcome == "created" and none == []
    assert messages[0][0] == "NIP" and "5260001247" in messages[0][1] and "check digits" in messages[0][1]
    assert Account.objects.get(pk=record).tax_number == ""
    assert Account.objects.get(name="Papiernia").tax_number == "5260001246"
    again = brought_in(text.replace("5260001246", "5260001249"), anna, "accounts", policy="overwrite")
    assert all("check digits" in messages[0][1] for *_row, messages in outcomes(again))
    assert Account.objects.get(name="Papiernia").tax_number == "5260001246"


def test_a_number_of_another_country_comes_in_where_the_row_names_none(anna: User) -> None:
    run = brought_in("Company name,IČO\nKavárna,27082440\nHospoda,27082441\n", anna, "accounts")
    [[_row, outcome, record, messages], [*_other, told]] = outcomes(run)
    assert (outcome, messages) == ("created", []) and "27082441" in told[0][1]
    assert Account.objects.get(pk=record).registration_number == "27082440"


def test_a_row_of_nobody_is_left_out(anna: User) -> None:
    run = brought_in("First Name,Last Name,Department\n,,Purchasing\nEwa,,Purchasing\n", anna)
    assert [outcome for _row, outcome, _record, _messages in outcomes(run)] == ["left_out", "created"]


def test_a_row_without_a_required_field_is_left_out(anna: User) -> None:
    run = brought_in("Company name,City\n,Łódź\nHuta,Łódź\n", anna, "accounts")
    assert [outcome for _row, outcome, _record, _messages in outcomes(run)] == ["left_out", "created"]
    assert Account.objects.count() == 1


def test_rows_that_mean_the_same_person_are_joined(anna: User) -> None:
    run = brought_in(
        "First Name,Last Name,Email,Phone Number\n"
        "Zofia,Łącka,zofia@huta.example,\n"
        "Zofia,Łącka,ZOFIA@huta.example,42 631 40 11\n",
        anna,
    )
    contact = Contact.objects.get()
    assert run.counts["created"] == 1
    assert run.counts["merged"] == 1
    assert contact.phone == "+48426314011"
    assert len(contact.emails) == 1


def test_namesakes_in_one_town_stay_two_people_when_their_e_mails_differ(anna: User) -> None:
    Contact(
        first_name="Jan", last_name="Nowak", emails=[{"value": "jan@huta.example"}], addresses=[{"city": "Łódź"}]
    ).create(by=anna)
    brought_in(
        "First Name,Last Name,Email,City\nJan,Nowak,jan@mlyn.example,Łódź\nJan,Nowak,nowak@sad.example,Łódź\n", anna
    )
    assert Contact.objects.count() == 3


@pytest.mark.parametrize(
    ("policy", "title", "outcome"),
    [
        ("fill", "Prezes", "updated"),
        ("overwrite", "Szefowa", "updated"),
        ("skip", "Prezes", "skipped"),
        ("create", "Prezes", "created"),
    ],
)
def test_a_record_there_already_is_treated_as_chosen(anna: User, policy: str, title: str, outcome: str) -> None:
    there = Contact(
        first_name="Zofia", last_name="Łącka", job_title="Prezes", emails=[{"value": "zofia@huta.example"}]
    ).create(by=anna)
    text = "First Name,Last Name,Email,Job Title,Mobile Phone\nZofia,Łącka,zofia@huta.example,Szefowa,601234501\n"
    run = brought_in(text, anna, policy=policy)
    there.refresh_from_db()
    assert run.counts[outcome] == 1
    assert there.job_title == title
    assert (there.phone == "+48601234501") is (outcome == "updated")
    assert Contact.objects.count() == (2 if policy == "create" else 1)


def test_accounts_are_found_by_folded_name_and_made_once(anna: User) -> None:
    Account(name="Huta Świtezianka").create(by=anna)
    run = brought_in("First Name,Last Name,Company\nJan,Nowak,HUTA ŚWITEZIANKA\nEwa,Kos,Młyn\nIda,Ryś,młyn\n", anna)
    assert run.counts["also_made"] == 1
    assert sorted(Account.objects.values_list("name", flat=True)) == ["Huta Świtezianka", "Młyn"]
    assert Contact.objects.filter(account__name="Młyn").count() == 2


def test_accounts_are_not_made_when_that_was_not_chosen(anna: User) -> None:
    run = brought_in("First Name,Last Name,Company\nEwa,Kos,Młyn\n", anna, make_links=False)
    assert not Account.objects.exists()
    assert "Młyn" in outcomes(run)[0][3][0][1]


def test_owners_are_found_by_name_and_by_e_mail(anna: User, petra: User, tomas: User) -> None:
    brought_in(
        "First Name,Last Name,Contact owner\nJan,Nowak,Petra Svobodova\nEwa,Kos,TOMASZ@example.com\nIda,Ryś,Nikt\n",
        anna,
    )
    assert Contact.objects.get(last_name="Nowak").owner == petra
    assert Contact.objects.get(last_name="Nowak").team == petra.team
    assert Contact.objects.get(last_name="Kos").owner == tomas
    assert Contact.objects.get(last_name="Ryś").owner == anna


def test_a_new_field_is_made_on_the_way_by_an_administrator_only(anna: User, petra: User) -> None:
    def with_new_field(by: User) -> Any:
        from caruso.screens.tests.importing import begun
        from caruso.screens.transfer.importing import running

        run = begun("First Name,Last Name,Wine\nJan,Nowak,Pálava\n", by)
        run.plan["columns"][2]["path"] = "+text"
        run.save()
        running.start(run, by=by)
        return running.run_here(run)

    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        with_new_field(petra)
    assert not CustomField.objects.exists()
    with_new_field(anna)
    assert Contact.objects.get().custom == {"wine": "Pálava"}


def test_a_record_that_the_importer_may_not_see_is_not_doubled_nor_shown(anna: User, petra: User) -> None:
    Contact(first_name="Zofia", last_name="Łącka", emails=[{"value": "zofia@huta.example"}]).create(by=anna)
    run = brought_in("First Name,Last Name,Email\nZofia,Łącka,zofia@huta.example\n", petra)
    [[_row, outcome, record, _messages]] = outcomes(run)
    assert (outcome, record) == ("skipped", None)
    assert Contact.objects.count() == 1


def test_a_record_that_the_importer_may_not_change_stays(anna: User, jan: User, petra: User, marek: User) -> None:
    there = Contact(first_name="Zofia", last_name="Łącka", owner=marek, emails=[{"value": "z@huta.example"}])
    there.create(by=anna)
    run = brought_in("First Name,Last Name,Email,Job Title\nZofia,Łącka,z@huta.example,Szefowa\n", petra)
    there.refresh_from_db()
    assert run.counts["skipped"] == 1
    assert there.job_title == ""


def test_names_with_markup_and_formulas_are_only_text(anna: User) -> None:
    brought_in("First Name,Last Name\n<script>alert(1)</script>,=cmd|'/C calc'!A0\n", anna)
    contact = Contact.objects.get()
    assert contact.first_name == "<script>alert(1)</script>"
    assert contact.last_name == "=cmd|'/C calc'!A0"


def test_a_dry_run_says_the_same_and_writes_nothing(anna: User) -> None:
    text = (SAMPLES / "hubspot_contacts.csv").read_bytes()
    dry = brought_in(text, anna, dry=True)
    assert not Contact.objects.exists()
    assert not Account.objects.exists()
    assert dry.state == "planned"
    real = brought_in(text, anna)
    assert {name: dry.counts[name] for name in ("created", "merged")} == {
        name: real.counts[name] for name in ("created", "merged")
    }


@pytest.mark.parametrize(
    "sample", sorted(path.name for path in SAMPLES.glob("*.*") if path.suffix in (".csv", ".vcf", ".xlsx"))
)
def test_every_sample_export_comes_in_with_every_row_accounted_for(anna: User, sample: str) -> None:
    from caruso.screens.transfer.importing.beginning import table_of

    run = brought_in((SAMPLES / sample).read_bytes(), anna)
    rows = [row.number for row in table_of(run).rows()]
    told = outcomes(run)
    assert run.state == "done"
    assert [row for row, *_rest in told] == rows
    assert run.counts["created"] > 15
    model: Any = Account if run.object == "customers.account" else Contact
    assert (
        model.objects.filter(pk__in={record for _row, _outcome, record, _messages in told if record}).count()
        == (run.counts["created"])
    )


def test_a_second_import_of_the_same_file_changes_nothing(anna: User) -> None:
    text = (SAMPLES / "pipedrive_organizations.csv").read_bytes()
    brought_in(text, anna)
    before = list(Account.objects.order_by("pk").values_list("pk", "version"))
    again = brought_in(text, anna)
    assert again.counts["unchanged"] == sum(
        again.counts[name] for name in ("created", "updated", "unchanged") if name in again.counts
    )
    assert list(Account.objects.order_by("pk").values_list("pk", "version")) == before


def test_correcting_a_cell_counts(anna: User) -> None:
    brought_in(
        "First name,Last name,E-mail\nJan,Nowak,jan.nowak\n", anna, corrections={"2": {"E-mail": "jan@nowak.example"}}
    )
    assert Contact.objects.get().email == "jan@nowak.example"


def test_local_numbers_are_those_of_the_rows_country(anna: User) -> None:
    text = "First Name,Last Name,Mobile Phone,Country\nEva,Malá,601 123 456,Česko\nEwa,Mała,601 123 456,Polska\nEve,Small,601 123 456,\n"
    brought_in(text, anna)
    assert {one.first_name: one.phone for one in Contact.objects.all()} == {
        "Eva": "+420601123456",
        "Ewa": "+48601123456",
        "Eve": "+48601123456",
    }


def test_linked_people_are_found_by_any_of_their_addresses(anna: User, tomas: User, stranger: User) -> None:
    addresses = [{"value": "jan@firma.example", "primary": True}, {"value": "jan@home.example"}]
    contact = Contact(last_name="Nowak", emails=addresses, owner=stranger).create(by=anna)
    text = "Subject,Contact\nCall,JAN@home.example\nWrite,nobody@firma.example\nVisit,Jan Nový"
    run = brought_in(text, anna, "activities", make_links=True)
    linked = {one.subject: one.contact for one in Activity.objects.all()}
    assert linked["Call"] == contact and linked["Write"] is None and str(linked["Visit"]) == "Jan Nový"
    assert ["Contact", "There is no “nobody@firma.example”."] in outcomes(run)[1][3]
    role = tomas.roles.get()
    role.rights = {"*": {"view": "own", "create": "all"}}
    role.save()
    brought_in("Subject,Contact\nAsk,jan@firma.example", User.objects.get(pk=tomas.pk), "activities")
    assert Activity.objects.get(subject="Ask").contact is None, "he does not see that there is one"
