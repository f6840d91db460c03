"""The webhook's own server."""

import socket
from typing import cast

import pytest

from bot.ingress.unit_of_work import Ingress
from bot.ingress.webhook import Webhook
from bot.settings import Busy
from bot.telegram import Telegram


async def test_an_address_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        host, port = taken.getsockname()
        webhook = Webhook(
            cast(Telegram, None),  # nobody is asked before it listens
            cast(Ingress, None),
            url="https://desk.example.com/telegram",
            secret="secret",
            host=host,
            port=port,
            path="/telegram",
            allowed_updates=[],
        )

        with pytest.raises(Busy, match=f"WEBHOOK_LISTEN={host}:{port}: .*Address already in use"):
            await webhook.run()
