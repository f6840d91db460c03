"""Who may use the sandbox: this machine, and no web page of another origin that runs in its browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = ("127.0.0.1", "::1", "localhost")
OWN_FETCHES = (None, "same-origin", "none")


class ForeignRequest(Exception):
    """The request comes from another machine or from somebody else's page."""


def is_foreign(http: web.BaseRequest) -> bool:
    """Does the request come from elsewhere?"""
    try:
        require_local(http)
    except ForeignRequest:
        return True
    return False


def require_local(http: web.BaseRequest, *, may_be_linked: bool = False) -> None:
    """Refuse what is not from here; `may_be_linked` lets links of other sites lead to a page.

    Raises:
        ForeignRequest: with the reason as its text.
    """
    peer = http.transport.get_extra_info("peername") if http.transport is not None else None
    if peer is None or peer[0] not in LOOPBACK:
        raise ForeignRequest("only from this machine")
    # A foreign Host is a name that an attacker's DNS points at us; a foreign Origin is his page.
    host = http.headers.get("Host", "")
    origin = http.headers.get("Origin")
    if urlsplit(f"//{host}").hostname not in LOOPBACK:
        raise ForeignRequest("foreign origin")
    if origin is not None and urlsplit(origin).netloc != host:
        raise ForeignRequest("foreign origin")
    # Browsers send no Origin with <img> and <script>, but they tell where the request was made.
    is_link = may_be_linked and http.headers.get("Sec-Fetch-Mode") == "navigate"
    if http.headers.get("Sec-Fetch-Site") not in OWN_FETCHES and not is_link:
        raise ForeignRequest("foreign origin")
