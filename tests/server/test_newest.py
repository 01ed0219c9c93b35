"""One question for all who ask at once, and never an answer that is older than who asks."""

import asyncio

import pytest

from agentconsole.server.newest import AtHand, Newest


class Desk:
    """A desk whose answers come when they are let."""

    def __init__(self):
        self.position = 0
        self.asked = 0
        self.answers = asyncio.Semaphore(0)

    def ask(self):
        self.asked += 1
        return self.position

    async def in_thread(self, call):
        found = call()
        await self.answers.acquire()
        return found


async def begun(newest, count=1):
    waiting = [asyncio.create_task(newest()) for _ in range(count)]
    for _ in range(3):
        await asyncio.sleep(0)
    return waiting


def test_those_who_come_while_a_question_is_under_way_share_the_next_one():
    async def scene():
        desk = Desk()
        newest = Newest(desk.ask, desk.in_thread)
        first = await begun(newest)
        desk.position = 1
        later = await begun(newest, 5)
        assert desk.asked == 1
        for _ in range(2):
            desk.answers.release()
        assert await asyncio.gather(*first) == [0]
        assert await asyncio.gather(*later) == [1] * 5, "what was kept before they came is in their answer"
        assert desk.asked == 2

    asyncio.run(scene())


def test_who_goes_away_takes_the_answer_from_nobody():
    async def scene():
        desk = Desk()
        newest = Newest(desk.ask, desk.in_thread)
        gone, stays = await begun(newest, 2)
        gone.cancel()
        desk.answers.release()
        assert await stays == 0

    asyncio.run(scene())


def test_a_question_that_fails_fails_for_those_who_wait_for_it_and_not_for_the_next():
    async def scene():
        desk = Desk()
        answers = iter([lambda: 1 // 0, desk.ask])
        newest = Newest(lambda: next(answers)(), desk.in_thread)
        with pytest.raises(ZeroDivisionError):
            await newest()
        desk.answers.release()
        assert await newest() == 0

    asyncio.run(scene())


def test_a_desk_at_hand_is_asked_once_in_a_turn_and_anew_in_the_next():
    async def scene():
        desk = Desk()
        newest = AtHand(desk.ask)
        assert await asyncio.gather(*(newest() for _ in range(5))) == [0] * 5
        assert desk.asked == 1
        desk.position = 1
        await asyncio.sleep(0)
        assert await newest() == 1

    asyncio.run(scene())
