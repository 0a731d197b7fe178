"""What each `wenbao` command does; imported only when the command runs."""
