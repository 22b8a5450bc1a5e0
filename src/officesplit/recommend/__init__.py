"""Gates, choice, verdicts, portfolio and roadmap: what to do with the numbers."""
