"""Fixtures of the report tests."""

import pytest

from officesplit.model.result import Assessment
from tests.report.sample import sample_assessment


@pytest.fixture(scope="session")
def sample() -> Assessment:
    """The seven functions of the sample company."""
    return sample_assessment()
