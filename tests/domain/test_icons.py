"""Which icon a topic bears."""

import pytest

from bot.domain.icons import icon_for
from bot.sandbox.topics import ICON_EMOJI
from db.enums import TicketState

OFFERED = {emoji: identifier for identifier, emoji in ICON_EMOJI.items()}


@pytest.mark.parametrize("state", TicketState)
def test_telegram_offers_an_icon_for_every_state(state: TicketState) -> None:
    assert icon_for(state, OFFERED) in ICON_EMOJI


def test_states_can_be_told_apart() -> None:
    icons = {icon_for(state, OFFERED) for state in TicketState}

    assert len(icons) == len(TicketState)


def test_no_live_ticket_looks_closed() -> None:
    assert icon_for(None, OFFERED) == icon_for(TicketState.CLOSED, OFFERED)


def test_what_is_not_offered_is_not_shown() -> None:
    assert icon_for(TicketState.OPEN, {"🔥": "1"}) == "1"
    assert icon_for(TicketState.OPEN, {}) is None
