"""Home: my day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.kernel.request import Request
from caruso.screens.description.home import home_for, shown


def home(request: Request) -> HttpResponse:
    """What to do today, whom to greet, who has been left alone, what just happened."""
    user = request.user
    context = {
        "date": timezone.localdate(),
        "cards": shown(home_for(user), user),
        "may_plan": user.access.may("customers.activity", "create"),
        "may_add": user.access.may("customers.contact", "create"),
        "part_of_day": _part_of_day(timezone.localtime().hour),
        "is_empty": not Account.objects.exists() and not Contact.objects.exists(),
    }
    return render(request, "customers/home.html", context)


def _part_of_day(hour: int) -> str:
    return "morning" if 4 <= hour < 12 else "afternoon" if hour < 18 else "evening"
