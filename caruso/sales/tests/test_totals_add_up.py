"""Whatever the lines are: every total is the sum of what is printed."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from caruso.kernel.money.amount import round_to_unit
from caruso.kernel.money.currencies import smallest_unit
from caruso.sales.rules.totals import LineAmounts, Rounding, line_net, parts, totals

CURRENCIES = st.sampled_from(["PLN", "CZK", "EUR", "JPY", "KWD"])
PERCENT = st.decimals(0, 100, places=4)
RATES = st.sampled_from([Decimal(rate) for rate in ("23", "23.000", "21", "8", "5.5", "0")])
LINES = st.lists(
    st.builds(
        LineAmounts,
        quantity=st.decimals(0, 10_000, places=4),
        price=st.decimals(-10_000, 100_000, places=4),
        discount_percent=PERCENT,
        tax_class=st.sampled_from(["standard", "reduced", "zero"]),
        tax_percent=RATES,
        cost=st.none() | st.decimals(0, 1_000, places=4),
        counts=st.booleans(),
        recurring=st.sampled_from(["", "monthly", "yearly"]),
    ),
    max_size=12,
)


@given(LINES, CURRENCIES, PERCENT, st.sampled_from(Rounding))
def test_totals_are_the_sums_of_what_is_printed(
    lines: list[LineAmounts], currency: str, discount: Decimal, rounding: Rounding
) -> None:
    found = totals(lines, currency, discount, rounding)
    printed = [net for line, net in zip(lines, found.line_nets, strict=True) if line.counts]
    assert found.net == sum(printed, Decimal(0)) - found.discount
    assert found.net == sum((one.net for one in found.groups), Decimal(0))
    assert found.tax == sum((one.tax for one in found.groups), Decimal(0))
    assert found.gross == found.net + found.tax
    unit = smallest_unit(currency)
    figures = [*found.line_nets, found.net, found.tax, found.gross, found.discount, found.cost or Decimal(0)]
    assert all(figure % unit == 0 for figure in figures)
    assert sum(Decimal(one["tax"]) for one in found.summary()) == found.tax


@given(LINES, CURRENCIES, PERCENT, st.sampled_from(Rounding))
def test_what_is_paid_once_and_again_and_again_is_together_the_whole(
    lines: list[LineAmounts], currency: str, discount: Decimal, rounding: Rounding
) -> None:
    whole, found = totals(lines, currency, discount, rounding), parts(lines, currency, discount, rounding)
    assert [one.interval for one in found] == (
        [
            interval
            for interval in ("", "monthly", "yearly")
            if any(one.recurring == interval and one.counts for one in lines)
        ]
        if any(one.recurring and one.counts for one in lines)
        else []
    )
    for name in ("discount", "net", "tax", "gross") if found else ():
        assert sum(getattr(one, name) for one in found) == getattr(whole, name)
    if found:
        assert sum(one.cost or 0 for one in found) == (whole.cost or 0)


@given(LINES, CURRENCIES, PERCENT)
def test_tax_is_rounded_once_a_rate_or_once_a_line(lines: list[LineAmounts], currency: str, discount: Decimal) -> None:
    on_total, on_lines = (totals(lines, currency, discount, rounding) for rounding in (Rounding.TOTAL, Rounding.LINE))
    half = smallest_unit(currency) / 2
    for one, other in zip(on_total.groups, on_lines.groups, strict=True):
        assert one.tax == round_to_unit(one.net * one.percent / 100, currency)
        assert abs(one.tax - other.tax) <= half * (len(other.shares) + 3)


@given(LINES, CURRENCIES, PERCENT)
def test_one_rate_is_one_group_however_it_is_written(
    lines: list[LineAmounts], currency: str, discount: Decimal
) -> None:
    groups = totals(lines, currency, discount).groups
    assert len({(one.tax_class, one.percent.normalize()) for one in groups}) == len(groups)


@given(st.decimals(0, 1_000, places=4), st.decimals(0, 10_000, places=2), PERCENT, CURRENCIES)
def test_a_discount_never_makes_a_line_dearer_or_less_than_nothing(
    quantity: Decimal, price: Decimal, discount: Decimal, currency: str
) -> None:
    full = line_net(LineAmounts(quantity, price), currency)
    assert 0 <= line_net(LineAmounts(quantity, price, discount), currency) <= full
    assert line_net(LineAmounts(quantity, price, Decimal(100)), currency) == 0
