"""The rulebook: compiled form, merging, and what a mistake in a file is told."""

import zipfile
from pathlib import Path

import pytest

import officesplit.load.rulebook as loading
from officesplit.errors import InputError
from officesplit.load.compiled import write_compiled
from officesplit.load.rulebook import (
    COMPILED,
    compile_rulebook,
    digest_of,
    freeze,
    load_rulebook,
    source_files,
    thaw,
)
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Standing
from officesplit.resources import rulebook as shipped

Files = dict[str, bytes]


@pytest.fixture(scope="session")
def files() -> Files:
    return dict(source_files(shipped()))


@pytest.fixture(scope="session")
def compiled_from_files(files: Files) -> Rulebook:
    return compile_rulebook(files)


def test_the_shipped_compiled_form_is_in_step(files: Files, compiled_from_files: Rulebook) -> None:
    raw = (shipped() / COMPILED).read_bytes()
    found = thaw(raw)
    assert found is not None
    assert found.digest == digest_of(files), "run: python -m officesplit.load.compiled"
    assert raw == freeze(compiled_from_files), "run: python -m officesplit.load.compiled"


def test_the_compiled_form_loses_nothing(compiled_from_files: Rulebook) -> None:
    again = thaw(freeze(compiled_from_files))
    assert again == compiled_from_files
    assert again is not None
    assert freeze(again) == freeze(compiled_from_files)
    assert list(again.functions) == list(compiled_from_files.functions)
    assert list(again.risks) == list(compiled_from_files.risks)


def test_no_part_is_empty(rulebook: Rulebook) -> None:
    empty = [name for name in Rulebook.model_fields if not getattr(rulebook, name)]
    assert empty == []


def test_defaults_columns_and_lists(rulebook: Rulebook) -> None:
    india = rulebook.countries["IN"]
    assert india.languages == ("en", "hi")
    assert india.load_standing is Standing.RECALL
    assert india.utc_jan == 5.5
    assert rulebook.wages["11-1011"].mean == 262930
    assert rulebook.territories["NO"].eea is True
    assert rulebook.territories["NO"].eu is False
    assert rulebook.severance["default"].likely == 2.59
    assert all(one.low <= one.likely <= one.high for one in rulebook.exposures.values())
    assert all(entry.source and entry.checked for entry in rulebook.functions.values())


def test_the_digest_sees_names_contents_and_borders() -> None:
    base = digest_of({"a": b"1", "b": b"2"})
    assert base == digest_of({"b": b"2", "a": b"1"})
    assert (
        len({base, digest_of({"a": b"12", "b": b""}), digest_of({"a": b"1", "c": b"2"}), digest_of({"a": b"1"})}) == 4
    )


def _written(folder: Path, files: Files) -> Path:
    for path, raw in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return folder


def test_a_form_out_of_step_is_not_used_and_not_rewritten(tmp_path: Path, files: Files) -> None:
    folder = _written(tmp_path, files)
    target = write_compiled(folder)
    before = target.read_bytes()
    manifest = folder / "manifest.yaml"
    manifest.write_text('version: "9"\nreleased: "2030-01-01"\n', encoding="utf-8")
    assert load_rulebook(folder).version == "9"
    assert target.read_bytes() == before
    other_models = before.replace(b'"released":', b'"renamed":', 1)
    for raw in (b'{"version": 1}', b"{", other_models):
        assert thaw(raw) is None


def test_it_loads_from_a_zip(tmp_path: Path, rulebook: Rulebook) -> None:
    target = tmp_path / "r.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path, raw in source_files(shipped()):
            archive.writestr(f"rulebook/{path}", raw)
        archive.writestr(f"rulebook/{COMPILED}", (shipped() / COMPILED).read_bytes())
    with zipfile.ZipFile(target) as archive:
        assert load_rulebook(zipfile.Path(archive, "rulebook/")) == rulebook  # type: ignore[arg-type]


def test_files_in_step_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "compile_rulebook", lambda files: pytest.fail(f"parsed {len(files)} files"))
    load_rulebook()


def _function(**changes: str) -> str:
    entry = {
        "id": "zz_one",
        "name": "One",
        "parent": "finance",
        "archetype": "transactional",
        "office": "back",
        "soc": "43-3031",
        "reason": "A good reason.",
        "source": "[officesplit]",
        "checked": "2026-11-22",
        "standing": "default",
    } | changes
    return f"functions:\n  - {{{', '.join(f'{key}: {value}' for key, value in entry.items())}}}\n"


