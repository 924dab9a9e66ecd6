"""The nouns of sales."""

from caruso.sales.models.approval import Approval
from caruso.sales.models.approval_policy import ApprovalPolicy
from caruso.sales.models.assignment_rule import AssignmentRule
from caruso.sales.models.billing import Billing
from caruso.sales.models.carrier import Carrier
from caruso.sales.models.choice_list import ChoiceList
from caruso.sales.models.credit_terms import CreditTerms
from caruso.sales.models.delivery import Delivery, DeliveryLine
from caruso.sales.models.discount_limit import DiscountLimit
from caruso.sales.models.forecast_snapshot import ForecastSnapshot
from caruso.sales.models.guidance import StageDocument, Suggestion
from caruso.sales.models.handover import Handover
from caruso.sales.models.interest import Interest
from caruso.sales.models.invoice import Invoice, InvoiceLine
from caruso.sales.models.key_player import KeyPlayer
from caruso.sales.models.lead import Lead
from caruso.sales.models.lead_consent import LeadConsent
from caruso.sales.models.lead_form import LeadForm
from caruso.sales.models.lead_mail import LeadMail
from caruso.sales.models.lead_mailbox import LeadMailbox
from caruso.sales.models.lead_policy import LeadPolicy
from caruso.sales.models.milestone import Milestone
from caruso.sales.models.opportunity import Opportunity
from caruso.sales.models.order import Order, OrderLine
from caruso.sales.models.outgoing_mail import OutgoingMail
from caruso.sales.models.passage import PassageTally, StagePassage
from caruso.sales.models.payment import Allocation, Offset, Payment
from caruso.sales.models.pipeline import Pipeline, Stage
from caruso.sales.models.price_list import Price, PriceList
from caruso.sales.models.product import BundleItem, Product, ProductCategory
from caruso.sales.models.promotion import Promotion
from caruso.sales.models.quote import Quote, QuoteLine
from caruso.sales.models.quote_answer import QuoteAnswer
from caruso.sales.models.quote_link import QuoteLink
from caruso.sales.models.quote_question import QuoteQuestion
from caruso.sales.models.reminder import Reminder
from caruso.sales.models.reminder_step import ReminderStep
from caruso.sales.models.returned import Return, ReturnLine
from caruso.sales.models.rhythm import Rhythm
from caruso.sales.models.rival import Rival
from caruso.sales.models.scoring_rule import ScoringRule
from caruso.sales.models.subscription import SubscriptionPeriod
from caruso.sales.models.target import Target, TargetAlert
from caruso.sales.models.tax_policy import TaxPolicy
from caruso.sales.models.tax_rate import TaxRate

__all__ = [
    "Allocation",
    "Approval",
    "ApprovalPolicy",
    "AssignmentRule",
    "Billing",
    "BundleItem",
    "Carrier",
    "ChoiceList",
    "CreditTerms",
    "Delivery",
    "DeliveryLine",
    "DiscountLimit",
    "ForecastSnapshot",
    "Handover",
    "Interest",
    "Invoice",
    "InvoiceLine",
    "KeyPlayer",
    "Lead",
    "LeadConsent",
    "LeadForm",
    "LeadMail",
    "LeadMailbox",
    "LeadPolicy",
    "Milestone",
    "Offset",
    "Opportunity",
    "Order",
    "OrderLine",
    "OutgoingMail",
    "PassageTally",
    "Payment",
    "Pipeline",
    "Price",
    "PriceList",
    "Product",
    "ProductCategory",
    "Promotion",
    "Quote",
    "QuoteAnswer",
    "QuoteLine",
    "QuoteLink",
    "QuoteQuestion",
    "Reminder",
    "ReminderStep",
    "Return",
    "ReturnLine",
    "Rhythm",
    "Rival",
    "ScoringRule",
    "Stage",
    "StageDocument",
    "StagePassage",
    "SubscriptionPeriod",
    "Suggestion",
    "Target",
    "TargetAlert",
    "TaxPolicy",
    "TaxRate",
]
