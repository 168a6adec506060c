"""One engine in each module, each set up as someone who knows it would."""
