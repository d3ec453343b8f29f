"""Articles on the same event: how they are joined, and outlets compared within them."""
