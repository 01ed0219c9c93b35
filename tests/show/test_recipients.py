"""Who gets a reply, in the line above its text."""

import pytest

from agentconsole.model.mail import Recipients
from agentconsole.show.recipients import recipients_line
from agentconsole.show.spans import plain, width

MEI, LI, BO = "Mei Tan <mei@tan.example>", "Li Tan <li@tan.example>", "Bo <bo@x.example>"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (90, "to Mei Tan <mei@tan.example>  cc Li Tan <li@tan.example>, Bo <bo@x.example>"),
        (70, "to Mei Tan <mei@tan.example>  cc li@tan.example, bo@x.example"),
        (55, "to mei@tan.example  cc li@tan.example, bo@x.example"),
        (42, "to mei@tan.example  cc li@tan.example +1"),
        (30, "to mei@tan.example +2"),
    ],
)
def test_names_go_first_and_copies_are_told_apart_as_long_as_one_is_named(cells: int, told: str) -> None:
    line = recipients_line(Recipients(to=(MEI,), cc=(LI, BO)), (), cells)
    assert plain(line) == told
    assert width(line) <= cells


def test_several_it_is_to_are_no_copies() -> None:
    line = recipients_line(Recipients(to=(MEI, LI), cc=(BO,)), (), 40)
    assert plain(line) == "to mei@tan.example, li@tan.example +1"
