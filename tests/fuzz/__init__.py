"""Real workbooks, damaged in every way a seed can think of: each is read, or refused in words."""
