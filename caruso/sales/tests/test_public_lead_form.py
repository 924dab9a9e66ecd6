"""The public form: open to everybody, kind to people, deaf to machines, and nothing of the house is told."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone, translation

from caruso.kernel.models import Event, User
from caruso.sales.guarding import LEAST, SENDS, TRAP, UNSTAMPED, Stamp
from caruso.sales.models import Lead, LeadConsent, LeadForm
from caruso.sales.screens.lead_form import SnippetsPanel

CONSENT = "I agree that Tenor writes to me about coffee machines."


@pytest.fixture
def form(petra: User) -> LeadForm:
    asks = ["first_name", "last_name", "email", "phone", "message"]
    made = LeadForm(
        name="Website",
        asks=asks,
        requires=["last_name"],
        consent=CONSENT,
        language="en",
        campaign="Autumn",
        owner=petra,
    )
    return made.create(by=petra)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Visitors who have had the form open for long enough."""
    monkeypatch.setattr("caruso.sales.guarding.LEAST", -1)


def sent(form: LeadForm, client: Client | None = None, **more: Any) -> Any:
    given = {
        "last_name": "Novotný",
        "email": "jan@kavarna-u-lva.cz",
        "message": "Two machines",
        "consent": form.consent_mark,
        "stamp": Stamp.new(form.pk).text,
        **more,
    }
    return (client or Client()).post(f"/f/{form.token}", given)


def test_a_visitor_becomes_a_lead_with_the_consent_word_for_word(form: LeadForm, patient: None) -> None:
    before = timezone.now()
    page = Client().get(f"/f/{form.token}")
    assert page.status_code == 200 and CONSENT in page.content.decode()
    answer = sent(form, Client(REMOTE_ADDR="203.0.113.9"))
    assert answer.status_code == 302 and answer.url == f"/f/{form.token}/thanks"
    assert "Thank you" in Client().get(answer.url).content.decode()
    lead = Lead.objects.get()
    assert (lead.form, lead.source, lead.campaign, lead.language) == (form, "website", "Autumn", "en")
    assert (lead.name, lead.message, lead.validity) == ("Novotný", "Two machines", "valid")
    consent = LeadConsent.objects.get()
    assert (consent.lead, consent.wording, consent.ip_address) == (lead, CONSENT, "203.0.113.9")
    assert before <= consent.given_at <= timezone.now()
    assert Event.objects.get(object="sales.lead").source == "form"
    form.change({"consent": "Something else"}, by=None)
    assert LeadConsent.objects.get().wording == CONSENT


def test_what_is_wrong_is_told_beside_it_and_what_was_typed_stays(form: LeadForm, patient: None) -> None:
    for wrong, said in (
        ({"last_name": " "}, "Please fill this in."),
        ({"email": "jan@"}, "jan@"),
        ({"email": "", "phone": ""}, "Please tell us how to reach you."),
        ({"consent": ""}, "Without this we may not write to you."),
    ):
        answer = sent(form, **wrong)
        text = answer.content.decode()
        assert answer.status_code == 422 and said in text and "Two machines" in text
    assert not Lead.objects.exists() and not LeadConsent.objects.exists()


def test_the_form_speaks_its_own_language(form: LeadForm) -> None:
    form.change({"language": "pl"}, by=None)
    page = Client().get(f"/f/{form.token}", HTTP_ACCEPT_LANGUAGE="en")
    assert '<html lang="pl"' in page.content.decode() and page.headers["Content-Language"] == "pl"


def test_it_may_stand_in_a_foreign_page_and_nothing_else_may(form: LeadForm, petra: User) -> None:
    page = Client().get(f"/f/{form.token}?embed")
    assert "X-Frame-Options" not in page.headers
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    signed_in = Client()
    signed_in.force_login(petra)
    other = signed_in.get("/leads/")
    assert other.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert str(petra) not in signed_in.get(f"/f/{form.token}").content.decode()


def test_what_comes_without_stamp_and_trap_is_looked_at_once_more(form: LeadForm, patient: None) -> None:
    """With a checking browser in front: no cookie, no token."""
    foreign = Client(enforce_csrf_checks=True)
    answer = sent(form, foreign, stamp="")
    assert answer.status_code == 422 and 'value="Novotný"' in answer.content.decode()
    assert not Lead.objects.exists()
    assert sent(form, foreign).status_code == 302 and Lead.objects.count() == 1


