"""A person's own preferences."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.ui.office.forms.preferences import PreferencesForm, TokenForm


def my_preferences(request: Request) -> HttpResponse:
    person = User.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.save(update_fields=form.Meta.fields)
        with override(person.language or None):
            messages.success(request, _("Saved."))
        return redirect("office:preferences")
    context = {"form": form, "token_form": TokenForm(person=person), "tokens": person.api_tokens.select_related("role")}
    return render(request, "ui/office/preferences.html", context)
