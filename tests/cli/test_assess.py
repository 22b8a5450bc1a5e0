"""What `assess` prints and writes, and when it refuses."""

import json
from datetime import date
from pathlib import Path

import pytest

from officesplit.cli.outputs import SUFFIX_OF
from tests.cli.conftest import PROFILE, Run, names


def test_without_output_a_summary_is_printed(run: Run, profile: Path) -> None:
    done = run("assess", profile)
    assert done.exit_code == 0, done.stderr
    assert "Harbour Lane Hotels" in done.stdout
    assert "Accounts payable" in done.stdout
    assert names(list(profile.parent.iterdir())) == ["hotel.yaml"]


def test_json_of_one_profile_is_an_object(run: Run, profile: Path) -> None:
    result = json.loads(run("assess", profile, "-f", "json").stdout)
    assert result["schema"] == "officesplit.assessment/1"


def test_json_of_several_profiles_is_an_array_in_their_order(run: Run, folder: Path) -> None:
    done = run("assess", folder, "-f", "json")
    assert done.exit_code == 2
    assert [one["company"]["name"] for one in json.loads(done.stdout)] == ["First Hotels", "Second Hotels"]
    assert "c.yaml:1:" in done.stderr


def test_json_of_a_folder_with_only_bad_profiles_is_an_empty_array(run: Run, broken: Path) -> None:
    done = run("assess", broken.parent, "-f", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (2, [])


def test_csv_of_several_profiles_has_one_header(run: Run, folder: Path) -> None:
    (folder / "c.yaml").unlink()
    lines = run("assess", folder, "-f", "csv").stdout.splitlines()
    assert lines.count(lines[0]) == 1
    assert len(lines) > 2


def test_several_html_pages_are_not_printed(run: Run, folder: Path) -> None:
    done = run("assess", folder, "-f", "html")
    assert done.exit_code == 2
    assert "-o DIR/" in done.stderr


def test_the_suffix_picks_the_format(run: Run, profile: Path, tmp_path: Path) -> None:
    done = run("assess", profile, "-o", tmp_path / "r.html", "-o", tmp_path / "r.json", "-o", tmp_path / "r.md")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert "<html" in (tmp_path / "r.html").read_text(encoding="utf-8").lower()[:500]
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["functions"]
    assert "Harbour Lane Hotels" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_charts_lie_beside_the_markdown(run: Run, profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("assess", profile, "-o", out / "r.md").exit_code == 0
    page = (out / "r.md").read_text(encoding="utf-8")
    charts = [path.name for path in out.glob("*.svg")]
    assert charts
    assert all(chart in page for chart in charts)


def test_an_unknown_suffix_is_refused_unless_the_format_is_named(run: Run, profile: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.odt"
    refused = run("assess", profile, "-o", target)
    assert (refused.exit_code, target.exists()) == (2, False)
    assert run("assess", profile, "-o", target, "-f", "json").exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))


def test_a_memo_is_markdown_by_its_suffix(run: Run, profile: Path, tmp_path: Path) -> None:
    assert run("assess", profile, "-o", tmp_path / "memo.md", "-f", "memo").exit_code == 0
    assert (tmp_path / "memo.md").read_text(encoding="utf-8") == run("assess", profile, "-f", "memo").stdout


def test_every_format_has_its_suffix() -> None:
    from officesplit import pipeline

    assert set(SUFFIX_OF) == set(pipeline.FORMATS)
    for name, suffix in SUFFIX_OF.items():
        assert name == "memo" or pipeline.format_for_suffix(suffix) == name


def test_suffix_and_format_that_differ_are_refused(run: Run, profile: Path, tmp_path: Path) -> None:
    done = run("assess", profile, "-o", tmp_path / "r.html", "-f", "json")
    assert done.exit_code == 2
    assert "change the suffix" in done.stderr


def test_a_format_that_does_not_exist_names_the_nearest(run: Run, profile: Path) -> None:
    done = run("assess", profile, "-f", "markdwon")
    assert done.exit_code == 2
    assert "did you mean 'markdown'?" in done.stderr


def test_a_directory_gets_one_file_a_profile(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("assess", folder, "-o", f"{out}/")
    assert done.exit_code == 2, "the bad profile counts"
    assert names(list(out.iterdir())) == ["a.html", "b.html"]


def test_a_directory_takes_the_format_that_is_named(run: Run, profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert run("assess", profile, "-o", out, "-f", "json").exit_code == 0
    assert names(list(out.iterdir())) == ["hotel.json"]


def test_several_profiles_need_a_directory(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("assess", folder, "-o", tmp_path / "r.html")
    assert done.exit_code == 2
    assert not (tmp_path / "r.html").exists()


def test_two_profiles_for_one_file_are_an_error_and_nothing_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "a.json").write_text("{}", encoding="utf-8")
    done = run("assess", folder, "-o", f"{tmp_path}/out/")
    assert done.exit_code == 2
    assert "a.json" in done.stderr
    assert "a.yaml" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_same_file_twice_is_an_error(run: Run, profile: Path, tmp_path: Path) -> None:
    done = run("assess", profile, "-o", tmp_path / "r.html", "-o", f"{tmp_path}/./r.html")
    assert done.exit_code == 2
    assert "written twice" in done.stderr


@pytest.mark.parametrize("through", ["path", "link", "directory"])
def test_an_input_is_never_overwritten(run: Run, tmp_path: Path, through: str) -> None:
    source = tmp_path / "p.json"
    text = '{"company": {"name": "A", "industry": "banking", "country": "US"}, "functions": [{"name": "AP", "fte": 3}]}'
    source.write_text(text, encoding="utf-8")
    target: str | Path = source
    if through == "link":
        target = tmp_path / "r.json"
        target.symlink_to(source)
    elif through == "directory":
        target = f"{tmp_path}/"
    done = run("assess", source, "-o", target, *(["-f", "json"] if through == "directory" else []))
    assert done.exit_code == 2
    assert "is an input" in done.stderr
    assert source.read_text(encoding="utf-8") == text


def test_a_bad_profile_writes_nothing_and_overwrites_nothing(run: Run, broken: Path, tmp_path: Path) -> None:
    old = tmp_path / "r.html"
    old.write_text("old", encoding="utf-8")
    done = run("assess", broken, "-o", old, "-o", tmp_path / "new.json")
    assert done.exit_code == 2
    assert old.read_text(encoding="utf-8") == "old"
    assert not (tmp_path / "new.json").exists()


def test_one_file_that_cannot_be_written_stops_the_others(run: Run, profile: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    done = run("assess", profile, "-o", tmp_path / "r.json", "-o", blocked / "r.html")
    assert done.exit_code == 2
    assert "cannot write" in done.stderr
    assert names(list(tmp_path.iterdir())) == ["file", "hotel.yaml"], "no report and no temporary file"


def test_a_report_is_moved_into_place_whole(
    run: Run, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "r.html"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    seen: list[tuple[str, str]] = []
    move = Path.replace

    def watched(self: Path, into: Path) -> Path:
        seen.append((target.read_text(encoding="utf-8"), self.read_text(encoding="utf-8")[-20:]))
        return move(self, into)

    monkeypatch.setattr(Path, "replace", watched)
    assert run("assess", profile, "-o", target).exit_code == 0
    assert [old for old, _ in seen] == ["old"], "the old report stays until the new one is complete"
    assert target.read_text(encoding="utf-8").endswith(seen[0][1])
    assert target.stat().st_mode & 0o777 == 0o640
    assert names(list(tmp_path.iterdir())) == ["hotel.yaml", "r.html"]


def test_a_symbolic_link_stays_a_link(run: Run, profile: Path, tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old", encoding="utf-8")
    (tmp_path / "link.html").symlink_to("real.html")
    assert run("assess", profile, "-o", tmp_path / "link.html").exit_code == 0
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8") != "old"


def test_a_device_is_written_to_and_not_replaced(run: Run, profile: Path) -> None:
    assert run("assess", profile, "-o", "/dev/null", "-f", "json").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_check_holds_for_fresh_reports(run: Run, profile: Path, tmp_path: Path) -> None:
    outputs = ["-o", tmp_path / "r.html", "-o", tmp_path / "r.md"]
    assert run("assess", profile, *outputs).exit_code == 0
    done = run("assess", profile, *outputs, "--check")
    assert (done.exit_code, done.stdout) == (0, "")


def test_check_shows_what_differs_and_writes_nothing(run: Run, profile: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.md"
    assert run("assess", profile, "-o", report).exit_code == 0
    text = report.read_text(encoding="utf-8").replace("Harbour Lane", "Harbor Lane")
    report.write_text(text, encoding="utf-8")
    done = run("assess", profile, "-o", report, "--check")
    assert done.exit_code == 1
    assert "Harbor Lane" in done.stdout
    assert "-" in done.stdout
    assert "not up to date" in done.stderr
    assert report.read_text(encoding="utf-8") == text


def test_check_misses_a_file(run: Run, profile: Path, tmp_path: Path) -> None:
    done = run("assess", profile, "-o", tmp_path / "out" / "r.json", "--check")
    assert done.exit_code == 1
    assert "r.json: missing" in done.stdout
    assert not (tmp_path / "out").exists()


def test_check_needs_something_to_compare_with(run: Run, profile: Path) -> None:
    assert run("assess", profile, "--check").exit_code == 2


def test_the_worst_exit_code_wins(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("assess", folder, "-o", f"{tmp_path}/out/", "--check")
    assert done.exit_code == 2, "bad input outranks a check that failed"


def test_standard_input_is_a_profile(run: Run, tmp_path: Path) -> None:
    done = run("assess", "-", "-o", f"{tmp_path}/", "-f", "json", stdin=PROFILE)
    assert done.exit_code == 0, done.stderr
    assert names(list(tmp_path.iterdir())) == ["stdin.json"]


def test_standard_input_is_read_once(run: Run) -> None:
    assert run("assess", "-", "-", stdin=PROFILE).exit_code == 2


def test_an_empty_folder_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("assess", tmp_path)
    assert done.exit_code == 2
    assert "holds no profile" in done.stderr


def test_today_is_asked_for_and_a_day_is_checked(run: Run, profile: Path) -> None:
    result = json.loads(run("assess", profile, "-f", "json", "--as-of", "today").stdout)
    assert abs(date.fromisoformat(result["manifest"]["as_of"]) - date.today()).days <= 1
    assert json.loads(run("assess", profile, "-f", "json", "--as-of", "2027-02-03").stdout)["manifest"]["as_of"] == (
        "2027-02-03"
    )
    assert run("assess", profile, "--as-of", "3 February").exit_code == 2


def test_the_same_input_gives_the_same_bytes(run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("assess", profile, "-f", "html").stdout_bytes
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert run("assess", profile, "-f", "html").stdout_bytes == first


def test_a_setting_changes_the_profile(run: Run, profile: Path) -> None:
    result = json.loads(run("assess", profile, "-f", "json", "--set", "company.name=Elsewhere").stdout)
    assert result["company"]["name"] == "Elsewhere"
    assert run("assess", profile, "--set", "company.nam=Elsewhere").exit_code == 2


def test_scenarios_are_applied_by_name(run: Run, profile: Path) -> None:
    assert run("assess", profile, "--scenario", "wage_shock").exit_code == 0
    done = run("assess", profile, "--scenario", "wage_shok")
    assert done.exit_code == 2
    assert "wage_shock" in done.stderr


def test_templates_must_be_a_folder(run: Run, profile: Path) -> None:
    assert run("assess", profile, "--templates", profile).exit_code == 2


def test_a_place_that_cannot_be_written_is_named(run: Run, profile: Path, tmp_path: Path) -> None:
    # Permissions do not stop root, who runs some CI machines; a file in the place of a folder stops everyone.
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    done = run("assess", profile, "-o", blocked / "r.html")
    assert done.exit_code == 2
    assert "blocked" in done.stderr
    assert blocked.read_text() == "a file"
