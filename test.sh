#!/usr/bin/env bash
# Install what the tests need, then run linters, types and all tests; what follows ./test.sh goes to pytest.
set -euo pipefail
cd "$(dirname "$0")"

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
        printf 'The tests need these Debian packages; run: sudo apt-get install %s\n' "${missing[*]}" >&2
        exit 1
    fi
fi
./run.sh --install
if [ ! -f .venv/tested ] || [ pyproject.toml -nt .venv/tested ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --group test
    touch .venv/tested
fi
export PATH="$PWD/.venv/bin:$PATH"
ruff check .
ruff format --check .
mypy
lint-imports
pytest "$@"