HEADER = "id,publisher,title,year,url,licence,trust,verified\n"
WRONG_FILES = {
    "offices/functions/za.yaml": (_function(offic="x"), "functions[0].offic: unknown key; did you mean 'office'?"),
    "offices/functions/zb.yaml": (_function(office="bak"), "2:"),
    "offices/functions/zc.yaml": (_function(reason="short"), "functions[0].reason: "),
    "offices/functions/zd.yaml": (_function(id="accounts_payable"), "a second 'accounts_payable' (first in offices/"),
    "offices/functions/ze.yaml": ("functions: 3\n", "1:12: functions: a list 'functions' is needed"),
    "offices/functions/zf.yaml": ("functions: [\n", "2:1: "),
    "offices/functions/zg.yaml": ("other: 1\nfunctions: []\n", "1:1: other: unknown key; write 'functions'"),
    "offices/zh.yaml": ("a: 1\n", "belongs to no part of the rulebook"),
    "sources/zi.csv": (HEADER + "q,P,T,,,,Z,read\n", "2:1: trust: 'Z' is not known; use one of A, B, C"),
    "sources/zj.csv": (HEADER + "q,P,,,,,A,read\n", "2:1: title: is missing; add it"),
    "sources/zk.csv": (HEADER + "officesplit,P,T,,,,A,read\n", "a second 'officesplit' (first in sources/"),
}


def _problems(files: Files, added: dict[str, str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        compile_rulebook(files | {path: text.encode() for path, text in added.items()})
    return [str(problem) for problem in caught.value.problems]


def test_what_is_wrong_in_any_file_is_told_at_once(files: Files) -> None:
    found = _problems(files, {path: text for path, (text, _) in WRONG_FILES.items()})
    assert len(found) == len(WRONG_FILES), found
    for problem, (path, (_, expected)) in zip(found, WRONG_FILES.items(), strict=True):
        assert problem.startswith(f"{path}:")
        assert expected in problem


def test_references_of_functions_are_followed(files: Files) -> None:
    text = _function(archetype="nosuch", soc="99-9999", industries="[hospitalty]", source="[nobody_2020]")
    found = _problems(files, {"offices/functions/zz.yaml": text})
    assert all(one.startswith("offices/functions/zz.yaml:2:") for one in found)
    assert [one.partition(": functions[0].")[2] for one in found] == [
        "archetype: 'zz_one' names 'nosuch', which does not exist",
        "soc: 'zz_one' names '99-9999', which does not exist",
        "source: 'zz_one' names 'nobody_2020', which does not exist",
        "industries: 'zz_one' names 'hospitalty', which does not exist; did you mean 'hospitality'?",
    ]


def test_a_function_that_is_added(files: Files) -> None:
    added = compile_rulebook(files | {"offices/functions/zz.yaml": _function().encode()})
    assert added.functions["zz_one"].title == "One"


def test_references_of_gates_and_claims_are_followed(files: Files) -> None:
    gates = """
gates:
  - id: zz
    title: A gate
    effect: notice
    verified: read
    when: {function: [nosuch], attribute: {presens: high}, destination: [foreign, XX], company_country: [EU, UK, US]}
    kinds: [offshore]
    demand: D
    reopen: R
    reason: A good reason.
    source: [officesplit]
    checked: 2026-11-22
    standing: default
"""
    claims = files["claims.yaml"].decode() + (
        "  - {id: ZZ1, source: officesplit, claim: c, adopted: true, carried_by: ['function:nosuch', 'thing:x']}\n"
    )
    found = _problems(files, {"gates/zz.yaml": gates, "claims.yaml": claims})
    assert len(found) == 5, found
    assert "'ZZ1' names 'nosuch'" in found[0]
    assert "'thing:x' names no kind of entry" in found[1]
    assert all(one.startswith("gates/zz.yaml:7:") for one in found[2:])


def test_without_a_manifest(files: Files) -> None:
    few = {path: raw for path, raw in files.items() if path.startswith("sources/")}
    with pytest.raises(InputError, match=r"manifest\.yaml: is missing"):
        compile_rulebook(few)
    with pytest.raises(InputError, match=r"manifest\.yaml: must give version and released"):
        compile_rulebook(few | {"manifest.yaml": b"version: 1"})


def test_a_table_that_is_not_text(files: Files) -> None:
    with pytest.raises(InputError, match=r"sources/zz\.csv: not UTF-8; save the file as UTF-8"):
        compile_rulebook({"manifest.yaml": files["manifest.yaml"], "sources/zz.csv": b"\xff"})
