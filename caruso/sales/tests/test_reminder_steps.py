"""The steps of reminders are the administrator's: how many, when, and in which words."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, Notification, User
from caruso.sales.models import Billing, Invoice, Payment, Reminder, ReminderStep
from caruso.sales.reminding import propose_reminders
from caruso.sales.tests.mails import send_mails
from caruso.sales.tests.papers import invoice_of
from caruso.sales.tests.test_hidden_amounts import hide

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def late(bistro: Account, petra: User) -> Invoice:
    bistro.change({"emails": [{"value": "bistro@example.com"}], "currency": "PLN"}, by=petra)
    made = invoice_of(bistro, petra, ("Beans", 1, 100), payment_days=0)
    made.issue(by=petra, on=TODAY - timedelta(days=6))
    return made


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def shown(browser: Client, path: str) -> dict[str, Any]:
    """The form as it comes, to be sent back."""
    form = browser.get(path).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_a_firm_begins_with_three_steps_in_carusos_words(late: Invoice) -> None:
    assert list(ReminderStep.objects.values_list("days", "wording")) == [(5, "friendly"), (14, "second"), (30, "final")]
    propose_reminders()
    assert Reminder.objects.get().subject == f"A friendly reminder: invoice {late.number}"


def test_own_words_are_filled_in_in_each_language(late: Invoice, bistro: Account, anna: User, petra: User) -> None:
    browser, step = entered(anna), ReminderStep.objects.first()
    path = reverse("sales:reminder_step", args=[step.pk])
    own = {"subject_pl": "Prosimy o {amount} za {number}", "text_pl": "Dzień dobry, {firm} czeka od {days} dni."}
    assert browser.post(path, {**shown(browser, path), **own}).status_code == 302
    bistro.change({"language": "pl"}, by=petra)
    propose_reminders()
    reminder = Reminder.objects.get()
    assert reminder.subject.startswith("Prosimy o ") and late.number in reminder.subject and "{" not in reminder.subject
    assert "czeka od 6 dni" in reminder.text


def test_words_that_nobody_changed_go_on_following_caruso(anna: User) -> None:
    browser, step = entered(anna), ReminderStep.objects.first()
    path = reverse("sales:reminder_step", args=[step.pk])
    browser.post(path, {**shown(browser, path), "days": 7, "wording": "final", "subject_en": "Hello {number}"})
    step.refresh_from_db()
    assert (step.days, step.wording, step.texts) == (7, "final", {"en": {"subject": "Hello {number}"}})
    browser.post(path, {**shown(browser, path), "subject_en": ""})
    step.refresh_from_db()
    assert step.texts == {}
    assert Event.objects.filter(object="sales.reminderstep", kind="changed", actor=anna).count() == 2


def test_a_placeholder_that_nothing_fills_is_told_beside_the_field(anna: User) -> None:
    browser, step = entered(anna), ReminderStep.objects.first()
    path = reverse("sales:reminder_step", args=[step.pk])
    wrong = {**shown(browser, path), "text_cs": "Dobrý den {number.__class__} {nubmer}"}
    answer = browser.post(path, wrong)
    assert answer.status_code == 422 and "{nubmer}" in answer.content.decode()
    step.refresh_from_db()
    assert step.texts == {}


def test_two_steps_on_one_day_are_refused(anna: User) -> None:
    browser, path = entered(anna), reverse("sales:new_reminder_step")
    assert browser.post(path, {**shown(browser, path), "days": 14}).status_code == 422
    assert ReminderStep.objects.count() == 3


def test_more_steps_remind_more_often_and_none_not_at_all(late: Invoice, anna: User, petra: User) -> None:
    browser, path = entered(anna), reverse("sales:new_reminder_step")
    for days in (40, 60):
        assert browser.post(path, {**shown(browser, path), "days": days}).status_code == 302
    for number, after in enumerate((5, 14, 30, 40, 60), 1):
        propose_reminders(TODAY + timedelta(days=after))
        Reminder.objects.get(step=number).mark_sent(by=petra)
        Invoice.objects.filter(pk=late.pk).update(reminded_on=None)
    assert propose_reminders(TODAY + timedelta(days=300)) == 0
    Reminder.objects.all().delete()
    Invoice.objects.filter(pk=late.pk).update(reminders=0)
    for step in ReminderStep.objects.all():
        browser.post(reverse("sales:remove_reminder_step", args=[step.pk]))
    assert not ReminderStep.objects.exists() and propose_reminders(TODAY + timedelta(days=300)) == 0


def remind(days: int, by: User) -> int | None:
    """What is proposed so many days after the due day and goes out by post: the delay of its step."""
    Invoice.objects.update(reminded_on=None)
    due = Invoice.objects.get().due_on
    assert due is not None
    propose_reminders(due + timedelta(days=days))
    reminder = Reminder.objects.filter(state="proposed").first()
    if reminder is None:
        return None
    reminder.mark_sent(by=by)
    return reminder.days


def steps_become(anna: User, *days: int) -> None:
    browser = entered(anna)
    for step in ReminderStep.objects.exclude(days__in=days):
        browser.post(reverse("sales:remove_reminder_step", args=[step.pk]))
    path = reverse("sales:new_reminder_step")
    for one in set(days) - set(ReminderStep.objects.values_list("days", flat=True)):
        assert browser.post(path, {**shown(browser, path), "days": one}).status_code == 302


def test_a_step_that_is_removed_shifts_nobody_under_way(late: Invoice, anna: User, petra: User) -> None:
    assert [remind(5, petra), remind(14, petra)] == [5, 14]
    steps_become(anna, 5, 30)
    assert [remind(20, petra), remind(30, petra), remind(90, petra)] == [None, 30, None]
    assert [one.step for one in Reminder.objects.order_by("pk")] == [1, 2, 3]


def test_the_next_one_comes_in_its_time_when_the_one_between_is_gone(late: Invoice, anna: User, petra: User) -> None:
    assert remind(5, petra) == 5
    steps_become(anna, 5, 30)
    assert [remind(20, petra), remind(31, petra), remind(90, petra)] == [None, 30, None]


def test_an_earlier_step_that_is_added_is_not_sent_after_a_later_one(late: Invoice, anna: User, petra: User) -> None:
    assert [remind(5, petra), remind(14, petra)] == [5, 14]
    steps_become(anna, 2, 5, 10, 14, 30)
    assert [remind(20, petra), remind(30, petra), remind(90, petra)] == [None, 30, None]


def test_one_that_is_moved_is_not_sent_twice(late: Invoice, anna: User, petra: User) -> None:
    assert [remind(5, petra), remind(14, petra)] == [5, 14]
    browser, step = entered(anna), ReminderStep.objects.get(days=14)
    path = reverse("sales:reminder_step", args=[step.pk])
    browser.post(path, {**shown(browser, path), "days": 40})
    assert [remind(20, petra), remind(30, petra), remind(90, petra)] == [None, 30, None]


def test_what_waits_to_be_sent_is_not_doubled_by_a_new_step(late: Invoice, anna: User) -> None:
    propose_reminders()
    steps_become(anna, 2, 5, 6, 14, 30)
    propose_reminders()
    propose_reminders(TODAY + timedelta(days=60))
    assert Reminder.objects.get().days == 5


def test_steps_are_for_administrators_alone(anna: User, marek: User, stranger: User) -> None:
    step = ReminderStep.objects.first()
    for name, numbers in (("reminder_steps", []), ("new_reminder_step", []), ("reminder_step", [step.pk])):
        path = reverse(f"sales:{name}", args=numbers)
        for person in (marek, stranger):
            assert [entered(person).get(path).status_code, entered(person).post(path).status_code] == [403, 403], name
        assert entered(anna).get(path).status_code == 200
    gone = reverse("sales:remove_reminder_step", args=[step.pk])
    assert [entered(one).post(gone).status_code for one in (marek, stranger)] == [403, 403]
    assert ReminderStep.objects.count() == 3


def test_a_reminder_that_did_not_leave_is_proposed_once_more(late: Invoice, petra: User) -> None:
    propose_reminders()
    reminder = Reminder.objects.get()
    reminder.send(by=petra)
    with patch.object(EmailMessage, "send", side_effect=SMTPRecipientsRefused({"x": (550, b"Gone")})):
        send_mails()
    reminder.refresh_from_db()
    late.refresh_from_db()
    assert (reminder.state, reminder.sent_at, late.reminders) == ("proposed", None, 0)
    assert Notification.objects.filter(person=petra, kind="mail_not_sent").exists()
    reminder.send(by=petra)
    assert len(send_mails()) == 1
    late.refresh_from_db()
    assert late.reminders == 1


def test_nobody_is_reminded_of_what_was_paid_while_the_mail_waited(late: Invoice, bistro: Account, petra: User) -> None:
    propose_reminders()
    Reminder.objects.get().send(by=petra)
    Payment(account=bistro, amount=late.balance, currency="PLN").create(by=petra)
    assert not send_mails()


def test_the_clock_sends_with_the_invoice_where_the_firm_wants_that(late: Invoice) -> None:
    Billing.objects.update_or_create(pk=1, defaults={"send_reminders": True})
    propose_reminders()
    propose_reminders()
    assert len(send_mails()) == 1


def test_a_reminder_is_not_sent_by_who_may_not_see_the_amounts(late: Invoice, petra: User) -> None:
    propose_reminders()
    reminder = Reminder.objects.get()
    hide(petra, "sales.invoice", "balance")
    petra = User.objects.get(pk=petra.pk)
    with pytest.raises(PermissionDenied):
        reminder.send(by=petra)
    assert entered(petra).post(f"/reminders/{reminder.pk}/do/send").status_code in (403, 404)
    reminder.refresh_from_db()
    assert reminder.state == "proposed" and not send_mails()
