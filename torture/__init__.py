"""Kill, cut, fill, damage and confuse ward files, and see that nothing saved is lost."""
