"""What the bot must not forget: people, invitations, incoming updates, questions, feedback, requests, buttons, audit.

One SQLite file, ``desk.db`` in the home folder, that is migrated and never rebuilt; :mod:`bot.journal.desk_file` opens it.
"""
