"""The local Telegram, through its front doors."""
