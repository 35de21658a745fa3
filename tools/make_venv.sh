#!/bin/sh
# Make .venv with the first python that is new enough, and put the pinned uv into it.
set -eu

lock=requirements/tools.lock
pip_options="--disable-pip-version-check --quiet install --require-hashes --only-binary :all: -r $lock"

# Where there is a working .venv already, only uv may be out of date.
if .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" 2>/dev/null; then
    exit
fi

for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$name
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "setup: no Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi

echo "setup: making .venv with $("$python" --version)"
rm -rf .venv
# The machine's own pip fills .venv from outside, which spares the seconds that a pip of its own costs,
# and the Debian package that such a pip would need (python3-venv).
if "$python" -m venv --without-pip .venv >/dev/null 2>&1 &&
    "$python" -m pip --python .venv/bin/python --version >/dev/null 2>&1; then
    "$python" -m pip --python .venv/bin/python $pip_options
elif "$python" -c 'import ensurepip' >/dev/null 2>&1; then
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip $pip_options
else
    echo "setup: $python has neither a pip newer than 22.2 nor ensurepip. On Debian: apt-get install python3-venv" >&2
    exit 1
fi
