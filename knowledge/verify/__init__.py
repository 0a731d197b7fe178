"""The statements of a text held against the published reports."""
