from datetime import datetime
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest

from agentconsole.settings import zone
from agentconsole.settings.zone import local_zone, named_zone


@pytest.fixture
def localtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zone, "LOCALTIME", tmp_path / "localtime")
    return tmp_path / "localtime"


def database() -> Path:
    return next((Path(path) for path in TZPATH if (Path(path) / "Europe/Berlin").exists()), Path("/none"))


def test_a_zone_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert local_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    assert local_zone() == ZoneInfo("Asia/Tokyo")


@pytest.mark.skipif(database() == Path("/none"), reason="this machine has no tz database")
def test_the_zone_of_the_machine_is_read_from_its_link_or_its_copy(localtime: Path) -> None:
    localtime.symlink_to(database() / "Europe/Berlin")
    assert local_zone() == ZoneInfo("Europe/Berlin")
    localtime.unlink()
    localtime.write_bytes((database() / "Europe/Berlin").read_bytes())
    summer, winter = (datetime(2026, month, 1, tzinfo=local_zone()).utcoffset() for month in (7, 12))
    assert summer != winter


def test_without_any_the_offset_of_now_is_better_than_nothing(localtime: Path) -> None:
    assert datetime(2026, 7, 1, tzinfo=local_zone()).utcoffset() is not None


@pytest.mark.parametrize("name", ["", "Berlin", "../../etc/passwd", "/etc/passwd", "Europe", "a\0b"])
def test_a_name_that_is_no_zone_is_none(name: str) -> None:
    assert named_zone(name) is None
