"""How long the commands take, as ratios to ``python -c "import typer"`` on the same machine.

    python bench/startup.py [--rounds 15] [--strict]

Cases are interleaved, so that a busy moment hits all of them; the median counts. Bytecode is compiled first.
``--strict`` ends with 1 where a goal is missed.
"""

import argparse
import compileall
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import officesplit

BASELINE = "python -c 'import typer'"
FUNCTIONS = (
    ("Accounts payable", 6), ("Accounts receivable", 5), ("Payroll", 3), ("General ledger", 4), ("Recruiting", 3),
    ("IT help desk", 5), ("Network operations", 4), ("Customer service", 24), ("Field sales", 12), ("Telesales", 8),
    ("Marketing campaigns", 4), ("Procurement", 5), ("Data entry", 7), ("Legal", 2), ("Internal audit", 2),
    ("Compliance monitoring", 3), ("Order management", 9), ("Claims processing", 11), ("Cleaning", 10),
    ("Financial planning and analysis", 3),
)  # fmt: skip


def profile_text(functions: tuple[tuple[str, int], ...]) -> str:
    lines = ["company: {name: Bench, industry: retail, country: US}", "functions:"]
    return "\n".join([*lines, *(f"  - {{name: {name}, fte: {fte}}}" for name, fte in functions)]) + "\n"


def program() -> list[str]:
    """The installed program, as a user calls it; the module where there is none."""
    script = Path(sysconfig.get_path("scripts")) / "officesplit"
    return [str(script)] if script.exists() else [sys.executable, "-m", "officesplit"]


def cases(folder: Path) -> dict[str, tuple[list[str], float | None]]:
    """Command and goal (a ratio) of each case."""
    (folder / "small.yaml").write_text(profile_text(FUNCTIONS[:2]), encoding="utf-8")
    (folder / "twenty.yaml").write_text(profile_text(FUNCTIONS), encoding="utf-8")
    call = program()
    small, twenty = str(folder / "small.yaml"), str(folder / "twenty.yaml")
    return {
        BASELINE: ([sys.executable, "-c", "import typer"], None),
        "officesplit --version": ([*call, "--version"], 0.25),
        "officesplit --help, piped": ([*call, "--help"], 1.3),
        "officesplit validate, 2 functions": ([*call, "validate", small], 3.0),
        "officesplit assess, 20 functions to HTML and JSON": (
            [*call, "assess", twenty, "-o", str(folder / "r.html"), "-o", str(folder / "r.json")],
            10.0,
        ),
    }


def measure(commands: dict[str, list[str]], rounds: int, folder: Path) -> dict[str, list[float]]:
    """Seconds of every round; the first, which warms the disk cache, is not kept."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True)
            if turn:
                times[name].append(time.perf_counter() - start)
    return times


def compared(chosen: Callable[[Path], dict[str, tuple[list[str], float | None]]], rounds: int) -> int:
    """Print every command's median, best time and ratio to the baseline; returns how many goals are missed."""
    for package in officesplit.__path__:
        compileall.compile_dir(package, quiet=2)
    folder = Path(tempfile.mkdtemp())
    try:
        wanted = chosen(folder)
        times = measure({name: command for name, (command, _) in wanted.items()}, rounds, folder)
    finally:
        shutil.rmtree(folder)
    base = statistics.median(times[BASELINE])
    missed = 0
    print(f"{'case':<52}{'median ms':>10}{'best ms':>9}{'ratio':>7}{'goal':>7}")
    for name, (_, goal) in wanted.items():
        median = statistics.median(times[name])
        late = goal is not None and median / base > goal
        missed += late
        print(
            f"{name:<52}{median * 1000:>10.1f}{min(times[name]) * 1000:>9.1f}{median / base:>7.2f}"
            f"{'' if goal is None else f'{goal:.2f}':>7}{'  missed' if late else ''}"
        )
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description="Ratios of start-up times to importing typer.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--strict", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args()
    missed = compared(cases, options.rounds)
    return 1 if missed and options.strict else 0


if __name__ == "__main__":
    sys.exit(main())
