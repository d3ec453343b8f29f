"""Names of one thing: how often each outlet takes which, and whether chance explains it."""
