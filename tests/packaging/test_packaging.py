"""What a user installs: source archive, wheel, editable install, and a wheel that is never unpacked."""

import importlib.util
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def _run(*command: object, cwd: Path) -> str:
    """Run a command outside the checkout's reach; its output, or a failure that shows it."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(one) for one in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _install(environment: Path, *what: object) -> Path:
    """A clean environment with ``what`` in it; returns its folder of programs."""
    if importlib.util.find_spec("uv"):
        _run(sys.executable, "-m", "uv", "venv", "-q", "--python", sys.executable, environment, cwd=ROOT.parent)
        python = environment / "bin" / "python"
        _run(sys.executable, "-m", "uv", "pip", "install", "-q", "--python", python, *what, cwd=ROOT.parent)
    else:
        _run(sys.executable, "-m", "venv", environment, cwd=ROOT.parent)
        _run(environment / "bin" / "python", "-m", "pip", "install", "-q", *what, cwd=ROOT.parent)
    return environment / "bin"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, built and unpacked: what is not in it cannot be in the wheel."""
    folder = tmp_path_factory.mktemp("sdist")
    _run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    (archive,) = folder.glob("officesplit-*.tar.gz")
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, unpacked, cwd=folder)
    (found,) = folder.glob("officesplit-*.whl")
    return found


def _below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".keep"
    }


def test_the_wheel_holds_the_package_and_its_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"officesplit/{name}" for name in _below(ROOT / "src" / "officesplit")}
    wanted |= {f"officesplit/_data/templates/{name}" for name in _below(ROOT / "templates")}
    wanted |= {f"officesplit/_data/profiles/{name}" for name in _below(ROOT / "profiles")}
    assert not wanted - held
    assert not [name for name in held if not name.startswith(("officesplit/", "officesplit-"))]
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_the_source_archive_holds_what_a_packager_needs(unpacked: Path) -> None:
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "tests", "profiles", "templates"):
        assert (unpacked / name).exists(), name
    assert not list(unpacked.rglob("node_modules"))


def test_an_installed_wheel_runs_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    programs = _install(tmp_path / "venv", wheel)
    away = Path("/")
    assert _run(programs / "officesplit", "--version", cwd=away).startswith("officesplit ")
    _run(programs / "officesplit", "init", tmp_path / "p.yaml", "--industry", "hospitality", cwd=away)
    _run(programs / "officesplit", "assess", tmp_path / "p.yaml", "-o", tmp_path / "r.html", cwd=away)
    assert "<html" in (tmp_path / "r.html").read_text(encoding="utf-8")
    bundled = _run(
        programs / "python", "-c", "from officesplit.resources import bundled; print(bundled('profiles'))", cwd=away
    )
    profile = Path(bundled.strip()) / "industries" / "hospitality.yaml"
    assert profile.is_relative_to(tmp_path / "venv")
    assert "fte" in _run(programs / "officesplit", "assess", profile, "-f", "json", cwd=away)


def test_an_editable_install_shows_edits_at_once(unpacked: Path, tmp_path: Path) -> None:
    programs = _install(tmp_path / "venv", "-e", unpacked)
    starter = unpacked / "profiles" / "starter.yaml"
    before = starter.read_text(encoding="utf-8")
    starter.write_text(f"# edited\n{before}", encoding="utf-8")
    try:
        assert "\n# edited\n" in _run(programs / "officesplit", "init", "-", cwd=Path("/"))
        _run(programs / "officesplit", "assess", starter, "-o", tmp_path / "r.md", cwd=Path("/"))
    finally:
        starter.write_text(before, encoding="utf-8")


def test_a_wheel_runs_without_being_unpacked(wheel: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import officesplit; assert officesplit.__file__.startswith(sys.argv[1]), officesplit.__file__\n"
        "from officesplit.cli.app import run\n"
        "assert run(['init', sys.argv[2]]) == 0\n"
        "sys.exit(run(['assess', sys.argv[2], '-o', sys.argv[3]]))\n"
    )
    _run(sys.executable, "-c", code, wheel, tmp_path / "p.yaml", tmp_path / "r.html", cwd=Path("/"))
    assert "<html" in (tmp_path / "r.html").read_text(encoding="utf-8")
