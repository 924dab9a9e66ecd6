"""Terms of credit as people see them."""

from caruso.customers.models import Account
from caruso.sales.models import CreditTerms
from caruso.sales.panels.standing import StandingPanel
from caruso.screens.description import Screen, Section, add_panels, describe


@describe(CreditTerms)
class CreditTermsScreen(Screen):
    slug = "credit-terms"
    icon = "landmark"
    group = "back_office"
    position = 29
    title = "account"
    columns = ("account", "payment_days", "credit_limit", "note", "updated_at")
    form = (Section("", "account", "payment_days", "credit_limit", "currency", "note"),)
    in_search = False
    mergeable = False


add_panels(Account, StandingPanel())
