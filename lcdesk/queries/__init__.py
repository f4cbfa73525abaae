"""Questions asked of the file, for verbs, papers, reports and screens alike."""
