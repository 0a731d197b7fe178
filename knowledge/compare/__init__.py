"""What two reports say of the same things."""
