"""The methods of the Bot API, by family; importing this package registers them all."""

from bot.sandbox.methods import (
    account,
    albums,
    callbacks,
    chats,
    commands,
    copying,
    deleting,
    downloads,
    editing,
    ephemeral,
    media,
    members,
    pins,
    polling,
    reactions,
    rich,
    sending,
    things,
    topics,
    webhooks,
)
from bot.sandbox.methods.registry import Method, find_method, method_names

FAMILIES = (
    account,
    albums,
    callbacks,
    chats,
    commands,
    copying,
    deleting,
    downloads,
    editing,
    ephemeral,
    media,
    members,
    pins,
    polling,
    reactions,
    rich,
    sending,
    things,
    topics,
    webhooks,
)

__all__ = ["FAMILIES", "Method", "find_method", "method_names"]
