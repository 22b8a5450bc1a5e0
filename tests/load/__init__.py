"""Tests of officesplit.load."""
