// A script that starts nothing.
