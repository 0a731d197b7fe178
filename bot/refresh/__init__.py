"""Bringing in a new report, whatever the channel: read, shown, published, and who was told what has changed since."""
