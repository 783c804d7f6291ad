//! How names are compared: folding, words, edit distance and similarity. Pure and total.
