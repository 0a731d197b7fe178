"""The reports and how to ask them: what a report says, found, chosen and proven. Knows no chat program."""
