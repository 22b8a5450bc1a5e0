"""The scenarios of a profile side by side with it: what each would make of the plan, without draws."""

from collections.abc import Callable
from typing import Any

from officesplit.errors import InputError
from officesplit.model.result import Assessment, Finding, ScenarioLine
from officesplit.pipeline.prepared import LoadedProfile

Run = Callable[[LoadedProfile], Assessment]
"""Assesses a profile at likely values and point weights."""


def beside(result: Assessment, loaded: LoadedProfile, run: Run) -> Assessment:
    """The assessment of a profile with a line for each of its scenarios; one that cannot be assessed is a finding.

    The profile as it is and each scenario are compared without draws, so that chance explains no difference.
    """
    base = run(loaded) if result.manifest.draws else result
    lines, findings = [], []
    for name in loaded.scenarios:
        try:
            lines.append(_line(name, loaded, base, run(loaded.under(name))))
        except InputError as error:
            why = "; ".join(f"{one.field}: {one.what}" if one.field else one.what for one in error.problems)
            text = f"scenario {name} leaves no valid profile and is not compared: {why}"
            findings.append(Finding(id="scenario_invalid", severity="warning", text=text))
    return result.model_copy(update={"scenarios": tuple(lines), "findings": (*result.findings, *findings)})


def _line(name: str, loaded: LoadedProfile, base: Assessment, there: Assessment) -> ScenarioLine:
    was = {function.id: function.recommendation.planned for function in base.functions}
    now = {function.id: function for function in there.functions}
    flips = [
        f"{function.name}: {_word(was[key])} to {_word(function.recommendation.planned)}"
        for key, function in now.items()
        if key in was and was[key] is not function.recommendation.planned
    ]
    held, held_there = set(base.portfolio.held), set(there.portfolio.held)
    flips += [
        f"{function.name}: {'held back by the budget' if key in held_there else 'no longer held back by the budget'}"
        for key, function in now.items()
        if key in was and key in held ^ held_there
    ]
    flips += [f"{function.name}: not in the scenario" for function in base.functions if function.id not in now]
    flips += [f"{function.name}: only in the scenario" for key, function in now.items() if key not in was]
    money = there.portfolio
    return ScenarioLine(
        name=name,
        changes=tuple(f"{path} = {_shown(value)}" for path, value in loaded.scenarios[name].items()),
        npv_saving=money.npv_saving.likely,
        change=money.npv_saving.likely - base.portfolio.npv_saving.likely,
        run_rate_saving=money.run_rate_saving,
        one_off=money.one_off,
        flips=tuple(flips),
    )


def _word(kind: str) -> str:
    return str(kind).replace("_", " ")


def _shown(value: Any) -> str:
    """A value of the profile as people write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(one) for one in value)
    return "nothing" if value is None else str(value)
