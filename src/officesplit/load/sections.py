"""Which file of the rulebook fills which part of it, and how its entries are read."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import StringIO
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from officesplit.errors import Problem
from officesplit.load.marks import dotted, file_problem, read
from officesplit.load.plain import Place, explain
from officesplit.model import reference
from officesplit.model import rulebook as rules
from officesplit.model.quantity import Frozen


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the rulebook: the files that it comes from, its model, and the field that keys it ("" = a list)."""

    part: str
    pattern: str
    model: type[Frozen]
    key: str = "id"
    heading: str = ""
    """The YAML key above the list; the name of the part where empty."""
    columns: Mapping[str, str] | None = None
    """CSV columns that are called otherwise in the model."""

    @property
    def list_key(self) -> str:
        """The YAML key above the list of entries."""
        return self.heading or self.part


SECTIONS: tuple[Section, ...] = (
    Section("sources", "sources/*.csv", rules.Source),
    Section("archetypes", "offices/archetypes.yaml", rules.Archetype),
    Section("functions", "offices/functions/*.yaml", rules.CatalogueFunction),
    Section("industries", "offices/industries.yaml", rules.Industry),
    Section("labels", "offices/labels.csv", rules.Label, key=""),
    Section("words", "offices/words.yaml", rules.WordEvidence, key=""),
    Section("name_weights", "offices/name_weights.csv", rules.NameWeight, key="feature"),
    Section("office_rules", "offices/rules.yaml", rules.OfficeRule, heading="rules"),
    Section("gates", "gates/*.yaml", rules.Gate),
    Section("risks", "risk/risks.yaml", rules.Risk),
    Section("watchlist", "risk/watchlist.yaml", rules.WatchRisk, key=""),
    Section("questions", "readiness/questions.yaml", rules.Question),
    Section("parameters", "parameters/*.yaml", rules.Parameter),
    Section("criteria", "choice/criteria.yaml", rules.CriterionRule),
    Section("kpis", "kpis.yaml", rules.Kpi, key=""),
    Section("roadmap", "roadmap.yaml", rules.Rule, heading="rules"),
    Section("texts", "texts.yaml", rules.Rule),
    Section("limits", "limits.yaml", rules.Rule, key=""),
    Section("cost_lines", "cost_lines.yaml", rules.CostLineRule, heading="lines"),
    Section("stress", "stress.yaml", rules.Stress),
    Section("claims", "claims.yaml", rules.Claim),
    Section("countries", "reference/countries.csv", reference.CountryRow, key="iso2"),
    Section("territories", "reference/territories.csv", reference.Territory, key="iso2"),
    Section("wages", "reference/wages.csv", reference.Wage, key="soc"),
    Section(
        "exposures",
        "reference/automation.csv",
        reference.Exposure,
        key="soc",
        columns={"exposure_low": "low", "exposure_likely": "likely", "exposure_high": "high"},
    ),
    Section("benefit_loads", "reference/benefit_load.csv", reference.BenefitLoad, key=""),
    Section(
        "severance",
        "reference/severance.csv",
        reference.Severance,
        key="iso2",
        columns={"weeks_per_year_low": "low", "weeks_per_year_likely": "likely", "weeks_per_year_high": "high"},
    ),
    Section("savings_surveys", "reference/savings_surveys.csv", reference.SavingsSurvey, key=""),
    Section("vat_rates", "reference/vat.csv", reference.VatRate, key="iso2"),
    Section("vat_buyers", "reference/vat_buyers.csv", reference.VatBuyer, key=""),
    Section("market_bands", "reference/market_bands.csv", reference.MarketBand, key=""),
)
"""Every part of the rulebook, in the order in which its references can be followed."""

DOCUMENTS = ("manifest.yaml", "reference/countries_columns.csv")
"""Files that hold no section: the version, and what the columns of a table mean."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its section, its value and a way to point at it."""

    section: Section
    value: Any
    place: Place
    file: str

    @property
    def key(self) -> str:
        """The id or code of the entry."""
        return str(getattr(self.value, self.section.key or "id", ""))


def section_of(path: str) -> Section | None:
    """The section that a file belongs to."""
    return next((one for one in SECTIONS if fnmatchcase(path, one.pattern)), None)


def items_of(path: str, raw: bytes, section: Section, problems: list[Problem]) -> Iterator[Item]:
    """The valid entries of one file; what is wrong with the others goes to ``problems``.

    Raises:
        InputError: the file cannot be parsed.
    """
    rows = _table(path, raw, section) if path.endswith(".csv") else _entries(path, raw, section, problems)
    for data, place in rows:
        try:
            yield Item(section, section.model.model_validate(data), place, path)
        except ValidationError as error:
            problems += explain(error, data, section.model, place)


def _entries(path: str, raw: bytes, section: Section, problems: list[Problem]) -> Iterator[tuple[Any, Place]]:
    """The entries of a YAML file with its ``defaults`` merged under each."""
    document = read(raw, path)
    data = document.data if isinstance(document.data, dict) else {}
    heading = section.list_key
    problems += [
        document.problem((key,), "unknown key", f"write '{heading}'", at_key=True)
        for key in data
        if key not in ("defaults", heading)
    ]
    defaults, entries = data.get("defaults") or {}, data.get(heading)
    if not isinstance(entries, list) or not isinstance(defaults, dict):
        problems.append(document.problem((heading,), f"a list '{heading}' is needed", "and 'defaults' as a mapping"))
        return
    for index, entry in enumerate(entries):

        def place(
            loc: Sequence[str | int], what: str, remedy: str = "", *, at_key: bool = False, index: int = index
        ) -> Problem:
            return document.problem((heading, index, *loc), what, remedy, at_key=at_key)

        yield {**defaults, **entry} if isinstance(entry, dict) else entry, place


def _table(path: str, raw: bytes, section: Section) -> Iterator[tuple[Any, Place]]:
    """The rows of a CSV file: known columns only, ``;`` between the entries of a list, nothing for an empty cell."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise file_problem(path, "not UTF-8", "save the file as UTF-8") from None
    reader = csv.DictReader(StringIO(text, newline=""))
    lines = text.split("\n")
    renamed = section.columns or {}
    for row in reader:
        line = reader.line_num

        def place(
            loc: Sequence[str | int], what: str, remedy: str = "", *, at_key: bool = False, line: int = line
        ) -> Problem:
            del at_key  # a cell has no key of its own
            return Problem(path, line, 1, dotted(loc), what, remedy, 0, lines[line - 1])

        cells = {renamed.get(column, column): cell for column, cell in row.items() if column is not None}
        fields = section.model.model_fields
        known = {name: _cell(cell or "", fields[name]) for name, cell in cells.items() if name in fields}
        yield {name: value for name, value in known.items() if value is not _ABSENT}, place


_ABSENT = object()


def _cell(text: str, field: FieldInfo) -> Any:
    """The value of a cell; an empty one is an empty list, the field's default or nothing, as the field allows."""
    if get_origin(field.annotation) is tuple:
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if text:
        return text
    return None if type(None) in get_args(field.annotation) else _ABSENT


def models_in(value: Any) -> Iterator[BaseModel]:
    """A value and every model inside it."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from models_in(getattr(value, name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from models_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from models_in(part)
