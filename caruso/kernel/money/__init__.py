"""Amounts of money: exact, never mixed between currencies, exchanged at the rate of a day."""

from caruso.kernel.money.amount import CurrenciesMixed, Money
from caruso.kernel.money.exchange import MissingRate, convert, rate_on
from caruso.kernel.money.shown import show_money

__all__ = ["CurrenciesMixed", "MissingRate", "Money", "convert", "rate_on", "show_money"]
