"""The table of what the page can do, and how it names people, chats and messages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.errors import NotPossible
from bot.sandbox.groups import Group
from bot.sandbox.messages import SandboxMessage
from bot.sandbox.page_forms import BadForm, Form
from bot.sandbox.people import Person
from bot.sandbox.rooms import Room
from bot.sandbox.stage import Stage

Answer = dict[str, Any] | None
Action = Callable[["Scene"], Awaitable[Answer]]

ACTIONS: dict[str, Action] = {}


def action(name: str) -> Callable[[Action], Action]:
    """Register what happens when the page asks to `do` this."""

    def register(function: Action) -> Action:
        ACTIONS[name] = function
        return function

    return register


class Scene:
    """One action while it happens: the stage, the form, and whom and what the form means."""

    def __init__(self, stage: Stage, form: Form) -> None:
        self.stage = stage
        self.world = stage.world
        self.form = form

    @property
    def actor(self) -> Person:
        """The person whose client the page is playing (`as`)."""
        person = self.world.people.get(self.form.number("as"))
        if person is None:
            raise NotPossible("nobody has this id")
        return person

    @property
    def group(self) -> Group:
        """The group that `chat` names."""
        group = self.world.groups.get(self.form.number("chat"))
        if group is None:
            raise NotPossible("there is no such group")
        return group

    @property
    def room(self) -> Room:
        """The group that `chat` names, or the actor's private chat with the bot."""
        chat = self.form.number("chat")
        if chat in self.world.groups:
            return self.world.groups[chat]
        actor = self.actor
        if chat != actor.id:
            raise NotPossible("people see only their own private chats")
        return actor.chat()

    @property
    def to(self) -> Group | None:
        """Where a message is addressed: None is the bot."""
        return self.room.group

    @property
    def topic(self) -> int | None:
        """The topic, None outside of forums."""
        number = self.form.number("topic", 0)
        group = self.room.group
        if group is None or number == 0:
            return None
        if number != group.general.id and number not in group.topics:
            raise NotPossible("there is no such topic", "refused-no-topic")
        return number

    @property
    def message(self) -> SandboxMessage:
        """The message that the form names."""
        return self._message("message")

    @property
    def reply_to(self) -> SandboxMessage | None:
        """The message that is answered, if any."""
        return self._message("reply_to") if self.form.has("reply_to") else None

    def _message(self, field: str) -> SandboxMessage:
        message = self.room.find(self.form.number(field))
        if message is None:
            raise NotPossible("this message was deleted", "refused-message-gone")
        return message


async def act(stage: Stage, form: Form) -> dict[str, Any]:
    """Do what the form asks for and tell what came of it.

    Raises:
        BadForm: the form is not one of the page's.
        NotPossible: no Telegram client would allow it.
    """
    found = ACTIONS.get(form.text("do"))
    if found is None:
        raise BadForm(f"there is no action {form.text('do')!r}")
    try:
        return await found(Scene(stage, form)) or {}
    except (KeyError, TypeError, ValueError) as error:
        # What the sandbox's models cannot make anything of: a faulty entity, an unknown kind.
        raise BadForm(f"{type(error).__name__}: {error}") from error
