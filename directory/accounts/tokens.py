"""Secrets that travel in links and cookies: made here, and kept only as hashes. 256 random bits need no slow hash."""

import hashlib
import hmac
import secrets


def new() -> str:
    """A secret that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def keyed(key: str, *parts: str) -> str:
    """What is kept of something that could be guessed, such as an address: useless without the key."""
    return hmac.new(key.encode(), "\x00".join(parts).encode("utf-8", "replace"), hashlib.sha256).hexdigest()
