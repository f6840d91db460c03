"""The closed sets of states that rows can be in."""

from enum import IntEnum, StrEnum


class Direction(StrEnum):
    """Which way a message crosses."""

    TO_GROUP = "to_group"  # a customer wrote it
    TO_CUSTOMER = "to_customer"  # an operator wrote it
    NOTE = "note"  # an operator wrote it for operators: it never crosses


class MessageState(StrEnum):
    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"
    NOTE = "note"
    RECALLED = "recalled"


class TicketState(StrEnum):
    OPEN = "open"
    PENDING = "pending"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    CLOSED = "closed"


class OutboxKind(StrEnum):
    """What an outbox item asks the sender to do."""

    RELAY = "relay"  # carry one message (or item of an album) across
    EDIT = "edit"  # bring a copy up to date
    REACTION = "reaction"  # mirror a reaction on the twin
    RECALL = "recall"  # delete the customer's copy
    NOTICE = "notice"  # the desk's own words into a customer's topic
    SAY = "say"  # the desk's own words into a chat (customer, admin, General)
    CARD = "card"  # post or rewrite the opening card
    PIN = "pin"  # pin the card
    MARK = "mark"  # the desk's reaction on an operator's message
    REOPEN_TOPIC = "reopen_topic"
    LEAVE = "leave"  # leave a group that is not ours
    SETUP = "setup"  # see whether a group can be the desk's
    ALERT = "alert"  # a promise to a customer runs out or has run out
    ICON = "icon"  # the topic's icon shows the ticket's state
    REWRITE = "rewrite"  # change a message of the desk's own, or only its buttons
    PRESS = "press"  # see whether a stranger who pressed a button is a member, then do as he says


class OutboxState(StrEnum):
    QUEUED = "queued"
    DONE = "done"
    DEAD = "dead"  # given up, kept, shown, can be retried
    RETRY = "retry"  # an admin asked for another try; the sender takes it up
    BURIED = "buried"  # an admin has seen it and wants no more of it


class Priority(IntEnum):
    """Who goes first in a chat: the smaller number."""

    MESSAGE = 0  # what a customer or an operator wrote
    ANSWER = 1  # the desk's answer to somebody who waits for it
    ALERT = 2
    STATE = 3  # cards, icons, marks: only from spare budget


class TicketPriority(StrEnum):
    """How urgent a ticket is (not to be confused with `Priority`, who goes first in a chat)."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class ClockKind(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class ClockStatus(StrEnum):
    """Where a clock is; a running one past its due time is judged by whatever stops it."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"  # finished late
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in (ClockStatus.RUNNING, ClockStatus.PAUSED)


class ClockEventName(StrEnum):
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"
    RETARGETED = "retargeted"
    ALERTED = "alerted"
