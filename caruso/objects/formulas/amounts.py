"""Whether a formula comes to an amount of money, as far as its parts tell."""

from caruso.objects.formulas.bound import Applied, Behind, Bound, Constant, Own

#: Functions that give one of these arguments, or what they come to together, as it is: all must be amounts.
_TOGETHER = ("+", "-", "min", "max", "coalesce", "if")
_ALONE = ("minus", "round", "abs")


def is_amount(bound: Bound) -> bool:
    """Amounts times and divided by numbers are amounts, and so are sums of amounts; amounts by amounts are not."""
    match bound:
        case Own():
            return bound.field.kind.name == "money"
        case Behind():
            return is_amount(bound.inner)
        case Applied():
            return _comes_to_amount(bound)
    return False


def _comes_to_amount(applied: Applied) -> bool:
    name, arguments = applied.function.name, applied.arguments
    amounts = [is_amount(one) for one in arguments]
    if name == "*":
        return sum(amounts) == 1
    if name == "/":
        return amounts == [True, False]
    if name in _ALONE:
        return amounts[0]
    if name not in _TOGETHER:
        return False
    # A bare number beside amounts is one of them; the condition of an "if" is none of its results.
    told = list(zip(arguments, amounts, strict=True))[1 if name == "if" else 0 :]
    return any(amount for _one, amount in told) and all(amount or isinstance(one, Constant) for one, amount in told)
