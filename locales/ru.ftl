### Kakdela говорит с людьми: тепло, коротко, просто. Каждый ключ есть и в en.ftl.

-brand = Как дела?

## Записи

n-deal = { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}
n-refund = { $n ->
    [one] { $n } возврат
    [few] { $n } возврата
    [many] { $n } возвратов
   *[other] { $n } возврата
}
n-call = { $n ->
    [one] { $n } звонок
    [few] { $n } звонка
    [many] { $n } звонков
   *[other] { $n } звонка
}
n-contact = { $n ->
    [one] { $n } контакт
    [few] { $n } контакта
    [many] { $n } контактов
   *[other] { $n } контакта
}
n-meeting = { $n ->
    [one] { $n } встреча
    [few] { $n } встречи
    [many] { $n } встреч
   *[other] { $n } встречи
}
n-demo = { $n } демо
n-proposal = { $n } КП
n-invoice = { $n ->
    [one] { $n } счёт
    [few] { $n } счёта
    [many] { $n } счетов
   *[other] { $n } счёта
}
n-other = { $kind }: { $n }
one-deal = Сделка
one-refund = Возврат
one-proposal = КП
one-invoice = Счёт
further-payment = Доплата { $amount }
client-name = { $name }
client-none = без клиента
client-new = новый клиент
client-repeat = повторная покупка
member-name = { $name }
day-today = сегодня
day-yesterday = вчера
day-with-year = { $day } { $year }
and-more = …и ещё { $n }

## Квитанция

