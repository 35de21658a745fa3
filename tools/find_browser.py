"""Find Chromium for the browser tests: `python tools/find_browser.py [--install]`.

Prints the path of the program, or nothing and the reason on standard error.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
APT_COMMANDS = (
    ("apt-get", "-qq", "update"),
    ("apt-get", "-qq", "install", "--yes", "--no-install-recommends", "chromium"),
)
#: Long enough for a slow mirror, short enough to leave the other tests their time. [s]
INSTALL_TIMEOUT_S = 300


def find_browser() -> str | None:
    """Return the path of Chromium, or None.

    Returns
    -------
    str or None
        The program named by `LOWDOSE_BROWSER`, else the first of `NAMES` on the
        search path, else the one that Playwright has downloaded before.
    """
    if named := os.environ.get("LOWDOSE_BROWSER"):
        return shutil.which(named)
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), None) or _find_downloaded()


def install_browser() -> None:
    """Install Chromium with apt-get as root on Debian, elsewhere with Playwright."""
    if os.name == "posix" and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        commands = APT_COMMANDS
    else:
        environment = dict(os.environ)
        commands = ((sys.executable, "-m", "playwright", "install", "chromium"),)
    for command in commands:
        subprocess.run(
            command,
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=INSTALL_TIMEOUT_S,
        )


def _find_downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> None:
    """Print the path; with `--install`, install Chromium first where there is none."""
    path = find_browser()
    if path is None and "--install" in sys.argv[1:] and not os.environ.get("LOWDOSE_BROWSER"):
        print("browser: installing Chromium for the browser tests", file=sys.stderr)
        try:
            install_browser()
        except (OSError, subprocess.SubprocessError) as error:
            print(f"browser: {error}", file=sys.stderr)
        path = find_browser()
    if path is None:
        print("browser: no Chromium; the browser tests will be SKIPPED", file=sys.stderr)
    print(path or "")


if __name__ == "__main__":
    main()
