"""One folder a language, data only; the code here turns the data into matchers and knows no language by name."""
