"""The one module that talks to Telegram: a method in, its raw JSON result out, typed errors.

Results are not parsed into models: an unknown enum value in the result of a send would look like a
failure of a call that was carried out, and the retry would be a duplicate.
"""

import json
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramNotFound
from aiogram.methods import GetFile, GetUpdates, TelegramMethod
from aiogram.types import InputFile
from aiohttp import ClientError, ClientResponseError, ClientTimeout

# TDLib silently waits up to 8 s before it answers 429, so shorter timeouts make failures of successes.
CALL_TIMEOUT = 40.0
UPLOAD_TIMEOUT = 300.0
POLL_MARGIN = 15.0
CONNECTIONS = 100


class Telegram:
    """Calls to one Bot API server with one token.

    Parameters go as one JSON object, forms only where a file travels. That halves the cost of a call
    and keeps empty strings, which aiogram's form drops: without them a caption or a topic icon
    cannot be removed.
    """

    def __init__(self, token: str, api_url: str) -> None:
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), limit=CONNECTIONS)
        self.bot = Bot(token, session=self._session)

    async def call(self, method: TelegramMethod[Any]) -> Any:
        """The `result` field of Telegram's answer.

        Raises:
            aiogram.exceptions.TelegramAPIError: as aiogram's own session does; ClientDecodeError stands
                for an answer that is not JSON (a front end's HTML page).
        """
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
                status, content = answer.status, await answer.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except (ClientError, OSError) as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        return self._result(method, status, content)

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

    def _result(self, method: TelegramMethod[Any], status: int, content: str) -> Any:
        try:
            answer = json.loads(content)
            if answer["ok"] and status < 300:
                return answer["result"]
        except (ValueError, KeyError, TypeError) as error:
            raise ClientDecodeError(f"HTTP {status}, not a Bot API answer", error, content[:200]) from error
        self._session.check_response(bot=self.bot, method=method, status_code=status, content=content)
        raise ClientDecodeError(f"HTTP {status} with ok", ValueError(content[:200]), content[:200])


def _timeout(method: TelegramMethod[Any]) -> float:
    if isinstance(method, GetUpdates):
        return (method.timeout or 0) + POLL_MARGIN
    return CALL_TIMEOUT
