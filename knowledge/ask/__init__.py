"""One question: understand, correct, retrieve, rank, decide, compute, compose, guard."""
