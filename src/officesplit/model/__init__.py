"""Frozen values that every step shares: what a profile, the rulebook and a result may say."""
