"""The machine room: wiring, Telegram, clock. No business rule lives here."""
