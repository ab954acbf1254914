"""What the server did, counted for Prometheus.

The text exposition format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import threading
from bisect import bisect_left
from collections import Counter, defaultdict

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds


class Metrics:
    """Counts answers by route and status, and how long they took; no question is ever kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[tuple[str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count one answer.

        Args:
            route: the route's pattern, never the address asked for.
            status: of the answer.
            seconds: from the first byte of the request to the last of the answer.
        """
        with self._lock:
            self._answers[route, status] += 1
            self._buckets[route, bisect_left(_BOUNDS, seconds)] += 1
            self._seconds[route] += seconds

    def expose(self) -> str:
        """Return every count in Prometheus's text format."""
        with self._lock:
            lines = ["# TYPE trichdan_answers_total counter"]
            for (route, status), n in sorted(self._answers.items()):
                lines.append(f'trichdan_answers_total{{route="{route}",status="{status}"}} {n}')
            lines.append("# TYPE trichdan_answer_seconds histogram")
            for route in sorted(self._seconds):
                lines += self._histogram(route)
        return "\n".join(lines) + "\n"

    def _histogram(self, route: str) -> list[str]:
        name = "trichdan_answer_seconds"
        lines, total = [], 0
        for i, bound in enumerate([*map(str, _BOUNDS), "+Inf"]):
            total += self._buckets[route, i]
            lines.append(f'{name}_bucket{{route="{route}",le="{bound}"}} {total}')
        lines.append(f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}')
        lines.append(f'{name}_count{{route="{route}"}} {total}')
        return lines
