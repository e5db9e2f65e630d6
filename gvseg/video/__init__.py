"""Frame-exact access to videos and frame folders."""
