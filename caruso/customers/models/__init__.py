"""The tables of the customers room."""

from caruso.customers.models.account import Account
from caruso.customers.models.activity import Activity
from caruso.customers.models.affiliation import Affiliation
from caruso.customers.models.contact import Contact
from caruso.customers.models.occasion import Occasion
from caruso.customers.models.relationship import Relationship

__all__ = ["Account", "Activity", "Affiliation", "Contact", "Occasion", "Relationship"]
