"""What a bot is: getMe, names and descriptions, default rights, logging out."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.members import ADMIN_RIGHTS
from bot.sandbox.methods.registry import method
from bot.sandbox.request import Request
from bot.sandbox.utf16 import utf16_length


@method("getMe")
def get_me(request: Request) -> Any:
    return request.bot.me


@method("logOut", "close")
def log_out(request: Request) -> Any:
    request.bot.is_logged_out = request.method == "logOut"
    return True


def _language(request: Request) -> str:
    code = request.arguments.text("language_code")
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
        raise bad_request("LANG_CODE_INVALID")
    return code


def _set(request: Request, texts: dict[str, str], parameter: str, longest: int) -> bool:
    language = _language(request)
    text = request.arguments.text(parameter)
    if utf16_length(text) > longest:
        raise bad_request(f"BOT_{parameter.upper()}_INVALID")
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    return True


def _get(request: Request, texts: dict[str, str], otherwise: str = "") -> str:
    language = _language(request)
    return texts.get(language) or texts.get("") or otherwise


@method("setMyName")
def set_my_name(request: Request) -> Any:
    return _set(request, request.bot.names, "name", 64)


@method("getMyName")
def get_my_name(request: Request) -> Any:
    return {"name": _get(request, request.bot.names, request.bot.first_name)}


@method("setMyDescription")
def set_my_description(request: Request) -> Any:
    return _set(request, request.bot.descriptions, "description", 512)


@method("getMyDescription")
def get_my_description(request: Request) -> Any:
    return {"description": _get(request, request.bot.descriptions)}


@method("setMyShortDescription")
def set_my_short_description(request: Request) -> Any:
    return _set(request, request.bot.short_descriptions, "short_description", 120)


@method("getMyShortDescription")
def get_my_short_description(request: Request) -> Any:
    return {"short_description": _get(request, request.bot.short_descriptions)}


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(request: Request) -> Any:
    rights = request.arguments.object("rights", "ChatAdministratorRights") or {}
    request.bot.default_rights[request.arguments.flag("for_channels")] = rights
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(request: Request) -> Any:
    rights = request.bot.default_rights.get(request.arguments.flag("for_channels"), {})
    return {name: bool(rights.get(name)) for name in ("is_anonymous", *ADMIN_RIGHTS)}


@method("setChatMenuButton")
def set_chat_menu_button(request: Request) -> Any:
    button = request.arguments.object("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("unsupported menu button type specified")
    request.bot.menu_buttons[request.arguments.number("chat_id")] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(request: Request) -> Any:
    buttons = request.bot.menu_buttons
    return buttons.get(request.arguments.number("chat_id")) or buttons.get(0) or {"type": "commands"}
