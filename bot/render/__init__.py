"""Replies made readable: JSON for programs, plain text for pipes, colours for a terminal."""
