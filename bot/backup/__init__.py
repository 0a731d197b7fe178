"""A home in one file, and back: what a backup holds, how it is made beside a running bot, and how it takes its place again."""
