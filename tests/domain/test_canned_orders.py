"""What `/canned …` asks for."""

import pytest

from bot.domain.canned import closest_first
from bot.domain.canned_orders import Delete, ListAll, Order, Save, Show, read_order
from bot.domain.entities import Entity, Text
from bot.domain.errors import WrongInput

REPLIED: Text = ("Dear you", ())


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("/canned", ListAll()),
        ("/canned@desk_bot  ", ListAll()),
        ("/canned refund", Show("refund")),
        ("/canned Refund-2 ", Show("refund-2")),
        ("/canned refund Dear you", Save("refund", ("Dear you", ()))),
        ("/canned refund\nDear you,\n\nbye\n", Save("refund", ("Dear you,\n\nbye", ()))),
        ("/canned -refund", Delete("refund")),
        ("/canned –refund", Delete("refund")),  # phones make a dash of it
    ],
)
def test_orders_are_understood(written: str, order: Order) -> None:
    assert read_order((written, ())) == order


def test_as_a_reply_a_bare_name_saves_what_is_replied_to() -> None:
    assert read_order(("/canned refund", ()), REPLIED) == Save("refund", REPLIED)
    assert read_order(("/canned", ()), REPLIED) == ListAll()
    assert read_order(("/canned refund No", ()), REPLIED) == Save("refund", ("No", ()))


def test_formatting_of_the_text_is_kept_where_it_is() -> None:
    command: Entity = {"type": "bot_command", "offset": 0, "length": 7}
    bold: Entity = {"type": "bold", "offset": 17, "length": 3}

    order = read_order(("/canned refund 😀 you", (command, bold)))

    assert order == Save("refund", ("😀 you", ({"type": "bold", "offset": 2, "length": 3},)))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("/canned <b>", "canned-name-example"),
        ("/canned привет всем", "canned-name-example"),
        ("/canned -", "canned-name-example"),
        ("/canned -refund Dear you", "canned-example"),
        (f"/canned {'x' * 33}", "canned-name-example"),
    ],
)
def test_nonsense_gets_an_example(written: str, key: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        read_order((written, ()))

    assert wrong.value.text_key == key


@pytest.mark.parametrize(
    ("meant", "first"),
    [("ref", "refund"), ("fund", "refund"), ("refudn", "refund"), ("helo", "hello"), ("zzz", "hello")],
)
def test_the_name_that_may_be_meant_comes_first(meant: str, first: str) -> None:
    assert closest_first(meant, ["hello", "refund", "shipping"])[0] == first
