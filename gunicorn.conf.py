"""How gunicorn serves the application: a few threads, tight limits, and logs without a word that a visitor typed."""

import gc
import os
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from directory.accounts import commands as account_commands
from directory.catalogue import finder, indexing
from directory.config import Config
from directory.logs import ROUTE
from directory.reports import unmet_counting
from directory.settled import operations as settled
from search_index.folder import IndexBusy, IndexUnavailable

Config.from_environment(os.environ)  # A setting that is missing or weak ends the start here, with its one sentence.

wsgi_app = "directory:create_app()"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 8
timeout = 30
graceful_timeout = 15
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # A full disk must not stop the heartbeat of a worker.

# Headers of one request; the application limits bodies itself. A socket that controls the server has no business here.
limit_request_line = 8190
limit_request_fields = 50
limit_request_field_size = 8190
control_socket_disable = True

# The route is the pattern of the address, such as /services/<slug>. Addresses, queries and referers may hold a child's name.
access_log_format = '{"time": "%(t)s", "method": "%(m)s", "route": "%({' + ROUTE + '}e)s", "status": %(s)s, "bytes": "%(b)s", "ms": %(M)s}'
accesslog = "-"
errorlog = "-"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "directory.logs.JsonLine"}, "plain": {"format": "%(message)s"}},
    "filters": {"no_request_words": {"()": "directory.logs.NoRequestWords"}},
    "handlers": {
        "errors": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["no_request_words"]},
        "access": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stdout"},
    },
    "root": {"level": "WARNING", "handlers": ["errors"]},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["errors"], "propagate": False},
        "gunicorn.access": {"level": "INFO", "handlers": ["access"], "propagate": False},
    },
}


def post_worker_init(worker):
    """Make the search index equal to the database and the settled files to what was settled, in case the last process died between the two,
    and read the catalogue's names. What is in memory then stays for good, so the collector of garbage need not pass over it."""
    app = worker.wsgi
    with app.app_context():
        try:
            indexing.reconcile(finder.current().index)
            indexing.catch_up(finder.current().index)
            finder.current().lexicon()
            settled.write_all(app.config["DIRECTORY"].instance)
        except (IndexBusy, IndexUnavailable, SQLAlchemyError, OSError) as error:
            app.logger.warning("What is made from the database was not brought up to date", exc_info=error)
    account_commands.keep_sending(app)
    indexing.keep_following(app)
    unmet_counting.keep_writing(app)
    gc.freeze()


def worker_exit(server, worker):
    """Write down what was counted since the last time; a worker that never started has counted nothing."""
    if getattr(worker, "wsgi", None):
        unmet_counting.tend(worker.wsgi, None)
