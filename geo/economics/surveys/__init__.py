"""What residents say, counted honestly: satisfaction, needs, complaints and orders, each with how sure it is."""
