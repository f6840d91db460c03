"""setWebhook, deleteWebhook, getWebhookInfo."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from bot.sandbox.bots import Webhook
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request

MAX_SECRET = 256
PORTS = (443, 80, 88, 8443)
_URL = re.compile(r"^(https?)://([^/:?#]+)(?::(\d+))?(?:[/?#].*)?$", re.IGNORECASE)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@method("setWebhook")
def set_webhook(request: Request) -> Any:
    arguments, bot = request.arguments, request.bot
    url = arguments.text("url")
    if not url:
        return delete_webhook(request)
    _check_url(url)
    secret = arguments.text("secret_token")
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    gate = request.server.gate
    # Bot API: setWebhook more than about once a second is refused.
    gate.spend_own(bot.id, "webhook", gate.limits.set_webhook, asyncio.get_running_loop().time())
    if "allowed_updates" in arguments.values:
        bot.updates.allow(arguments.parsed("allowed_updates", "allowed updates"))
    if arguments.flag("drop_pending_updates"):
        bot.updates.clear()
    connections = arguments.number("max_connections", 40)
    bot.webhook = Webhook(url, secret, min(max(connections, 1), 100), arguments.text("ip_address"))
    if bot.poll is not None:
        bot.poll.ended_by = "terminated by setWebhook request"
        bot.updates.wake()
    request.server.webhooks.restart(bot)
    return True


def _check_url(url: str) -> None:
    match = _URL.match(url)
    if match is None:
        raise bad_request("bad webhook: Invalid webhook URL specified")
    scheme, host, port = match.group(1).lower(), match.group(2), match.group(3)
    if host in _LOOPBACK:
        # A local Bot API server posts to plain http and any port.
        return
    if scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port and int(port) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@method("deleteWebhook")
def delete_webhook(request: Request) -> Any:
    if request.arguments.flag("drop_pending_updates"):
        request.bot.updates.clear()
    request.bot.webhook = None
    request.server.webhooks.stop(request.bot)
    return True


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> Any:
    bot = request.bot
    info: dict[str, Any] = {
        "url": bot.webhook.url if bot.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": bot.updates.pending(request.world.now().timestamp()),
    }
    if bot.webhook is not None:
        info["max_connections"] = bot.webhook.max_connections
        if bot.webhook.ip_address:
            info["ip_address"] = bot.webhook.ip_address
        if bot.webhook.last_error_at is not None:
            info["last_error_date"] = bot.webhook.last_error_at
            info["last_error_message"] = bot.webhook.last_error
    if not bot.updates.is_default:
        info["allowed_updates"] = sorted(bot.updates.allowed)
    return info
