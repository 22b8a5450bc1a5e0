"""Reads a company profile, with every problem of it at once."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import ValidationError

from officesplit.errors import InputError, Problem
from officesplit.load.checks import check
from officesplit.load.files import STDIN, read_file
from officesplit.load.marks import Document, dotted, file_problem, in_order, parse
from officesplit.load.overrides import Edited, apply_scenario, apply_settings
from officesplit.load.plain import explain
from officesplit.model.profile import Profile
from officesplit.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ProfileSource:
    """Where a profile came from: the name to show, the digest of its bytes, and what was changed in it.

    ``document`` is what was read, so that a scenario can be applied to it later.
    """

    name: str
    sha256: str
    scenario: str | None = None
    settings: tuple[str, ...] = ()
    document: Document | None = field(default=None, repr=False, compare=False)


def read_profile(
    path: str | os.PathLike[str],
    *,
    rulebook: Rulebook,
    text: str | bytes | None = None,
    stdin: bytes | None = None,
    settings: Sequence[str] = (),
    scenario: str | None = None,
) -> tuple[Profile, ProfileSource]:
    """The validated profile and where it came from.

    Args:
        path: a YAML or JSON file; ``-`` stands for ``stdin``.
        rulebook: names countries, industries, questions and families of risks.
        text: the content, where the caller has it already; ``path`` is then only its name.
        stdin: what ``-`` holds.
        settings: ``PATH=VALUE`` changes, applied in their order after the scenario.
        scenario: a scenario of the profile to apply.

    Raises:
        InputError: with every problem of the profile, its scenarios and the settings.
    """
    name = STDIN if os.fspath(path) == "-" else os.fspath(path)
    raw = _content(path, name, text, stdin)
    document = parse(raw, name)
    profile, problems = _validated(document, rulebook, settings, scenario)
    problems = [*document.problems, *problems]
    if problems or profile is None:
        raise InputError(in_order(problems))
    return profile, ProfileSource(name, sha256(raw).hexdigest(), scenario, tuple(settings), document)


def read_scenario(document: Document, scenario: str, *, rulebook: Rulebook, settings: Sequence[str] = ()) -> Profile:
    """The profile of a document that was read before, with a scenario of it and then the settings applied.

    Raises:
        InputError: with every problem that the profile has then.
    """
    edited = Edited(document, document.data)
    problems = [*document.problems, *apply_scenario(edited, scenario), *apply_settings(edited, settings)]
    profile, found = _judge(edited, rulebook)
    problems += found
    if problems or profile is None:
        raise InputError(in_order(problems))
    return profile


def _content(path: str | os.PathLike[str], name: str, text: str | bytes | None, stdin: bytes | None) -> bytes:
    if text is not None:
        # A lone surrogate has no bytes; the parser then refuses what stands in for it.
        return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if name == STDIN:
        if stdin is None:
            raise file_problem(STDIN, "nothing to read", "pipe a profile in, or name a file")
        return stdin
    return read_file(path)


def _validated(
    document: Document, rulebook: Rulebook, settings: Sequence[str], scenario: str | None
) -> tuple[Profile | None, list[Problem]]:
    """The profile with its changes, or None and why not; scenarios that are not applied are checked too."""
    edited = Edited(document, document.data)
    if not isinstance(document.data, dict):
        what = "must be a mapping with the keys company and functions"
        return None, [edited.problem((), what, "start from 'officesplit init'")]
    problems = apply_scenario(edited, scenario) if scenario is not None else []
    problems += apply_settings(edited, settings)
    profile, found = _judge(edited, rulebook)
    problems += found
    scenarios = edited.data.get("scenarios")
    set_in = {str(loc[1]) for loc in edited.origins if loc[0] == "scenarios" and len(loc) > 1}
    for name, changes in scenarios.items() if isinstance(scenarios, dict) else ():
        if (name != scenario or name in set_in) and isinstance(changes, dict):
            problems += _scenario_problems(edited, rulebook, name)
    return profile, problems


def _judge(edited: Edited, rulebook: Rulebook) -> tuple[Profile | None, list[Problem]]:
    """What the model and the rulebook say of the data."""
    try:
        profile: Profile | None = Profile.model_validate(edited.data)
        problems = []
    except ValidationError as error:
        profile, problems = None, explain(error, edited.data, Profile, edited.problem)
    # The rulebook can guess what a wrong name means, so its word stands where both object to one value.
    named = check(edited, rulebook)
    told = {(one.file, one.line, one.column, one.field) for one in named}
    problems = [one for one in problems if (one.file, one.line, one.column, one.field) not in told]
    return profile, problems + named


def _scenario_problems(changed: Edited, rulebook: Rulebook, name: str) -> list[Problem]:
    """What is wrong with a scenario itself, settings inside it included; what is wrong without it is told elsewhere."""
    origins = {loc: origin for loc, origin in changed.origins.items() if loc[0] == "scenarios"}
    data = {**changed.document.data, "scenarios": changed.data["scenarios"]}
    edited = Edited(changed.document, data, origins)
    problems = apply_scenario(edited, name)
    inside = dotted(("scenarios", name, ""))
    return problems + [one for one in _judge(edited, rulebook)[1] if one.field.startswith(inside)]
