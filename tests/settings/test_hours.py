from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agentconsole.model.errors import Misconfigured
from agentconsole.model.hours import DEFAULT, MIDNIGHT, Hours, Opening
from agentconsole.rules.calendar import WEEKDAYS
from agentconsole.settings.config import load, set_values
from agentconsole.settings.hours import ALLOWED_OF_HOURS, at_home

WHOLE = """
[hours]
monday = ["13:30-17:00", "09:00 - 12:30"]
wednesday = []
saturday = "22:00-24:00"
holidays = ["2026-12-25", 2027-01-01]
zone = "Europe/Lisbon"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_word_the_desk_is_open_on_working_days(file: Path) -> None:
    assert load(file).hours == DEFAULT == Hours()


def test_the_days_that_are_named_are_as_they_say_and_the_others_stay(file: Path) -> None:
    file.write_text(WHOLE)
    usual = DEFAULT.week[1]
    monday, saturday = (Opening(540, 750), Opening(810, 1020)), (Opening(22 * 60, MIDNIGHT),)
    assert load(file).hours == Hours(
        week=(monday, usual, (), usual, usual, saturday, ()),
        holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1)}),
        zone="Europe/Lisbon",
    )


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ("hours = 1", "hours is not a table", "friday"),
        ('[hours]\nmonday = "9-17"', "hours.monday cannot be '9-17'", "09:00-17:00"),
        ("[hours]\nmonday = 9", "hours.monday cannot be 9", "09:00-17:00"),
        ("[hours]\nmonday = [9]", "hours.monday cannot be 9", "09:00-17:00"),
        ('[hours]\ntuesday = "17:00-09:00"', "hours.tuesday closes before it opens", "09:00-17:00"),
        ('[hours]\ntuesday = "17:00-24:30"', "hours.tuesday goes on after midnight", "09:00-17:00"),
        (
            '[hours]\ntuesday = ["09:00-13:00", "12:00-17:00"]',
            "hours.tuesday has openings that overlap",
            "[]",
        ),
        ('[hours]\nholidays = "2026-12-25"', "hours.holidays cannot be", "2026-12-25"),
        (
            '[hours]\nholidays = ["25.12.2026"]',
            "hours.holidays has '25.12.2026', which is no day",
            "2026-12-25",
        ),
        ("[hours]\nholidays = [2026-12-25T00:00:00]", "which is no day", "2026-12-25"),
        ('[hours]\nzone = "Lisbon"', "hours.zone names no zone this machine knows: Lisbon", "Europe/Lisbon"),
        ("[hours]\nzone = 1", "hours.zone cannot be 1", "Europe/Lisbon"),
        ("[hours]\n" + "".join(f"{day} = []\n" for day in WEEKDAYS), "hours never open the desk", "friday"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_key(file: Path, text: str, key: str, hint: str) -> None:
    file.write_text(text)
    with pytest.raises(Misconfigured) as refusal:
        load(file)
    assert f"{file}: {key}" in refusal.value.message or key in refusal.value.message
    assert hint in refusal.value.hint


def test_what_is_not_known_is_a_warning(file: Path) -> None:
    file.write_text('[hours]\nmonnday = "09:00-17:00"')
    assert load(file).warnings == (f"{file}: there is no hours.monnday. Perhaps hours.monday is meant.",)


def test_every_key_is_one_that_can_be_said() -> None:
    assert set(ALLOWED_OF_HOURS) == {*WEEKDAYS, "holidays", "zone"}


def test_hours_are_set_like_any_other_value(file: Path) -> None:
    assert set_values(file, {"hours.friday": "09:00-15:00"}).hours.week[4] == (Opening(540, 900),)


def test_a_desk_that_names_no_zone_is_in_that_of_its_machine() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    assert at_home(Hours(), auckland).zone == "Pacific/Auckland"
    assert at_home(Hours(zone="Europe/Lisbon"), auckland).zone == "Europe/Lisbon"
    assert at_home(Hours(), UTC) == Hours()
