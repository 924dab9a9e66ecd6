"""An amount in a currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from caruso.kernel.money.currencies import smallest_unit


class CurrenciesMixed(TypeError):
    """Amounts in different currencies were added or compared; convert one of them first."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} cannot be mixed; convert one of them first")


@dataclass(frozen=True)
class Money:
    """An exact amount; it is rounded only when asked to, by `rounded`."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            if isinstance(self.amount, float):
                raise TypeError("A float is not exact; give a Decimal")
            object.__setattr__(self, "amount", Decimal(self.amount))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> Self:
        if isinstance(factor, (float, Money)):
            return NotImplemented
        return type(self)(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __abs__(self) -> Self:
        return type(self)(abs(self.amount), self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def rounded(self) -> Self:
        """To the smallest unit of the currency, halves away from zero, as on invoices."""
        return type(self)(round_to_unit(self.amount, self.currency), self.currency)

    def shared(self, parts: int) -> list[Self]:
        """The amount in this many parts that differ by at most one smallest unit and add up to it exactly.

        Raises ValueError for an amount finer than the smallest unit.
        """
        unit = smallest_unit(self.currency)
        units = self.amount / unit
        if units != units.to_integral_value():
            raise ValueError(f"{self} is finer than the smallest unit; round it first")
        whole, over = divmod(int(units), parts)
        return [type(self)((whole + (part < over)) * unit, self.currency) for part in range(parts)]

    def _same(self, other: Self) -> Decimal:
        if self.currency != other.currency:
            raise CurrenciesMixed(self.currency, other.currency)
        return other.amount


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, nothing in `currency` for no amounts. Raises CurrenciesMixed."""
    return sum(amounts, start=Money(Decimal(0), currency))


def round_to_unit(amount: Decimal, currency: str) -> Decimal:
    """Commercial rounding (half away from zero) to the smallest unit of the currency."""
    return amount.quantize(smallest_unit(currency), rounding=ROUND_HALF_UP)
