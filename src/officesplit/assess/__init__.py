"""Places, cost, risk, readiness and criteria of every option: numbers with their workings, no verdicts."""
