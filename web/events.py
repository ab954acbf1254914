"""Work that is watched: told as it moves on, by server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

PATIENCE = 20.0  # seconds that a page without scripts waits for news
_GLANCE = 0.15  # seconds between two looks at what is watched
_KEEP_ALIVE = 15.0  # seconds without news after which an empty event keeps the line open


def watch(request: Request, look: Callable[[], object], tell: Callable[[], dict[str, Any]]) -> Response:
    """Return the events of some work.

    Args:
        request: of whoever watches.
        look: returns the state of the work, another object whenever it has moved on.
        tell: returns that state as an event carries it; ``over`` ends the events.
    """
    return StreamingResponse(tell_progress(request, look, tell), media_type="text/event-stream")


async def tell_progress(
    request: Request, look: Callable[[], object], tell: Callable[[], dict[str, Any]]
) -> AsyncIterator[str]:
    """Yield a server-sent event whenever work has moved on, until it is over or nobody listens.

    The format is that of the HTML standard, section 9.2.6. See `watch` for the arguments.
    """
    told: object = None
    waited = 0.0
    while not await request.is_disconnected():
        state = look()
        if state is not told:
            told, waited = state, 0.0
            view = tell()
            yield f"data: {json.dumps(view, ensure_ascii=False)}\n\n"
            if view["over"]:
                return
        elif waited > _KEEP_ALIVE:
            waited = 0.0
            yield ":\n\n"
        await asyncio.sleep(_GLANCE)
        waited += _GLANCE
