"""Pages of the leader: late and due today, assignment, extension, signature."""
