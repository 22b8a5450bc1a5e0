"""What text means: numbers, words, merges, and what is refused."""

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from officesplit.errors import InputError
from officesplit.load import dialect
from officesplit.load.files import read_file
from officesplit.load.marks import Document, parse, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("'true'", "true"),
        ("2027-06-30", "2027-06-30"),
        ("2027-01", "2027-01"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1:30", "1:30"),
        ("38_000_000", 38_000_000),
        ("-1_000", -1000),
        ("1_", "1_"),
        ("46_000.5", 46_000.5),
        ("0.05", 0.05),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e6", 1e6),
        ("-1.5E-3", -0.0015),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("1e400", math.inf),
        ("=", "="),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("'010'", "010"),
        ("\N{HIRAGANA LETTER A}", "\N{HIRAGANA LETTER A}"),
    ],
)
def test_a_scalar_means(text: str, value: object) -> None:
    data = read(f"a: {text}\n", "p.yaml").data["a"]
    assert data == value
    assert type(data) is type(value)


def test_not_a_number_is_read_for_the_model_to_refuse() -> None:
    assert math.isnan(read("a: .nan", "p.yaml").data["a"])


def test_keys_are_text() -> None:
    assert read("{NO: 1, true: 2, 7: 3, null: 4}", "p.yaml").data == {"NO": 1, "true": 2, "7": 3, "null": 4}


def test_merges_and_their_precedence() -> None:
    text = "d: &d {a: 1, b: 2}\ne: &e {b: 3, c: 4}\nx: {<<: [*d, *e], a: 9}\ny: {<<: *e}\n"
    data = read(text, "p.yaml").data
    assert data["x"] == {"a": 9, "b": 2, "c": 4}
    assert data["y"] == {"b": 3, "c": 4}


def test_a_quoted_merge_key_is_a_key() -> None:
    assert read('"<<": {a: 1}', "p.yaml").data == {"<<": {"a": 1}}


@pytest.mark.parametrize("text", ["\ufeffa: 1\r\nb: 2\r\n", b"\xef\xbb\xbfa: 1\nb: 2"])
def test_byte_order_mark_and_windows_lines(text: str | bytes) -> None:
    document = read(text, "p.yaml")
    assert document.data == {"a": 1, "b": 2}
    assert str(document.problem(("b",), "wrong")) == "p.yaml:2:4: b: wrong"


def _refusal(text: str | bytes, name: str = "p.yaml") -> str:
    with pytest.raises(InputError) as caught:
        read(text, name)
    return str(caught.value)


BOMB = "\n".join(
    [
        "a: &a [1,1,1,1,1,1,1,1,1]",
        *(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
)
CHAIN = "\n".join(["a0: &a0 []", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 200))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "p.yaml:1:1: the file is empty", id="empty"),
        pytest.param("# nothing\n", "p.yaml:1:1: the file is empty", id="only a comment"),
        pytest.param(b"a: 1\nb: \xff\n", "p.yaml:2:4: not UTF-8 (byte 0xFF); save the file as UTF-8", id="not UTF-8"),
        pytest.param("a: 1".encode("utf-16"), "p.yaml:1:1: not UTF-8", id="UTF-16"),
        pytest.param("a: \x00", "p.yaml:1:4: a NUL in the text", id="NUL"),
        pytest.param("a: \x1b[1m", "p.yaml:1:4: a control character (U+001B)", id="escape"),
        pytest.param('a: "\\0"', "p.yaml:1:4: a character that cannot be shown (U+0000)", id="written NUL"),
        pytest.param("a:\n\t- b\n", "p.yaml:2:1: a tab in the indentation; use spaces", id="tab"),
        pytest.param("a: 1\nb: 2\na: 3\n", "p.yaml:3:1: duplicate key 'a' (first on line 1)", id="duplicate"),
        pytest.param("a: 1\n---\nb: 2\n", "p.yaml:2:1: holds several documents", id="several documents"),
        pytest.param("a: !!python/object:os.system x", "p.yaml:1:4: unknown tag '!!python/object:os.system'", id="tag"),
        pytest.param("a: !x {b: 1}", "p.yaml:1:4: unknown tag '!x'", id="own tag"),
        pytest.param("a: !!set {b}", "p.yaml:1:4: unknown tag '!!set'", id="set"),
        pytest.param("a: !!int x", "p.yaml:1:4: 'x' is not what its tag '!!int' says", id="false tag"),
        pytest.param("a: *b", "p.yaml:1:4: found undefined alias", id="undefined alias"),
        pytest.param("a: &a [*a]", "p.yaml:1:4: an alias that holds itself", id="recursive alias"),
        pytest.param("a: &a {<<: *a}", "p.yaml:1:4: an alias that holds itself", id="recursive merge"),
        pytest.param("a: {<<: 3}", "p.yaml:1:9: '<<' needs a mapping", id="merge of a number"),
        pytest.param("? [a]\n: b", "p.yaml:1:3: a list or mapping as a key", id="list as a key"),
        pytest.param("a: b: c", "p.yaml:1:5: a ':' where no key is expected", id="two colons"),
        pytest.param("a: [1\nb: 2", "p.yaml:2:2: ", id="open bracket"),
        pytest.param("a: " + "9" * 5000, "p.yaml:1:4: a number of more than 40 digits", id="5,000 digits"),
        pytest.param(BOMB, "holds more than 500,000 values", id="alias bomb"),
        pytest.param(CHAIN, "nested more than 60 levels deep", id="chain of aliases"),
        pytest.param("[" * 100_000, "nested more than 60 levels deep", id="100,000 brackets"),
        pytest.param("[" * 100_000 + "]" * 100_000, "nested more than 60 levels deep", id="100,000 nested lists"),
        pytest.param("{a: " * 100_000, "nested more than 60 levels deep", id="100,000 nested mappings"),
        pytest.param("- " * 100_000, "nested more than 60 levels deep", id="100,000 dashes"),
        pytest.param("\n".join(" " * n + "a:" for n in range(1500)), "nested more than 60", id="1,500 indents"),
        pytest.param("[" + "1," * 1_100_000 + "]", "holds more than 500,000 values", id="a million values"),
        pytest.param("a: " + "x" * (5 << 20), "p.yaml: larger than 4 MiB", id="5 MB"),
        pytest.param("%YAML 3.0\n---\na: 1", "p.yaml:1:1: ", id="another YAML"),
    ],
)
def test_refused_with_its_place(text: str | bytes, expected: str) -> None:
    assert expected in _refusal(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "p.json:1:1: not valid JSON: expecting value"),
        ('{"a": NaN}', "p.json:1:1: 'NaN' is not a number that JSON knows"),
        ('{\n"a": 1,\n}', "p.json:3:1: not valid JSON"),
        ('{"a": 1, "a": 2}', "p.json:1:10: duplicate key 'a' (first on line 1)"),
        ('{"a": "\\ud800"}', "p.json:1:7: a character that cannot be shown (U+D800)"),
        ('{"a": "\\u0000"}', "p.json:1:7: a character that cannot be shown (U+0000)"),
        ("[" * 100_000, "p.json:1:1: nested more than 60 levels deep"),
        ("[" * 70 + "]" * 70, "p.json:1:62: nested more than 60 levels deep"),
        ('{"a": ' + "9" * 5000 + "}", "p.json:1:7: a number of more than 40 digits"),
    ],
)
def test_json_is_refused_with_its_place(text: str, expected: str) -> None:
    assert expected in _refusal(text, "p.json")


