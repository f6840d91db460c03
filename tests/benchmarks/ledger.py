"""The ledger of a measurement: when each message was written, when its copy stood in the group."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


class CountedWrongly(AssertionError):
    """A message was lost, doubled, merged, misplaced or overtaken: the figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """The `number`-th message of one customer, in the bot's queue since `at` (seconds, any clock)."""

    customer_id: int
    number: int
    at: float


@dataclass(frozen=True, slots=True)
class Arrived:
    """A text that stands in a topic of the group since `at`."""

    text: str
    thread_id: int | None
    at: float


class Ledger:
    """Messages by their texts, which tell them apart."""

    def __init__(self) -> None:
        self.written: dict[str, Written] = {}
        self.arrived: list[Arrived] = []

    @property
    def is_complete(self) -> bool:
        return len(self.arrived) >= len(self.written)

    def check(self, *, in_order: bool) -> None:
        """Each message arrived once, alone, in its customer's one topic, and (if asked) after its elders.

        Raises:
            CountedWrongly: it is otherwise.
        """
        times = Counter(arrived.text for arrived in self.arrived)
        _refuse("not written so (merged?)", [text for text in times if text not in self.written])
        _refuse("copied twice", [text for text, number in times.items() if number > 1])
        _refuse("lost", [text for text in self.written if text not in times])
        owners: dict[int | None, int] = {}
        strangers = [
            arrived.text
            for arrived in self.arrived
            if owners.setdefault(arrived.thread_id, self._of(arrived).customer_id)
            != self._of(arrived).customer_id
        ]
        _refuse("in another customer's topic", strangers)
        if len(owners) != len({written.customer_id for written in self.written.values()}):
            raise CountedWrongly("a customer has more than one topic")
        if in_order:
            _refuse("overtaken", list(self.overtaken()))

    def overtaken(self) -> Iterator[str]:
        """Texts that arrived after a younger message of the same customer."""
        newest: dict[int, int] = {}
        for arrived in self.arrived:
            written = self._of(arrived)
            if written.number < newest.get(written.customer_id, -1):
                yield arrived.text
            newest[written.customer_id] = max(written.number, newest.get(written.customer_id, -1))

    def delays(self) -> list[float]:
        """Seconds from update to copy, in order of arrival."""
        return [arrived.at - self._of(arrived).at for arrived in self.arrived]

    def rate(self) -> float:
        """Messages per second from the last one written (a backlog is written at once) to the last copy."""
        began = max(written.at for written in self.written.values())
        return len(self.arrived) / (self.arrived[-1].at - began)

    def _of(self, arrived: Arrived) -> Written:
        return self.written[arrived.text]


def _refuse(what: str, texts: list[str]) -> None:
    if texts:
        raise CountedWrongly(f"{len(texts)} messages {what}, such as {texts[0]!r}")
