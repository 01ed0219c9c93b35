import subprocess
import sys
from pathlib import Path

import pytest

from agentconsole.model.errors import Misconfigured
from agentconsole.settings.config import Config, DeskPlace, acting_agent, load, set_values, wanted_desk
from agentconsole.settings.meaning import ALLOWED

WHOLE = """
# what I work with
default_desk = "work"
me = "ana"
undo_seconds = 5
theme = "light"
editor = "nvim"
timezone = "Europe/Berlin"
bell = true

[desks.work]
url = "https://desk.example.org"  # ours
me = "ana.k"

[desks.mine]
path = "mine.desk"

[keys]
reply = "r"
"thread.note" = ["c", "f3"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_everything_is_as_by_default(file: Path) -> None:
    assert load(file) == Config()
    assert Config().undo_seconds == 10


def test_a_whole_file_is_understood(file: Path) -> None:
    file.write_text(WHOLE)
    assert load(file) == Config(
        default_desk="work",
        me="ana",
        undo_seconds=5,
        theme="light",
        editor="nvim",
        timezone="Europe/Berlin",
        bell=True,
        desks={
            "work": DeskPlace(url="https://desk.example.org", me="ana.k"),
            "mine": DeskPlace(path=str(file.parent / "mine.desk")),
        },
        keys={"reply": ("r",), "thread.note": ("c", "f3")},
    )


def test_an_action_may_be_written_as_a_table(file: Path) -> None:
    file.write_text('[keys.thread]\nnote = "c"')
    assert load(file).keys == {"thread.note": ("c",)}


def test_a_tilde_is_the_home_directory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    file.write_text('[desks.mine]\npath = "~/mine.desk"')
    assert load(file).desks["mine"].path == "/home/ana/mine.desk"


def test_what_is_not_known_is_a_warning_with_the_nearest_name(file: Path) -> None:
    file.write_text('undo_second = 5\nzzz = 1\n[desks.mine]\npath = "/x"\npaht = "/y"')
    assert load(file).warnings == (
        f"{file}: there is no undo_second. Perhaps undo_seconds is meant.",
        f"{file}: there is no zzz.",
        f"{file}: there is no desks.mine.paht. Perhaps desks.mine.path is meant.",
    )


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ('undo_seconds = "5"', "undo_seconds", "from 0 to 600"),
        ("undo_seconds = -1", "undo_seconds", "from 0 to 600"),
        ("undo_seconds = nan", "undo_seconds", "from 0 to 600"),
        ('bell = "yes"', "bell", "true or false"),
        ("me = 1", "me", "your handle"),
        ('timezone = "Berlin"', "timezone", "Europe/Berlin"),
        ('timezone = "../../etc/passwd"', "timezone", "Europe/Berlin"),
        ("desks = 1", "desks", "[desks.NAME]"),
        ("[desks.work]", "desks.work", "either path or url"),
        ('[desks.work]\npath = "x"\nurl = "https://x"', "desks.work", "either path or url"),
        ("[desks.work]\npath = 1", "desks.work.path", "embedded desk"),
        ('[desks.work]\nurl = "ftp://x"', "desks.work.url", "https://desk.example.org"),
        ("[keys]\nreply = 1", "keys.reply", "key or keys"),
        ("[keys.thread]\nnote = [1]", "keys.thread.note", "key or keys"),
        ("me = ", "is not TOML", "line"),
    ],
)
def test_what_cannot_be_used_is_refused_by_file_key_and_what_may_stand_there(
    file: Path, text: str, key: str, hint: str
) -> None:
    file.write_text(text)
    with pytest.raises(Misconfigured) as refusal:
        load(file)
    assert str(file) in refusal.value.message
    assert key in refusal.value.message
    assert hint in refusal.value.hint


def test_a_password_in_a_url_is_refused_and_not_repeated(file: Path) -> None:
    file.write_text('[desks.work]\nurl = "https://ana:hunter2@desk.example.org"')
    with pytest.raises(Misconfigured) as refusal:
        load(file)
    assert "without a password" in refusal.value.hint
    assert "hunter2" not in refusal.value.message + refusal.value.hint


@pytest.mark.parametrize("content", [b"me = '\xff'", None])
def test_a_file_that_cannot_be_read_is_named(file: Path, content: bytes | None) -> None:
    file.mkdir() if content is None else file.write_bytes(content)
    with pytest.raises(Misconfigured, match=r"config\.toml"):
        load(file)


def test_a_flag_goes_before_the_environment_and_that_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(default_desk="work", me="ana", desks={"work": DeskPlace(url="https://x", me="ana.k")})
    monkeypatch.delenv("AGENTCONSOLE_DESK", raising=False)
    monkeypatch.delenv("AGENTCONSOLE_AS", raising=False)
    assert (wanted_desk(config), acting_agent(config), acting_agent(config, "work")) == (
        "work",
        "ana",
        "ana.k",
    )
    monkeypatch.setenv("AGENTCONSOLE_DESK", "other")
    monkeypatch.setenv("AGENTCONSOLE_AS", "@ben")
    assert (wanted_desk(config), acting_agent(config, "work")) == ("other", "ben")
    assert (wanted_desk(config, "x.desk"), acting_agent(config, "work", "@priya")) == ("x.desk", "priya")


def test_setting_a_value_keeps_comments_and_order(file: Path) -> None:
    file.write_text(WHOLE)
    assert set_values(file, {"undo_seconds": 20}).undo_seconds == 20
    assert file.read_text() == WHOLE.replace("undo_seconds = 5", "undo_seconds = 20")


def test_the_first_value_makes_the_file_and_its_directory(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    set_values(file, {"desks.mine.path": "/srv/mine.desk"})
    set_values(file, {"keys.thread.note": ["c"]})
    assert load(file) == Config(
        desks={"mine": DeskPlace(path="/srv/mine.desk")}, keys={"thread.note": ("c",)}
    )
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


def test_programs_that_change_it_at_once_undo_nothing_of_each_other(file: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from agentconsole.settings.config import set_values\n"
        "for n in range(20): set_values(Path(sys.argv[1]), {f'keys.{sys.argv[2]}.k{n}': 'x'})"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(file), name]) for name in "abc"]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert len(load(file).keys) == 60


def test_a_linked_file_stays_a_link_and_keeps_its_mode(file: Path, tmp_path: Path) -> None:
    dotfile = tmp_path / "dotfiles.toml"
    dotfile.write_text("# mine\n")
    dotfile.chmod(0o600)
    file.symlink_to(dotfile)
    set_values(file, {"me": "ana"})
    assert file.is_symlink()
    assert dotfile.read_text() == '# mine\nme = "ana"\n'
    assert dotfile.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("undo_second", 5),
        ("undo_seconds", "x"),
        ("me.name", "x"),
        ("desks.work.port", 1),
        ("me", object()),
        ("", 1),
    ],
)
def test_a_value_that_cannot_be_used_leaves_the_file_alone(file: Path, key: str, value: object) -> None:
    file.write_text(WHOLE)
    with pytest.raises(Misconfigured):
        set_values(file, {key: value})
    assert file.read_text() == WHOLE


def test_every_key_says_what_may_stand_there() -> None:
    assert set(ALLOWED) == set(Config.__struct_fields__) - {"warnings"}


def test_importing_the_settings_loads_nothing_heavy() -> None:
    code = "import sys, agentconsole.settings.config; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "agentconsole.settings.config" in loaded
    assert not {"tomlkit", "tomllib", "platformdirs", "keyring", "textual", "httpx"} & set(loaded)
