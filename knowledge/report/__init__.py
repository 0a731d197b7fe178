"""One report in: bytes to text, text to outline and sentences, sentences to facts, and the self-check."""
