"""Handlers: each parses an update and calls one service."""

from aiogram import Dispatcher, Router

from bot.handlers import reactions
from bot.handlers.admin import setup
from bot.handlers.customer import private
from bot.handlers.operator import topics


def make_dispatcher() -> Dispatcher:
    """All routers; admins first, since an admin may also be a customer."""
    dispatcher = Dispatcher(disable_fsm=True)
    for router in (setup.router, private.router, topics.router, reactions.router):
        _detach(router)
        dispatcher.include_router(router)
    return dispatcher


def _detach(router: Router) -> None:
    """Routers are module constants; each dispatcher of a process (tests make many) takes them over."""
    router._parent_router = None
