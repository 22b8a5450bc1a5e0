"""Everything that is read from outside: profiles, the rulebook, former results."""
