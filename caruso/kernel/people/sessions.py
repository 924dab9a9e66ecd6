"""Sessions in the database, read at every request."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from caruso.kernel.settled import SettledQuery

_session = SettledQuery(lambda key: Session.objects.filter(session_key=key), sample="a key")


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        session = _session.first(self.session_key)
        if session and session.expire_date > timezone.now():
            return session
        self._session_key = None
        return None
