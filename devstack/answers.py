"""Health checks for a server's containers: does the web answer, does the clock tick?"""

import http.client
import os
import sys
import time
from pathlib import Path

LONGEST_SILENCE = 600  # seconds; Celery's clock writes its schedule down every three minutes


def web_answers(port: int = 8000) -> bool:
    """Ask /healthz the way the proxy would: by the public name, having come by https."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".").replace("*", "localhost")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": name, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def beat_ticks(schedule: Path) -> bool:
    """Whether the clock has written its schedule lately; the file's ending depends on the platform."""
    written = [path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*")]
    return bool(written) and time.time() - max(written) < LONGEST_SILENCE


if __name__ == "__main__":
    what, *more = sys.argv[1:]
    sys.exit(0 if (web_answers(*map(int, more)) if what == "web" else beat_ticks(Path(more[0]))) else 1)
