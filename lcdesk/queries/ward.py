"""The office whose file this is."""

from lcdesk.domain.ward import Ward
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def ward_of(file: WardFile) -> Ward:
    """The profile and settings of the office."""
    return records.find(file, Ward)[0]
