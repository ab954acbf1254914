"""What every answer carries: headers that keep a page to itself, a host name that is ours, no traceback."""

import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

from web.address import STATIC
from web.metrics import Metrics

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Only this server's own files are ever loaded or run; nothing inline; no frame around or inside a page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # "no-referrer" would have browsers send forms with "Origin: null"
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_LOG = logging.getLogger(__name__)
_READING = ("GET", "HEAD", "OPTIONS")
_FOR_EVER = "public, max-age=31536000, immutable"
_ALWAYS_ASK = "private, no-cache"


class Guard:
    """Wraps the application.

    Args:
        app: the pages.
        hosts: host names it goes by; a page of another site that has its own name lead here (DNS rebinding)
            must not read the library. Empty for any.
        refuse: answers a request for another host.
        refuse_foreign: answers a request that changes something and comes from another site's page (CSRF).
        fail: answers where the application broke down.
        metrics: counts the answers.
    """

    def __init__(
        self,
        app: Application,
        hosts: Sequence[str],
        refuse: Application,
        refuse_foreign: Application,
        fail: Application,
        metrics: Metrics,
    ) -> None:
        self._application = app
        self._hosts = frozenset(hosts)
        self._refuse = refuse
        self._refuse_foreign = refuse_foreign
        self._fail = fail
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        status = 0
        begun = time.perf_counter()

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *_headers(scope)]
            await send(message)

        try:
            await self._choose(scope)(scope, receive, send_guarded)
        except Exception:
            _LOG.exception("%s %s", scope["method"], scope["path"])
            if status:
                raise
            await self._fail(scope, receive, send_guarded)
        finally:
            self._metrics.count(_route(scope), status, time.perf_counter() - begun)

    def _choose(self, scope: Scope) -> Application:
        if self._hosts and _host(scope) not in self._hosts:
            return self._refuse
        return self._application if _is_our_own(scope) else self._refuse_foreign


def _is_our_own(scope: Scope) -> bool:
    """Tell whether a request only reads, or comes from a page of this server.

    Browsers say where a form was sent from: by ``Sec-Fetch-Site`` (W3C Fetch Metadata) where the connection is
    trusted, and by ``Origin`` on any. What names neither is no browser, and so carries nobody else's wish.
    """
    if scope["method"] in _READING:
        return True
    site = _header(scope, b"sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = _header(scope, b"origin")
    return not origin or origin.partition("://")[2] == _header(scope, b"host")


def _route(scope: Scope) -> str:
    """Return the pattern that answered; addresses that no route knows are counted together."""
    if scope["path"].startswith(f"{STATIC}/"):
        return STATIC
    return str(getattr(scope.get("route"), "path", "unknown"))


def _headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    lasting = scope["path"].startswith(f"{STATIC}/") and b"v=" in scope["query_string"]
    lasting = lasting or scope["path"].startswith(f"{STATIC}/fonts/")
    headers = {**HEADERS, "cache-control": _FOR_EVER if lasting else _ALWAYS_ASK}
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _host(scope: Scope) -> str:
    named = _header(scope, b"host")
    host, _, port = named.rpartition(":")
    return host if port.isdigit() else named


def _header(scope: Scope, wanted: bytes) -> str:
    found: bytes = next((value for name, value in scope["headers"] if name == wanted), b"")
    return found.decode("latin-1")
