"""Chinese as reports and questions write it: normal forms with offsets, quantities, periods, sentences, tokens, lexicon."""
