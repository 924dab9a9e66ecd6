"""The pages of quotes, and the customer's page."""

from django.urls import path

from caruso.sales.offer import views as offer
from caruso.sales.quotes import views

urlpatterns = [
    path("offer/<str:token>", offer.offer, name="offer"),
    path("offer/<str:token>/pdf", offer.offer_pdf, name="offer_pdf"),
    path("opportunities/<int:number>/quote", views.quote_opportunity, name="quote_opportunity"),
    path("quotes/<int:number>/print", views.print_quote, name="print_quote"),
    path("quotes/<int:number>/pdf", views.quote_pdf, name="quote_pdf"),
    path("quotes/<int:number>/send", views.send, name="send_quote"),
    path("quotes/<int:number>/answer", views.write_down, name="answer_quote"),
    path("quotes/<int:number>/revise", views.revise, name="revise_quote"),
    path("quotes/<int:number>/copy", views.copy, name="copy_quote"),
    path("quotes/<int:number>/order", views.order, name="order_quote"),
    path("quotes/<int:number>/versions", views.versions, name="quote_versions"),
    path("quotes/<int:number>/evidence", views.evidence, name="quote_evidence"),
    path("quotes/questions/<int:number>/reply", views.reply, name="reply_question"),
]
