"""Talks to people: the command line, the terminal chat and the chat programs. Knows no SQL of the knowledge base."""
