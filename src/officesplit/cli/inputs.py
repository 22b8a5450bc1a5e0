"""Which profiles a command line names: files, folders of files, standard input."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from officesplit.cli.options import note_far_day
from officesplit.errors import UsageError

if TYPE_CHECKING:
    from officesplit.pipeline import LoadedProfile

SUFFIXES = frozenset({".yaml", ".yml", ".json"})
"""What a folder is searched for."""


@dataclass(frozen=True)
class Source:
    """One profile to read: a path, or ``-`` for standard input."""

    place: Path | Literal["-"]

    @property
    def stem(self) -> str:
        """The file name for a report on this profile, without suffix."""
        return "stdin" if self.place == "-" else self.place.stem

    def __str__(self) -> str:
        """What the user calls it."""
        return "standard input" if self.place == "-" else str(self.place)

    def read(self, settings: Sequence[str] | None = None, scenario: str | None = None) -> "LoadedProfile":
        """Read and check the profile.

        Raises:
            InputError: the profile is wrong; every problem at once.
            UsageError: a setting or the scenario does not fit it.
        """
        from officesplit import pipeline

        text = sys.stdin.buffer.read() if self.place == "-" else None
        return pipeline.read_profile(self.place, settings=tuple(settings or ()), scenario=scenario, stdin=text)

    def note_day(self, loaded: "LoadedProfile") -> None:
        """Warn where the profile's own day lies far from the rulebook's."""
        if loaded.profile.as_of is not None:
            note_far_day(loaded.profile.as_of, f"{self}: as_of {loaded.profile.as_of}")


def expand(arguments: Sequence[str]) -> tuple[list[Source], bool]:
    """The profiles that arguments name, and whether they count as several (more than one, or a folder).

    Raises:
        UsageError: a folder holds no profile, or standard input is named twice.
    """
    sources: list[Source] = []
    folder_given = False
    for argument in arguments:
        path = Path(argument)
        if argument == "-":
            if Source("-") in sources:
                raise UsageError("standard input can be read only once", "name - one time")
            sources.append(Source("-"))
        elif path.is_dir():
            folder_given = True
            sources.extend(_in_folder(path))
        else:
            sources.append(Source(path))
    return sources, folder_given or len(sources) > 1


def _in_folder(folder: Path) -> list[Source]:
    found = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
    )
    if not found:
        raise UsageError(f"the folder {str(folder)!r} holds no profile", "profiles end in .yaml, .yml or .json")
    return [Source(path) for path in found]
