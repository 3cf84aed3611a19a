"""What each voice says happened, with the words that say it."""
