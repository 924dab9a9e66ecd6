"""The column headers of other programs' exports, in English, Polish and Czech, and the fields they mean."""

from .account import ACCOUNT
from .contact import CONTACT
from .labels import kind_of_label
from .products import PRODUCTS

__all__ = ["ACCOUNT", "CONTACT", "PRODUCTS", "kind_of_label"]
