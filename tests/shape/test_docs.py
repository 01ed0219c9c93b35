import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def generate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))  # as where the program itself is started
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_say_what_the_program_does(generate: ModuleType) -> None:
    stale = ", ".join(f"docs/{name}" for name in generate.stale())
    assert not stale, f"{stale} is stale: run {generate.COMMAND}"


def test_a_stale_page_is_named_and_then_written(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    monkeypatch.setattr(generate, "PAGES", {"deep/page.md": lambda: "As it is.\n"})
    assert generate.main(check=True) == 1
    assert "docs/deep/page.md is stale; run: python docs/generate.py" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    assert generate.main(check=False) == 0
    assert (tmp_path / "deep/page.md").read_text().endswith("As it is.\n")
    assert generate.main(check=True) == 0
