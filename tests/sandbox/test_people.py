"""People in private and in groups: what of their doings reaches the bot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import MessageOriginHiddenUser, MessageOriginUser, ReactionTypeEmoji, Update

from sandbox import LocalTelegram, NotPossible, Person


async def news(bot: Bot) -> list[Update]:
    """What came since the last time."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def heard(bot: Bot) -> list[str]:
    return [
        u.message.text or u.message.caption or u.message.content_type for u in await news(bot) if u.message
    ]


async def test_a_person_as_the_bot_sees_them(bot: Bot, tg: LocalTelegram) -> None:
    anna = tg.person("Анна", last_name="К", username="anna", language="en")
    assert tg.person("Анна", last_name="К") is anna
    assert tg.person("?", username="anna") is anna
    assert tg.person("?", id=anna.id) is anna
    anna.starts("join_abc-1")
    (update,) = await news(bot)
    message = update.message
    assert message is not None
    assert message.text == "/start join_abc-1"
    assert message.from_user is not None
    assert (message.from_user.full_name, message.from_user.language_code) == ("Анна К", "en")
    assert message.chat.id == anna.id > 2**32
    assert message.entities
    assert (message.entities[0].type, message.entities[0].length) == ("bot_command", 6)
    with pytest.raises(NotPossible):
        anna.starts("не годится")


async def test_a_message_may_be_dated(bot: Bot, ivan: Person) -> None:
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    ivan.says("вчерашняя сделка", at=at)
    message = (await news(bot))[-1].message
    assert message is not None
    assert message.date == at


async def test_edits_are_of_own_messages_and_change_something(bot: Bot, ivan: Person) -> None:
    ivan.says("45к Ромашка")
    ivan.edits("54к Ромашка")
    edited = (await news(bot))[-1].edited_message
    assert edited is not None
    assert edited.text == "54к Ромашка"
    with pytest.raises(NotPossible, match="nothing to edit"):
        ivan.edits("54к Ромашка")
    sent = await bot.send_message(ivan.id, "x")
    with pytest.raises(NotPossible, match="only own"):
        ivan.edits(ivan.last(), "y")
    assert ivan.last().message_id == sent.message_id


async def test_blocking_and_unblocking_are_told(bot: Bot, ivan: Person) -> None:
    await news(bot)
    ivan.blocks()
    ivan.unblocks()
    changes = [u.my_chat_member for u in await news(bot)]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes if c] == [
        (ChatMemberStatus.MEMBER, ChatMemberStatus.KICKED),
        (ChatMemberStatus.KICKED, ChatMemberStatus.MEMBER),
    ]


async def test_forwards_and_contacts(bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person) -> None:
    await news(bot)
    ivan.forwards("хочу купить", from_person=olga)
    ivan.forwards("и я", from_name="Скрытный")
    ivan.sends_contact("+79161234567", "Иван", user_id=ivan.id)
    known, hidden, contact = (u.message for u in await news(bot))
    assert known
    assert hidden
    assert contact
    assert isinstance(known.forward_origin, MessageOriginUser)
    assert known.forward_origin.sender_user.id == olga.id
    assert isinstance(hidden.forward_origin, MessageOriginHiddenUser)
    assert hidden.forward_origin.sender_user_name == "Скрытный"
    assert contact.contact
    assert contact.contact.user_id == ivan.id
    assert [m.forward for m in ivan.sees()[1:]] == ["Ольга", "Скрытный", None]


async def test_privacy_mode(bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person) -> None:
    group = tg.group("Отдел продаж", ivan, olga)
    await news(bot)
    for text in ("привет всем", "/day@other_bot", "это @other_bot", "не /команда"):
        ivan.says(text, chat=group)
    ivan.sends_photo("фото", chat=group)
    assert await heard(bot) == []
    for text in ("/day", "/day@kakdela_bot", "а что @Kakdela_Bot скажет?"):
        ivan.says(text, chat=group)
    ivan.sends_photo("@kakdela_bot вот", chat=group)
    assert await heard(bot) == ["/day", "/day@kakdela_bot", "а что @Kakdela_Bot скажет?", "@kakdela_bot вот"]
    sent = await bot.send_message(group.id, "Сколько?")
    olga.says("45к", chat=group, reply_to=sent.message_id)
    olga.edits("46к", chat=group)
    olga.says("45к", chat=group, reply_to=ivan.says("а?", chat=group))
    updates = await news(bot)
    assert [u.event_type for u in updates] == ["message", "edited_message"]
    assert updates[0].message
    assert updates[0].message.reply_to_message
    assert updates[0].message.reply_to_message.text == "Сколько?"
    group.promotes_bot()
    ivan.says("теперь слышно", chat=group)
    assert await heard(bot) == ["теперь слышно"]


