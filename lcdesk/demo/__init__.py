"""The invented ward: made by the verbs an officer uses."""
