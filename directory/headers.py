"""The headers of every answer: what the browser may load and keep, and what it must tell nobody."""

import re

from flask import Flask, Response, request

from directory.config import Config

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    # With no-referrer, forms over https would be refused for want of a referrer.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
NAMED_BY_CONTENT = re.compile(r"/static/built/.+\.[A-Z0-9]{8}\.\w+")


def init_app(app: Flask) -> None:
    """Add the headers to every answer. A view that sets one of them itself keeps its own."""
    config: Config = app.config["DIRECTORY"]
    fixed = ALWAYS | ({"Strict-Transport-Security": TWO_YEARS} if config.production else {})

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        _say_how_long_to_keep(response)
        return response


def _say_how_long_to_keep(response: Response) -> None:
    """Pages may be kept but are asked for again each time, cheaply by their ETag. A page with a query belongs to one reader only."""
    if request.method not in ("GET", "HEAD"):
        response.headers.setdefault("Cache-Control", "no-store")
    elif response.status_code == 200 and NAMED_BY_CONTENT.fullmatch(request.path):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "private, no-cache" if request.query_string else "public, no-cache")
    if response.status_code == 200 and not response.direct_passthrough and not response.cache_control.no_store:
        response.add_etag()
        response.make_conditional(request)
