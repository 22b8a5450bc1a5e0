"""Former results."""

from pathlib import Path

import pytest

from officesplit.errors import InputError
from officesplit.load.earlier import read_earlier

GOOD = b'{"schema": "officesplit.assessment/1", "functions": []}'


def test_a_result(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(GOOD)
    assert read_earlier(path) == read_earlier("-", raw=GOOD) == {"schema": "officesplit.assessment/1", "functions": []}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "r.json:1:1: not valid JSON: expecting value"),
        (b'{\n"schema": }', "r.json:2:11: not valid JSON: expecting value; give a file that"),
        (b"\xff", "r.json: not UTF-8"),
        (b'{"schema": NaN}', "r.json: holds 'NaN'"),
        (b"[" * 100_000, "r.json: nested too deeply"),
        (b"[1]", "r.json: is not an assessment; give a file that 'officesplit assess -f json' wrote"),
        (b'{"company": {}}', "r.json: is not an assessment"),
        (b'{"schema": "other/1"}', "r.json: is not an assessment"),
        (b'{"schema": 1}', "r.json: is not an assessment"),
        (b'{"a": ' + b"9" * 5000 + b"}", "r.json: "),
    ],
)
def test_anything_else_is_refused(raw: bytes, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read_earlier("r.json", raw=raw)
    assert expected in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_earlier(tmp_path / "r.json")
    with pytest.raises(InputError, match="is a directory"):
        read_earlier(tmp_path)
    with pytest.raises(InputError, match="nothing to read"):
        read_earlier("-")
