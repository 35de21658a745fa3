"""`lowdose serve`: loopback only, and a plain word where a port is taken."""

import re
import socket
import subprocess
import sys
import urllib.request

import pytest

from lowdose.cli.listen import bind_loopback
from lowdose.errors import UsageError


def test_a_taken_port_is_told_with_another_to_try():
    with (
        bind_loopback("127.0.0.1", 0) as taken,
        pytest.raises(UsageError, match=f"port {taken.getsockname()[1]} is in use"),
    ):
        bind_loopback("127.0.0.1", taken.getsockname()[1])


def test_the_socket_listens_on_the_loopback_address_only():
    with bind_loopback("127.0.0.1", 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
        assert listener.family == socket.AF_INET


def test_serve_prints_the_answer_and_an_address_that_answers():
    command = [sys.executable, "-m", "lowdose", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            lines = [server.stdout.readline() for _ in range(3)]
            address = re.search(r"http://127\.0\.0\.1:\d+/", lines[2])[0]
            page = urllib.request.urlopen(address, timeout=60).read().decode()
        finally:
            server.terminate()
    assert lines[1].startswith("Demo: ")
    assert "<h1" in page
