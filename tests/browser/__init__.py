"""Browser tests: a real Chromium against a running server. A package, so that server and browser end with it."""
