"""The HTTP server: the Bot API for bots, /sim for people, and the chat page, on the loopback address only."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aiohttp import web

from sandbox.api import NOT_FOUND, UNAUTHORIZED, BotApi, Reply
from sandbox.forms import read
from sandbox.sim import Sim

PAGE = Path(__file__).resolve().parent / "page"
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


class Server:
    """aiohttp's low-level server: one function, no routing tables on the way of a bot's call."""

    def __init__(self, api: BotApi, sim: Sim, token: str, host: str, port: int) -> None:
        self.api = api
        self.sim = sim
        self.host = host
        self.port = port
        self._bot = f"/bot{token}/"
        self._file = f"/file/bot{token}/"
        self._runner: web.ServerRunner | None = None
        self._only_loopback = _is_loopback(host)
        self._trusted: set[str] = set()  # Host headers that were checked

    async def start(self) -> None:
        server = web.Server(
            self._handle,
            handler_cancellation=True,  # a poller that left is not a poller
            access_log=None,
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            self.api.world.updates.stop_polling()
            self.sim.close()
            await self._runner.cleanup()
            self._runner = None

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = request.headers
        if self._only_loopback and not self._may_ask(headers.get("Host", ""), headers.get("Origin")):
            return web.Response(status=403, text="only this machine may ask")
        path = request.raw_path.partition("?")[0]
        if path.startswith(self._bot):
            return await self._bot_call(request, path[len(self._bot) :])
        path = unquote(path)
        if path.startswith(self._bot):  # a token whose colon was percent-encoded
            return await self._bot_call(request, path[len(self._bot) :])
        if path.startswith("/sim/"):
            return await self.sim.handle(request, path)
        if path.startswith(self._file):
            return self._download(path[len(self._file) :])
        if path.startswith(("/bot", "/file/bot")):
            return _response(UNAUTHORIZED if path.count("/") > 1 else NOT_FOUND)
        return _page(path)

    def _may_ask(self, host: str, origin: str | None) -> bool:
        """A page from elsewhere must not reach us through a name that points here (DNS rebinding)."""
        if host not in self._trusted:
            if not _is_loopback(urlsplit(f"//{host}").hostname or ""):
                return False
            if len(self._trusted) < 100:
                self._trusted.add(host)
        return origin is None or _is_loopback(urlsplit(origin).hostname or "")

    async def _bot_call(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        try:
            params, uploads = await read(request)
        except ValueError as error:
            reply = Reply(
                400,
                json.dumps({"ok": False, "error_code": 400, "description": f"Bad Request: {error}"}).encode(),
            )
            return _response(reply)
        reply = await self.api.call(method, params, uploads)
        if reply.drop and request.transport is not None:
            request.transport.abort()
        return _response(reply)

    def _download(self, path: str) -> web.Response:
        stored = self.api.world.files.at(path)
        if stored is None:
            return _response(NOT_FOUND)
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _response(reply: Reply) -> web.Response:
    return web.Response(status=reply.status or 500, body=reply.body, content_type=reply.content_type)


def _page(path: str) -> web.Response:
    """A file of the chat page; nothing outside its folder."""
    name = "index.html" if path == "/" else path.removeprefix("/page/") if path.startswith("/page/") else ""
    target = (PAGE / name).resolve()
    if name and target.is_relative_to(PAGE) and target.is_file():
        kind = _TYPES.get(target.suffix, "application/octet-stream")
        charset = "utf-8" if kind.startswith("text/") else None
        return web.Response(
            body=target.read_bytes(),
            content_type=kind,
            charset=charset,
            headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"},
        )
    if path == "/":
        return web.Response(text="no page: the chat page is not installed; the Bot API and /sim are served")
    return web.Response(status=404, text="no such page")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
