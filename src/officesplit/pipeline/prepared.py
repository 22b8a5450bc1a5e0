"""The profile before any calculation: the company framed, its functions classified."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from officesplit.assess.setting import complete, frame
from officesplit.classify.offices import classify
from officesplit.classify.traits import gather
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Profile
from officesplit.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A validated profile with what makes its result reproducible.

    ``scenarios`` are the changes that can be set beside it, by name and as written: none where one is applied already.
    ``_with`` makes the profile with one of them applied.
    """

    profile: Profile
    name: str
    digest: str
    scenario: str | None = None
    settings: tuple[str, ...] = ()
    scenarios: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _with: Callable[[str], Profile] | None = field(default=None, repr=False, compare=False)

    def under(self, scenario: str) -> "LoadedProfile":
        """The same profile with one of its ``scenarios`` applied.

        Raises:
            InputError: with every problem that the profile has then.
        """
        assert self._with is not None, scenario
        return LoadedProfile(self._with(scenario), self.name, self.digest, scenario, self.settings)


def prepare(profile: Profile, book: Rulebook, day: str) -> tuple[Setting, list[Facts]]:
    """Frame the company and classify its functions."""
    setting = frame(profile, book, day)
    everyone = []
    for function in profile.functions:
        classification, entry = classify(function, profile.company.industry, book)
        everyone.append(gather(function, classification, entry, book))
    return complete(setting, everyone), everyone
