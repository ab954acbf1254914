#!/usr/bin/env bash
# Install what the tests need, then run linters, types and all tests.
set -euo pipefail
cd "$(dirname "$0")"

python=${PYTHON:-python3}
packages=(chromium tesseract-ocr tesseract-ocr-vie antiword fonts-dejavu-core)

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        printf 'The tests need these packages; run: sudo apt-get install %s\n' "${missing[*]}" >&2
        exit 1
    fi
fi
if [ ! -f .venv/tested ] || [ pyproject.toml -nt .venv/tested ]; then
    [ -x .venv/bin/pip ] || "$python" -m venv .venv
    # pip 25.1 is the first that installs dependency groups.
    .venv/bin/pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
    # torch first and by its exact version, so that a CPU build is taken where one is offered.
    .venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0
    .venv/bin/pip install --quiet --disable-pip-version-check --editable . --group test
    touch .venv/installed .venv/tested
fi
export PATH="$PWD/.venv/bin:$PATH"
ruff check .
ruff format --check .
mypy
lint-imports
pytest "$@"
