"""Writing to the outbox: a row for the database and the same item, after commit, for the sender."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain import items as lanes
from bot.domain.answers import Keyboard, markup
from bot.domain.content import Content
from bot.domain.items import Item, MessageFacts
from bot.domain.presses import Press
from db.enums import Direction, OutboxKind, OutboxState, Priority
from db.models import Message, OutboxItem
from db.queries.outbox import Queued
from db.uow import Transaction


class Outbox:
    """What one transaction wants sent; `written` reaches the sender only if it commits."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self._tx = tx
        self._now = now
        self.arrived_at = now  # of the update that is being handled
        self.written: list[Item] = []

    def relay(self, message: MessageFacts) -> None:
        """Carry a message to the other side."""
        self._about_message(OutboxKind.RELAY, message)

    def edit(self, message: MessageFacts, before: Content) -> None:
        """Bring the copy up to date; what may be edited depends on what it was `before`."""
        self._about_message(OutboxKind.EDIT, message, {"before": before.to_json()})

    def recall(self, message: Message, *, asked_in: int) -> None:
        """Delete the customer's copy; the result is said in reply to the group message `asked_in`."""
        self._about_message(OutboxKind.RECALL, facts_of(message), {"asked_in": asked_in})

    def reaction(self, customer_id: int, message: Message, *, to_group: bool, emoji: str | None) -> None:
        """Mirror a reaction on the twin; `emoji` None takes it away."""
        lane = lanes.lane_to_topic(customer_id) if to_group else lanes.lane_to_customer(customer_id)
        self._write(
            OutboxKind.REACTION,
            lane,
            None if to_group else customer_id,
            Priority.ANSWER,
            customer_id=customer_id,
            message=facts_of(message),
            payload={"emoji": emoji, "to_group": to_group},
        )

    def mark(self, message: MessageFacts, emoji: str | None) -> None:
        """The desk's own reaction on an operator's message; None takes it away."""
        self._write(
            OutboxKind.MARK,
            lanes.lane_of_states(message.customer_id),
            None,
            Priority.STATE,
            customer_id=message.customer_id,
            message=message,
            payload={"emoji": emoji},
        )

    def notice(
        self,
        customer_id: int,
        html: str,
        *,
        reply_to: int | None = None,
        alert: bool = False,
        keyboard: Keyboard = (),
        receiver_id: int | None = None,
    ) -> None:
        """The desk's words in the customer's topic; `reply_to` is a message id in the group.

        With `receiver_id` only that member sees them, where Telegram can do so.
        """
        self._write(
            OutboxKind.NOTICE,
            lanes.lane_of_notices(customer_id),
            None,
            Priority.ALERT if alert else Priority.ANSWER,
            customer_id=customer_id,
            payload=_words(html, keyboard, reply_to=reply_to, receiver_id=receiver_id),
        )

    def say_to_customer(self, customer_id: int, html: str, *, keyboard: Keyboard = ()) -> None:
        """The desk's words to a customer, in order with operators' answers."""
        lane = lanes.lane_to_customer(customer_id)
        payload = _words(html, keyboard)
        self._write(
            OutboxKind.SAY, lane, customer_id, Priority.ANSWER, customer_id=customer_id, payload=payload
        )

    def say(
        self,
        chat_id: int,
        html: str,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        keyboard: Keyboard = (),
        receiver_id: int | None = None,
        priority: Priority = Priority.ALERT,
    ) -> None:
        """The desk's words in any chat known by its id: an admin's, General, a group to be set up or left."""
        payload = _words(html, keyboard, thread_id=thread_id, reply_to=reply_to, receiver_id=receiver_id)
        self._write(OutboxKind.SAY, lanes.lane_of_chat(chat_id), chat_id, priority, payload=payload)

    def rewrite(
        self,
        chat_id: int,
        message_id: int,
        html: str | None,
        keyboard: Keyboard = (),
        *,
        whisper: tuple[int, int] | None = None,
    ) -> None:
        """Give a message of the desk's own other words, or with `html` None only other buttons.

        `whisper` names one that a single member sees: the member and the ephemeral message's id.
        """
        payload: dict[str, Any] = {"message_id": message_id, "html": html, "markup": markup(keyboard)}
        if whisper is not None:
            payload["receiver"], payload["ephemeral_id"] = whisper
        lane = lanes.lane_of_chat(chat_id)
        self._write(OutboxKind.REWRITE, lane, chat_id, Priority.ANSWER, payload=payload)

    def press(self, press: Press) -> None:
        """Find out whether a stranger who pressed a button is a member; if so, do as the button says."""
        lane = lanes.lane_of_chat(press.chat_id)
        payload = {"press": asdict(press)}
        self._write(OutboxKind.PRESS, lane, press.chat_id, Priority.ANSWER, payload=payload)

    def alert(self, customer_id: int, alerts: Sequence[Mapping[str, Any]]) -> None:
        """Tell operators that promises to this customer run out; see `alerts` for what it holds."""
        payload = {"alerts": list(alerts)}
        lane = lanes.LANE_OF_ALERTS
        self._write(OutboxKind.ALERT, lane, None, Priority.ALERT, customer_id=customer_id, payload=payload)

    def leave(self, chat_id: int) -> None:
        self._write(OutboxKind.LEAVE, lanes.lane_of_chat(chat_id), chat_id, Priority.ANSWER)

    def setup(self, chat_id: int, *, message_id: int | None = None) -> None:
        """Look how far the setting up of this group is and show it; in private: of the desk as a whole.

        `message_id` is the message that shows it in private so far.
        """
        payload = {"message_id": message_id}
        self._write(OutboxKind.SETUP, lanes.lane_of_chat(chat_id), chat_id, Priority.ANSWER, payload=payload)

    def card(self, customer_id: int) -> None:
        """Rewrite the card of the customer's topic when budget is spare."""
        lane = lanes.lane_of_states(customer_id)
        self._write(OutboxKind.CARD, lane, None, Priority.STATE, customer_id=customer_id)

    def icon(self, customer_id: int) -> None:
        """Let the topic's icon show the state when budget is spare."""
        lane = lanes.lane_of_states(customer_id)
        self._write(OutboxKind.ICON, lane, None, Priority.STATE, customer_id=customer_id)

    def menu(self, customer_id: int, menu: str | None) -> None:
        """Show one of the card's menus (None: its usual buttons) to somebody who waits for it."""
        lane = lanes.lane_of_notices(customer_id)
        payload = {"menu": menu}
        self._write(OutboxKind.CARD, lane, None, Priority.ANSWER, customer_id=customer_id, payload=payload)

    def pin_card(self, customer_id: int) -> None:
        lane = lanes.lane_of_states(customer_id)
        self._write(OutboxKind.PIN, lane, None, Priority.STATE, customer_id=customer_id)

    def reopen_topic(self, customer_id: int) -> None:
        lane = lanes.lane_to_topic(customer_id)
        self._write(OutboxKind.REOPEN_TOPIC, lane, None, Priority.ANSWER, customer_id=customer_id)

    def _about_message(
        self, kind: OutboxKind, message: MessageFacts, payload: Mapping[str, Any] | None = None
    ) -> None:
        to_group = message.direction is Direction.TO_GROUP
        customer_id = message.customer_id
        lane = lanes.lane_to_topic(customer_id) if to_group else lanes.lane_to_customer(customer_id)
        self._write(
            kind,
            lane,
            None if to_group else customer_id,
            Priority.MESSAGE,
            customer_id=customer_id,
            message=message,
            payload=payload,
        )

    def _write(
        self,
        kind: OutboxKind,
        lane: str,
        chat_id: int | None,
        priority: Priority,
        *,
        customer_id: int | None = None,
        message: MessageFacts | None = None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        item_id, content = self._tx.ids.next_outbox(), dict(payload or {})
        row = {
            "id": item_id,
            "lane": lane,
            "chat_id": chat_id,
            "kind": kind,
            "priority": priority,
            "customer_id": customer_id,
            "message_id": message.id if message else None,
            "payload": content,
            "state": OutboxState.QUEUED,
            "created_at": self._now,
            "units": 0,
        }
        self._tx.session.insert(OutboxItem, row)
        self.written.append(
            Item(
                item_id,
                lane,
                chat_id,
                kind,
                priority,
                self._now,
                customer_id,
                message,
                content,
                self.arrived_at,
            )
        )


def _words(
    html: str,
    keyboard: Keyboard = (),
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
    receiver_id: int | None = None,
) -> dict[str, Any]:
    """A payload without what is not there."""
    words: dict[str, Any] = {
        "html": html,
        "thread_id": thread_id,
        "reply_to": reply_to,
        "receiver": receiver_id,
        "markup": markup(keyboard) if keyboard else None,
    }
    return {key: value for key, value in words.items() if value is not None}


def facts_of(message: Message) -> MessageFacts:
    """A stored message as the sender wants it."""
    return MessageFacts(
        id=message.id,
        customer_id=message.customer_id,
        direction=message.direction,
        source_chat_id=message.source_chat_id,
        source_message_id=message.source_message_id,
        content=Content.from_json(message.content),
        media_group_id=message.media_group_id,
        reply=message.reply,
    )


def item_of(queued: Queued) -> Item:
    """A stored item as the sender wants it."""
    row, message = queued
    return Item(
        row.id,
        row.lane,
        row.chat_id,
        row.kind,
        Priority(row.priority),
        row.created_at,
        row.customer_id,
        facts_of(message) if message else None,
        row.payload,
    )
