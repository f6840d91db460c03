"""The one module that talks to Telegram: a method in, its raw JSON result out, typed errors.

Results are not parsed into models: an unknown enum value in the result of a send would look like a
failure of a call that was carried out, and the retry would be a duplicate.
"""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramNotFound
from aiogram.methods import GetFile, GetUpdates, TelegramMethod
from aiogram.types import InputFile
from aiohttp import ClientError, ClientResponseError, ClientTimeout

from bot.contact import Contact

# TDLib silently waits up to 8 s before it answers 429, so shorter timeouts make failures of successes.
CALL_TIMEOUT = 40.0
UPLOAD_TIMEOUT = 300.0
POLL_MARGIN = 15.0
CONNECTIONS = 100
UNREACHABLE = "unreachable"
NOT_OURS = (401, 404)  # answers of a server that does not know the token


class Telegram:
    """Calls to one Bot API server with one token.

    Parameters go as one JSON object, forms only where a file travels. That halves the cost of a call
    and keeps empty strings, which aiogram's form drops: without them a caption or a topic icon
    cannot be removed. `called` is told of each call: its method, HTTP's code or UNREACHABLE, seconds.
    """

    def __init__(self, token: str, api_url: str) -> None:
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), limit=CONNECTIONS)
        self.bot = Bot(token, session=self._session)
        self.contact = Contact()
        self.called: Callable[[str, str, float], None] = lambda method, code, seconds: None

    async def call(self, method: TelegramMethod[Any]) -> Any:
        """The `result` field of Telegram's answer.

        Raises:
            aiogram.exceptions.TelegramAPIError: as aiogram's own session does; TelegramNetworkError stands
                for an answer that is not JSON too (a front end's HTML page).
        """
        began, code, is_heard = time.perf_counter(), UNREACHABLE, False
        try:
            status, content = await self._post(method)
            code = str(status)
            answer = _parsed(method, status, content)
            is_heard = status < 500 and status not in NOT_OURS
        finally:
            self._note(method, code, time.perf_counter() - began, is_heard)
        if answer["ok"]:
            return answer["result"]
        with suppress(ClientDecodeError):
            self._session.check_response(bot=self.bot, method=method, status_code=status, content=content)
        raise TelegramNetworkError(method=method, message=f"HTTP {status} for a refusal")

    async def _post(self, method: TelegramMethod[Any]) -> tuple[int, str]:
        """HTTP's status and the body."""
        fields, files = self._parameters(method)
        session = await self._session.create_session()
        url = self._session.api.api_url(token=self.bot.token, method=method.__api_method__)
        try:
            if files:
                form = self._session.build_form_data(bot=self.bot, method=method)
                post = session.post(url, data=form, timeout=ClientTimeout(total=UPLOAD_TIMEOUT))
            else:
                post = session.post(url, json=fields, timeout=ClientTimeout(total=_timeout(method)))
            async with post as answer:
                return answer.status, await answer.text(errors="replace")
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except (ClientError, OSError) as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error

    def _note(self, method: TelegramMethod[Any], code: str, seconds: float, is_heard: bool) -> None:
        now = asyncio.get_running_loop().time()
        if is_heard:
            self.contact.heard(now)
            if isinstance(method, GetUpdates) and code == "200":
                self.contact.updates_at = now
        else:
            self.contact.lost(now)
        self.called(method.__api_method__, code, seconds)

    async def download(self, file_path: str) -> bytes:
        """The bytes of a file that getFile named; at most 20 MB on Telegram's own servers.

        Raises:
            TelegramNotFound: the server has no such file, or no longer.
            TelegramNetworkError: it could not be asked.
        """
        session = await self._session.create_session()
        url = self._session.api.file_url(self.bot.token, file_path)
        try:
            async with session.get(url, timeout=ClientTimeout(total=UPLOAD_TIMEOUT)) as answer:
                answer.raise_for_status()
                return await answer.read()
        except ClientResponseError as error:
            method, message = GetFile(file_id=file_path), f"no file: HTTP {error.status}"
            raise TelegramNotFound(method=method, message=message) from None  # the URL holds the token
        except (TimeoutError, ClientError, OSError) as error:
            method, message = GetFile(file_id=file_path), f"download: {type(error).__name__}"
            raise TelegramNetworkError(method=method, message=message) from None

    async def close(self) -> None:
        """Close the connections; without the quarter of a second that aiogram's `close` sleeps after it."""
        await (await self._session.create_session()).close()

    def _parameters(self, method: TelegramMethod[Any]) -> tuple[dict[str, Any], dict[str, InputFile]]:
        fields: dict[str, Any] = {}
        files: dict[str, InputFile] = {}
        for name, value in method:
            if value is None or isinstance(value, Default):
                continue
            if not isinstance(value, str | int | float):
                value = self._session.prepare_value(value, bot=self.bot, files=files, _dumps_json=False)
            if value is not None:
                fields[name] = value
        return fields, files


def _parsed(method: TelegramMethod[Any], status: int, content: str) -> dict[str, Any]:
    """The Bot API's answer; a result with a status of failure is none."""
    try:
        answer: dict[str, Any] = json.loads(content)
        if not answer["ok"] or (status < 300 and "result" in answer):
            return answer
    except (ValueError, KeyError, TypeError):
        pass
    raise TelegramNetworkError(method=method, message=f"HTTP {status}, not a Bot API answer")


def _timeout(method: TelegramMethod[Any]) -> float:
    if isinstance(method, GetUpdates):
        return (method.timeout or 0) + POLL_MARGIN
    return CALL_TIMEOUT
