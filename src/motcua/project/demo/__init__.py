"""The demo: a cast, a story told through the real server, and checks of every statement it prints."""
