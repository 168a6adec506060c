"""How often one may ask. Counts are kept in the database, so that every process sees them and a restart forgets nothing.

Only forms are limited. Reading is not, and urgent help never is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from directory.accounts import tokens
from directory.accounts.models import RateCount
from directory.db import transaction


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in each stretch of time."""

    name: str
    times: int
    within: timedelta


# One visitor may ask for a few links; a whole school behind one address may ask for more. Nobody can lock another visitor out:
# what counts against an address is counted for each visitor apart.
LINKS_FOR_ONE_ADDRESS = Limit("link-for-address", 5, timedelta(minutes=5))
LINKS_FROM_ONE_PLACE = Limit("link-from-place", 10, timedelta(minutes=5))
LINKS_SPENT = Limit("link-spent", 30, timedelta(minutes=5))
CODES = Limit("second-step", 5, timedelta(minutes=5))
CODES_IN_A_DAY = Limit("second-step-day", 50, timedelta(days=1))
INVITATIONS = Limit("invitation", 20, timedelta(hours=1))
CLAIMS = Limit("claim", 5, timedelta(hours=1))


def count(limit: Limit, *who: str, key: str, at: datetime) -> None:
    """Count one more; TooManyRequests, with the seconds to wait, once the limit is passed. Who it was is kept as a keyed hash."""
    seconds = int(limit.within.total_seconds())
    window = int(at.timestamp()) // seconds
    ends = datetime.fromtimestamp((window + 1) * seconds, tz=at.tzinfo)
    with transaction() as session:
        counted = _one_more(session, limit=limit.name, subject=tokens.keyed(key, limit.name, *who), window=window, ends_at=ends)
    if counted > limit.times:
        raise TooManyRequests(retry_after=max(1, int((ends - at).total_seconds())))


def sweep(*, at: datetime) -> int:
    """Remove counts of times gone by; return how many."""
    with transaction() as session:
        return int(session.execute(delete(RateCount).where(RateCount.ends_at < at)).rowcount)  # type: ignore[attr-defined]


def _one_more(session: Session, **row: Any) -> int:
    """Both databases count in one statement, so two processes never read the same number."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    table = RateCount.__table__
    values = {"limit_name": row["limit"], "subject": row["subject"], "window_number": row["window"], "count": 1, "ends_at": row["ends_at"]}
    counted = insert(table).values(values)
    again = counted.on_conflict_do_update(index_elements=list(table.primary_key), set_={"count": table.c.count + 1})
    return int(session.scalar(again.returning(table.c.count)) or 0)
