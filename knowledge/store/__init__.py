"""All SQL of the knowledge base: schema, writing a revision, searching it, and the revisions of a home folder."""
