"""Changes to listings on their way from whoever proposes them to what the public reads, and every version that was published."""
