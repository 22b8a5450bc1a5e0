"""``officesplit validate``: errors and warnings only."""

from functools import partial

from officesplit.cli import options
from officesplit.cli.guard import attempt
from officesplit.cli.inputs import Source, expand
from officesplit.cli.text import say
from officesplit.errors import Exit


def validate(profiles: options.Profiles, settings: options.Settings = None, scenario: options.Scenario = None) -> Exit:
    """Check profiles without assessing them: an OK line for each, with warnings; exit 2 where one is wrong."""
    from officesplit import pipeline

    def one(source: Source) -> Exit:
        loaded = source.read(settings, scenario)
        source.note_day(loaded)
        findings = pipeline.validate(loaded)
        count = len(loaded.profile.functions)
        noted = f", {len(findings)} to note" if findings else ""
        say(f"{source}: OK, {count} function{'s' if count != 1 else ''}{noted}")
        for finding in findings:
            about = f"{finding.function}: " if finding.function else ""
            say(f"  {finding.severity}: {about}{finding.text} [{finding.id}]")
        return Exit.DONE

    sources, _ = expand(profiles)
    return max(attempt(partial(one, source)) for source in sources)
