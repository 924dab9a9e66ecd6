"""API tokens of a person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from caruso.kernel.models import ApiToken, User
from caruso.kernel.request import Request
from caruso.ui.office.forms.preferences import PreferencesForm, TokenForm


@require_POST
@never_cache
def my_tokens(request: Request) -> HttpResponse:
    """Make a token. Its secret is in this one answer and nowhere else, so there is no redirect."""
    person = User.objects.get(pk=request.user.pk)
    form, secret = TokenForm(request.POST, person=person), ""
    if form.is_valid():
        chosen = form.cleaned_data
        _token, secret = ApiToken.objects.issue(
            person, chosen["name"], role=chosen["role"], expires_at=chosen["expires_at"]
        )
        form = TokenForm(person=person)
    context = {
        "form": PreferencesForm(instance=person),
        "token_form": form,
        "tokens": person.api_tokens.select_related("role"),
        "secret": secret,
    }
    return render(request, "ui/office/preferences.html", context)


@require_POST
def remove_token(request: Request, number: int) -> HttpResponse:
    get_object_or_404(ApiToken, pk=number, person=request.user.pk).delete()
    messages.success(request, _("The token works no more."))
    return redirect("office:preferences")
