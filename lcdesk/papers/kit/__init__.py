"""What papers are made of: page, fonts, texts, tables."""
