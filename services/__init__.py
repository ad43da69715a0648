"""The business: plain async functions that know neither Telegram, nor texts, nor the wall clock, and never commit."""
