#!/usr/bin/env bash
# Set up, build the library of the sample documents, serve the page.
#   ./run.sh            serve on 127.0.0.1:8000 (TRICHDAN_PORT for another port)
#   ./run.sh --check    all of it, then ask the running server one question, print what came first, and stop
#   ./run.sh --install  set up only
set -euo pipefail

export TRICHDAN_LIBRARY=${TRICHDAN_LIBRARY:-}
case $TRICHDAN_LIBRARY in "" | /*) ;; *) TRICHDAN_LIBRARY=$PWD/$TRICHDAN_LIBRARY ;; esac
cd "$(dirname "$0")"
TRICHDAN_LIBRARY=${TRICHDAN_LIBRARY:-$PWD/var/library}
export PYTHONUTF8=1

mode=${1:-}
python=${PYTHON:-python3}
port=${TRICHDAN_PORT:-8000}

say() { printf '%s\n' "$*" >&2; }

case $mode in
"" | --check | --install) ;;
*)
    say "Không có tùy chọn $mode. Hãy dùng: ./run.sh [--check | --install]"
    exit 2
    ;;
esac

# Debian ships Python without what makes environments; the superuser gets it installed, others are told.
require_python() {
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$python" = python3 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -z "${1:-}" ]; then
            say "Đang cài python3 và python3-venv…"
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null
            require_python again
            return
        fi
        say "Cần Python 3.11 trở lên có venv. Trên Debian hoặc Ubuntu: sudo apt-get install python3 python3-venv"
        exit 1
    fi
}

install() {
    say "Đang cài đặt vào .venv (chỉ lần đầu, vài phút)…"
    require_python
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
    local pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check)
    # pip 25.1 is the first that installs dependency groups.
    "${pip[@]}" --upgrade "pip>=25.1"
    # torch first and by its exact version, so that a CPU build is taken where one is offered.
    "${pip[@]}" torch==2.13.0
    "${pip[@]}" --editable .
    touch .venv/installed
}

if [ ! -f .venv/installed ] || [ pyproject.toml -nt .venv/installed ]; then
    install
fi
if [ "$mode" = --install ]; then
    exit 0
fi
if [ ! -f "$TRICHDAN_LIBRARY/current" ]; then
    say "Đang lập thư viện từ năm văn bản mẫu…"
    .venv/bin/trichdan add --samples >&2
else
    .venv/bin/trichdan rebuild --if-stale >&2 || true # it has said why; what was in service serves on
fi
if [ "$mode" = "" ]; then
    exec .venv/bin/trichdan serve --port "$port"
fi

# A free port, so that a check never disturbs a page that is being served; the server says which one it got.
serving=$(mktemp)
.venv/bin/trichdan serve --port 0 >"$serving" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -f "$serving"' EXIT
.venv/bin/python - "$serving" "$server" <<'PYTHON'
import json
import os
import re
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

serving, server = Path(sys.argv[1]), int(sys.argv[2])
question = "ai chịu trách nhiệm chỉ thị về Dân vận khéo"
until = time.monotonic() + 120
while not (said := re.search(r"http://\S+", serving.read_text(encoding="utf-8"))):
    if time.monotonic() > until:
        sys.exit("Máy chủ không trả lời sau 120 giây. Hãy chạy ./run.sh để xem thông báo lỗi.")
    try:
        os.kill(server, 0)
    except ProcessLookupError:
        sys.exit("Máy chủ không chạy được; lý do ở ngay trên.")
    time.sleep(0.1)

direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine is reached without a proxy
asked = urllib.parse.urlencode({"q": question})
with direct.open(f"{said.group().rstrip('/')}/tim.json?{asked}", timeout=60) as reply:
    result = json.load(reply)
if not result["hits"]:
    sys.exit(f"Máy chủ chạy, nhưng thư viện ở {os.environ['TRICHDAN_LIBRARY']} không có đoạn nào cho câu: {question}")
hit = result["hits"][0]
document, section = hit["document"], hit["section"]
name = " ".join(filter(None, (document["type"], document["number"]))) or document["source"]
print(f"Hỏi: {question}")
print(f"Đáp: {hit['text']}")
print(f"Nguồn: {name}, mục {section['path']}: {' › '.join(section['headings'])}")
PYTHON
