"""A glance asks one at a time, not too often, and lets nobody wait."""

import asyncio

from bot.monitoring.glance import Glance


class Question:
    """Answered when it `may` be; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.may = asyncio.Event()

    async def __call__(self) -> int:
        self.asked += 1
        asked = self.asked
        await self.may.wait()
        return asked


async def test_a_question_that_hangs_is_asked_once_and_waited_for_by_nobody() -> None:
    question = Question()
    glance = Glance(question, fresh_for=0.0, patience=0.01)

    assert await glance.look() is None
    assert await glance.look() is None

    assert question.asked == 1
    assert glance.waits_for > 0.01
    await glance.close()


async def test_an_answer_that_comes_late_is_there_for_the_next_one() -> None:
    question = Question()
    glance = Glance(question, fresh_for=60.0, patience=0.01)
    await glance.look()

    question.may.set()

    assert await glance.look() == 1
    assert glance.waits_for == 0
    assert glance.age >= 0


async def test_a_fresh_answer_is_not_asked_for_again() -> None:
    question = Question()
    question.may.set()
    glance = Glance(question, fresh_for=60.0, patience=1.0)

    first, second = await asyncio.gather(glance.look(), glance.look())

    assert (first, second, await glance.look()) == (1, 1, 1)
    assert question.asked == 1
