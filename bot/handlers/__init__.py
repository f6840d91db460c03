"""Handlers: each parses an update and calls one service."""

from aiogram import Dispatcher, Router

from bot.handlers import buttons, reactions
from bot.handlers.admin import settings, setup
from bot.handlers.customer import private
from bot.handlers.filters import LooksLikeCommand
from bot.handlers.operator import canned, casework, general, queue, topics


def make_dispatcher() -> Dispatcher:
    """All routers; commands first, since an admin may also be a customer."""
    dispatcher = Dispatcher(disable_fsm=True)
    commands = Router(name="commands")
    commands.message.filter(LooksLikeCommand())  # all other messages pass by four routers at once
    for router in (setup.router, settings.router, canned.router, queue.router):
        _detach(router)
        commands.include_router(router)
    for router in (
        commands,
        private.router,
        casework.router,
        general.router,
        topics.router,
        setup.moves,
        buttons.router,
        reactions.router,
    ):
        _detach(router)
        dispatcher.include_router(router)
    return dispatcher


def _detach(router: Router) -> None:
    """Routers are module constants; each dispatcher of a process (tests make many) takes them over."""
    router._parent_router = None
