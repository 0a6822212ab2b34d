"""A dancer beside a reference: when what is danced, how alike, and what to change."""
