"""The docs hold what the code says: reference pages are current, links lead somewhere, examples run."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "datasets" / "README.md"]
)


def reference():
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "docs" / "build_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["tables.md", "settings.md"])
def test_the_reference_pages_are_current(page: str) -> None:
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == reference().PAGES[page](), "run python docs/build_reference.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://doi.org/"):  # papers; other sources are named, not addressed
            assert (page.parent / target).exists(), target


@pytest.mark.slow
def test_the_ten_lines_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geo.samples import write_sample

    write_sample("town", tmp_path, estates=20, seed=2)
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "outputs" / "plan" / "map.html").exists()


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_the_commands_on_a_page_have_options_that_exist(page: Path) -> None:
    from typer.testing import CliRunner

    from geo.cli import app

    for command, words in re.findall(r"`?geo (\w+)((?: [^`#\n]*)?)", page.read_text(encoding="utf-8")):
        shown = CliRunner().invoke(app, [command, "--help"])
        if shown.exit_code:
            continue  # prose, or a command of a later version
        for option in re.findall(r"--[a-z-]+", words):
            assert option in shown.output, f"{page.name}: geo {command} has no {option}"
