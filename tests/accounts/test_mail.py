"""Mail leaves through a real server on loopback, once, and says only what it was given."""

import email
import re
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from directory.accounts import operations, outbox
from directory.accounts.models import Mail
from directory.config import Config, ConfigError
from directory.db import db, transaction
from tests.people import person, post

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Inbox:
    """Keeps what it is sent; refuses while it is told to."""

    def __init__(self):
        self.received, self.refusing = [], False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        if self.refusing:
            return "451 Not now"
        self.received.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def inbox():
    kept = Inbox()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    kept.port = controller.port
    yield kept
    controller.stop()


@pytest.fixture
def mailing(make_app, inbox):
    return make_app(MAIL_HOST="127.0.0.1", MAIL_PORT=str(inbox.port), MAIL_TLS="none", MAIL_FROM="directory@example.org")


def certificate(folder):
    """A file with a key and its certificate for localhost, signed by nobody else."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "localhost.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def guarded(tmp_path):
    """A mail server that takes nothing without TLS and without the right password."""
    kept, tls = Inbox(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    kept.certificate, kept.passwords = certificate(tmp_path), []
    tls.load_cert_chain(kept.certificate)

    def check(server, session, envelope, mechanism, given):
        kept.passwords.append(given)
        return AuthResult(success=given == LoginPassword(b"directory", b"the right one"))

    options = {"tls_context": tls, "require_starttls": True, "auth_required": True, "authenticator": check}
    controller = Controller(kept, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    kept.port = controller.port
    yield kept
    controller.stop()


@pytest.fixture
def logging_in(make_app, guarded):
    """Makes an application that sends over the guarded server with this password."""

    def make(password):
        settings = {"MAIL_HOST": "localhost", "MAIL_PORT": str(guarded.port), "MAIL_FROM": "directory@example.org"}
        return make_app(**settings, MAIL_USER="directory", MAIL_PASSWORD=password)

    return make


def put(subject="Hello", text="Words", to="a@example.org"):
    with transaction() as session:
        operations.post(session, to=to, subject=subject, text=text, at=NOW)


def test_a_message_is_sent_once_and_its_words_are_forgotten(mailing, inbox):
    with mailing.app_context():
        put("A subject – with a dash", "Line one\n.\nline three {{7*7}} %(x)s {0.__class__}")
        assert outbox.send_due(at=NOW) == (1, 0)
        assert outbox.send_due(at=NOW + timedelta(days=1)) == (0, 0)
        assert db.session.scalars(select(Mail.text)).all() == ["(sent)"]
    ((to, message),) = inbox.received
    assert to == ["a@example.org"]
    assert message["Subject"] == "A subject – with a dash"
    assert message["From"] == "directory@example.org"
    assert message.get_content().splitlines() == ["Line one", ".", "line three {{7*7}} %(x)s {0.__class__}"]


@pytest.mark.one_database
@pytest.mark.parametrize(("password", "sent"), [("the right one", 1), ("a wrong one", 0)])
def test_a_server_that_wants_tls_and_a_password_gets_both(logging_in, guarded, monkeypatch, password, sent):
    monkeypatch.setenv("SSL_CERT_FILE", str(guarded.certificate))
    with logging_in(password).app_context():
        put()
        assert outbox.send_due(at=NOW) == (sent, 1 - sent)
    assert guarded.passwords[0] == LoginPassword(b"directory", password.encode())
    assert [message["Subject"] for _, message in guarded.received] == ["Hello"] * sent


@pytest.mark.one_database
def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_message(logging_in, guarded, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    with logging_in("the right one").app_context():
        put()
        assert outbox.send_due(at=NOW) == (0, 1)
    assert (guarded.passwords, guarded.received) == ([], [])


def test_16_no_name_makes_a_header_or_another_reader(mailing, inbox):
    with mailing.app_context():
        put("Hello\r\nBcc: b@example.org\n\nforged \u2028 line")
        outbox.send_due(at=NOW)
    ((to, message),) = inbox.received
    assert (to, message["Bcc"]) == (["a@example.org"], None)
    assert message["Subject"] == "Hello Bcc: b@example.org forged line"


def test_a_message_that_was_refused_is_tried_again_later_and_not_for_ever(mailing, inbox):
    inbox.refusing = True
    with mailing.app_context():
        put()
        assert outbox.send_due(at=NOW) == (0, 1)
        assert outbox.send_due(at=NOW + timedelta(seconds=30)) == (0, 0)
        for day in range(1, 20):
            outbox.send_due(at=NOW + timedelta(days=day))
        assert db.session.scalars(select(Mail.tries)).all() == [outbox.MOST_TRIES]
        inbox.refusing = False
        put(to="b@example.org")
        assert outbox.send_due(at=NOW) == (1, 0)


def test_two_processes_send_a_message_once(mailing, inbox):
    with mailing.app_context():
        for number in range(5):
            put(str(number))

    def send():
        with mailing.app_context():
            outbox.send_due(at=NOW)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message["Subject"] for _, message in inbox.received) == list("01234")


def test_without_a_server_messages_become_files_and_the_command_says_how_many(make_app):
    app = make_app()
    link = "https://support.example.org/" + "x" * 90
    with app.app_context():
        put(text=f"Open this – please:\n{link}")
    assert app.test_cli_runner().invoke(args=["mail", "send"]).output == "Sent 1 message.\n"
    (path,) = (app.config["DIRECTORY"].instance / "mail").iterdir()
    assert "To: a@example.org" in path.read_text(encoding="utf-8")
    assert link in path.read_text(encoding="utf-8").splitlines()
    assert path.stat().st_mode & 0o77 == 0


def test_46_a_failure_leaves_neither_address_nor_link_in_the_log(make_app, caplog):
    app = make_app(MAIL_HOST="127.0.0.1", MAIL_PORT="9", MAIL_TLS="none", MAIL_FROM="directory@example.org")
    with app.app_context():
        put(to="canary@example.org", text="canary-link")
        assert outbox.send_due(at=NOW) == (0, 1)
    from directory.logs import JsonLine

    assert not [record for record in caplog.records if "canary" in JsonLine().format(record)]


def test_23_links_leave_no_trace_in_the_log(app, client, caplog):
    with app.app_context():
        person("lscft", email="a@example.org")
    client.get("/sign-in")
    with caplog.at_level("DEBUG"):
        post(client, "/sign-in", {"email": "a@example.org"})
        with app.app_context():
            link = re.search(r"/sign-in/link/\S+", db.session.scalars(select(Mail.text)).one())[0]
        post(client, link)
    assert link.rsplit("/", 1)[1] not in caplog.text


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"MAIL_PORT": "no"}, "MAIL_PORT"),
        ({"MAIL_TLS": "maybe"}, "MAIL_TLS"),
        ({"MAIL_TLS": "none", "MAIL_PASSWORD": "x"}, "MAIL_TLS"),
        ({"MAIL_HOST": "mail.example.org"}, "MAIL_FROM"),
        ({"MAIL_FROM": "a@example.org\nBcc: b@example.org"}, "MAIL_FROM"),
    ],
)
def test_settings_that_will_not_do_are_named(settings, named, tmp_path):
    with pytest.raises(ConfigError, match=f"^{named}"):
        Config.from_environment({"DIRECTORY_INSTANCE": str(tmp_path), **settings})
