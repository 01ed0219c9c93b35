"""What one can do at a desk, without a screen."""
