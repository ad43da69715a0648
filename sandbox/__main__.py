"""`python -m sandbox --port 8081`: the local Telegram alone, for any Bot API library."""

from __future__ import annotations

import argparse
import asyncio
import sys

from sandbox.local import TOKEN, LocalTelegram


async def serve(host: str, port: int, token: str, username: str) -> None:
    telegram = LocalTelegram(host=host, port=port, token=token, username=username)
    async with telegram:
        sys.stdout.write(
            f"Bot API  {telegram.url}/bot{telegram.token}/METHOD\n"
            f"token    {telegram.token}\n"
            f"people   {telegram.url}/ (page), {telegram.url}/sim/ (docs/local-telegram.md)\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="kakdela_bot")
    args = parser.parse_args()
    try:
        asyncio.run(serve(args.host, args.port, args.token, args.username))
    except KeyboardInterrupt:
        pass
    except (OSError, OverflowError) as error:  # the port is taken, the host is not this machine's
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"python -m sandbox: {args.host} port {args.port} cannot be used: {reason}")


if __name__ == "__main__":
    main()
