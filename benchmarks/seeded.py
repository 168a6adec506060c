"""An application of its own for a benchmark, filled from the seed files."""

from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask

from directory import create_app
from directory.catalogue import finder, indexing, seeding
from directory.config import Config
from directory.db import migrations
from directory.gatherings import loading as gathering_loading
from directory.gatherings import seeding as gathering_seeding
from directory.pathways import loading, operations


def seeded(folder: Path) -> Flask:
    """With its database and search index in `folder`."""
    settings = {"SECRET_KEY": "only-for-benchmarks-0123456789-abcdef", "DIRECTORY_INSTANCE": str(folder)}
    app = create_app(Config.from_environment(settings))
    app.testing = True
    with app.app_context():
        migrations.upgrade()
        seeding.seed(app.config["DIRECTORY"].seed_data)
        operations.publish(loading.read(app.config["DIRECTORY"].seed_data), today=date.today())
        gathered = gathering_loading.read(app.config["DIRECTORY"].seed_data)
        gathering_seeding.seed(gathered, at=datetime.now(UTC))
        gathering_seeding.seed_schools(app.config["DIRECTORY"].seed_data)
        indexing.catch_up(finder.current().index)
    return app
