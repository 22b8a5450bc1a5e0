"""The schemas that lie beside the profiles are the ones that the program prints."""

import re

import pytest
from typer.testing import CliRunner

from officesplit.cli.app import build
from tests.profiles.test_profiles import ALL, ROOT, name_of


@pytest.mark.parametrize("which", ["profile", "result"])
def test_the_shipped_schema_is_up_to_date(which: str) -> None:
    file = f"profiles/schema/{which}.schema.json"
    printed = CliRunner().invoke(build(pretty=False), ["schema", which]).stdout_bytes
    shipped = (ROOT / file).read_bytes() if (ROOT / file).exists() else b""
    assert shipped == printed, f"{file} is out of date; write it anew with: officesplit schema {which} > {file}"


def test_every_profile_leads_editors_to_a_file() -> None:
    for path in ALL:
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert found, name_of(path)
        assert (path.parent / found[1]).is_file(), name_of(path)