receipt-undone = ↩️ Отменил, не считается:
receipt-dismissed = 👌 Хорошо, ничего не записал.
standing-month = { $month }: { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, { $volume }
standing-target-volume = { $month }: { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, { $volume } из { $target } ({ $share } %)
standing-target-count = { $month }: { $what } — { $actual } из { $target } ({ $share } %)
not-understood = 🤷 Не понял: { $pieces }
double-own = ⚠️ Похоже на сделку, которую вы уже записали ({ $day }): тот же клиент и та же сумма.
double-colleague = ⚠️ Такую же сделку с этим клиентом уже записал коллега ({ $day }).
client-not-new = ℹ️ { $name } уже покупает у нас: первая сделка — { $day }.
client-near = 👀 «{ $name }» — новое имя. Это { $other }?
absence-sick = Больничный: { $days ->
    [1] { $first }
   *[other] { $first } – { $last }
}
absence-vacation = Отпуск: { $days ->
    [1] { $first }
   *[other] { $first } – { $last }
}
absence-day_off = Выходной: { $days ->
    [1] { $first }
   *[other] { $first } – { $last }
}
button-undo = ↩️ Отменить
button-redo = Вернуть
button-day = 📅 День
button-client = 👤 Клиент
button-entries = 📋 По одной
button-same-deal = Это та же сделка
button-two-deals = Нет, их две
button-not-new = Да, клиент не новый
button-same-client = Да, это { $name }
button-yes = ✅ Записать
button-yes-amount = ✅ { $amount }
button-yes-no-amount = ✅ Записать без суммы
button-no = Не записывать
button-back = ‹ Назад
button-no-client = Без клиента
choose-day = Какой это день?
choose-client = Какой это клиент?
choose-client-hint = Нет в списке? Исправьте само сообщение, запись изменится вслед за ним.
choose-entry = Какую запись поправить?
toast-undone = Отменил
toast-redone = Вернул
toast-saved = Готово
toast-nothing = Так уже и есть
merged = 🔗 Теперь { $name } и { $other } — один клиент.
button-unmerge = Разъединить
unmerged = ✂️ Разъединил: { $name } снова отдельный клиент.

## Вопросы

ask-guess = 🤔 Не уверен, что понял. Записать так?
ask-currency = 💱 Сумма в другой валюте.
ask-money-without-unit = 🤔 Сколько это?
ask-future = 📅 Этот день ещё не наступил. Точно записать?
ask-old = 📅 Это было давно. Записать?
ask-correction = ✏️ Похоже на исправление. Проще всего изменить само сообщение. Или записать как новое?
ask-alternatives = 🤔 Здесь два варианта. Записать этот?
ask-contradiction = 🤔 Количество не сходится со списком. Записать так?
ask-discount = 🤔 Посчитал со скидкой. Всё верно?
ask-limit = 🤔 Очень большое число. Всё верно?
ask-preposition = 🤔 Не понял сумму: «к» здесь — тысячи или предлог?
ask-amount-hint = Ответьте суммой в { $currency }, и я запишу.
ask-edit-hint = Или исправьте своё сообщение.
ask-rewrite-hint = Исправьте сообщение или напишите иначе — например: <code>сделка 45к Ромашка</code>

## Списки

today-title = 📋 <b>Сегодня</b>
today-empty = Сегодня записей пока нет. Напишите, например: <code>12 звонков, сделка 45к Ромашка</code>
today-questions = Жду ответа:
deals-title = 🧾 <b>Сделки: { $what }</b>
deals-empty = Сделок здесь нет.
deals-total = { $n ->
    [one] Всего { $n } запись
    [few] Всего { $n } записи
    [many] Всего { $n } записей
   *[other] Всего { $n } записи
} на { $volume }
page-of = { $page } из { $pages }
card-title = Запись №{ $id }
card-history = История
card-change = { $when }, { $who }: { $what }
card-void = отменена
change-edited = изменена
change-undone = отменена
change-revived = возвращена
change-corrected = исправлена
change-merged = клиенты объединены
change-unmerged = клиенты разъединены
card-hint = Поправить: ответьте на это сообщение суммой, днём или именем клиента. Или так: <code>/fix { $id } 54 000</code>
corrected-by-lead = ✏️ Вашу запись исправили: { $what }
    — { $who }
voided-by-lead = ↩️ Вашу запись отменили: { $what }
    — { $who }
revived-by-lead = ✅ Вашу запись вернули: { $what }
    — { $who }
fix-usage = Напишите номер записи и что поправить: <code>/fix 12 54 000</code>, <code>/fix 12 вчера</code>, <code>/fix 12 Ромашка</code>.
fix-done = ✅ Исправил: { $what }
log-usage = Напишите, что записать: <code>/deal 45к Ромашка</code> или <code>/log 12 звонков</code>.
hint-write = Я записываю продажи. Напишите, например:
    <code>сделка 45к Ромашка</code>
    <code>12 звонков, 2 встречи</code>
    Всё остальное — в /help.

## Ошибки

error-unexpected = 😔 Что-то сломалось на моей стороне. Сообщение сохранено; если напишете нам, назовите номер { $number }.
error-denied = Сюда вам нельзя.
error-not-found = Этого больше нет.
error-entry-gone = Такой записи нет.
error-not-yours = Это не ваша запись.
error-no-team = Вы пока не в команде. Попросите руководителя прислать приглашение.
error-owner-no-team = Вы не в команде, поэтому записать некуда. Чтобы вступить, сделайте ссылку в /invite и откройте её сами.
error-leads-only = Это могут только руководители.
error-owners-only = Это может только владелец.
error-client-gone = Этого клиента больше нет.
error-client-shared = С этим клиентом работают и коллеги. Объединить может руководитель.
error-merged-already = Эти клиенты уже объединены.
error-merge-gone = Этого объединения больше нет.
error-merge-undone = Уже разъединены.
error-day-future = Этот день ещё не наступил.
error-day-old = Так далеко назад нельзя: не больше { $days } дней.
error-amount = Такую сумму записать не могу.
error-quantity = Столько записать не могу: не больше 10 000.
error-name-empty = Имя пустое. Напишите хотя бы одну букву.
error-nothing-to-record = Здесь нечего записывать. Исправьте сообщение или напишите иначе.
error-currency-needed = Напишите сумму в { $currency }.
error-old-button = Эта кнопка устарела. Откройте список заново: /today
outsider = Привет! Я веду продажи для команд. Чтобы начать, нужна ссылка-приглашение от руководителя.

## Люди: начало, приглашения, роли

language-name = Русский
language-choose = На каком языке говорить с вами?
language-done = 👌 Говорю по-русски.
command-unknown = Такой команды нет. Что я умею: /help
group-hello = Привет! Здесь отвечаю на /deal и на упоминания. Остальное — в личных сообщениях.

menu-me = Мои показатели
menu-today = Записи за сегодня
menu-deals = Сделки за период или с клиентом
menu-team = Показатели команды
menu-target = Цели
menu-invite = Пригласить в команду
menu-people = Люди и роли
menu-newteam = Новая команда
menu-language = Язык
menu-help = Что я умею
menu-privacy = Что хранится и кто это видит
menu-leave = Уйти из компании
menu-deal = Записать сделку
menu-log = Записать звонки, встречи и другое
menu-fix = Исправить запись
menu-start = Начать

role-owner = владелец
role-lead = руководитель
role-manager = менеджер
role-none = без команды

start-member = Здравствуйте, { $name }! Вы в команде <b>{ $team }</b> ({ $company }), роль: { $role }.
start-no-team = Здравствуйте, { $name }! Вы в компании <b>{ $company }</b>, роль: { $role }. Сами вы не в команде. Что я умею: /help

setup-hello = Привет, { $name }! Настроим всё за минуту. Если прервётесь, /start продолжит с того же места.
setup-company = Как называется компания? Напишите название.
setup-currency = <b>{ $company }</b> — отлично. В какой валюте считаем? Если её здесь нет, напишите код из трёх букв, например <code>TRY</code>. Потом валюту не поменять.
setup-currency-chosen = Валюта: <b>{ $currency }</b>
setup-team = Как называется первая команда? Напишите, например: <code>Север</code>
setup-place = Команда <b>{ $team }</b>: { $place }. Язык команды: { $language }. Верно?
    Если нет, выберите страну или напишите страну или город.
setup-place-again = Команда <b>{ $team }</b>: { $place }. Язык команды: { $language }. Верно?
    Если нет, выберите страну. Или так: <code>/newteam { $team }, Новосибирск</code>
setup-zone = { $country }: в каком городе время такое же, как у вас?
setup-place-unknown = Не знаю места «{ $text }». Напишите страну или крупный город рядом.
setup-done = 🎉 Готово! Компания <b>{ $company }</b>, валюта { $currency }. Команда <b>{ $team }</b>: { $place }. Язык: { $language }.
    Вы — владелец и руководитель команды: можно приглашать людей и самим записывать сделки.
setup-team-done = 🎉 Готово! Команда <b>{ $team }</b>: { $place }. Язык: { $language }.
setup-cancelled = Хорошо, не будем. Передумаете — /start.
setup-team-cancelled = Хорошо, новой команды не будет.
setup-old-button = Эта кнопка уже не действует. Вернуться к настройке: /start
newteam-usage = Напишите название новой команды: <code>/newteam Юг</code>. Можно сразу с городом: <code>/newteam Юг, Новосибирск</code>
button-cancel = Отмена
button-setup-other-city = { $country }, другой город
button-setup-yes = ✅ { $place }
button-setup-language = Язык команды: { $language }
button-setup-zone = { $city } · { $time }
button-not-selling = Я не продаю

invite-title = 🔗 <b>Приглашения</b>
invite-no-team = Команд пока нет. Создать: /newteam
invite-choose-team = В какую команду приглашаем?
invite-choose-role = Кого приглашаем в команду <b>{ $team }</b>?
invite-choose-uses = Команда <b>{ $team }</b>, роль: { $role }. На сколько человек ссылка?
invite-made = 🔗 Команда <b>{ $team }</b>, роль: { $role }. Ссылка для { $n ->
    [one] { $n } человека
    [few] { $n } человек
    [many] { $n } человек
   *[other] { $n } человек
}, действует до { $until }. Перешлите её, кому нужно:
invite-made-for = 🔗 Команда <b>{ $team }</b>, роль: { $role }. Ссылка только для { $name }: вместе с ней придёт и вся история. Действует до { $until }. Перешлите её:
invite-live = Действуют сейчас:
invite-line = №{ $id } · { $team } · { $role } · ещё { $n ->
    [one] { $n } человек
    [few] { $n } человека
    [many] { $n } человек
   *[other] { $n } человека
} · до { $until }
invite-line-for = №{ $id } · { $team } · { $role } · для { $name } · до { $until }
invite-revoked = Ссылка больше не действует
button-invite = 🔗 Пригласить
button-invite-manager = Менеджера
button-invite-lead = Руководителя
button-uses = { $n ->
    [one] { $n } человек
    [few] { $n } человека
    [many] { $n } человек
   *[other] { $n } человека
}
button-revoke = ✖️ Отозвать №{ $id }
button-links = Все приглашения

join-title = 👋 Вас приглашают в команду <b>{ $team }</b> компании <b>{ $company }</b>. Роль: { $role }.
join-history = К вам перейдёт история, которая уже есть: { $name }, { $n ->
    [one] { $n } запись
    [few] { $n } записи
    [many] { $n } записей
   *[other] { $n } записи
}.
join-who-sees = { $n ->
    [0] <b>Кто видит ваши цифры:</b> вы, руководители вашей команды и владельцы компании.
    [1] <b>Кто видит ваши цифры:</b> вы и { $watchers }. Потом — и другие руководители команды и владельцы, если они появятся.
   *[other] <b>Кто видит ваши цифры:</b> вы, руководители команды и владельцы. Сейчас это { $watchers }.
}
join-what-stored = <b>Что хранится:</b> имя и ник из Telegram, сообщения с записями и сами записи — сделки, контакты, суммы, клиенты, дни отсутствия. Болтовня не хранится.
join-more = Подробно: /privacy. Уйти можно в любой день: /leave. Нажимая кнопку, вы соглашаетесь.
join-move = Вас зовут в команду <b>{ $team }</b>, роль: { $role }. Вы перейдёте туда сегодня: прежние записи останутся в прежней команде, новые { $n ->
    [0] увидят руководители новой команды.
   *[other] увидят её руководители и владельцы: { $watchers }.
}
join-here = Вы уже в команде «{ $team }».
join-done = 🎉 Вы в команде <b>{ $team }</b> ({ $company }), роль: { $role }.
join-told = 👋 { $name } теперь в команде <b>{ $team }</b>, роль: { $role }.
button-agree = ✅ Согласиться и вступить
button-join-move = Перейти в команду { $team }

people-title = 👥 <b>{ $name }</b>: { $n ->
    [one] { $n } человек
    [few] { $n } человека
    [many] { $n } человек
   *[other] { $n } человека
}
people-team = Команда <b>{ $team }</b>
people-no-team = Без команды
people-line = { $name } — { $role }
people-not-joined = (импорт, ещё не в боте)
people-button = { $name }
people-already = Так уже и есть.
card-person = 👤 <b>{ $name }</b> — { $role }
card-username = Ник: { $username }
card-not-joined = Есть в импорте, но ещё не в боте. Ссылка ниже передаст и историю.
card-unreachable = Сообщения бота сейчас не доходят.
button-link = 🔗 Ссылка для этого человека
button-promote = Сделать руководителем
button-demote = Сделать менеджером
button-move = Перевести в другую команду
button-aside = Убрать из команды
button-own = Сделать владельцем
button-disown = Забрать права владельца
button-remove = Убрать из компании
button-remove-yes = Да, убрать
button-own-yes = Да, сделать владельцем
button-disown-yes = Да, забрать
confirm-remove = Убрать из компании: <b>{ $name }</b>? Доступ закроется сразу, записи останутся.
confirm-own = <b>{ $name }</b> станет владельцем: увидит всю компанию и сможет менять любые роли, в том числе вашу. Точно?
confirm-disown = Забрать права владельца: <b>{ $name }</b>?
choose-team-for = <b>{ $name }</b>: в какую команду? Прежние записи останутся в прежней.
told-lead = ⭐ Теперь вы руководитель команды «{ $team }».
told-manager = Теперь вы менеджер команды «{ $team }».
told-moved = Теперь вы в команде «{ $team }». Прежние записи остались в прежней.
told-aside = Вы больше не в команде и остаётесь владельцем компании «{ $company }».
told-owner = ⭐ Теперь вы владелец компании «{ $company }».
told-not-owner = Вы больше не владелец компании «{ $company }».
told-removed = Вы больше не в компании «{ $company }». Ваши записи остались в её истории, доступа к ним теперь нет.
leave-confirm = Уйти из компании <b>{ $company }</b>? Доступ закроется сразу, записи останутся в её истории. Вернуться можно по новому приглашению.
leave-stayed = Хорошо, остаётесь.
leave-done = Вы больше не в компании { $company }. Спасибо за работу и удачи!
button-stay = Остаться
button-leave-yes = Уйти

help-manager = <b>Пишите как есть, я запишу:</b>
    <code>сделка 45к Ромашка</code>
    <code>12 звонков, 2 встречи</code>
    <code>вчера возврат 3 000 Лютик</code>
    Ошибка? Исправьте своё сообщение — запись изменится сама.
    /me — где вы сейчас, /today — записи за день, /deals — сделки: <code>/deals ноябрь</code>, <code>/deals Ромашка</code>
    /fix — исправить запись: <code>/fix 12 54 000</code>
    В группе: <code>/deal 45к Ромашка</code>
help-no-team = Вы пока не в команде, поэтому записывать нечего.
help-lead = <b>Руководителю:</b>
    /team — показатели команды
    /target — цели: <code>/target @anna выручка 1,5 млн</code>
    /invite — пригласить, /people — люди команды
help-owner = <b>Владельцу:</b>
    /people — роли и переводы во всех командах
    /newteam — ещё одна команда: <code>/newteam Юг</code>
help-everyone = /language — язык, /privacy — что хранится, /leave — уйти
privacy = <b>Что хранится и кто это видит</b>

    <b>О вас:</b> номер, имя, ник и язык в Telegram, ваши роль и команды с датами.
    <b>Ваши записи:</b> тексты сообщений, в которых вы о чём-то отчитались, и записи из них: сделки, контакты, суммы, клиенты и их телефоны, дни отсутствия. И прежние версии: кто, когда и что изменил.
    <b>Остальное не хранится.</b> Каждое сообщение лежит во входящих, пока не обработано, потом его текст стирается; если обработать не вышло — пока это не исправят. Тексты моих ответов стираются после отправки, недоставленные — через 30 дней.

    <b>Кто видит:</b> вы, руководители вашей команды и владельцы компании. Коллеги видят только, что такая же сделка уже записана, без имени. Другие компании — ничего. Написанное в группе видят все, кто в ней. У того, кто держит этого бота, есть доступ к базе и её копиям.

    <b>Как долго:</b> пока компания пользуется ботом. После ухода доступ закрывается сразу, а записи остаются в истории компании. Стереть их совсем или получить копию — попросите владельца компании.

    <b>Уйти:</b> /leave

outsider-open = Привет! Я веду продажи для команд. Завести свою команду можно прямо сейчас: /start. А если вас пригласили, откройте ссылку-приглашение.
error-last-owner = Вы единственный владелец. Сначала сделайте владельцем кого-нибудь ещё: /people
error-person-gone = Этого человека здесь больше нет.
error-team-gone = Этой команды здесь нет.
error-team-exists = Команда «{ $team }» уже есть.
error-bot-name = Ещё просыпаюсь. Попробуйте через минуту.
error-member-already = Вы уже в компании «{ $company }». Чтобы создать другую, сначала выйдите: /leave
error-claim-member = Вы уже в компании «{ $company }». Чтобы начать заново, сначала выйдите: /leave
error-join-elsewhere = Вы в компании «{ $company }», а ссылка — в другую. Сначала выйдите: /leave, потом откройте ссылку ещё раз.
error-invite-dead = Эта ссылка не действует: срок вышел или её уже использовали. Попросите новую.
error-invite-bound = Эта ссылка передаёт чужую историю, а у вас уже есть своя. Попросите обычную ссылку.
error-invite-joined = { $name } уже в боте.
error-invite-one-person = Ссылка для одного человека действует один раз.
error-invite-not-found = Такой ссылки здесь нет.
error-bad-uses = Так не получится: ссылка бывает не больше чем на { $max } человек.
error-bad-days = Так не получится: ссылка действует не дольше { $max } дней.
error-bad-role = Такой роли нет.
error-bad-account = Такого пользователя Telegram не бывает.
error-owner-elsewhere = Этот человек уже в другой компании.
error-currency-mismatch = Компания считает в { $has }, а не в { $asked }.
error-bad-currency = Не знаю валюты «{ $currency }». Напишите код из трёх букв, например <code>RUB</code>.
error-bad-country = Не знаю страны «{ $country }».
error-bad-timezone = Не знаю часового пояса «{ $timezone }».
error-bad-language = На таком языке пока не говорю.

## Показатели, списки, цели, контакты

kpi-sales_volume = выручка
kpi-deals = сделки
kpi-new_clients = новые клиенты
kpi-average_check = средний чек
kpi-retention = удержание клиентов
kpi-repeat_rate = повторные покупки
kpi-sales_cycle = цикл сделки
kpi-calls = звонки
kpi-contacts = контакты
kpi-meetings = встречи
kpi-demos = демо
kpi-proposals = КП
kpi-invoices = счета
kpi-conversion = конверсия
number = { $n }
no-value = —
no-value-average_check = пока нет сделок с суммой
word-team = команда
only-private = Это покажу только в личных сообщениях: цифры не для группы.
choose-team = Какая команда?
button-today = 📋 Сегодня
button-deals = 🧾 Сделки
button-all-deals = 🧾 Все сделки: { $n }
button-targets = 🎯 Цели
button-team = ‹ Команда
button-card = Открыть запись
button-whole-team = 🎯 Вся команда
button-remove-target = Убрать цель
list-total = { $n ->
    [one] Всего { $n } запись
    [few] Всего { $n } записи
    [many] Всего { $n } записей
   *[other] Всего { $n } записи
}
list-page = Страница { $page } из { $pages }
period-ever = за всё время
period-quarter = { $n }-й квартал { $year }
period-range = { $first } – { $last }
deals-not-found = Не нашёл ни такого периода, ни такого клиента. Можно так: <code>/deals вчера</code>, <code>/deals ноябрь</code>, <code>/deals 2026-11</code>, <code>/deals Ромашка</code>.
card-first-contact = Первое касание: { $day }
card-earlier = …и ещё { $n ->
    [one] { $n } изменение
    [few] { $n } изменения
    [many] { $n } изменений
   *[other] { $n } изменения
} раньше
card-hint-count = Поправить: ответьте на это сообщение числом, днём или именем клиента. Или так: <code>/fix { $id } 3</code>
choose-client-hint-fix = Нет в списке? Напишите <code>/fix { $id } Ромашка</code>
fix-unit = Не понял сумму: { $value } — это всё или тысячи? Напишите, например, <code>{ $value }к</code> или полностью.
fix-not-understood = Не понял, что поправить. Ответьте суммой, днём или именем клиента: <code>54 000</code>, <code>вчера</code>, <code>Ромашка</code>.

me-title = 📊 <b>{ $month }</b>
me-title-of = 📊 <b>{ $name }</b> · { $month }
me-figure = { $name }: <b>{ $actual }</b>
me-figure-target = { $name }: <b>{ $actual }</b> из { $target } ({ $share } %)
me-no-value = { $name }: — ({ $why })
me-today = Сегодня: { $what }
me-today-empty = Сегодня записей пока нет.
me-no-target = 🎯 Цели на месяц пока нет. Её ставит руководитель — попросите его.
me-no-target-lead = 🎯 Цели на месяц пока нет. Поставить: /target
me-owner-no-team = Вы не в команде, поэтому своих показателей нет. Команды — здесь: /team

team-none = Команд пока нет. Создать первую: /newteam
team-title = 👥 <b>{ $team }</b> · { $month }
team-total = Вместе: <b>{ $volume }</b>, { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}
team-total-target = Вместе: <b>{ $volume }</b> из { $target } ({ $share } %), { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}
team-some-targets = 🎯 Цели по выручке есть у { $n } из { $of }.
team-no-team-target = 🎯 Цели у команды пока нет. Поставить: /target
team-nobody = Пока никого нет. Пригласить: /invite
team-row = <b>{ $name }</b> — { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, { $volume }
team-row-share = { $share } % цели
team-row-share-of = { $name }: { $share } % цели
team-left = Те, кто уже не в команде: { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, { $volume }
team-no-target = 🎯 Цели на месяц пока нет.
team-latest-deals = Последние сделки месяца:
last-never = ещё ничего
last-days-ago = { $n ->
    [one] { $n } день назад
    [few] { $n } дня назад
    [many] { $n } дней назад
   *[other] { $n } дня назад
}

target-goal = { $kpi } { $value }
target-title = 🎯 <b>Цели на месяц</b> · { $team }
target-row-team = Вся команда: { $goals }
target-row = <b>{ $name }</b>: { $goals }
target-none = пока нет
target-without = Без цели: { $names }
target-how = Поставить цель: нажмите на имя или напишите <code>/target @anna выручка 1,5 млн</code>
target-of-person = 🎯 <b>{ $name }</b>: цели на месяц
target-of-team = 🎯 Команда <b>{ $name }</b>: цели на месяц
target-bullet = • { $goal }
target-none-here = Пока нет ни одной.
target-choose-kpi = Какую цель поставить или поменять?
target-ask-person = 🎯 <b>{ $name }</b> — { $kpi }. Сколько в месяц?
target-ask-team = 🎯 Команда <b>{ $name }</b> — { $kpi }. Сколько в месяц?
target-now = Сейчас: { $value }
target-from-last-month = На кнопках прошлый месяц и немного выше.
target-no-history = В прошлом месяце записей не было, подсказать не могу.
target-type = Или напишите: <code>/target { $whom } { $kpi } { $example }</code>
target-example-money = 1,5 млн
target-example-count = 20
target-set = 🎯 { $name }: { $goal } в месяц.
target-changed = 🎯 { $name }: { $goal } в месяц (было { $before }).
target-removed = 🎯 { $name }: цели «{ $kpi }» больше нет.
target-same = 🎯 Так уже и есть: { $name }, { $goal } в месяц.
target-told-set = 🎯 Ваша новая цель: { $goal } в месяц.
    — { $who }
target-told-changed = 🎯 Ваша цель изменилась: { $goal } в месяц (было { $before }).
    — { $who }
target-told-removed = 🎯 Цели «{ $kpi }» у вас больше нет.
    — { $who }
target-own = 🎯 <b>Ваши цели на месяц</b>
target-usage = Напишите, кому, что и сколько: <code>/target @anna выручка 1,5 млн</code>, <code>/target Анна сделки 20</code>, <code>/target команда выручка 10 млн</code>. Убрать: <code>/target @anna выручка нет</code>.
target-whom-missing = Кому эта цель? Напишите так: <code>/target @anna выручка 1,5 млн</code>.
target-kpi-later = Пока цель бывает на выручку, сделки, звонки, контакты, встречи, демо, КП и счета.
target-monthly = Пока цели бывают только на месяц: напишите, сколько нужно за месяц.
target-positive = Цель должна быть больше нуля. Убрать её: <code>/target @anna выручка нет</code>.
target-value = Не понял, сколько: «{ $value }». Напишите, например, <code>1,5 млн</code> или <code>20</code>.
target-whole = Здесь нужно целое число.
target-too-big = Слишком много: такую цель поставить не могу.
target-unit = { $value } — это тысячи? Напишите с единицей: <code>{ $value }к</code> или полностью.
target-too-many = У одного человека может быть не больше { $n } целей: иначе о них не помнят. Сначала уберите одну.
target-none-yet = Такой цели и не было.
whom-ambiguous = Кого именно: { $names }? Напишите @имя или имя полностью.
whom-which-team = Какую команду: { $names }? Напишите название после слова «команда».
whom-unknown = Не нашёл у вас: { $name }. Напишите @имя, имя или «команда».

contact-own = Это же вы 🙂 Пришлите карточку клиента — запишу контакт.
contact-colleague = Это ваш коллега, поэтому контакт не записал.

## Величины и периоды

value-percent = { $n } %
value-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
}
period-year = { $year } год
period-days = { $week ->
    [yes] неделя { $days }
   *[no] { $days }
}
