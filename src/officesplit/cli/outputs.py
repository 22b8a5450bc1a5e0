"""Where reports go, and how: planned before anything is read, written whole or not at all."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from officesplit.cli.inputs import Source
from officesplit.cli.text import closest
from officesplit.errors import OutputError, UsageError

SUFFIX_OF = {
    "terminal": ".txt",
    "markdown": ".md",
    "memo": ".md",
    "html": ".html",
    "json": ".json",
    "csv": ".csv",
    "excel": ".xlsx",
}
"""The suffix that the file of a format gets in a folder; the list of formats belongs to the report layer."""


_STDOUT = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
"""Names of standard output: a report there may have files beside it, which would have no place."""


@dataclass(frozen=True)
class Destination:
    """A file to write and the format it gets."""

    path: Path
    format: str


ALIASES = {"md": "markdown", "txt": "terminal", "xlsx": "excel"}
"""Other names of formats: people know a format by its suffix."""


def known_format(name: str) -> str:
    """The format called ``name`` or known by it.

    Raises:
        UsageError: it is not, with the nearest one.
    """
    from officesplit import pipeline

    name = ALIASES.get(name, name)
    if name not in pipeline.FORMATS:
        raise UsageError(f"there is no format {name!r}", closest(name, pipeline.FORMATS))
    return name


def plan(
    sources: Sequence[Source], several: bool, outputs: Sequence[str], format_: str | None
) -> list[list[Destination]]:
    """The files of each profile, in the order of ``sources``.

    Raises:
        UsageError: an unknown format, one file for several profiles, or a file that is an input.
    """
    planned = [[_destination(source, output, several, format_) for output in outputs] for source in sources]
    inputs = {_key(source.place): source for source in sources if source.place != "-"}
    taken: dict[str, Source] = {}
    for source, destinations in zip(sources, planned, strict=True):
        for destination in destinations:
            key = _key(destination.path)
            if key in inputs:
                raise UsageError(f"{str(destination.path)!r} is an input", "give the report another name or folder")
            if key in taken:
                raise UsageError(
                    f"{taken[key]} and {source} would both be written to {str(destination.path)!r}"
                    if taken[key] != source
                    else f"{str(destination.path)!r} would be written twice",
                    "give the profiles or outputs different names, or write to different folders",
                )
            taken[key] = source
    return planned


def _destination(source: Source, output: str, several: bool, format_: str | None) -> Destination:
    refuse_nameless(output)
    path = Path(output)
    if output.endswith(("/", os.sep)) or path.is_dir():
        name = known_format(format_ or "html")
        return Destination(path / f"{source.stem}{SUFFIX_OF[name]}", name)
    if several:
        raise UsageError(
            f"several profiles cannot be written to the one file {output!r}", "end the name with / for a folder"
        )
    for_suffix = _format_of(path.suffix)
    if format_ is None:
        if for_suffix is None:
            what = (
                f"the suffix {path.suffix!r} of {output!r} names no format"
                if path.suffix
                else f"{output!r} has no suffix"
            )
            known = ", ".join(dict.fromkeys(SUFFIX_OF.values()))
            raise UsageError(what, f"use one of {known}, or name the format with -f")
        return Destination(path, for_suffix)
    name = known_format(format_)
    if for_suffix not in (None, name) and path.suffix.lower() != SUFFIX_OF[name]:
        raise UsageError(f"{output!r} asks for {for_suffix} and -f for {name}", "leave -f out, or change the suffix")
    return Destination(path, name)


def refuse_nameless(output: str) -> None:
    """Refuse an ``-o`` that names no file.

    Raises:
        UsageError: it is empty or stands for standard output.
    """
    if not output.strip():
        raise UsageError("-o is empty", "name a file")
    if output in _STDOUT:
        raise UsageError(f"-o {output} names no file", "leave -o out to print on standard output")


def _format_of(suffix: str) -> str | None:
    """The format that a suffix stands for, None for a suffix that says nothing."""
    from officesplit import pipeline

    try:
        return pipeline.format_for_suffix(suffix)
    except UsageError:
        return None


def _key(path: Path | str) -> str:
    return os.path.realpath(path)


class Writer:
    """Writes the files of one profile after the other; refuses to write over an input or another profile's file."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._inputs = {_key(source.place) for source in sources if source.place != "-"}
        self._owner: dict[str, Source] = {}

    def write(self, source: Source, files: dict[Path, bytes]) -> None:
        """Write every file beside its place first, then move all of them in; on an error nothing has changed.

        Raises:
            OutputError: a file cannot be written, is an input, or belongs to another profile.
        """
        for path in files:
            key = _key(path)
            if key in self._inputs:
                raise OutputError(f"{str(path)!r} is an input and would be overwritten", "write to another folder")
            owner = self._owner.setdefault(key, source)
            if owner != source:
                raise OutputError(f"{str(path)!r} was just written for {owner}", "write to another folder")
        write_files(files)


def write_files(files: dict[Path, bytes]) -> None:
    """Write files atomically: a reader sees the old file or the new one, never half of one.

    Raises:
        OutputError: one of them cannot be written; none has been changed.
    """
    staged: list[tuple[Path, Path, Path]] = []
    try:
        for path, content in files.items():
            staged.append((*_stage(path, content), path))
        while staged:
            temporary, target, path = staged[-1]
            if temporary != target:
                temporary.replace(target)
            staged.pop()
    except OSError as error:
        # The file that the system names may be a temporary one, which says nothing to anybody.
        raise OutputError(f"cannot write {path}: {error.strerror or error}", "nothing was changed") from None
    finally:
        for temporary, target, _ in staged:
            if temporary != target:
                temporary.unlink(missing_ok=True)


def _stage(path: Path, content: bytes) -> tuple[Path, Path]:
    """Put the content into a file beside the target; a device or pipe cannot be replaced and is written at once."""
    if path.is_dir():
        raise IsADirectoryError(0, "it is a folder", str(path))
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return path, path
    for parent in path.parents:
        if parent.exists() and not parent.is_dir():
            raise NotADirectoryError(0, f"{parent} is a file, not a folder", str(path))
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{target.name}.{os.getpid()}.tmp"
    try:
        temporary.write_bytes(content)
        if target.exists():
            if not os.access(target, os.W_OK):
                raise PermissionError(0, "the file is read-only", str(path))
            shutil.copymode(target, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary, target


def difference(files: dict[Path, bytes], most: int = 60) -> list[str]:
    """Unified diffs between what is there and ``files``, at most ``most`` lines a file; empty where nothing differs."""
    import difflib

    found: list[str] = []
    for path, content in files.items():
        try:
            there = path.read_bytes()
        except FileNotFoundError:
            found.append(f"{path}: missing")
            continue
        except OSError as error:
            raise OutputError(f"cannot read {path}: {error.strerror}") from None
        if there == content:
            continue
        if b"\0" in content:
            found.append(f"{path}: differs")
            continue
        old, new = (side.decode("utf-8", "replace").splitlines() for side in (there, content))
        lines = list(difflib.unified_diff(old, new, f"{path} (there)", f"{path} (would be written)", lineterm="", n=2))
        found.extend(_shortened(lines, most) or [f"{path}: differs only in line endings"])
    return found


def _shortened(lines: list[str], most: int) -> list[str]:
    widest = 200  # characters: the pages hold whole charts on one line
    shown = [line if len(line) <= widest else f"{line[:widest]}..." for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"... and {len(lines) - most} more lines")
    return shown
