from collections.abc import Callable
from typing import Any

import pytest

from officesplit.errors import InputError
from officesplit.load.profile import read_profile
from officesplit.load.rulebook import load_rulebook
from officesplit.model.profile import Profile
from officesplit.model.rulebook import Rulebook


def load_profile(path: Any, **how: Any) -> Profile:
    """The profile alone, without where it came from."""
    return read_profile(path, **how)[0]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


Load = Callable[..., Profile]
Errors = Callable[..., list[str]]


@pytest.fixture
def load(rulebook: Rulebook) -> Load:
    """Loads a profile from its text."""

    def run(text: str | bytes, name: str = "p.yaml", **changes: object) -> Profile:
        return load_profile(name, rulebook=rulebook, text=text, **changes)

    return run


@pytest.fixture
def errors(load: Load) -> Errors:
    """The printed problems of a profile; no problem fails the test."""

    def run(text: str | bytes, name: str = "p.yaml", **changes: object) -> list[str]:
        with pytest.raises(InputError) as caught:
            load(text, name, **changes)
        return [str(problem) for problem in caught.value.problems]

    return run
