"""A name, a path or a URL becomes a desk."""

from pathlib import Path

import pytest

from agentconsole.model.commands import AddAgent
from agentconsole.model.errors import Misconfigured, Refused
from agentconsole.opening import desk_name, desk_path, is_path, make_desk, open_desk
from agentconsole.settings.config import Config, DeskPlace


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Two configured desks: an embedded one and a team server."""
    return Config(
        desks={
            "work": DeskPlace(path=str(tmp_path / "work.db"), me="ana"),
            "team": DeskPlace(url="https://desk.example.org"),
        },
        undo_seconds=3,
    )


def test_a_desk_is_opened_by_path_and_by_name(tmp_path: Path, config: Config) -> None:
    made = make_desk(tmp_path / "work.db", config)
    made.do(AddAgent(handle="ana"))
    made.close()
    for which in ("work", str(tmp_path / "work.db")):
        desk = open_desk(which, config)
        assert [agent.handle for agent in desk.agents()] == ["ana"]
        assert (desk.name, desk.undo_seconds) == ("work", 3)
        desk.close()
        assert desk_name(which, config) == "work"


def test_a_desk_is_not_made_by_opening_it(tmp_path: Path, config: Config) -> None:
    with pytest.raises(Misconfigured) as caught:
        open_desk("work", config)
    assert "agentconsole init" in caught.value.hint
    assert not (tmp_path / "work.db").exists()


def test_a_desk_is_not_made_over_a_file(tmp_path: Path, config: Config) -> None:
    (tmp_path / "work.db").write_text("mine")
    with pytest.raises(Refused):
        make_desk(tmp_path / "work.db", config)
    assert (tmp_path / "work.db").read_text() == "mine"


@pytest.mark.parametrize(
    ("which", "said", "hint"),
    [
        ("", "No desk was named", "agentconsole demo"),
        ("wrok", "No desk is called wrok", "Did you mean work?"),
        ("https://desk.example.org", "cannot open", "--desk PATH"),
        ("team", "cannot open", "desks.team.path"),
    ],
)
def test_what_cannot_be_opened_says_what_can(which: str, said: str, hint: str, config: Config) -> None:
    with pytest.raises(Misconfigured) as caught:
        desk_path(which, config)
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_a_path_has_a_slash_or_ends_in_db_or_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").touch()
    assert [is_path(which) for which in ("./x", "x.db", "here", "x")] == [True, True, True, False]
