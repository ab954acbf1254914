#!/usr/bin/env bash
# Set up, build the library of the sample documents, serve the page. `--check` asks one question and stops.
set -euo pipefail
cd "$(dirname "$0")"

python=${PYTHON:-python3}
port=${TRICHDAN_PORT:-8000}
export TRICHDAN_LIBRARY=${TRICHDAN_LIBRARY:-var/library}

say() { printf '%s\n' "$*" >&2; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Cần Python 3.11 trở lên. Trên Debian hoặc Ubuntu: sudo apt-get install python3 python3-venv"
    exit 1
fi
if [ ! -f .venv/installed ] || [ pyproject.toml -nt .venv/installed ]; then
    say "Đang cài đặt vào .venv (chỉ lần đầu, vài phút)…"
    [ -x .venv/bin/pip ] || "$python" -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --upgrade pip
    # torch first and by its exact version, so that a CPU build is taken where one is offered.
    .venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0
    .venv/bin/pip install --quiet --disable-pip-version-check --editable .
    touch .venv/installed
fi
if [ ! -f "$TRICHDAN_LIBRARY/current" ]; then
    say "Đang lập thư viện từ năm văn bản mẫu…"
    .venv/bin/trichdan add --samples >&2
fi
if [ "${1:-}" != "--check" ]; then
    exec .venv/bin/trichdan serve --port "$port"
fi

# A free port, so that a check never disturbs a page that is being served.
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
.venv/bin/trichdan serve --port "$port" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
.venv/bin/python - "$port" <<'PYTHON'
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

address = f"http://127.0.0.1:{sys.argv[1]}"
question = "ai chịu trách nhiệm chỉ thị về Dân vận khéo"
until = time.monotonic() + 120
while True:
    try:
        urllib.request.urlopen(f"{address}/suc-khoe", timeout=5).read()
        break
    except (urllib.error.URLError, ConnectionError):
        if time.monotonic() > until:
            sys.exit("Máy chủ không trả lời sau 120 giây. Hãy chạy ./run.sh để xem thông báo lỗi.")
        time.sleep(0.2)
asked = urllib.parse.urlencode({"q": question})
result = json.load(urllib.request.urlopen(f"{address}/tim.json?{asked}", timeout=30))
hit = result["hits"][0]
document, section = hit["document"], hit["section"]
print(f"Hỏi: {question}")
print(f"Đáp: {hit['text']}")
print(f"Nguồn: {document['type']} {document['number']}, mục {section['path']}: {' › '.join(section['headings'])}")
PYTHON
