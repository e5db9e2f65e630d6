"""What each action does: ask, call the workspace or a worker, report."""
