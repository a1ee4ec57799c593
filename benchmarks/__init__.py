"""What things cost, as multiples of something plain measured in the same run."""
