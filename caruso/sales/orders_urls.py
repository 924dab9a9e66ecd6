"""The pages of orders, invoices and payments that no description gives."""

from django.urls import path

from caruso.sales.sending import views as sending
from caruso.sales.views import (
    billing,
    billing_rules,
    einvoices,
    handing_over,
    invoice_papers,
    ordering,
    settling,
    shipping,
    taking,
)

urlpatterns = [
    path("opportunities/<int:number>/order", ordering.order_opportunity, name="order_opportunity"),
    path("orders/<int:number>/cancel", ordering.cancel_order, name="cancel_order"),
    path("orders/<int:number>/deliver", taking.deliver, name="deliver"),
    path("orders/<int:number>/invoice", taking.bill, name="bill"),
    path("orders/<int:number>/return", taking.take_back, name="take_back"),
    path("returns/<int:number>/credit", taking.credit_return, name="credit_return"),
    path("invoices/<int:number>/credit", taking.credit, name="credit"),
    path("invoices/<int:number>/issue", settling.issue, name="issue"),
    path("invoices/<int:number>/pay", settling.pay, name="pay"),
    path("invoices/<int:number>/e-invoice.xml", einvoices.einvoice, name="einvoice"),
    path("invoices/<int:number>/print", invoice_papers.print_invoice, name="print_invoice"),
    path("invoices/<int:number>/invoice.pdf", invoice_papers.invoice_pdf, name="invoice_pdf"),
    path("invoices/<int:number>/send", sending.send_paper, {"which": "invoices"}, name="send_invoice"),
    path("orders/<int:number>/send", sending.send_paper, {"which": "orders"}, name="send_order"),
    path("mails/<int:number>/again", sending.try_again, name="mail_again"),
    path("office/billing", billing.billing_settings, name="billing"),
    path("settings/reminders", billing_rules.reminder_steps, name="reminder_steps"),
    path("settings/reminders/new", billing_rules.edit_step, name="new_reminder_step"),
    path("settings/reminders/<int:number>", billing_rules.edit_step, name="reminder_step"),
    path("settings/reminders/<int:number>/remove", billing_rules.remove_step, name="remove_reminder_step"),
    path("settings/carriers", billing_rules.carriers, name="carriers"),
    path("settings/carriers/new", billing_rules.edit_carrier, name="new_carrier"),
    path("settings/carriers/move", billing_rules.move_carrier, name="move_carrier"),
    path("settings/carriers/<int:number>", billing_rules.edit_carrier, name="carrier"),
    path("settings/carriers/<int:number>/remove", billing_rules.remove_carrier, name="remove_carrier"),
    path("deliveries/<int:number>/ship", shipping.ship, name="ship"),
    path("handovers/<int:number>/set-aside", handing_over.set_aside, name="set_aside"),
    path("handovers/collect", billing.collect, name="collect"),
    path("payments/<int:number>/allocate", settling.allocate_by_hand, name="allocate"),
]
