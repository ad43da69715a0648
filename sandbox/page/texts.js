// Every word of the page, in both languages: key: [English, Russian].
const KEPT = "kakdela.lang";

const WORDS = {
  // who you are
  whoTitle: ["Who are you today?", "Кто вы сегодня?"],
  whoLead: ["Pick someone from the team. Open another tab to be two people at once.",
    "Выберите кого-нибудь из команды. В другой вкладке можно быть кем-то ещё."],
  whoEmpty: ["Nobody here yet. Add people through /sim/people and come back.",
    "Пока никого нет. Добавьте людей через /sim/people и возвращайтесь."],
  switchPerson: ["Switch person", "Сменить человека"],
  youAre: ["You are {name}. Switch person", "Вы — {name}. Сменить человека"],
  localNote: ["Runs on this computer only. Nothing goes to Telegram.", "Всё живёт на этом компьютере. В Telegram ничего не уходит."],
  noServer: ["The server doesn't answer. Trying again…", "Сервер не отвечает. Пробуем ещё…"],

  // chats
  chats: ["Chats", "Чаты"],
  menu: ["Menu", "Меню"],
  noChats: ["No chats yet", "Чатов пока нет"],
  noMessages: ["No messages yet", "Сообщений пока нет"],
  you: ["You", "Вы"],
  unread: ["unread", "непрочитано"],
  newGroup: ["New group", "Новая группа"],
  groupTitle: ["Name of the group", "Название группы"],
  groupPeople: ["Who is in it", "Кто в ней"],
  groupBot: ["Add the bot", "Добавить бота"],
  create: ["Create", "Создать"],
  language: ["По-русски", "In English"],
  group: ["group", "группа"],
  inGroup: ["In the group: {n}", "В группе: {n}"],
  noBotInside: ["the bot isn't here", "бота здесь нет"],
  addBot: ["Add the bot", "Добавить бота"],
  removeBot: ["Remove the bot", "Убрать бота"],
  bot: ["bot", "бот"],
  botAway: ["the bot isn't running", "бот не запущен"],
  pickChat: ["Pick a chat on the left", "Выберите чат слева"],
  back: ["Back to chats", "К списку чатов"],
  reconnecting: ["Connection lost. Reconnecting…", "Связь пропала. Подключаемся…"],

  // thread
  messages: ["Messages", "Сообщения"],
  today: ["Today", "Сегодня"],
  yesterday: ["Yesterday", "Вчера"],
  edited: ["edited", "изменено"],
  emptyBot: ["What can this bot do?", "Что умеет этот бот?"],
  emptyBotLead: ["Press START and it will say hello.", "Нажмите СТАРТ, и он поздоровается."],
  emptyChat: ["It's quiet here", "Здесь пока тихо"],
  emptyChatLead: ["Write the first message.", "Напишите первое сообщение."],
  typing: ["typing…", "печатает…"],
  sendingPhoto: ["sending a photo…", "отправляет фото…"],
  sendingFile: ["sending a file…", "отправляет файл…"],
  toEnd: ["To the latest message", "К последнему сообщению"],
  forwardedFrom: ["Forwarded from {name}", "Переслано от: {name}"],
  deletedReply: ["Message", "Сообщение"],
  photo: ["Photo", "Фото"],
  file: ["File", "Файл"],
  contact: ["Contact", "Контакт"],
  openPhoto: ["Open the photo", "Открыть фото"],
  messageMenu: ["What to do with the message", "Действия с сообщением"],
  reply: ["Reply", "Ответить"],
  edit: ["Edit", "Изменить"],
  copy: ["Copy text", "Скопировать текст"],
  copied: ["Copied", "Скопировано"],
  forwardThis: ["Forward here", "Переслать сюда"],
  messageNumber: ["Message {n}", "Сообщение {n}"],
  noAnswer: ["The bot hasn't answered the tap", "Бот не ответил на нажатие"],

  "service: joined the group": ["joined the group", "теперь в группе"],
  "service: left the group": ["left the group", "больше не в группе"],
  "service: created the group": ["created the group", "создаёт группу"],
  "service: pinned a message": ["pinned a message", "закрепляет сообщение"],

  // composer
  write: ["Message", "Сообщение"],
  send: ["Send", "Отправить"],
  save: ["Save", "Сохранить"],
  attach: ["Attach", "Прикрепить"],
  commands: ["Commands", "Команды"],
  noCommands: ["The bot has no commands here", "Здесь у бота нет команд"],
  keyboard: ["Bot's keyboard", "Клавиатура бота"],
  start: ["START", "СТАРТ"],
  unblock: ["Unblock", "Разблокировать"],
  youBlocked: ["You've blocked this bot.", "Вы заблокировали этого бота."],
  block: ["Block the bot", "Заблокировать бота"],
  blocked: ["Bot blocked", "Бот заблокирован"],
  unblocked: ["Bot unblocked", "Бот разблокирован"],
  editing: ["Editing", "Изменение"],
  replyingTo: ["Reply to {name}", "Ответ: {name}"],
  cancel: ["Cancel", "Отмена"],
  close: ["Close", "Закрыть"],
  ok: ["OK", "Хорошо"],
  sendPhoto: ["Photo", "Фото"],
  sendFile: ["File", "Файл"],
  sendContact: ["Contact", "Контакт"],
  forwardFrom: ["Forward from a client", "Переслать от клиента"],
  caption: ["Caption", "Подпись"],
  asFile: ["Send as a file", "Отправить файлом"],
  phone: ["Phone", "Телефон"],
  firstName: ["First name", "Имя"],
  lastName: ["Last name", "Фамилия"],
  fromTeam: ["Somebody from the team", "Кто-то из команды"],
  someoneElse: ["Somebody else", "Другой человек"],
  clientName: ["Who wrote it", "Кто написал"],
  clientExample: ["Maria, Daisy Ltd", "Мария, ООО Ромашка"],
  clientHint: ["A teammate's name forwards from that person.", "Имя коллеги — перешлёт от него."],
  clientText: ["What they wrote", "Что написал"],
  sharePhone: ["Share your phone number {phone} with the bot?", "Передать боту ваш номер {phone}?"],
  share: ["Share", "Передать"],
  dropHere: ["Drop to send", "Отпустите, чтобы отправить"],
  chatMenu: ["Chat menu", "Меню чата"],
  tryThis: ["Try this", "Попробуйте"],
  hideHints: ["Hide suggestions", "Скрыть подсказки"],
  showHints: ["Show suggestions", "Показать подсказки"],
  startedWith: ["Sent /start {payload}", "Отправили /start {payload}"],

  // calls
  calls: ["Bot API calls", "Вызовы Bot API"],
  filter: ["Filter", "Фильтр"],
  pause: ["Pause", "Пауза"],
  resume: ["Resume", "Продолжить"],
  clearCalls: ["Clear", "Очистить"],
  lost: ["Done, but the answer was lost on the way", "Сделано, но ответ потерялся по дороге"],
  noCalls: ["What the bot asks of Telegram shows up here as it happens.", "Здесь по ходу дела видно, что бот просит у Telegram."],
  nothingFound: ["Nothing matches the filter", "По фильтру ничего нет"],
  paused: ["Paused, waiting: {n}", "Пауза, ждут: {n}"],
  params: ["Params", "Параметры"],
  result: ["Result", "Ответ"],
  failed: ["Error", "Ошибка"],
  ms: ["ms", "мс"],

  B: ["B", "Б"],
  KB: ["KB", "КБ"],
  MB: ["MB", "МБ"],

  // trouble
  network: ["The server doesn't answer. Your text is still here.", "Сервер не отвечает. Текст на месте."],
};

function preferred() {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "ru") return kept;
  return navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en";
}

export const lang = preferred();

export function t(key, values = {}, otherwise = key) {
  const words = WORDS[key]?.[lang === "ru" ? 1 : 0] ?? otherwise;
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function switchLanguage() {
  localStorage.setItem(KEPT, lang === "ru" ? "en" : "ru");
  location.reload();
}
