"""What fits what was typed, and in which order."""

from types import SimpleNamespace

from agentconsole.show.spans import spans
from agentconsole.tui.widgets.choices import Choice, Choices, narrowed
from agentconsole.tui.widgets.editing import OneLine
from agentconsole.tui.widgets.fields import PickField


def choice(key: str, text: str) -> Choice:
    return Choice(key, spans(text))


def test_the_very_name_comes_before_what_only_fits_better_by_its_letters() -> None:
    people = [choice("benedikta", "Ben Ben @benedikta"), choice("ben", "Ruben Alder @ben")]
    assert narrowed(people, "@ben")[0].key == "ben"
    assert narrowed(people, "ben")[0].key == "ben"


def test_what_begins_so_comes_before_words_in_it_and_letters_last() -> None:
    titles = ["Draw the screen again", "Take the reply back", "Fare rules", "Reply"]
    found = narrowed([choice(title, title) for title in titles], "re")
    assert [each.key for each in found] == ["Reply", "Take the reply back", *[f.key for f in found[2:]]]
    assert {each.key for each in found[2:]} == {"Fare rules", "Draw the screen again"}


def test_what_is_called_so_counts_before_there_is_anything_to_choose_from() -> None:
    field = PickField("specialist", "who", choices=())
    field.input.set_reactive(OneLine.value, "@priya")
    assert field.value == "priya"


def test_the_cursor_is_in_view_and_no_row_is_empty_when_the_list_has_another_height(
    stage: SimpleNamespace,
) -> None:
    people = [choice(name, name) for name in ("ana", "ben", "carl", "dora", "emil", "fay")]
    listed = Choices(people[:1])

    async def scene(console: object, pilot: object) -> None:
        listed.show(people, at="fay")
        await pilot.pause()
        assert stage.text_of(listed) == ["  ana", "  ben", "  carl", "  dora", "  emil", "› fay"]
        listed.styles.height = 3
        await pilot.pause()
        assert stage.text_of(listed) == ["  dora", "  emil", "› fay"]

    stage.show(listed, scene=scene)
