"""``officesplit init``: a commented profile to start from."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from officesplit.cli.text import closest, emit, safe, say
from officesplit.errors import Exit, OutputError, UsageError

_T = TypeVar("_T")

_SCHEMA = "profile.schema.json"
_MODELINE = f"# yaml-language-server: $schema={_SCHEMA}\n"


def init(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="File to write, or - to print.")] = "profile.yaml",
    industry: Annotated[
        str | None, typer.Option("--industry", metavar="KEY", help="A key of `officesplit catalog industries`.")
    ] = None,
    interactive: Annotated[bool, typer.Option("--interactive", help="Ask for the company and its functions.")] = False,
) -> Exit:
    """Write a commented starter profile that runs as it is; a file that exists is never overwritten."""
    target = Path(path)
    if path != "-":
        if target.is_dir():
            target = target / "profile.yaml"
        if target.suffix.lower() not in (".yaml", ".yml"):
            raise UsageError(f"{target}: starter profiles are YAML", "end the name with .yaml or .yml")
        if target.exists() or target.is_symlink():
            raise OutputError(f"{target} exists already and is left as it is", "name another file")
    text = _asked(industry) if interactive else _bundled(industry)
    if path == "-":
        emit(text)
        return Exit.DONE
    try:
        with target.open("xb") as file:  # fails where the file appeared meanwhile
            file.write(text.encode("utf-8"))
    except FileExistsError:
        raise OutputError(f"{target} exists already and is left as it is", "name another file") from None
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}", "name a file in a folder that exists") from None
    say(f"wrote {target}\nnext:\n  1. put your own company, functions and head-counts into {target}")
    say(f"  2. officesplit validate {target}\n  3. officesplit assess {target} -o report.html")
    say(f"editors check and complete it with: officesplit schema profile > {target.parent / _SCHEMA}")
    return Exit.DONE


def _bundled(industry: str | None) -> str:
    """The bundled profile of an industry, or the starter with its key set."""
    from officesplit.resources import bundled

    profiles = bundled("profiles")
    starter = profiles / "starter.yaml"
    if industry is None:
        return _for_editors(starter.read_text(encoding="utf-8"))
    own = profiles / "industries" / f"{industry}.yaml"
    if re.fullmatch(r"\w+", industry) and own.is_file():
        return _for_editors(own.read_text(encoding="utf-8"))
    _known_industry(industry)
    text, count = re.subn(
        r"(?m)\bindustry:\s*[\w-]+", f"industry: {industry}", starter.read_text(encoding="utf-8"), count=1
    )
    if not count:
        raise AssertionError("starter.yaml names no industry")
    return _for_editors(text)


def _for_editors(text: str) -> str:
    """The profile with a first line that leads editors to a schema beside it instead of the bundled one."""
    return _MODELINE + re.sub(r"\A# yaml-language-server:.*\n", "", text)


def _known_industry(key: str) -> str:
    from officesplit import pipeline

    industries = pipeline.rulebook().industries
    if key not in industries:
        raise UsageError(f"there is no industry {key!r}", closest(key, industries))
    return key


def _asked(industry: str | None) -> str:
    """A profile from questions, proved to be one before anything is written."""
    from officesplit import pipeline

    name = _until("Company name", _not_empty)
    key = _known_industry(industry) if industry else _until("Industry (a key of `catalog industries`)", _known_industry)
    country = _until("Country (two letters, e.g. US)", _country)
    functions: list[tuple[str, float]] = []
    _tell("Functions, one at a time; an empty name ends the list.")
    while True:
        function = str(typer.prompt("Function", default="", show_default=False, err=True)).strip()
        if function:
            functions.append((function, _until("  Full-time equivalents", _head_count)))
        elif functions:
            break
        else:
            _tell("at least one function is needed")
    lines = [
        "# Names and head-counts are enough; `officesplit schema profile` lists everything else that may be said.",
        f"company: {{name: {_quoted(name)}, industry: {key}, country: {_quoted(country)}}}",
        "functions:",
        *(f"  - {{name: {_quoted(function)}, fte: {_plain(fte)}}}" for function, fte in functions),
    ]
    text = _MODELINE + "\n".join(lines) + "\n"
    pipeline.read_profile("-", stdin=text.encode("utf-8"))
    return text


def _until(question: str, take: Callable[[str], _T]) -> _T:
    """Ask until ``take`` accepts the answer."""
    while True:
        try:
            return take(str(typer.prompt(question, err=True)).strip())
        except UsageError as error:
            _tell(f"{error.message}; {error.hint}")


def _tell(text: str) -> None:
    """Speak to the person who answers; standard output may be the profile itself."""
    typer.echo(safe(text), err=True)


def _not_empty(answer: str) -> str:
    if not answer:
        raise UsageError("the answer is empty", "type a name")
    return answer


def _country(answer: str) -> str:
    from officesplit import pipeline

    territories: Mapping[str, object] = pipeline.rulebook().territories
    if answer.upper() not in territories:
        raise UsageError(f"there is no country {answer!r}", "use its ISO 3166-1 code of two letters")
    return answer.upper()


def _head_count(answer: str) -> float:
    from officesplit.model.profile import LARGEST_FTE, SMALLEST_FTE

    try:
        fte = float(answer)
    except ValueError:
        fte = -1.0
    if fte != 0 and not SMALLEST_FTE <= fte <= LARGEST_FTE:
        raise UsageError(f"{answer!r} is not a head-count", "type a number such as 6 or 2.5")
    return fte


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar: JSON's, with the marks that YAML reads as line breaks written out."""
    import json

    return json.dumps(safe(text), ensure_ascii=False)


def _plain(number: float) -> str:
    """A number as people write it: 6 rather than 6.0."""
    return str(int(number)) if number.is_integer() else repr(number)