def test_machines_learn_nothing_and_leave_nothing(form: LeadForm, patient: None) -> None:
    answer = sent(form, **{TRAP: "0123"})
    assert answer.status_code == 302 and answer.url.endswith("/thanks")
    assert not Lead.objects.exists()


def test_who_is_too_quick_is_asked_again_kindly(form: LeadForm) -> None:
    assert LEAST > 0
    answer = sent(form)
    assert answer.status_code == 422 and "Two machines" in answer.content.decode()
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    "stamp",
    ["x", "x:y:z", "\x00", signing.dumps(1, salt="other"), "a" * 5000],
    ids=["x", "parts", "nul", "salt", "long"],
)
def test_forged_stamps_make_no_lead(form: LeadForm, patient: None, stamp: str) -> None:
    assert sent(form, stamp=stamp).status_code == 422
    assert sent(form, stamp=Stamp.new(form.pk + 1).text).status_code == 422
    assert not Lead.objects.exists()


def test_forged_and_closed_addresses_lead_nowhere(form: LeadForm, patient: None, petra: User) -> None:
    for token in ("nothing", form.token[:-1], "%00", "..", form.token.swapcase()):
        assert Client().get(f"/f/{token}").status_code == 404
    form.change({"active": False}, by=petra)
    assert Client().get(f"/f/{form.token}").status_code == sent(form).status_code == 404
    form.change({"active": True}, by=petra)
    form.put_in_bin(by=petra)
    assert sent(form).status_code == 404 and not Lead.objects.exists()


def test_sending_twice_is_one_wish(form: LeadForm, patient: None) -> None:
    stamp = Stamp.new(form.pk).text
    assert [sent(form, stamp=stamp).status_code for _time in range(3)] == [302] * 3
    assert Lead.objects.count() == LeadConsent.objects.count() == 1
    assert sent(form, message="And a grinder", email="eva@kavarna.cz").status_code == 302 and Lead.objects.count() == 2


def test_a_flood_is_dammed_by_address_and_tells_people_when_to_come_back(form: LeadForm, patient: None) -> None:
    flooding, other = Client(REMOTE_ADDR="198.51.100.1"), Client(REMOTE_ADDR="198.51.100.2")
    wishes = [{"message": f"Wish {number}", "email": f"a{number}@kavarna.cz"} for number in range(SENDS + 3)]
    answers = [sent(form, flooding, **wish) for wish in wishes]
    assert [one.status_code for one in answers] == [302] * SENDS + [429] * 3
    assert "nothing is lost" in answers[-1].content.decode() and f"Wish {SENDS + 2}" in answers[-1].content.decode()
    assert Lead.objects.count() == SENDS
    assert sent(form, other).status_code == 302


def test_nobody_writes_a_book_into_it(form: LeadForm, patient: None) -> None:
    assert sent(form, message="x" * 200_000).status_code == 413
    assert sent(form, message="x" * 20_000).status_code == 422
    assert sent(form, last_name="x" * 500).status_code == 422
    assert not Lead.objects.exists()


def test_script_in_names_stays_text(form: LeadForm, patient: None, petra: User) -> None:
    form.change({"title": '"><script>alert(1)</script>', "consent": "<b>yes</b>"}, by=petra)
    sent(form, last_name="<script>alert(2)</script>")
    browser = Client()
    browser.force_login(petra)
    pages = [Client().get(f"/f/{form.token}"), browser.get(f"/lead-forms/{form.pk}")]
    for page in pages:
        assert page.status_code == 200 and "<script>alert" not in page.content.decode()


def test_only_what_the_form_asks_for_is_taken(form: LeadForm, patient: None, petra: User) -> None:
    sent(form, score="9000", state="converted", owner=str(petra.pk), notes="x", company="Not asked")
    lead = Lead.objects.get()
    assert (lead.score, lead.state, lead.owner, lead.notes, lead.company) == (0, "new", None, "", "")


def test_the_page_of_the_form_has_what_to_paste(form: LeadForm, petra: User) -> None:
    browser = Client()
    browser.force_login(petra)
    text = browser.get(f"/lead-forms/{form.pk}").content.decode()
    assert f"/f/{form.token}?embed" in text and "&lt;iframe" in text and text.count("&lt;form action=") == 1
    form.change({"language": "", "consent": ""}, by=petra)
    assert browser.get(f"/lead-forms/{form.pk}").content.decode().count("&lt;form action=") == 3


