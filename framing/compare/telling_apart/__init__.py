"""A model that tells outlets apart: what it sees, what leaks, and how it is tried out."""
