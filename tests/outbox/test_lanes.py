"""Lanes: order, what may travel together, and what makes an earlier item pointless."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.content import Content, ContentKind, text_content
from bot.domain.items import Item, MessageFacts
from bot.outbox.lanes import Lane
from db.enums import Direction, OutboxKind, Priority

START = datetime(2026, 1, 1, tzinfo=UTC)
SETTLE = timedelta(seconds=1)


class Maker:
    """Makes messages and items with rising ids."""

    def __init__(self) -> None:
        self._ids = count(1)

    def message(self, text: str = "hi", **details: object) -> MessageFacts:
        number = next(self._ids)
        content = details.pop("content", text_content(text))
        return MessageFacts(number, 7, Direction.TO_GROUP, 7, number, content, **details)  # type: ignore[arg-type]

    def item(
        self, kind: OutboxKind, message: MessageFacts | None, after: float = 0.0, **payload: object
    ) -> Item:
        at = START + timedelta(seconds=after)
        return Item(next(self._ids), "lane", None, kind, Priority.MESSAGE, at, 7, message, payload)

    def lane(self, *items: Item) -> Lane:
        lane = Lane("lane", None)
        for item in items:
            lane.add(item)
        return lane


@pytest.fixture
def make() -> Maker:
    return Maker()


def test_messages_leave_one_by_one_while_budget_is_plenty(make: Maker) -> None:
    first, second = (make.item(OutboxKind.RELAY, make.message(t)) for t in ("a", "b"))
    lane = make.lane(first, second)

    load = lane.load(scarce=False)

    assert load.items == (first,)


def test_waiting_texts_leave_together_when_budget_is_scarce(make: Maker) -> None:
    items = [make.item(OutboxKind.RELAY, make.message(t)) for t in ("a", "b", "c")]
    lane = make.lane(*items)

    load = lane.load(scarce=True)

    assert load.items == tuple(items)
    assert [facts.content.text for facts in load.messages] == ["a", "b", "c"]


def test_a_photo_ends_the_run_of_texts(make: Maker) -> None:
    photo = make.message(content=Content(ContentKind.PHOTO, file_id="f"))
    texts = [make.item(OutboxKind.RELAY, make.message(t)) for t in ("a", "b")]
    lane = make.lane(
        *texts, make.item(OutboxKind.RELAY, photo), make.item(OutboxKind.RELAY, make.message("c"))
    )

    assert lane.load(scarce=True).items == tuple(texts)


def test_a_reply_begins_a_run_of_its_own(make: Maker) -> None:
    plain = make.item(OutboxKind.RELAY, make.message("a"))
    reply = make.item(OutboxKind.RELAY, make.message("b", reply={"message_id": 1}))
    after = make.item(OutboxKind.RELAY, make.message("c"))

    assert make.lane(plain, reply, after).load(scarce=True).items == (plain,)
    assert make.lane(reply, after).load(scarce=True).items == (reply, after)


def test_merged_texts_fit_one_message(make: Maker) -> None:
    items = [make.item(OutboxKind.RELAY, make.message("x" * 2000)) for _ in range(3)]

    assert make.lane(*items).load(scarce=True).items == tuple(items[:2])


def test_an_edit_of_what_has_not_left_is_absorbed(make: Maker) -> None:
    message = make.message("first")
    relay = make.item(OutboxKind.RELAY, message)
    other = make.item(OutboxKind.RELAY, make.message("other"))
    edited = MessageFacts(message.id, 7, Direction.TO_GROUP, 7, message.id, text_content("second"))
    edit = make.item(OutboxKind.EDIT, edited, before=message.content.to_json())
    lane = make.lane(relay, other, edit)

    load = lane.load(scarce=False)
    lane.remove(load.items)

    assert load.items == (relay, edit)
    assert load.messages[0].content.text == "second"
    assert list(lane.items) == [other]


def test_only_the_last_of_several_edits_is_sent(make: Maker) -> None:
    message = make.message("c")
    edits = [make.item(OutboxKind.EDIT, message, before={"kind": "text"}) for _ in range(3)]

    load = make.lane(*edits).load(scarce=False)

    assert load.head is edits[-1]
    assert load.items == tuple(edits)


def test_what_was_recalled_before_it_left_never_leaves(make: Maker) -> None:
    message = make.message("oops")
    relay = make.item(OutboxKind.RELAY, message)
    recall = make.item(OutboxKind.RECALL, message)
    lane = make.lane(relay, make.item(OutboxKind.RELAY, make.message("ok")), recall)

    load = lane.load(scarce=False)

    assert load.recalled
    assert load.items == (relay, recall)


def test_an_album_travels_together_in_the_order_it_was_sent(make: Maker) -> None:
    photos = [
        make.message(content=Content(ContentKind.PHOTO, file_id="f"), media_group_id="g") for _ in range(3)
    ]
    items = [make.item(OutboxKind.RELAY, photo) for photo in photos]
    lane = make.lane(items[0], items[2], items[1])

    load = lane.load(scarce=False)

    assert load.is_album
    assert load.messages == tuple(photos)


def test_an_album_waits_for_its_last_item_but_not_for_ever(make: Maker) -> None:
    def photo(after: float) -> Item:
        content = Content(ContentKind.PHOTO, file_id="f")
        return make.item(OutboxKind.RELAY, make.message(content=content, media_group_id="g"), after)

    assert make.lane(photo(0)).complete_at(SETTLE) == START + SETTLE
    assert make.lane(photo(0), photo(0.6)).complete_at(SETTLE) == START + timedelta(seconds=1.6)
    assert make.lane(*[photo(n * 0.9) for n in range(5)]).complete_at(SETTLE) == START + 3 * SETTLE
    assert make.lane(*[photo(0) for _ in range(10)]).complete_at(SETTLE) is None
    assert make.lane(make.item(OutboxKind.RELAY, make.message("text"))).complete_at(SETTLE) is None


def test_a_revived_item_takes_its_old_place(make: Maker) -> None:
    old, first, second = (make.item(OutboxKind.RELAY, make.message(t)) for t in "abc")
    lane = make.lane(first, second)

    lane.add(old)

    assert list(lane.items) == [old, first, second]


def test_cards_are_coalesced(make: Maker) -> None:
    cards = [make.item(OutboxKind.CARD, None) for _ in range(3)]
    pin = make.item(OutboxKind.PIN, None)

    load = make.lane(cards[0], cards[1], pin, cards[2]).load(scarce=False)

    assert load.items == tuple(cards)


def test_an_older_edit_that_is_revived_does_not_undo_a_newer_one(make: Maker) -> None:
    message = make.message("first")
    relay = make.item(OutboxKind.RELAY, message)
    older = make.item(OutboxKind.EDIT, replace(message, content=text_content("second")))
    newer = make.item(OutboxKind.EDIT, replace(message, content=text_content("third")))
    lane = make.lane(relay, newer)

    lane.add(older)
    load = lane.load(scarce=False)
    lane.remove(load.items)

    assert [facts.content.text for facts in load.messages] == ["third"]
    assert load.items == (relay, older, newer)
    assert not lane.items


def test_an_edit_that_was_settled_changes_nothing_that_comes_later(make: Maker) -> None:
    message = make.message("first")
    relay = make.item(OutboxKind.RELAY, message)
    lane = make.lane(relay, make.item(OutboxKind.EDIT, replace(message, content=text_content("second"))))
    lane.remove(lane.load(scarce=False).items)

    again = make.item(OutboxKind.RELAY, message)
    lane.add(again)

    assert lane.load(scarce=False).items == (again,)
    assert [facts.content.text for facts in lane.load(scarce=False).messages] == ["first"]