def test_json_has_the_same_marks_and_legal_tabs() -> None:
    text = '{\r\n\t"a":\t[1, 2.5, 1e3, true, null],\n\t"b": "\\ud83d\\ude00 \\/ {x: [}"}'
    document = read(text, "p.json")
    assert document.data == {"a": [1, 2.5, 1000.0, True, None], "b": "\N{GRINNING FACE} / {x: [}"}
    assert str(document.problem(("a", 1), "wrong")) == "p.json:2:11: a[1]: wrong"
    assert str(document.problem(("b",), "wrong", at_key=True)) == "p.json:3:2: b: wrong"


def test_json_without_the_name_is_seen() -> None:
    assert read('{"a": "\\ud83d\\ude00"}', "<stdin>").data == {"a": "\N{GRINNING FACE}"}
    assert read("{a: NO}", "<stdin>").data == {"a": "NO"}


def test_a_problem_carries_its_line_and_the_end_of_the_value() -> None:
    problem = read("a: 1\nb:   wrong  # note\n", "p.yaml").problem(("b",), "is wrong", "mend it")
    assert (problem.line, problem.column, problem.end) == (2, 6, 11)
    assert problem.excerpt == "b:   wrong  # note"
    assert problem.excerpt[problem.column - 1 : problem.end - 1] == "wrong"
    assert str(problem) == "p.yaml:2:6: b: is wrong; mend it"


def test_a_value_that_came_through_a_merge_names_both_lines() -> None:
    document = read("x: &x {fte: -1}\nf:\n  - name: a\n    <<: *x\n", "p.yaml")
    told = "p.yaml:1:13: f[0].fte: is wrong (comes in through the merge on line 4)"
    assert str(document.problem(("f", 0, "fte"), "is wrong")) == told


def test_all_refusals_of_the_content_come_at_once() -> None:
    document = parse("a: 1\na: 2\nb: !x y\nb: 3\n", "p.yaml")
    assert [problem.line for problem in document.problems] == [2, 3, 4]


def test_without_the_c_library_the_dialect_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(yaml.SafeLoader):
        yaml_implicit_resolvers = dialect._Strict.yaml_implicit_resolvers

    def texts() -> list[Document | str]:
        found: list[Any] = []
        for text in (
            "a: NO\nb: [1_000, .5, 010, 2027-01-02]\nc: &c {d: 1}\ne: {<<: *c}",
            "[" * 2000,
            "a: 1\na: 2",
            "a: *b",
        ):
            try:
                found.append(read(text, "p.yaml").data)
            except InputError as error:
                found.append(error.problems[0].line)
        return found

    fast = texts()
    monkeypatch.setattr(dialect, "_Strict", Slow)
    monkeypatch.setattr(dialect, "_Base", yaml.SafeLoader)
    assert texts() == fast


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda path: path.mkdir(), "is a directory; name the profile file in it"),
        (lambda path: None, "no such file"),  # noqa: ARG005
        (lambda path: path.symlink_to(path), "cannot be read: "),
    ],
)
def test_a_path_that_cannot_be_read(tmp_path: Path, make: Any, expected: str) -> None:
    path = tmp_path / "p.yaml"
    make(path)
    with pytest.raises(InputError, match=expected):
        read_file(path)


def test_a_name_with_a_nul_is_no_file() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_file("a\0b")


def test_an_endless_file_is_not_read_to_its_end() -> None:
    assert len(read_file("/dev/zero", 10)) == 11
