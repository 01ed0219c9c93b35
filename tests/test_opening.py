"""A name, a path or a URL becomes a desk."""

from pathlib import Path

import pytest

from agentconsole.model.commands import AddAgent
from agentconsole.model.errors import Misconfigured, NotFound, Refused
from agentconsole.model.mail import OwnMail
from agentconsole.opening import make_desk, open_desk
from agentconsole.opening.channels import note_mail
from agentconsole.opening.mail import channels_of, post_of
from agentconsole.opening.naming import desk_name, desk_path, is_path
from agentconsole.settings.config import Config, DeskPlace, load


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
        ("https://desk.example.org", "is a team server", "--desk PATH"),
        ("team", "https://desk.example.org is a team server", "--desk PATH"),
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


CHANNELS = """
default_desk = "work"
[desks.work]
path = "work.db"
[desks.other]
path = "other.db"
[channels.support]
kind = "email"
address = "Help@Shop.example"
[channels.support.imap]
host = "imap.shop.example"
[channels.support.smtp]
host = "smtp.shop.example"
user = "help"
[channels.reading]
kind = "email"
address = "info@shop.example"
desk = "work"
[channels.reading.imap]
host = "imap.shop.example"
[channels.away]
kind = "email"
address = "away@shop.example"
desk = "other"
[channels.away.smtp]
host = "smtp.shop.example"
[attachments]
max_mb = 3
refuse = [".exe"]
[facts.policy]
pattern = 'POL-(\\d{6})'
[facts.order]
label = "ref"
"""


@pytest.fixture
def busy(tmp_path: Path) -> Config:
    """A desk with two channels, and another with one."""
    (tmp_path / "config.toml").write_text(CHANNELS)
    return load(tmp_path / "config.toml")


def test_a_desk_knows_its_own_channels_by_name_and_by_path(tmp_path: Path, busy: Config) -> None:
    make_desk(tmp_path / "work.db", busy).close()
    for which in ("work", str(tmp_path / "work.db")):
        desk = open_desk(which, busy)
        assert desk.mail == OwnMail(
            channels=frozenset({"email", "support", "reading"}),
            addresses=frozenset({"help@shop.example", "info@shop.example"}),
            first="support",
            largest=3_000_000,
            refused=(".exe",),
        )
        desk.close()


def test_a_desk_has_its_own_kinds_of_fact_beside_the_built_in_ones(tmp_path: Path, busy: Config) -> None:
    desk = make_desk(tmp_path / "work.db", busy)
    kinds = {kind.name: kind for kind in desk.fact_kinds()}
    assert kinds["policy"].pattern and kinds["order"].label == "ref" and "plan" in kinds
    desk.close()


def test_whoever_has_another_configuration_writes_by_the_same_channels(tmp_path: Path, busy: Config) -> None:
    desk = make_desk(tmp_path / "work.db", busy)
    note_mail(desk, channels_of("work", busy))
    desk.close()
    colleague = open_desk(str(tmp_path / "work.db"), Config())
    assert colleague.mail.channels == {"email", "support", "reading"}
    assert colleague.mail.addresses == {"help@shop.example", "info@shop.example"}
    assert colleague.mail.first == "support"
    colleague.close()


def test_mail_from_files_goes_out_by_the_first_channel_that_sends(tmp_path: Path, busy: Config) -> None:
    desk = make_desk(tmp_path / "work.db", busy)
    post = post_of(desk, "work", busy)
    assert [each.channel for each in post.collectors] == ["support", "reading"]
    (way,) = post.dispatchers
    assert [way.carries(each) for each in ("support", "email", "reading")] == [True, True, False]
    assert post_of(desk, "work", busy, only="reading").dispatchers == []
    with pytest.raises(NotFound, match="no channel away"):
        post_of(desk, "work", busy, only="away")
    desk.close()
