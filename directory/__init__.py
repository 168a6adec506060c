"""Find support for a pupil: the Flask application. Only the wiring is here."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from directory import access, commands, errors, headers, health, logs, page_kit
from directory.accounts import desk_views, joining_views, people_views, second_step_views, sessions
from directory.accounts import views as account_views
from directory.catalogue import about_views, cautions, closing, finder, listing_views, need_groups
from directory.catalogue import views as catalogue_views
from directory.config import Config
from directory.db import init_database
from directory.exchange import views as exchange_views
from directory.freshness import asking, problem_views
from directory.freshness import views as freshness_views
from directory.gatherings import came_views, editor_views, proposal_views, school_list, school_views
from directory.gatherings import desk_views as gathering_desk_views
from directory.gatherings import links as gathering_links
from directory.gatherings import views as gathering_views
from directory.guidance import part_views, sign_off_views
from directory.guidance import views as guidance_views
from directory.needs import views as needs_views
from directory.partners import change_views
from directory.partners import views as partner_views
from directory.pathways import auditing, links, terms, urgency, weak_spots_views
from directory.pathways import views as pathway_views
from directory.reports import coverage_views, log_views, report_views, unmet_counting, unmet_views, worklist_views
from directory.review import edit_views, home_views, rules
from directory.review import views as review_views
from directory.settled import views as settled_views


def create_app(config: Config | None = None) -> Flask:
    """Build the application from this Config, or from the environment."""
    config = config or Config.from_environment(os.environ)
    app = Flask(__name__, instance_path=str(config.instance))
    app.config.from_mapping(config.flask_settings())
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0)  # type: ignore[method-assign]
    init_database(app)
    page_kit.init_app(app)
    finder.init_app(app)
    urgency.init_app(app)
    terms.init_app(app)
    about_views.when_terms_begin(app, terms.began)
    links.init_app(app)
    gathering_links.init_app(app)
    closing.when_closed(app, auditing.when_closed)
    need_groups.init_app(app)
    unmet_counting.init_app(app)
    sessions.init_app(app)
    accounts = (account_views, second_step_views, joining_views, desk_views, people_views)
    editors = (home_views, review_views, edit_views)
    listings = (partner_views, change_views, *editors, freshness_views, problem_views, exchange_views)
    gatherings = (gathering_views, gathering_desk_views, editor_views, proposal_views, came_views, school_views)
    reports = (weak_spots_views, coverage_views, worklist_views, unmet_views, report_views, log_views)
    guiding = (settled_views, guidance_views, part_views, sign_off_views, needs_views)
    public = (health, catalogue_views, listing_views, pathway_views, about_views)
    for views in (*public, *accounts, *listings, *gatherings, *reports, *guiding):
        app.register_blueprint(views.blueprint)
    watching = (asking, rules, problem_views, proposal_views, settled_views)
    for part in (cautions, *watching, school_list, logs, access, errors, headers, commands):
        part.init_app(app)
    return app
