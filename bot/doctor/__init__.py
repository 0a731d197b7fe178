"""``wenbao doctor``: looks at all that a running bot stands on, changes nothing, and says what to do about what it finds."""
