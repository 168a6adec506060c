"""The server as it runs: gunicorn with its own settings, on a real port."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection

import pytest

from search_index import compiled
from tests.databases import SECRET, WORDS
from tests.guards.source import CHECKOUT

pytestmark = pytest.mark.one_database
CANARY = "AmeliaCanary"
START_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One gunicorn with one worker, its home and its log in a folder of the test."""

    def __init__(self, instance, folder):
        self.port, self.home, self.log = free_port(), folder / "home", folder / "log"
        self.home.mkdir()
        shutil.copy(WORDS / compiled.FILE, instance)
        settings = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "SECRET_KEY": SECRET,
            "DIRECTORY_INSTANCE": str(instance),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
        }
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=CHECKOUT, env=settings, stdout=log, stderr=log)

    def get(self, address, **headers):
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", address, headers={"Host": "localhost", **headers})
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer

    def raw(self, request):
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            return connection.recv(65536)

    def wait(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return self.get("/readyz")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@pytest.fixture
def server(make_app, tmp_path):
    running = Server(make_app().config["DIRECTORY"].instance, tmp_path)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_it_serves_logs_no_word_that_was_typed_and_stops_in_peace(server):
    assert server.get("/services?q=childline").status == 200
    typed = [
        server.get(f"/services?q={CANARY}", Referer=f"http://localhost/{CANARY}", **{"User-Agent": CANARY}).status,
        server.get(f"/{CANARY}").status,
        server.get(f"/services/{CANARY.lower()}?from={CANARY}").status,
        server.get("/urgent-help", Host=CANARY).status,
    ]
    assert typed == [200, 404, 404, 400]
    assert b" 400 " in server.raw(f"GET /{CANARY} {CANARY}\r\n\r\n".encode())
    assert b" 400 " in server.raw(f"GET /{CANARY} HTTP/1.1\r\nHost: localhost\r\n{CANARY}@: x\r\n\r\n".encode())
    assert server.get("/", **{"X-Long": "x" * 9000}).status == 431
    assert server.get("/?q=" + "x" * 9000).status == 414
    assert not any(character.isdigit() for character in server.get("/").headers["Server"])
    assert list(server.home.iterdir()) == []
    assert server.stop() == 0
    log = server.log.read_text()
    assert '"route": "/services", "status": 200' in log
    assert CANARY.lower() not in log.lower()
    assert "Traceback" not in log


HOSTS = {
    b"/sign-in HTTP/1.1\r\nHost: evil.example": 400,
    b"/sign-in HTTP/1.1\r\nHost: localhost.evil.example": 400,
    b"/sign-in HTTP/1.1\r\nHost: localhost:1@evil.example": 400,
    b"/sign-in HTTP/1.1\r\nHost: localhost\r\nHost: evil.example": 400,
    b"http://evil.example/desk HTTP/1.1\r\nHost: localhost": 303,
    b"/desk HTTP/1.1\r\nHost: localhost:99\r\nX-Forwarded-Host: evil.example": 303,
    b"//evil.example/.. HTTP/1.1\r\nHost: localhost": 404,
}


def test_24_whatever_the_host_is_said_to_be_no_answer_leads_there(server):
    answers = {request: server.raw(b"GET " + request + b"\r\nConnection: close\r\n\r\n").decode() for request in HOSTS}
    assert {request: int(answer.split()[1]) for request, answer in answers.items()} == HOSTS
    assert not [answer for answer in answers.values() if "evil" in answer]


def test_it_starts_without_a_catalogue_and_urgent_help_stands(tmp_path):
    server = Server(tmp_path / "instance", tmp_path)
    try:
        assert server.wait().status == 503
        assert "tel:999" in server.get("/urgent-help").text
    finally:
        server.stop()
