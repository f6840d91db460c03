"""The measure of all: the least that an aiogram bot can do to carry a message into its topic.

No database, no order, no budgets, aiogram's own polling with its defaults. What it has not yet copied when it
is killed is lost.
"""

import os

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def main() -> None:
    """Copy until SIGTERM."""
    group_id = int(os.environ["OPERATOR_GROUP_ID"])
    server = TelegramAPIServer.from_base(os.environ["BOT_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()
    threads: dict[int, int] = {}

    # No filter: aiogram runs one like `F.chat.type == …` in a thread, which would make this bot look slow.
    @dispatcher.message()
    async def copy(message: Message) -> None:
        customer_id = message.chat.id
        if customer_id == group_id:
            return
        if customer_id not in threads:
            made = await bot.create_forum_topic(group_id, message.chat.full_name)
            threads[customer_id] = made.message_thread_id
        await bot.copy_message(
            group_id, customer_id, message.message_id, message_thread_id=threads[customer_id]
        )

    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    uvloop.run(main())
