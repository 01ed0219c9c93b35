"""The cost of reading markup: as many steps for each character, whatever it is."""

import sys

import pytest

from agentconsole.channels.email.html import to_text

HOSTILE = {
    "tags in tags": "<div>",
    "items in lists": "<ul><li>",
    "cells in tables": "<table><tr><td>x",
    "quotes": "<blockquote>x",
    "half tags": "<a",
    "half comments": "<!--",
    "half declarations": "<!",
    "half ends": "</",
    "scripts without end": "<script>",
    "quotes without end": '<a x="',
    "attributes": ' a=">"',
    "references": "&#",
    "links": "x<a href=http://x.example>",
    "hidden": "<p style=display:none>",
    "line breaks": "<br>",
    "less than": "<",
}


def calls(source: str) -> int:
    count = 0

    def counting(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        to_text(source)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_as_much_markup_takes_twice_as_many_steps(unit):
    once, twice = calls("<p" + unit * 1_000), calls("<p" + unit * 2_000)
    assert twice < 2.5 * once + 200


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_half_a_million_characters_of_hostile_markup_are_read_to_the_end(unit):
    # Were any of it quadratic, this would take hours.
    assert (
        "last words" in to_text(unit * (500_000 // len(unit)) + "</p> last words")
        or unit == HOSTILE["attributes"]
    )
