"""Faults of the operator group: what can be wrong with it, each named by the key of its text."""

from typing import Final

# The first five make relaying impossible; the next two only make it poorer.
NOT_FOUND: Final = "fault-not-found"
KICKED: Final = "fault-kicked"
NOT_FORUM: Final = "fault-not-forum"
NOT_ADMIN: Final = "fault-not-admin"
NO_TOPICS: Final = "fault-no-topics-right"
NO_DELETE: Final = "fault-no-delete-right"
NO_PIN: Final = "fault-no-pin-right"

# Never found by an inspection: a send was refused for an unclear reason; there was no inspection yet.
REFUSED: Final = "fault-refused"
UNSEEN: Final = "fault-unseen"

FATAL: Final = frozenset({NOT_FOUND, KICKED, NOT_FORUM, NOT_ADMIN, NO_TOPICS})
