"""A module for each request: from what is asked to the feature, and from what that finds to the protocol."""
