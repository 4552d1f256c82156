// Words that few pages need. They stand in the one catalogue; the build takes them out of it and
// puts them here (scripts/lib/later_words.ts), so whoever says one imports this first.
export {};
