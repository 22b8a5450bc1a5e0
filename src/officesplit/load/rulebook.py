"""Reads the shipped rulebook: from its compiled form where that is in step with the files, else from the files."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from officesplit.errors import InputError, Problem
from officesplit.load.marks import file_problem, in_order, read
from officesplit.model.names import index
from officesplit.model.rulebook import Filed, Label, Rulebook, Table
from officesplit.model.vocabulary import Office
from officesplit.resources import rulebook as shipped

COMPILED = "compiled.json"
"""The file beside the sources that holds them ready to use."""
_SUFFIXES = (".yaml", ".csv")
_MANIFEST = "manifest.yaml"


def load_rulebook(folder: Traversable | None = None) -> Rulebook:
    """The rulebook of ``folder``, by default the shipped one. Never writes.

    Raises:
        InputError: with every problem of the files.
    """
    root = shipped() if folder is None else folder
    files = dict(source_files(root))
    compiled = root / COMPILED
    if compiled.is_file():
        found = thaw(compiled.read_bytes())
        if found is not None and found.digest == digest_of(files):
            return found
    return compile_rulebook(files)


def freeze(rulebook: Rulebook) -> bytes:
    """The compiled form: compact JSON in the order of the files, so the same files give the same bytes."""
    return rulebook.model_dump_json(by_alias=True, exclude_defaults=True).encode() + b"\n"


def thaw(raw: bytes) -> Rulebook | None:
    """The rulebook of a compiled form, or None where another version of the program wrote it."""
    try:
        return Rulebook.model_validate_json(raw)
    except ValidationError:
        return None


def source_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Path and content of every YAML and CSV file below ``folder``, sorted by path within each folder."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from source_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SUFFIXES):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def digest_of(files: Mapping[str, bytes]) -> str:
    """The BLAKE2b digest over paths and contents, in 64 hexadecimal digits."""
    total = blake2b(digest_size=32)
    for path in sorted(files):
        # Lengths keep the end of one file and the start of the next apart.
        total.update(f"{path}\0{len(files[path])}\0".encode())
        total.update(files[path])
    return total.hexdigest()


def compile_rulebook(files: Mapping[str, bytes]) -> Rulebook:
    """The rulebook that the source files describe, with all references checked.

    Args:
        files: content by path below the rulebook folder.

    Raises:
        InputError: with every problem of the files.
    """
    # Only a rulebook that is out of step pays for these imports.
    from officesplit.load.references import check_references
    from officesplit.load.sections import DOCUMENTS, SECTIONS, Item, items_of, section_of

    problems: list[Problem] = []
    known: dict[str, dict[str, Item]] = {section.part: {} for section in SECTIONS}
    for path in sorted(files):
        section = section_of(path)
        if section is None:
            if path not in DOCUMENTS:
                problems += file_problem(path, "belongs to no part of the rulebook", "move or remove it").problems
            continue
        try:
            for item in items_of(path, files[path], section, problems):
                _add(known[section.part], item, problems)
        except InputError as error:
            problems += error.problems
    if not problems:
        problems += check_references(known)
    if problems:
        raise InputError(in_order(problems))
    parts: dict[str, Any] = {}
    for section in SECTIONS:
        entries = known[section.part]
        parts[section.part] = (
            {key: item.value for key, item in entries.items()}
            if section.key
            else tuple(item.value for item in entries.values())
        )
    parts["labels"] = filed(parts["labels"])
    weights = {key: (one.front, one.middle, one.back) for key, one in parts.pop("name_weights").items()}
    exact, loose = index({key: (entry.title, *entry.names) for key, entry in parts["functions"].items()})
    tables = {"exact_table": Table.of(exact), "loose_table": Table.of(loose), "weights_table": Table.of(weights)}
    return Rulebook.model_validate({**_manifest(files), "digest": digest_of(files), **tables, **parts})


def filed(labels: Iterable[Label]) -> dict[str, tuple[Filed, ...]]:
    """Statements gathered by function: only the ids of their pages are kept."""
    pages: dict[tuple[str, str, Office, bool, bool], list[str]] = {}
    for one in labels:
        key = (one.function, one.industry, one.office, one.stated, one.middle_known)
        pages.setdefault(key, []).append(one.source)
    found: dict[str, list[Filed]] = {}
    for (function, industry, office, stated, known), ids in sorted(pages.items()):
        filed = Filed(industry=industry, office=office, stated=stated, middle_known=known, pages=tuple(sorted(ids)))
        found.setdefault(function, []).append(filed)
    return {function: tuple(filed) for function, filed in found.items()}


def _add(entries: dict[str, Any], item: Any, problems: list[Problem]) -> None:
    """Keep an entry under its key, which must be new."""
    key = item.key or str(len(entries))
    if (first := entries.get(key)) is not None:
        where = first.place((), "")
        what = f"a second '{key}' (first in {first.file}, line {where.line})"
        problems.append(item.place((item.section.key or "id",), what, "give each entry its own id"))
    else:
        entries[key] = item


def _manifest(files: Mapping[str, bytes]) -> dict[str, str]:
    if _MANIFEST not in files:
        raise file_problem(_MANIFEST, "is missing", "write version and released into it")
    data = read(files[_MANIFEST], _MANIFEST).data
    if not isinstance(data, dict) or set(data) != {"version", "released"}:
        raise file_problem(_MANIFEST, "must give version and released", "and nothing else")
    return {key: str(value) for key, value in data.items()}
