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
