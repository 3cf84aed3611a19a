"""Learning from annotated reports what the clues of each decision weigh (`habeas learn`), and measuring it honestly."""
