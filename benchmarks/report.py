"""The figures as a table."""

from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
HEAD = "| what | p50 ms | p95 ms | a second | queries | SQL ms | over floor | kB | budget | met |\n|---|--:|--:|--:|--:|--:|--:|--:|---|---|"


def table(result: dict[str, Any]) -> str:
    """One database: a line for each case, then what is measured once."""
    counts = ", ".join(f"{number:,} {name}" for name, number in result["counts"].items())
    lines = [f"### {result['database']}: {counts}", "", HEAD, *map(_line, result["cases"]), ""]
    lines += ["| what | figure | budget | met |", "|---|--:|---|---|"]
    lines += [
        f"| {one['name']} | {one['value']:.4g} {one['unit']} | {one['budget']} | {_mark(one['met'])} |"
        for one in result["once"]
    ]
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any]) -> str:
    over = f"{row['p50'] - row['floor']:.1f}" if "floor" in row else ""
    budget = f"floor + {row['budget']:g}" if row["over_floor"] else f"{row['budget']:g}" if row["budget"] else ""
    if row.get("most_queries"):
        budget += f", {row['most_queries']} queries"
    sql = f"{row['sql']:.1f}" if "sql" in row else ""
    return (
        f"| {row['name']} | {row['p50']:.1f} | {row['p95']:.1f} | {row['per_second']:.0f} | {row.get('queries', '')} | {sql} "
        f"| {over} | {row['bytes'] / 1000:.0f} | {budget} | {_mark(met(row))} |"
    )


def met(row: dict[str, Any]) -> bool | None:
    """Whether a case keeps its budget of time, queries and bytes; None without one."""
    if not row["budget"]:
        return None
    spent = row["p50"] - (row["floor"] if row["over_floor"] else 0)
    return bool(
        spent <= row["budget"]
        and row.get("queries", 0) <= (row.get("most_queries") or 99)
        and (row["bytes"] <= 80_000 or not row["page"])
    )


def _mark(is_met: bool | None) -> str:
    return {True: "yes", False: "**no**", None: ""}[is_met]


def write_readme(path: Path, report: dict[str, Any]) -> None:
    """Put the tables between the marks of the page."""
    machine = report["machine"]
    said = (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {machine['python']}; load of the machine when it ended: {machine['load']:.1f}."
    )
    text = path.read_text()
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    tables = "\n".join(table(result) for result in report["results"])
    path.write_text(f"{before}{BEGIN}\n{said}\n\n{tables}{END}{after}")
