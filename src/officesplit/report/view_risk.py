"""Sections 8 and 9: risks, duties and readiness."""

from typing import Any

from officesplit.model.result import FunctionResult, GateHit, ReadinessItem, RiskLine
from officesplit.report.view_parts import Cell, Context, Table, option_name, table
from officesplit.report.view_words import ANSWERED, EFFECT, KIND, NONE, READINESS, VERIFIED, sentence, words


def risks(context: Context) -> dict[str, Any]:
    """Priced risks by function, risks that are only watched, and the register of duties."""
    return {
        "functions": tuple(_risks(context, item) for item in context.assessment.functions),
        "register": register(context),
        "appetite": tuple(
            {"function": function.name, "risk": line.title, "breach": line.breach}
            for function in context.assessment.functions
            for line in function.risk.lines
            if line.breach
        ),
    }


def _risks(context: Context, function: FunctionResult) -> dict[str, Any]:
    view, show = function.risk, context.figures
    return {
        "id": function.id,
        "name": function.name,
        "option": KIND[view.option],
        "table": _risk_table(context, function) if view.lines else None,
        "watch": tuple(
            {
                "title": line.title,
                "driver": line.driver.rstrip(". "),
                "remedy": sentence(line.remedy),
                "sources": line.source,
            }
            for line in view.watch
        ),
        "before": show.money(view.expected_loss),
        "after": show.money(view.expected_loss_after),
        "cost": show.money(view.mitigation_cost),
    }


def _risk_table(context: Context, function: FunctionResult) -> Table:
    code = context.assessment.company.currency
    heads = (
        "Risk",
        "#Chance before",
        "#Chance after",
        f"#Loss if it happens, {code}",
        f"#Expected a year before, {code}",
        f"#Expected a year after, {code}",
        "Control",
        "Standing",
    )
    rows = [_risk_row(context, line) for line in function.risk.lines]
    return table(f"Risks in money for {function.name}, over the horizon", heads, rows)


def _risk_row(context: Context, line: RiskLine) -> list[object]:
    show = context.figures
    drivers = f" Driven by: {'; '.join(item.rstrip('. ') for item in line.drivers)}." if line.drivers else ""
    beyond = f" Counts only beyond: {words(line.overlaps).lower()}." if line.overlaps else ""
    loss = f"{show.bare(line.loss)} ({show.bare(line.loss_low)} to {show.bare(line.loss_high)})"
    return [
        Cell(f"{line.id} {line.title}", sources=line.source, note=sentence(line.statement) + drivers + beyond),
        show.percent(line.chance, 1),
        show.percent(line.chance_after, 1),
        loss,
        show.bare(line.expected_loss),
        show.bare(line.expected_loss_after),
        Cell(line.mitigation or NONE, note=f"costs {show.money(line.mitigation_cost)} a year"),
        Cell("", standing=line.standing.value),
    ]


def register(context: Context) -> Table | None:
    """Every gate that touches an option of any function, once, with the options that it touches."""
    hits: dict[str, tuple[GateHit, dict[str, list[str]]]] = {}
    for function in context.assessment.functions:
        for option in function.options:
            for hit in (*option.struck, *option.gates):
                _, touched = hits.setdefault(hit.gate, (hit, {}))
                touched.setdefault(function.name, []).append(option_name(option))
    if not hits:
        return None
    rows = [_duty(context, hit, touched) for hit, touched in hits.values()]
    heads = ("Rule", "Effect", "Demand", "Controls", "Citation", "Seen", "#Lead time, weeks", "Touches")
    return table("Register of legal and policy rules that apply", heads, rows)


def _duty(context: Context, hit: GateHit, touched: dict[str, list[str]]) -> list[object]:
    names = "; ".join(f"{name}: {', '.join(dict.fromkeys(kinds))}" for name, kinds in touched.items())
    lead = context.figures.short(hit.lead_time_weeks) if hit.lead_time_weeks is not None else NONE
    return [
        Cell(hit.title, sources=hit.source),
        EFFECT[hit.effect],
        hit.demand,
        "; ".join(hit.controls) or NONE,
        hit.cite or NONE,
        VERIFIED.get(hit.verified, hit.verified),
        lead,
        names,
    ]


def readiness(context: Context) -> dict[str, Any]:
    """Scores, gaps and the answers behind them."""
    return {"scores": scores(context), "gaps": gaps(context), "answers": answers(context)}


def scores(context: Context) -> Table:
    """One row a function: score, coverage, weakest dimension, what blocks."""
    show = context.figures
    rows: list[list[object]] = []
    for function in context.assessment.functions:
        view = function.readiness
        weakest = min(view.dimensions.items(), key=lambda entry: (entry[1], entry[0]), default=None)
        rows.append(
            [
                function.name,
                READINESS[view.verdict],
                f"{show.number(view.score, 1)} of 4" if view.score is not None else "not given",
                f"{view.answered} of {view.asked}",
                f"{words(weakest[0])} ({show.number(weakest[1], 1)})" if weakest else NONE,
                ", ".join(view.blocking) or "none",
                ", ".join(view.unknown_gates) or "none",
            ]
        )
    heads = (
        "Function",
        "Readiness",
        "#Score",
        "#Answered",
        "Weakest dimension",
        "Blocking",
        "Gate questions not answered",
    )
    return table("Readiness by function", heads, rows)


def gaps(context: Context) -> Table | None:
    """The work to close each gap: what, who, how long, how much, for which functions."""
    show = context.figures
    found: dict[tuple[str, int | None], tuple[ReadinessItem, list[str]]] = {}
    for function in context.assessment.functions:
        view = function.readiness
        for item in view.items:
            if item.gap or item.id in view.blocking or item.id in view.unknown_gates:
                found.setdefault((item.id, item.answer), (item, []))[1].append(function.name)
    rows = [
        [
            f"{item.id} {item.question}",
            "yes" if item.gate else "no",
            NONE if item.answer is None else str(item.answer),
            item.fix or NONE,
            item.who or NONE,
            show.short(item.weeks) if item.weeks is not None else NONE,
            show.money(item.cost) if item.cost is not None else NONE,
            ", ".join(names),
        ]
        for item, names in found.values()
    ]
    heads = ("Question", "Gate", "#Answer", "Work to close it", "Who", "#Weeks", "#Cost", "Functions")
    return table("Gaps and the work to close them", heads, rows) if rows else None


def answers(context: Context) -> Table | None:
    """Every question once, with the answers by function."""
    asked: dict[str, tuple[ReadinessItem, dict[str, list[str]]]] = {}
    for function in context.assessment.functions:
        for item in function.readiness.items:
            _, given = asked.setdefault(item.id, (item, {}))
            given.setdefault(_answer(item), []).append(function.name)
    count = len(context.assessment.functions)
    rows = []
    for item, given in asked.values():
        told = [
            f"{answer}: {'all functions' if len(names) == count else ', '.join(names)}"
            for answer, names in given.items()
        ]
        gate = " (gate)" if item.gate else ""
        rows.append([f"{item.id} {item.question}{gate}", words(item.dimension), "; ".join(told)])
    return table("Answers, 0 to 4", ("Question", "Dimension", "Answer"), rows) if rows else None


def _answer(item: ReadinessItem) -> str:
    if item.answer is None:
        return "not answered"
    anchor = f", {item.anchor}" if item.anchor else ""
    return f"{item.answer} ({ANSWERED[item.answered_at]}{anchor})"
