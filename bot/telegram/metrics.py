"""What operators measure: questions by outcome, time to answer, errors, the age of the revision. Prometheus text form."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one running bot; a registry of its own, so that several may run in one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        own = self._registry
        self.questions = Counter("wenbao_questions", "Questions by outcome.", ["outcome"], registry=own)
        self.answered = Histogram("wenbao_answer_seconds", "From an update to its answer sent.", buckets=_SECONDS, registry=own)
        self.thought = Histogram("wenbao_library_seconds", "Time the library took.", buckets=_SECONDS, registry=own)
        self.errors = Counter("wenbao_errors", "Failures by kind.", ["kind"], registry=own)
        self.updates = Counter("wenbao_updates", "Updates received, by what became of them.", ["state"], registry=own)
        self.waiting = Gauge("wenbao_updates_waiting", "Updates received and not yet dealt with.", registry=own)
        self.refused = Counter("wenbao_refused", "Updates turned away.", ["reason"], registry=own)
        self.revision_age = Gauge("wenbao_revision_age_seconds", "Since the answering revision was published.", registry=own)
        self.last_poll = Gauge("wenbao_last_contact_timestamp_seconds", "Last successful contact with Telegram.", registry=own)

    def page(self) -> tuple[bytes, str]:
        """The page and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
