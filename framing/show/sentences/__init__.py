"""What a careful reader may say about each table, in plain sentences; a module for each table."""
