"""The README shows what the program prints."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_output_in_the_readme_is_the_programs() -> None:
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("$ officesplit assess ")[1].split("```")[0]
    profile, *shown = block.splitlines()
    ran = subprocess.run(
        [sys.executable, "-m", "officesplit", "assess", profile], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown[-1] == "..."
    assert ran.stdout.splitlines()[: len(shown) - 1] == shown[:-1]


def test_every_file_the_readme_names_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [
        "docs/report.png",
        "profiles/starter.yaml",
        "profiles/industries/hospitality.yaml",
        "examples/03-fort-worth",
    ]
    assert [name for name in named if name not in text or not (ROOT / name).exists()] == []


def test_the_ten_lines_are_a_valid_profile(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "profile.yaml"
    path.write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "officesplit", "assess", str(path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert len(text.splitlines()) <= 10
