"""The small ward, and its sentences in English; papers stay Vietnamese."""

from tests.small_ward import english, file, ward  # noqa: F401
