"""Formulas of every type, at random, over the fields of a shop's customers."""

from hypothesis import strategies as st

NUMBERS = ("visits", "rating", "balance", "size", "fee", "shop.part_of.version")
TEXTS = ("name", "stage", "motto", "level", "shop.name", "shop.part_of.city")
DATES = ("born", "seen_at", "since", "call_at", "today()")
TRUTHS = ("vip", "partner", "yes", "no")


def numbers(depth: int = 3) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(NUMBERS) | st.sampled_from(["0", "1", "2", "7", "0.5", "1.25", "5%", "-3"])
    if depth == 0:
        return leaves
    less = numbers(depth - 1)
    several = st.lists(less, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        leaves,
        st.tuples(less, st.sampled_from("+-*/"), less).map(lambda parts: f"({' '.join(parts)})"),
        less.map(lambda one: f"-({one})"),
        st.tuples(less, st.integers(0, 6)).map(lambda parts: f"round({parts[0]}, {parts[1]})"),
        less.map(lambda one: f"abs({one})"),
        st.tuples(st.sampled_from(["min", "max"]), several).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(less, less).map(lambda parts: f"coalesce({parts[0]}, {parts[1]})"),
        st.tuples(truths(depth - 1), less, less).map(lambda parts: f"if({', '.join(parts)})"),
        texts(depth - 1).map(lambda one: f"length({one})"),
        st.tuples(dates(depth - 1), dates(depth - 1)).map(lambda parts: f"days_between({', '.join(parts)})"),
        st.tuples(st.sampled_from(["year", "month", "day"]), dates(depth - 1)).map(lambda p: f"{p[0]}({p[1]})"),
    )


def texts(depth: int = 3) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(TEXTS) | st.sampled_from(['""', '"a"', '"Łódź "', "'it''s %s {0}'", '"é\'x"'])
    if depth == 0:
        return leaves
    less = texts(depth - 1)
    joined = st.one_of(less, numbers(depth - 1), dates(depth - 1))
    return st.one_of(
        leaves,
        st.tuples(joined, joined).map(lambda parts: f"({parts[0]} & {parts[1]})"),
        st.tuples(st.sampled_from(["upper", "lower", "trim"]), less).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(st.sampled_from(["left", "right"]), less, st.integers(1, 4)).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        st.tuples(less, less).map(lambda parts: f"coalesce({parts[0]}, {parts[1]})"),
        st.tuples(truths(depth - 1), less, less).map(lambda parts: f"if({', '.join(parts)})"),
    )


def dates(depth: int = 3) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(DATES) | st.just("2026-02-28")
    if depth == 0:
        return leaves
    less = dates(depth - 1)
    return st.one_of(
        leaves,
        st.tuples(less, numbers(depth - 1)).map(lambda parts: f"add_days({', '.join(parts)})"),
        st.tuples(st.sampled_from(["min", "max", "coalesce"]), less, less).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        st.tuples(truths(depth - 1), less).map(lambda parts: f"if({', '.join(parts)})"),
    )


def truths(depth: int = 3) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(TRUTHS)
    if depth == 0:
        return leaves
    less = truths(depth - 1)
    signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    return st.one_of(
        leaves,
        st.tuples(numbers(depth - 1), signs, numbers(depth - 1)).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(dates(depth - 1), signs, dates(depth - 1)).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(texts(depth - 1), st.sampled_from(["=", "!=", "contains"]), texts(depth - 1)).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        st.one_of(numbers(depth - 1), texts(depth - 1), dates(depth - 1)).map(lambda one: f"({one} is empty)"),
        st.tuples(less, st.sampled_from(["and", "or"]), less).map(lambda parts: f"({' '.join(parts)})"),
        less.map(lambda one: f"not ({one})"),
    )


def formulas() -> st.SearchStrategy[str]:
    return st.one_of(numbers(), texts(), dates(), truths())
