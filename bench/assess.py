"""How long whole assessments take: commands beside ``python -c "import typer"``, and a batch on one and two workers.

    python -m bench.assess [--rounds 9] [--profiles 40] [--strict]

Commands are started in turns, bytecode compiled first, and the medians are compared. The batch runs in processes that
have warmed up, at the number of draws that batches use.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.startup import BASELINE, FUNCTIONS, compared, profile_text, program

from officesplit import pipeline

INDUSTRY = Path("profiles/industries/financial_services.yaml")
BATCH_DRAWS = 1_000
GOAL = 10.0
"""Assessing twenty functions to HTML and JSON may take this many times as long as importing typer."""


def commands(folder: Path) -> dict[str, tuple[list[str], float | None]]:
    """Command and goal (a ratio) of each case."""
    twenty = folder / "twenty.yaml"
    twenty.write_text(profile_text(FUNCTIONS), encoding="utf-8")
    call, outputs = program(), ["-o", str(folder / "r.html"), "-o", str(folder / "r.json")]
    industry = str(INDUSTRY.resolve())
    return {
        BASELINE: ([sys.executable, "-c", "import typer"], None),
        "validate, 20 functions": ([*call, "validate", str(twenty)], None),
        "assess, 20 functions, HTML and JSON, 10,000 draws": ([*call, "assess", str(twenty), *outputs], GOAL),
        "an industry profile, HTML and JSON, 10,000 draws": ([*call, "assess", industry, *outputs], None),
    }


def once(text: str, draws: int) -> int:
    """One profile of a batch to lean JSON; its length."""
    loaded = pipeline.read_profile("-", stdin=text.encode())
    return len(pipeline.assess(loaded, draws=draws).model_dump_json(by_alias=True))


def batch(profiles: int) -> None:
    """Print profiles a second with none, one and two workers beside the calling process."""
    texts = [profile_text(tuple((name, fte + index) for name, fte in FUNCTIONS)) for index in range(profiles)]
    job = partial(once, draws=BATCH_DRAWS)
    rates = {}
    job(texts[0])
    start = time.perf_counter()
    for text in texts:
        job(text)
    rates["in this process"] = profiles / (time.perf_counter() - start)
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            list(pool.map(job, texts[: 2 * workers]))
            start = time.perf_counter()
            list(pool.map(job, texts, chunksize=max(1, profiles // (8 * workers))))
            rates[f"workers: {workers}"] = profiles / (time.perf_counter() - start)
    print(f"batch of {profiles} profiles of {len(FUNCTIONS)} functions to JSON, {BATCH_DRAWS:,} draws")
    for name, rate in rates.items():
        print(f"  {name:<18}{rate:>8.2f} a second, {rate / rates['in this process']:.2f} of this process")


def main() -> int:
    parser = argparse.ArgumentParser(description="Ratios of whole commands to importing typer, and batch throughput.")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--profiles", type=int, default=40)
    parser.add_argument("--strict", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args()
    missed = compared(commands, options.rounds)
    batch(options.profiles)
    return 1 if missed and options.strict else 0


if __name__ == "__main__":
    sys.exit(main())
