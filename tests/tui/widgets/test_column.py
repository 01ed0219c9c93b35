"""Lines that fit the column they stand in, whenever it gets its place."""

import asyncio

from textual.app import App

from agentconsole.tui.widgets.column import Column


def test_a_column_tells_when_it_has_its_place_and_when_that_changes() -> None:
    column = Column(id="middle")
    rooms: list[int] = []
    column.fitting.append(lambda: rooms.append(column.room))

    class Alone(App[None]):
        def compose(self):
            yield column

    async def scene() -> None:
        async with Alone().run_test(size=(70, 10)) as pilot:
            column.styles.width = 40
            await pilot.pause()

    asyncio.run(scene())
    assert rooms == [70, 40]
