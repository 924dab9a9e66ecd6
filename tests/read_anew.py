"""What a process keeps of rows between two questions, forgotten where the rows are others all at once."""

from django.core.cache import cache

from caruso.kernel import custom_fields
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.models.team import forget_teams
from caruso.objects.layouts import known
from caruso.objects.modelled import live
from caruso.sales.models.carrier import forget_carriers
from caruso.sales.models.choice_list import forget_choice_lists
from caruso.sales.models.pipeline import forget_pipelines


def read_anew() -> None:
    forget_organisation()
    cache.clear()  # the count of requests: tests use the same numbers for different tokens
    custom_fields._known.clear()
    live.forget()
    known.forget()
    forget_teams()
    forget_pipelines()
    forget_carriers()
    forget_choice_lists()