class Copied(HTMLParser):
    """A form of plain HTML, as a browser understands it: where it goes and what it sends untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action, self.fields = "", {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        if tag == "form":
            self.action = said["action"]
        if said.get("name"):
            self.fields[said["name"]] = said.get("value", "")


def copied(form: LeadForm, language: str, reads: str = "en") -> str:
    """What somebody who reads this language is offered to copy."""
    with translation.override(reads):
        offered = SnippetsPanel().context(form, None)
    assert offered is not None
    html: str = next(one["html"] for one in offered["plain"] if one["language"] == language)
    return html


def filled_in(form: LeadForm, language: str, **more: str) -> Any:
    """One sending of the copy, from a page of the firm's own."""
    page = Copied(copied(form, language))
    elsewhere = Client(enforce_csrf_checks=True, headers={"Origin": "https://tenor.example"})
    address = page.action[page.action.index("/f/") :]
    return elsewhere.post(address, {**page.fields, "last_name": "Novotný", "email": "jan@lev.com", **more})


def test_plain_html_on_a_page_of_ones_own_makes_a_lead_at_once(form: LeadForm) -> None:
    form.change({"language": "pl", "consent": "Zgadzam się."}, by=None)
    html = copied(form, "pl", reads="cs")
    assert 'lang="pl"' in html and "Nazwisko" in html and "Zgadzam się." in html and "Příjmení" not in html
    answer = filled_in(form, "pl")
    assert answer.status_code == 302 and answer.url == f"/f/{form.token}/thanks"
    lead, consent = Lead.objects.get(), LeadConsent.objects.get()
    assert (lead.name, lead.language) == ("Novotný", "pl") and consent.lead == lead
    assert consent.wording == "Zgadzam się." and consent.given_at <= timezone.now()


def test_a_form_without_words_of_its_own_is_copied_in_the_language_of_the_website(form: LeadForm) -> None:
    form.change({"language": "", "consent": ""}, by=None)
    assert "Příjmení" in copied(form, "cs", reads="pl")
    refused = filled_in(form, "cs", last_name="")
    assert refused.status_code == 422 and refused.headers["Content-Language"] == "cs"
    answer = filled_in(form, "cs")
    assert answer.status_code == 302 and Client().get(answer.url).headers["Content-Language"] == "cs"
    assert Lead.objects.get().language == "cs"


def test_nobody_consents_to_words_of_another_language_than_the_rest(form: LeadForm, petra: User) -> None:
    form.change({"language": ""}, by=petra)
    for address in (f"/f/{form.token}", f"/f/{form.token}?language=cs"):
        page = Client().get(address, HTTP_ACCEPT_LANGUAGE="cs")
        text = page.content.decode()
        assert page.headers["Content-Language"] == "en" and CONSENT in text and "Příjmení" not in text
    with pytest.raises(StopIteration):
        copied(form, "cs")
    form.change({"consent": ""}, by=petra)
    assert "Příjmení" in Client().get(f"/f/{form.token}", HTTP_ACCEPT_LANGUAGE="cs").content.decode()


@pytest.mark.parametrize("more", [{TRAP: "0123"}, {"message": "Cheap pills at https://pills.example"}, {"stamp": "x"}])
def test_plain_html_filled_in_by_a_machine_makes_no_lead(form: LeadForm, more: dict[str, str]) -> None:
    filled_in(form, "en", **more)
    assert not Lead.objects.exists()


def test_much_plain_html_from_one_address_is_looked_at_once_more(form: LeadForm) -> None:
    answers = [filled_in(form, "en", email=f"a{number}@lev.com").status_code for number in range(UNSTAMPED + 1)]
    assert answers == [302] * UNSTAMPED + [422] and Lead.objects.count() == UNSTAMPED


def test_who_agreed_to_an_earlier_wording_is_asked_for_the_new_one(form: LeadForm) -> None:
    earlier = Copied(copied(form, "en")).fields["consent"]
    form.change({"consent": "I agree to letters, too."}, by=None)
    answer = filled_in(form, "en", consent=earlier)
    assert answer.status_code == 422 and "The wording has changed" in answer.content.decode()
    assert not Lead.objects.exists() and not LeadConsent.objects.exists()