async def test_the_bot_comes_and_goes(bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person) -> None:
    group = tg.group("Отдел", ivan, bot=False)
    await news(bot)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(group.id, "x")
    ivan.says("/day", chat=group)
    assert await heard(bot) == []
    group.adds_bot()
    added, joined = await news(bot)
    assert added.my_chat_member
    assert added.my_chat_member.new_chat_member.status == ChatMemberStatus.MEMBER
    assert joined.message
    assert joined.message.new_chat_members
    group.adds(olga)
    group.removes(olga)
    assert await heard(bot) == ["new_chat_members", "left_chat_member"]
    group.removes_bot()
    (removed,) = await news(bot)
    assert removed.my_chat_member
    assert removed.my_chat_member.new_chat_member.status == ChatMemberStatus.KICKED
    with pytest.raises(TelegramForbiddenError) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.message == "Forbidden: bot was kicked from the group chat"
    group.adds_bot()
    await bot.leave_chat(group.id)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")
    with pytest.raises(NotPossible, match="is not in the chat"):
        olga.says("x", chat=group)


async def test_a_group_becomes_a_supergroup(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    group = tg.group("Отдел", ivan)
    await news(bot)
    upgraded = group.becomes_supergroup()
    left, entered = (u.message for u in await news(bot))
    assert left
    assert entered
    assert (left.migrate_to_chat_id, entered.migrate_from_chat_id) == (upgraded.id, group.id)
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.migrate_to_chat_id == upgraded.id
    await bot.send_message(upgraded.id, "x")
    assert ivan.last(upgraded).chat_id == upgraded.id
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(upgraded.id, "x", message_thread_id=5)


async def test_members_and_administrators(bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person) -> None:
    group = tg.group("Отдел", ivan, supergroup=True)
    assert (await bot.get_chat_member(group.id, ivan.id)).status == ChatMemberStatus.CREATOR
    assert (await bot.get_chat_member(group.id, olga.id)).status == ChatMemberStatus.LEFT
    assert (await bot.get_chat_member(group.id, bot.id)).status == ChatMemberStatus.MEMBER
    with pytest.raises(TelegramBadRequest, match="invalid user_id specified"):
        await bot.get_chat_member(group.id, 5)
    assert [m.user.id for m in await bot.get_chat_administrators(group.id)] == [ivan.id]
    group.promotes_bot()
    assert len(await bot.get_chat_administrators(group.id)) == 2
    with pytest.raises(TelegramBadRequest, match="there are no administrators in the private chat"):
        await bot.get_chat_administrators(ivan.id)
    assert (await bot.get_chat(ivan.id)).first_name == "Иван"
    assert (await bot.get_chat(group.id)).title == "Отдел"


async def test_rights_in_groups(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    group = tg.group("Отдел", ivan)
    said = ivan.says("/day", chat=group)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.id, said.message_id)
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group.id, said.message_id)
    group.promotes_bot()
    await bot.pin_chat_message(group.id, said.message_id)
    pinned = (await bot.get_chat(group.id)).pinned_message
    assert pinned
    assert pinned.message_id == said.message_id
    with pytest.raises(TelegramBadRequest, match="message to pin not found"):
        await bot.pin_chat_message(group.id, 99)
    await bot.delete_message(group.id, said.message_id)
    with pytest.raises(TelegramBadRequest, match="chat member status can't be changed in private chats"):
        await bot.leave_chat(ivan.id)


async def test_reactions_and_actions(bot: Bot, ivan: Person) -> None:
    said = ivan.says("45к")
    await bot.set_message_reaction(ivan.id, said.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert said.reactions == ["👍"]
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await bot.set_message_reaction(ivan.id, said.message_id, [ReactionTypeEmoji(emoji="🧮")])
    with pytest.raises(TelegramBadRequest, match="message to react not found"):
        await bot.set_message_reaction(ivan.id, 99, [ReactionTypeEmoji(emoji="👍")])
    assert await bot.send_chat_action(ivan.id, "typing")
    with pytest.raises(TelegramBadRequest, match="wrong parameter action in request"):
        await bot.send_chat_action(ivan.id, "thinking")


async def test_taps_in_a_group_reach_the_bot(bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person) -> None:
    from tests.sandbox.test_messages import keyboard

    group = tg.group("Отдел", ivan, olga)
    await bot.send_message(group.id, "Итоги", reply_markup=keyboard(("Обновить", "b:1")))
    await news(bot)
    olga.taps("обновить", chat=group)
    (update,) = await news(bot)
    assert update.callback_query
    assert update.callback_query.from_user.id == olga.id
    assert update.callback_query.message
    assert update.callback_query.message.chat.id == group.id
    assert "[Обновить]" in group.transcript()
