"""What a person waits for, one file for each kind. Every case takes a `Bench` and gives rows."""
