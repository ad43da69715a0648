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
absence-sick = Больничный: { $days }
absence-vacation = Отпуск: { $days }
absence-day_off = Выходной: { $days }
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
    /why — откуда взялась цифра: <code>/why выручка</code>
    /absence — отпуск, больничный, отгул: <code>на больничном до пятницы</code>
    В группе: <code>/deal 45к Ромашка</code>
help-no-team = Вы пока не в команде, поэтому записывать нечего.
help-lead = <b>Руководителю:</b>
    /team — показатели команды
    /target — цели: <code>/target @anna выручка 1,5 млн</code>
    /kpi — что считаем: общие и свои показатели
    /calendar — рабочие дни и часы команды, праздники
    /requests — что ждёт вашего решения
    /invite — пригласить, /people — люди команды
    Записать за человека: <code>/log @anna сделка 45к Ромашка</code>, <code>/absence @anna отгул завтра</code>
help-owner = <b>Владельцу:</b>
    /people — роли и переводы во всех командах
    /newteam — ещё одна команда: <code>/newteam Юг</code>
    /goal — цель компании на год: <code>/goal выручка 60 млн 2026</code>
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
me-beside = <b>{ $period }</b>
me-figure = { $name }: <b>{ $actual }</b>
me-no-value = { $name }: — ({ $why })
me-today = Сегодня: { $what }
me-today-empty = Сегодня записей пока нет.
me-no-target = 🎯 Цели на это время пока нет. Её ставит руководитель — попросите его.
me-no-target-lead = 🎯 Цели на это время пока нет. Поставить: /target

team-none = Команд пока нет. Создать первую: /newteam
team-title = 👥 <b>{ $team }</b> · { $month }
team-total = Вместе: <b>{ $volume }</b>, { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}
team-no-team-target = 🎯 Цели у команды пока нет. Поставить: /target
team-nobody = Пока никого нет. Пригласить: /invite
team-row = <b>{ $name }</b> — { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, { $volume }
team-left = Те, кто уже не в команде: { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, { $volume }
team-no-target = 🎯 Цели на это время пока нет.
team-latest-deals = Последние сделки:

whom-ambiguous = Кого именно: { $names }? Напишите @имя или имя полностью.
whom-which-team = Какую команду: { $names }? Напишите название после слова «команда».
whom-unknown = Не нашёл у вас: { $name }. Напишите @имя, имя или «команда».

contact-own = Это же вы 🙂 Пришлите карточку клиента — запишу контакт.
contact-colleague = Это ваш коллега, поэтому контакт не записал.
contact-again = Этот контакт уже записан: { $name }.

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

## Почему такая цифра, и споры

menu-why = Откуда взялась цифра
button-why = ❓ Почему?
button-why-of = ❓ { $kpi }
button-why-others = Другие показатели
button-why-before = ‹ { $period }
button-why-after = { $period } ›
button-why-mine = мои
button-wrong = 🙋 Здесь ошибка
button-records = 🔎 Откуда цифра
why-usage = Можно и словами: <code>/why выручка</code>, <code>/why удержание октябрь</code>
why-choose-title = ❓ <b>Откуда цифры</b> · { $who } · { $period }
why-choose = Какую цифру объяснить?
why-nothing = За это время пока ничего нет.
why-unknown = Показателя «{ $name }» не знаю. Вот что есть:
why-unknown-near = Показателя «{ $name }» не знаю. Может быть, один из этих?
why-period-ever = «За всё время» объяснить не могу: назовите месяц, неделю, квартал или год.
why-period-future = Этот период ещё не начался, объяснять пока нечего.
why-title = ❓ <b>{ $kpi }</b> · { $who }
why-you = вы
why-team = команда { $name }
why-company = вся компания
why-period = { $name }
why-period-days = { $name }, { $days }
why-zone = время: { $city }
why-zones = время у каждой команды своё
why-main-activity = основная активность команды
why-formula-sales_volume = Сумма сделок, закрытых за это время, минус возвраты за то же время. Доплаты тоже считаются. Возврат вычитаем у того, чья была сделка.
why-formula-deals = Сколько сделок закрыто за это время. Доплата по сделке — не новая сделка, возврат число сделок не меняет.
why-formula-new_clients = Клиенты, у которых первая сделка с компанией пришлась на это время. Клиента засчитываем тому, кто закрыл эту первую сделку.
why-formula-average_check = Сумма сделок, поделённая на их число. Считаются только сделки с суммой, возвраты не вычитаются.
why-formula-retention = Из клиентов, которые покупали раньше ({ $days }), — доля тех, кто за это время купил снова, у кого угодно в компании.
why-formula-repeat_rate = Из клиентов, которые хоть раз покупали до конца этого времени, — доля тех, у кого с компанией две сделки или больше.
why-formula-sales_cycle = Сколько дней в среднем проходит от первого касания до сделки. Если касание не записано в сделке, берём первую активность с этим клиентом после его прошлой сделки — чья бы она ни была.
why-formula-activity = Всё, что записано как «{ $name }» за это время.
why-formula-conversion = Сделки, поделённые на основную активность команды («{ $activity }»), за одно и то же время.
why-formula-counter = Ваш счётчик: всё, что записано как «{ $name }» за это время.
why-formula-counter-money = Ваш счётчик: все деньги, записанные как «{ $name }» за это время.
why-formula-ratio = «{ $top }», поделённое на «{ $bottom }», за одно и то же время.
why-part-deals = Сделки: { $n } на { $amount }
why-part-further = Доплаты: { $n } на { $amount }
why-part-refunds = Возвраты: { $n } на { $amount }
why-term = { $name }: { $value }
why-top-average_check = Сумма: { $n }
why-bottom-average_check = Сделок с суммой: { $n }
why-top-retention = Купили снова: { $n }
why-bottom-retention = Покупали раньше: { $n }
why-top-repeat_rate = С двумя сделками и больше: { $n }
why-bottom-repeat_rate = Всего клиентов: { $n }
why-top-sales_cycle = Дней вместе: { $n }
why-bottom-sales_cycle = Сделок с известным касанием: { $n }
why-total = Итого: <b>{ $value }</b>
why-mean = В среднем: <b>{ $value }</b>, медиана: { $median }
why-share = Итого: { $top } из { $bottom } — <b>{ $value }</b>
why-share-so-far = Пока { $top } из { $bottom } — <b>{ $value }</b>
why-none = Итого: <b>—</b> ({ $why })
why-none-average_check = сделок с суммой нет
why-none-retention = раньше никто не покупал
why-none-repeat_rate = клиентов пока нет
why-none-sales_cycle = сделок с известным касанием нет
why-none-ratio = «{ $name }» — ноль, делить не на что
why-left-no-amount = Без суммы: { $n } из { $of ->
    [one] { $of } сделки
    [few] { $of } сделок
    [many] { $of } сделок
   *[other] { $of } сделки
}, в деньгах не участвуют
why-left-no-sum = Без суммы: { $n } из { $of } записей, в деньгах не участвуют
why-left-no-client = Без клиента: { $n } из { $of ->
    [one] { $of } сделки
    [few] { $of } сделок
    [many] { $of } сделок
   *[other] { $of } сделки
}, здесь не участвуют
why-left-known = Записаны как давние клиенты, поэтому не новые: { $n }
why-left-further = Доплаты, сделками не считаются: { $n }
why-left-refunds = Возвраты, здесь не вычитаются: { $n }
why-left-first-contact = Посчитано по { $counted } из { $of ->
    [one] { $of } сделки
    [few] { $of } сделок
    [many] { $of } сделок
   *[other] { $of } сделки
}: у остальных первое касание неизвестно
why-elsewhere = { $name } — не только в вашей команде; здесь лишь то, что записано в ней.
why-aim = 🎯 Цель: { $target }
why-aim-limit = 🎯 Не больше: { $target }
why-aim-shrunk = 🎯 Цель: { $target } из { $full }
why-aim-nothing = 🎯 Цель { $full } на это время не действует: рабочих дней нет.
why-aim-partial = 🎯 Личные цели есть у { $n } из { $of }, поэтому общей нет.
why-aim-summed = Это личные цели вместе, участников: { $n }
why-aim-missing = Не в счёт: { $n } из { $of ->
    [one] { $of } рабочего дня
    [few] { $of } рабочих дней
    [many] { $of } рабочих дней
   *[other] { $of } рабочего дня
} (отсутствие, праздники или дни не в команде)
why-aim-ramp = Новичку: { $percents } от цели
why-closed = 🔒 Закрыто { $day }: { $value }
why-corrected = ✏️ Поправка после закрытия: { $value }
why-aim-done = Выполнено: <b>{ $share }</b>
why-aim-used = Использовано: <b>{ $share }</b>
why-aim-waits = Сколько выполнено, скажу в конце: доля ещё растёт.
why-entries = <b>Записи</b> ({ $n }):
why-clients = <b>Клиенты</b> ({ $n }):
why-client-again = купили снова { $day }
why-client-colleague = купили снова у коллеги
why-client-not-yet = ещё не покупали снова, последняя сделка { $day }
why-client-gone = снова не купили, последняя сделка { $day }
why-client-several = { $n ->
    [one] { $n } сделка
    [few] { $n } сделки
    [many] { $n } сделок
   *[other] { $n } сделки
}, последняя { $day }
why-client-also = сделка { $day } и ещё одна у коллеги
why-client-once = одна сделка, { $day }
why-first = (касание { $day }, { $source })
why-first-colleague = первое касание было у коллеги
why-first-unknown = первое касание неизвестно
why-source-own = из сделки
why-source-contact = контакт
why-source-call = звонок
why-source-meeting = встреча
why-source-demo = демо
why-source-proposal = КП
why-source-invoice = счёт

button-dispute = 🙋 Спор №{ $id }
button-dispute-send = Отправить без слов
button-dispute-cancel = Не надо
button-dispute-withdraw = Забрать назад
button-dispute-accept = Исправлю
button-dispute-reject = Всё верно
button-dispute-words = 💬 Добавить слова
dispute-ask = 🙋 <b>Что здесь не так?</b>
dispute-ask-how = Ответьте на это сообщение одной строкой — передам руководителю. Или отправьте без слов.
dispute-cancelled = Хорошо, никому не пишу.
dispute-figure = { $kpi }, { $period }: <b>{ $value }</b>
dispute-about-gone = Такой цифры больше нет.
dispute-said = «{ $text }»
dispute-closed = 🔒 Это время уже закрыто: если цифру поправят, рядом с итогом появится поправка.
dispute-closed-lead = 🔒 Это время уже закрыто: исправление встанет поправкой рядом с итогом.
dispute-sent = 📨 Отправил. Кому: { $names }. Скажу, когда ответят.
dispute-sent-later = 📨 Сохранил. Сейчас написать некому; увидят, как только зайдут.
dispute-open = 🙋 Спор №{ $id }: ждёт ответа
dispute-draft = 🙋 Спор №{ $id }: ещё не отправлен
dispute-accepted = ✅ Спор №{ $id }. { $who }: «Исправлю»
dispute-rejected = ☑️ Спор №{ $id }. { $who }: «Всё верно»
dispute-withdrawn = Спор №{ $id } забрали назад
dispute-withdrawn-told = Спор №{ $id } больше не нужен: { $name } всё забирает назад.
dispute-answer = 💬 { $text }
dispute-answer-waits = 💬 Ваши слова: { $text }
dispute-title = 🙋 <b>Спор №{ $id }</b> · { $name }
dispute-decide = Что решите? Словами тоже можно: ответьте на это сообщение.
dispute-add-words = Хотите что-то добавить? Ответьте на это сообщение, и я передам.
dispute-words-sent = Передал.
dispute-edited = Правку не передам: ваши слова уже ушли. Если важно, напишите отдельно.
dispute-open-already = Спор об этом уже открыт, ответа пока нет.
dispute-sent-already = Это уже отправлено.
dispute-not-sent = Это ещё не отправлено.
dispute-withdrawn-already = Этот спор уже забрали назад.
dispute-accepted-already = Уже решено. { $who }: «Исправлю».
dispute-rejected-already = Уже решено. { $who }: «Всё верно».
dispute-own = Свой спор решает кто-то другой.
dispute-nobody = Решать здесь некому: кроме вас, ни руководителя, ни владельца нет.
dispute-range = Спорить можно о дне, неделе, месяце, квартале или годе.
dispute-long = Слишком длинно: уложитесь в { $n } знаков.

## Рабочий календарь, отсутствия, записи за другого

menu-calendar = Рабочий календарь команды
menu-absence = Отпуск, больничный, отгул

calendar-title = 📅 <b>{ $team }</b>: рабочий календарь
calendar-week = Рабочие дни: { $days }
calendar-hours = Часы: { $hours }
calendar-country = Страна: { $country }
calendar-unknown = ⚠️ Праздников { $year } года для этой страны не знаю. Добавьте выходные сами.
calendar-holidays = Ближайшие праздники: { $days }
calendar-moved = Рабочие по переносу: { $days }
calendar-added = Добавлено:
calendar-day = { $noted ->
    [yes] • { $day } — { $kind ->
        [work] рабочий день
       *[off] выходной
    } ({ $note })
   *[no] • { $day } — { $kind ->
        [work] рабочий день
       *[off] выходной
    }
}
calendar-how = Дни недели и часы меняются кнопками. Остальное напишите:
    <code>/calendar выходной 30.12</code>
    <code>/calendar рабочий 28.12 за отпуск</code>
    <code>/calendar 9:30-18:30</code>
calendar-stored = ✅ { $days } — { $kind ->
    [work] { $n ->
        [one] рабочий день
        [few] рабочие дни
        [many] рабочие дни
       *[other] рабочие дни
    }
   *[off] { $n ->
        [one] выходной
        [few] выходные
        [many] выходные
       *[other] выходные
    }
}.
calendar-done = ✅ Поменял.
calendar-choose-country = Сейчас праздники по стране: { $country }. Какая нужна? Если её нет среди кнопок, напишите <code>/calendar страна Казахстан</code>. Часовой пояс не изменится.
calendar-usage = Не понял. Напишите так: <code>/calendar выходной 30.12</code>, <code>/calendar рабочий 28.12</code>, <code>/calendar 9-18</code>, <code>/calendar страна Казахстан</code>.
calendar-which-team = Какая команда: { $names }? Напишите её первой: <code>/calendar Север выходной 30.12</code>
calendar-day-unclear = Не понял день. Напишите, например: <code>/calendar выходной 30.12</code> или <code>29.12-30.12</code>.
calendar-day-again = { $day } уже добавлено: { $now ->
    [work] рабочий день
   *[off] выходной
}.
calendar-day-so = { $day } — и так { $now ->
    [work] рабочий день
   *[off] выходной
}.
calendar-day-other = { $day } уже добавлено как { $now ->
    [work] рабочий день
   *[off] выходной
}. Сначала уберите этот день в /calendar.
calendar-day-far = Дальше чем на год вперёд календарь не меняю.
calendar-day-closed = Тот месяц уже закрыт: его рабочие дни не меняются.
calendar-range-long = За один раз — не больше { $most } дней.
calendar-hours-wrong = Не понял часы. Напишите, например, <code>/calendar 9:00-18:00</code>: конец позже начала хотя бы на час.
calendar-no-weekday = Хотя бы один рабочий день в неделе нужен.
button-calendar-drop = ✖️ { $day }
button-calendar-country = 🌍 Страна

absence-effect = { $n ->
    [0] Рабочих дней среди них нет
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
    [many] { $n } рабочих дней
   *[other] { $n } рабочего дня
}{ $targets ->
    [yes] , цели пересчитал
   *[no] {""}
}
absence-whole = Вместе с отмеченным раньше — { $what }
absence-noted = Уже отмечено. { $what }
absence-waits-already = Это уже ждёт руководителя. { $what }
absence-waits = { $what } — посчитаю, когда подтвердит руководитель
absence-refused = { $what } — отклонено
absence-title = 🌿 <b>Ваши дни без работы</b>
absence-title-of = 🌿 <b>{ $name }</b>: дни без работы
absence-none = Пока ничего не отмечено.
absence-none-of = Ничего не отмечено.
absence-how = Или напишите словами: <code>на больничном до пятницы</code>, <code>в отпуске с 24.11 по 07.12</code>
absence-how-of = Отметить: <code>/absence @имя отпуск с 24.11 по 07.12</code>
absence-how-vacation = Напишите, с какого дня и по какой: <code>в отпуске с 24.11 по 07.12</code>
absence-choose-end = Какой день без работы был последним?
absence-usage = Не понял дни. Напишите так: <code>/absence отпуск с 24.11 по 07.12</code>, <code>/absence болею до пятницы</code>, <code>/absence отгул завтра</code>.
absence-too-long = { $days } дней — слишком много: за один раз отмечаю не больше { $most }. Ничего не записал.
absence-too-far = Начало дальше чем через год. Ничего не записал: напишите об этом ближе к делу.
absence-too-old = Начало больше года назад. Ничего не записал.
absence-taken-back = Это отсутствие уже убрали.
absence-ends-earlier = Последний день и так { $last }.
absence-decided-already = Другой руководитель уже решил иначе. Вот как теперь.
absence-heard = 🌿 { $name }. { $what }
absence-asked = ⏳ { $name } просит отметить. { $what }
absence-heard-declined = ✖️ { $name }. { $what }
    Отклонено: { $who }
absence-heard-ended = ✏️ { $name }. { $what } (изменено)
absence-heard-dropped = ↩️ { $name }. { $what } — больше не считается
absence-told-accepted = ✅ Подтверждено. { $what }
    — { $who }
absence-told-declined = ✖️ Отклонено, эти дни считаются рабочими. { $what }
    — { $who }
absence-told-ended = ✏️ Ваше отсутствие изменили. { $what }
    — { $who }
absence-told-dropped = ↩️ Ваше отсутствие убрали. { $what }
    — { $who }
absence-set-told = 🌿 Вам отметили. { $what }
    — { $who }
button-absence-sick = 🤒 Болею сегодня
button-absence-off = 🌤 Отгул сегодня
button-absence-vacation = 🏖 Отпуск…
button-absence-back = { $n }. Сегодня на работе
button-absence-end = { $n }. Кончилось раньше
button-absence-drop = { $n }. Убрать
button-absence-list = 🌿 Дни без работы
button-absence-accept = ✅ Подтвердить
button-absence-decline = ✖️ Отклонить

receipt-for = 👤 <b>{ $name }</b>
change-behalf = записано за менеджера
behalf-told = ✍️ За вас записали: { $what }
    — { $who }
behalf-leads-only = Записывать за других может руководитель. Своё напишите без @имени.
behalf-ambiguous = Кто именно: { $names }? Напишите @имя.
behalf-unknown = Среди ваших людей нет такого: { $name }.
behalf-no-team = { $name } сейчас не в команде, записать некуда.
behalf-another = Это сообщение — о другом человеке. Отмените его и напишите новое.
behalf-private = За другого можно записать только в личных сообщениях со мной.

## Свои показатели команды

menu-kpi = Показатели: что считаем и как
n-other-money = { $kind }: { $amount }
kpi-unknown = Не знаю такого показателя: { $name }. Какие есть — в /kpi.
kpi-unknown-near = Не знаю показателя «{ $name }». Может быть, { $near }?
own-title = 📐 <b>Показатели · { $team }</b>
own-built-in = Есть у всех: { $names }.
own-list = <b>Свои:</b>
own-none = Своих пока нет. Можно считать что угодно: дозвоны, отказы, отзывы.
own-row = • { $what }
own-money = в деньгах
own-down = чем меньше, тем лучше
own-main = Главное действие: <b>{ $kpi }</b>. К нему считаю конверсию.
own-ramp = { $shares } %
own-ramp-none = нет
own-rules = Удержание: { $months ->
    [one] за { $months } месяц
    [few] за { $months } месяца
    [many] за { $months } месяцев
   *[other] за { $months } месяца
} · Задним числом: { $days ->
    [0] нельзя
    [one] { $days } рабочий день
    [few] { $days } рабочих дня
    [many] { $days } рабочих дней
   *[other] { $days } рабочего дня
} · Разгон новичка: { $ramp }
own-how = Новый счётчик одной строкой: <code>/kpi счётчик дозвоны: дозвон, дозвонился</code>
own-built-in-choose = О каком показателе рассказать?
own-about = 📐 <b>{ $kpi }</b>
own-now-months = У вас: { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
    [many] { $months } месяцев
   *[other] { $months } месяца
}.
own-words = Пишут так, в любой форме: { $words }.
own-counts = Считаю, сколько их.
own-counts-money = Считаю сумму.
own-ratio-is = { $of }, { $unit }.
own-unit-percent = в процентах
own-unit-money = в деньгах
own-unit-number = числом
own-better-up = Чем больше, тем лучше.
own-better-down = Чем меньше, тем лучше: цель по нему — предел.
own-is-main = Это главное действие команды.
own-retired-note = Сейчас его не считаю. Всё, что записано, осталось.
own-change = Изменить: <code>/kpi слова { $name }: …</code>, <code>/kpi переименовать { $name } = …</code>
own-change-ratio = Изменить имя: <code>/kpi переименовать { $name } = …</code>
own-made = ✅ Теперь считаю «{ $name }». Пишите как обычно: <code>{ $name } 12</code>
own-made-money = ✅ Теперь считаю «{ $name }». Пишите с суммой: <code>{ $name } 12 000</code>
own-made-ratio = ✅ Теперь есть «{ $name }».
own-ask-counter = Что считать? Ответьте на это сообщение одной строкой: название и слова, которыми об этом пишут.

    <code>дозвоны: дозвон, дозвонился, дозвонилась</code>
    <code>отказы: отказ, меньше лучше</code>
    <code>допродажи: допродажа, деньги</code>
own-ask-ratio = Что на что делить? Ответьте на это сообщение одной строкой, можно с названием.

    <code>дозвоны / звонки</code>
    <code>Дозвон = дозвоны / звонки</code>
own-retire-ask = Больше не считать «{ $name }»? Всё, что уже записано, останется, а вернуть его можно когда угодно. Цели по нему показывать перестану.
own-retire-ratios = Вместе с ним пропадёт и доля: { $names }.
own-retired = Эти сейчас не считаю. Любой можно вернуть.
own-retired-none = Всё, что заводили, считаю и сейчас.
own-main-choose = К чему считать конверсию? Сделки делю на это.
own-main-set = ✅ Главное действие теперь: <b>{ $kpi }</b>. К нему считаю конверсию.
own-rules-set = ✅ Записал.
own-rules-how = Другое число можно написать: <code>/kpi удержание 2</code>, <code>/kpi задним числом 10</code>, <code>/kpi разгон 30, 60, 90</code>
own-renamed = ✅ Теперь это «{ $name }». Прежнее имя понимаю как слово.
own-words-changed = ✅ Слова записал.
own-came-back = ✅ Снова считаю «{ $name }».
own-which-team = Для какой команды? Добавьте в начало: <code>/kpi команда Юг счётчик …</code> Ваши: { $names }.
own-piece = Считать «{ $name }»? Сейчас из «{ $piece }» ничего не записано. Заведу счётчик и сразу перечитаю это сообщение.
own-suggested = 💡 { $who } предлагает считать «{ $name }»: в сообщении было «{ $piece }», и я этого не понял.
own-counted-told = 💡 { $who }: теперь считаем «{ $name }». Записал и из вашего сообщения.
own-piece-gone = Этого в сообщении уже нет.
own-gone = Такого показателя уже нет.
own-usage-rename = Напишите так: <code>/kpi переименовать дозвоны = разговоры</code>
own-usage-words = Напишите так: <code>/kpi слова дозвоны: дозвон, дозвонился</code>
own-usage-ratio = Напишите, что на что делить: <code>/kpi доля дозвоны / звонки</code>
own-retention-range = Удержание считаю за 1–12 месяцев: <code>/kpi удержание 3</code>
own-backdate-range = Задним числом можно разрешить от 0 до 31 рабочего дня: <code>/kpi задним числом 5</code>
own-ramp-range = Разгон — до 12 месяцев, в каждом от 1 до 100 %: <code>/kpi разгон 50, 75</code>. Без него: <code>/kpi разгон нет</code>
own-name-empty = Как это назвать? Напишите так: <code>/kpi счётчик дозвоны: дозвон, дозвонился</code>
own-name-letters = Имя «{ $name }» не подойдёт: нужны буквы, от 2 до 40, потому что по нему я узнаю запись.
own-name-long = Имя слишком длинное: до { $most } знаков.
own-name-built-in = «{ $name }» уже есть у всех команд. Назовите иначе.
own-name-there = «{ $name }» у вас уже есть.
own-name-retired = «{ $name }» у вас уже был: вернуть можно так — <code>/kpi вернуть { $name }</code>
own-words-missing = Какими словами об этом пишут? Добавьте их: <code>/kpi счётчик { $name }: слово, ещё слово</code>
own-word-letters = «{ $word }» не подойдёт: слово пишется буквами, до четырёх слов вместе.
own-word-built-in = «{ $word }» — слово общего показателя. Возьмите другое.
own-word-taken = Слово «{ $word }» уже занято: по нему считаю «{ $other }».
own-word-means-else = «{ $word }» в сообщениях значит другое, я запутаюсь. Возьмите другое слово.
own-words-many = Слов слишком много: до { $most }.
own-too-many = Своих показателей может быть до { $most }. Уберите один из прежних.
own-ratio-itself = Показатель, делённый на себя, всегда единица. Выберите два разных.
own-ratio-level = «{ $name }» не складывается по дням, поэтому в долю не годится. Подойдут выручка, сделки, новые клиенты, действия и свои счётчики.
own-ratio-there = Такая доля уже есть: «{ $name }».
own-ratio-no-words = «{ $name }» — доля, её не записывают словами.
own-built-in-stays = «{ $name }» есть у всех команд: его не переименовать и не убрать.
own-is-retired = «{ $name }» сейчас не считаю. Сначала верните его.
own-unit-late = В «{ $name }» уже есть записи: заведите новый счётчик.
own-unit-ratio = На «{ $name }» опирается доля: сначала уберите её.
own-main-first = «{ $name }» — главное действие команды. Сначала выберите другое: <code>/kpi главное контакты</code>
own-main-money = «{ $name }» — главное действие команды, в деньгах его не посчитать.
own-main-no-activity = «{ $name }» — не действие. Подойдут звонки, контакты, встречи, демо, КП, счета и свои счётчики.
own-suggest-nobody = Руководителя здесь пока нет, передать некому.
toast-own-suggested = Передал руководителю.
toast-own-suggested-before = Руководитель об этом уже знает.
button-kpis = ‹ Показатели
button-own-counter = ＋ Счётчик
button-own-ratio = ＋ Доля
button-own-main = ⭐ Главное действие
button-own-rules = ⚙️ Правила
button-own-built-in = 📖 Что есть у всех
button-own-retired = 🗄 Убранные
button-own-up = Лучше больше
button-own-down = Лучше меньше
button-own-money = Считать деньги
button-own-count = Считать штуки
button-own-make-main = ⭐ Сделать главным
button-own-retire = Убрать
button-own-retire-yes = Да, не считать
button-own-back = ↩️ Вернуть
button-own-months = { $n } мес.
button-own-days = { $n } дн.
button-own-ramp = { $shares } %
button-own-no-ramp = Без разгона
button-own-piece = ➕ Считать «{ $name }»
button-own-piece-yes = Да, считать «{ $name }»
button-own-suggest = 💡 Предложить считать «{ $name }»
about-sales_volume = Сумма сделок, закрытых за период, без возвратов за него же.
about-deals = Сколько сделок закрыто за период.
about-new_clients = Сколько клиентов впервые купили у компании в этот период. Новый клиент — у того, кто закрыл первую сделку.
about-average_check = Сумма сделок на число сделок. Сделки без суммы не в счёт.
about-retention = Из тех, кто покупал в месяцы перед периодом, сколько купили снова в нём, у кого угодно в компании.
about-repeat_rate = Из всех, кто хоть раз купил, у скольких уже две сделки с компанией и больше.
about-sales_cycle = Сколько дней проходит от первого контакта до сделки. Сделки, у которых первый контакт неизвестен, не в счёт.
about-calls = Сколько звонков записано за период.
about-contacts = Сколько контактов записано за период: лиды, разговоры, диалоги.
about-meetings = Сколько встреч прошло за период. Назначенные не в счёт.
about-demos = Сколько демо и показов прошло за период.
about-proposals = Сколько КП отправлено за период.
about-invoices = Сколько счетов выставлено за период. Счёт — ещё не выручка.
about-conversion = Сделки, делённые на главное действие команды за тот же период.

## Цели

target-goal = { $kpi } { $value }
target-limit = { $kpi } не больше { $value }
target-each = { $goal } { $each ->
    [week] в неделю
    [month] в месяц
    [quarter] в квартал
   *[year] в год
}
target-each-level = { $goal } за { $each ->
    [week] неделю
    [month] месяц
    [quarter] квартал
   *[year] год
}
target-in = { $each ->
    [week] в неделю
    [month] в месяц
    [quarter] в квартал
   *[year] в год
}
target-kind = { $each ->
    [week] Неделя
    [month] Месяц
    [quarter] Квартал
   *[year] Год
}
target-day-year = { $day } { $year }
target-title = 🎯 <b>Цели</b> · { $team }
target-row-team = Вся команда: { $goals }
target-row-both = · { $kpi }: личные цели — { $personal } из { $own } команды
target-row-sum = · { $kpi }: личные цели вместе — { $personal }
target-row-some = · { $kpi }: цели есть у { $n } из { $of }
target-row = <b>{ $name }</b>: { $goals }
target-none = пока нет
target-without = Без цели: { $names }
target-how = Поставить цель: нажмите на имя или напишите <code>/target @anna выручка 1,5 млн</code>
target-of-person = 🎯 <b>{ $name }</b>: цели
target-of-team = 🎯 Команда <b>{ $name }</b>: цели
target-of-all = 🎯 Команда <b>{ $name }</b>: одинаковая цель каждому
target-bullet = • { $goal }
target-bullet-by = • { $goal } — { $who }, { $day }{ $because ->
    [yes] : { $reason }
   *[no] {""}
}
target-bullet-when = • { $goal } — { $day }{ $because ->
    [yes] : { $reason }
   *[no] {""}
}
target-bullet-later = • с { $day }: { $goal }
target-bullet-none = • с { $day }: без цели «{ $kpi }» на { $each ->
    [week] неделю
    [month] месяц
    [quarter] квартал
   *[year] год
}
target-left = { $each ->
    [week] На этой неделе
    [month] В этом месяце
    [quarter] В этом квартале
   *[year] В этом году
} по рабочим дням выходит { $value }
target-left-none = { $each ->
    [week] На этой неделе
    [month] В этом месяце
    [quarter] В этом квартале
   *[year] В этом году
} для неё нет рабочих дней
target-was = { $goal } (было { $before })
target-none-here = Пока нет ни одной.
target-choose-kpi = Какую цель поставить или поменять?
target-ask = 🎯 <b>{ $name }</b>: { $what }. Сколько?
target-now = Сейчас: { $value }
target-past = { $period }: { $value }
target-proposed = { $values }
target-step = { $percent ->
    [0] { $base ->
        [median] Медиана последних { $n }
        [best] Лучший результат
       *[usual] Обычный результат
    }: { $value }
   *[other] { $better ->
        [down] −
       *[up] +
    }{ $percent } %: { $value }
}
target-no-history = Раньше записей не было, подсказать не могу.
target-type = Или напишите: <code>/target { $whom } { $kpi } { $example }</code>
target-example-money = 1,5 млн
target-example-count = 20
target-example-percent = 12%
target-example-days = 20 дней
target-example-number = 1,5
target-set = 🎯 { $name }: { $goal }.
target-changed = 🎯 { $name }: { $goal } (было { $before }).
target-removed = 🎯 { $name }: цели «{ $kpi }» на { $each ->
    [week] неделю
    [month] месяц
    [quarter] квартал
   *[year] год
} больше нет.
target-same = 🎯 Так уже и есть: { $name }, { $goal }.
target-from = Действует с { $day }.
target-months = По месяцам: { $months }.
target-because = Почему: { $reason }
target-later = С { $day } уже стоит другая: { $value }.
target-later-none = С { $day } этой цели уже нет.
target-told-set = 🎯 Ваша новая цель: { $goal }.
target-told-changed = 🎯 Ваша цель изменилась: { $goal } (было { $before }).
target-told-again = 🎯 Ваша цель: { $goal }.
target-told-removed = 🎯 Цели «{ $kpi }» на { $each ->
    [week] неделю
    [month] месяц
    [quarter] квартал
   *[year] год
} у вас больше нет.
target-told-several = 🎯 Ваши цели изменились:
target-signed = — { $who }
target-own = 🎯 <b>Ваши цели</b>
target-own-none = 🎯 Целей пока нет. Их ставит руководитель — попросите его.
target-doubt = 🤔 { $name }: { $goal }?
target-doubt-high = { $better ->
    [down] Это намного строже, чем бывало: меньше двух третей лучшего результата.
   *[up] Это больше, чем полтора лучших результата.
}
target-doubt-low = { $better ->
    [down] Это вдвое с лишним больше обычного.
   *[up] Это меньше половины обычного.
}
target-figures = Лучший результат: { $best } ({ $period }){ $n ->
    [0] .
    [1] .
   *[other] , медиана последних { $n }: { $median }.
}
target-kept = Хорошо, ничего не менял.
target-preview-all = 🎯 Каждому в команде <b>{ $team }</b>: { $goal }
target-preview-team = 🎯 Команда <b>{ $team }</b>: { $goal }
target-preview-title = Кто бы её выполнил:
target-preview-title-team = Выполнила бы её команда:
target-past-all = · { $period }: { $n } из { $of }{ $any ->
    [yes] {" "}({ $names })
   *[no] {""}
}
target-past-nobody = · { $period }: никого не было
target-past-team = · { $period }: { $value } { $met ->
    [yes] ✓
   *[no] ✗
}
target-preview-doubts = Не похоже на то, что было раньше:
target-preview-doubt = · { $name }. { $figures }
target-more = …и ещё { $n }
target-set-all = 🎯 { $team }: { $goal }, поставил { $n ->
    [one] { $n } человеку
    [few] { $n } людям
    [many] { $n } людям
   *[other] { $n } людям
}.
target-set-all-none = Менять нечего: у всех так уже и есть.
target-removed-all = 🎯 { $team }: цели «{ $kpi }» больше нет у { $n ->
    [one] { $n } человека
    [few] { $n } человек
    [many] { $n } человек
   *[other] { $n } человека
}.
target-skipped = · { $name }: { $why }
target-copy = 📋 <b>{ $team }</b>: цели действуют, пока их не поменять. На сколько поднять прошлые?
target-copy-nothing = 📋 <b>{ $team }</b>: в прошлый раз целей не было, повторять нечего.
target-copy-title = 📋 <b>{ $team }</b>, { $period }: { $percent ->
    [0] как в прошлый раз
   *[other] +{ $percent } %
}
target-copy-row = • { $name }: { $goal } (было { $before })
target-copy-doubt = 🤔 { $figures }
target-copy-kept = { $n ->
    [one] { $n } цель остаётся как есть.
    [few] { $n } цели остаются как есть.
    [many] { $n } целей остаются как есть.
   *[other] { $n } цели остаются как есть.
}
target-copy-newer = Уже поставлены новые: { $names }.
target-copy-none = Ставить нечего.
target-higher = { $percent ->
    [0] как было
   *[other] +{ $percent } %
}
target-copied = ✅ { $team }: { $n ->
    [one] поставлена { $n } цель.
    [few] поставлены { $n } цели.
    [many] поставлено { $n } целей.
   *[other] поставлено { $n } цели.
}
button-target-all = 👥 Всем одинаковую
button-target-copy = 📋 Повторить прошлые
button-target-copy-yes = ✅ Поставить
button-target-anyway = Всё равно поставить
button-target-no = Нет
button-target-all-yes = Поставить каждому
button-target-team-yes = Поставить команде
word-everybody = всем
target-usage = Напишите, кому, что и сколько: <code>/target @anna выручка 1,5 млн</code>, <code>/target Анна встречи 20 в неделю</code>, <code>/target команда выручка 10 млн в квартал</code>. Причину допишите через тире. Убрать: <code>/target @anna выручка нет</code>.
target-whom-missing = Кому эта цель? Напишите так: <code>/target @anna выручка 1,5 млн</code>.
target-kpi-unknown = Не знаю показателя «{ $name }». Может быть, это { $names }?
target-kpi-gone = Такого показателя уже нет.
target-daily = Цель бывает на неделю, месяц, квартал или год, а на день — нет.
target-positive = Цель должна быть больше нуля. Убрать её: <code>/target @anna выручка нет</code>.
target-value = Не понял, сколько: «{ $value }». Напишите, например, <code>1,5 млн</code> или <code>20</code>.
target-whole = Здесь нужно целое число.
target-two-digits = Двух знаков после запятой достаточно.
target-percent = { $value } — это доля или проценты? Напишите со знаком, например <code>12%</code>.
target-wrong-unit = { $unit ->
    [money] Этот показатель в деньгах: напишите, например, <code>1,5 млн</code>.
    [count] Этот показатель в штуках: напишите, например, <code>20</code>.
    [percent] Этот показатель в процентах: напишите, например, <code>12%</code>.
    [days] Этот показатель в днях: напишите, например, <code>20 дней</code>.
   *[number] Этот показатель — просто число: напишите, например, <code>1,5</code>.
}
target-too-big = Слишком много: такую цель поставить не могу.
target-over-all = Больше 100 % здесь не бывает.
target-unit = { $value } — это тысячи? Напишите с единицей: <code>{ $value }к</code> или полностью.
target-too-many = У одного человека может быть не больше { $n } целей: иначе о них не помнят. Сначала уберите одну.
target-none-yet = Такой цели и не было.
target-past-start = Этот период уже прошёл. Цель ставят с текущего периода или с более позднего.
target-far = Это слишком далеко: не больше чем на { $n } лет вперёд.
target-nobody = В этой команде пока никто не продаёт.
target-bound-most = «{ $name }» — чем больше, тем лучше: «не больше» здесь не подходит.
target-bound-least = «{ $name }» — чем меньше, тем лучше: «не меньше» здесь не подходит.
target-weights-level = Этот показатель по месяцам не складывается, поэтому делить его на доли нельзя.
target-weights-number = Для квартала нужны три доли, для года — двенадцать: например, <code>1:2:3</code>.
target-one-line = Одна цель — одно сообщение: напишите их по очереди.
target-reason-long = Слишком длинное пояснение: не больше { $n } знаков.
target-line-gone = Не вижу вашей строки. Напишите её ещё раз.

## Закрытые периоды, запросы руководителю, цель компании

menu-requests = ⏳ Ждёт вашего решения
ask-closed = 🔒 Этот период уже закрыт, поэтому сначала нужно согласие руководителя: запрос отправил. Пока ничего не записано, всё сообщение ждёт:
request-needed = 🔒 Этот период уже закрыт: менять записи в нём может только руководитель.
request-sent = 🔒 Этот период уже закрыт, поэтому нужно согласие руководителя. Запрос отправил: { $names }. Пока всё как было:
request-sent-later = 🔒 Этот период уже закрыт, поэтому нужно согласие руководителя. Запрос ждёт в /requests. Пока всё как было:
request-title = 🔒 <b>{ $name }</b> просит изменить закрытый период:
request-effect = Итог периода останется, рядом встанет поправка.
request-open = ⏳ Ждёт решения
request-approved = ✅ Согласовано: { $who }
request-declined = ✖️ Отклонено: { $who }
request-withdrawn = ↩️ Запрос отозван
request-outdated = ⚠️ С тех пор записи изменились, поэтому ничего не сделал. Если ещё нужно, пусть попросят снова.
request-told-approved = ✅ Руководитель согласен ({ $who }), сделано:
request-told-declined = ✖️ Руководитель не согласен ({ $who }), осталось как было:
request-told-withdrawn = ↩️ Запрос отозван:
request-told-outdated = ⚠️ С тех пор записи изменились, поэтому запрос больше не действует. Если ещё нужно, повторите:
request-person-gone = { $name } больше не в компании: выполнить этот запрос нельзя, его можно только отклонить.
request-other-team = Это меняет и закрытый период другой команды: согласиться может владелец.
request-toast-sent = Период закрыт: спросил руководителя
request-toast-open = Ещё ждёт решения
request-toast-approved = Согласовано
request-toast-declined = Отклонено
request-toast-withdrawn = Запрос отозван
request-toast-outdated = Записи с тех пор изменились
requests-none = Ничего не ждёт вашего решения 👌
requests-title = ⏳ <b>Ждёт вашего решения</b>
requests-changes = { $n ->
    [one] { $n } изменение в закрытом периоде
    [few] { $n } изменения в закрытых периодах
    [many] { $n } изменений в закрытых периодах
   *[other] { $n } изменения в закрытых периодах
}
requests-disputes = { $n ->
    [one] { $n } спор о цифрах
    [few] { $n } спора о цифрах
    [many] { $n } споров о цифрах
   *[other] { $n } спора о цифрах
}
requests-absences = { $n ->
    [one] { $n } отсутствие
    [few] { $n } отсутствия
    [many] { $n } отсутствий
   *[other] { $n } отсутствия
}
button-request = 🔒 { $name }, { $day }
button-request-yes = Согласиться
button-request-no = Отклонить
button-request-withdraw = Отозвать запрос
moved-own = 🔁 После исправления ваш закрытый период изменился:
moved-lead = 🔁 После исправления закрытые периоды изменились:
moved-place = место { $before } → { $after }
moved-met = цель теперь выполнена
moved-unmet = цель больше не выполнена
figures-preliminary = Цифры предварительные: период ещё не закрыт.

menu-goal = 🏔 Цель компании на год
goal-title = 🏔 <b>Цель компании на { $year } год</b>
goal-line = { $kpi }: <b>{ $actual }</b> из { $goal } ({ $share })
goal-expected = На сегодня по плану { $expected } — { $pace ->
    [on] идём в графике.
    [behind] немного отстаём.
   *[risk] отстаём.
}
goal-expected-early = На сегодня по плану { $expected }.
goal-forecast = Если так и пойдёт, к концу года будет { $forecast } ({ $share } цели).
goal-early = Прогноз покажу, когда пройдёт четверть года и будет пять сделок.
goal-over = Год закончился.
goal-later = Год ещё не начался.
goal-none = 🏔 Цели компании на { $year } год пока нет.
goal-none-owner = 🏔 Цели компании на { $year } год пока нет. Поставить: <code>/goal выручка 60 млн { $year }</code>
goal-usage = Напишите показатель, сколько и год: <code>/goal выручка 60 млн 2026</code>. Убрать: <code>/goal выручка нет 2026</code>.
goal-set = 🏔 Цель компании на { $year } год: { $kpi } { $value }.
goal-changed = 🏔 Цель компании на { $year } год: { $kpi } { $value } (было { $before }).
goal-same = 🏔 Так уже и есть: { $kpi } { $value }, { $year } год.
goal-removed = 🏔 Цели на { $year } год ({ $kpi }) больше нет.
goal-none-yet = Такой цели и не было.
goal-kpi-unknown = Не знаю показателя «{ $name }».
goal-kpi-near = Не знаю показателя «{ $name }». Может быть, { $names }?
goal-kpi-level = Цель на год ставится на то, что складывается: выручку, сделки, новых клиентов, звонки и подобное.
goal-positive = Цель должна быть больше нуля. Убрать её: <code>/goal выручка нет 2026</code>.
goal-past = { $year } год уже прошёл: цель ставится на текущий или будущий.
goal-far = Это слишком далеко: цель ставится не больше чем на { $n } лет вперёд.
goal-share-own = 🏔 Вы принесли { $share } цели компании на { $year } год ({ $kpi }: { $own } из { $goal }).
goal-share-team = 🏔 Команда принесла { $share } цели компании на { $year } год ({ $kpi }: { $own } из { $goal }).
button-goal-remove = Убрать: { $kpi }
button-goal-year = { $year } год

## Где вы сейчас: /me и /team

pace-on = в графике
pace-little = чуть ниже графика
pace-behind = ниже графика
pace-risk = под угрозой
pace-early = рано судить
pace-met = выполнено ✅
pace-met-so-far = пока выполнено ✅
pace-limit-met = в пределах ✅
pace-limit-on = в пределах
pace-limit-little = чуть быстрее времени
pace-limit-behind = быстрее времени
button-my-team = 👥 Команда
button-kinds = 📅 Период
button-kind-day = День
button-kind-week = Неделя
button-kind-month = Месяц
button-kind-quarter = Квартал
button-kind-year = Год
button-whole = Подробнее
button-short = Короче
button-before = ‹ Раньше
button-after = Позже ›
button-file = 📄 CSV
toast-file = Файл сейчас придёт
no-value-retention = раньше покупок не было
no-value-repeat_rate = пока нет клиентов
no-value-sales_cycle = первое касание пока неизвестно
no-value-conversion = пока нет активностей
no-value-other = пока не на что делить
kpi-sales_cycle_median = цикл сделки, медиана
kpi-sales_cycle_coverage = цикл сделки известен, %
me-target = { $name }: <b>{ $actual }</b> из { $target } ({ $share })
me-target-bare = { $name }: <b>{ $actual }</b>, цель { $target }
me-no-value-target = { $name }: — ({ $why }), цель { $target }
me-limit = { $line } — лимит
me-more = ↳ { $line }
me-gap = не хватает { $gap }, рабочих дней больше нет
me-need = осталось { $gap }{ $each ->
    [day] : по { $need } в день
   *[all] {" "}на { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
        [many] { $days } рабочих дней
       *[other] { $days } рабочего дня
    }
}
need-rate = { $each ->
    [day] по { $value } в день
   *[all] ещё { $value } за { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
        [many] { $days } рабочих дней
       *[other] { $days } рабочего дня
    }
}
me-need-activities = осталось { $gap }{ $each ->
    [day] : по { $need } в день
   *[all] {" "}на { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
        [many] { $days } рабочих дней
       *[other] { $days } рабочего дня
    }
}, { $activities }
me-activities-own = это примерно { $what } { $yours ->
    [yes] по вашей конверсии
   *[no] по личной конверсии
}
me-activities-team = это примерно { $what } по конверсии команды
me-less-days = вместо { $full }: { $n ->
    [one] { $n } рабочий день не в счёт
    [few] { $n } рабочих дня не в счёт
    [many] { $n } рабочих дней не в счёт
   *[other] { $n } рабочего дня не в счёт
}
me-less-holiday = вместо { $full }: на неделе праздник
me-less-new = вместо { $full }: цель новичка
me-so-far = { $top } из { $of } пока
me-covered = { $value } (по { $top } из { $of } { $of ->
    [one] сделки
    [few] сделок
    [many] сделок
   *[other] сделки
})
me-today-own = { $kpi } — { $n }
me-today-other = Сегодня: { $n ->
    [one] { $n } запись
    [few] { $n } записи
    [many] { $n } записей
   *[other] { $n } записи
}
me-forecast = прогноз: { $value }
me-forecast-range = прогноз: { $value }, обычно выходит от { $low } до { $high }
me-change-more = { $over ->
    [yes] за столько же дней
   *[no] к этому дню
} { $when } было на { $by } меньше
me-change-less = { $over ->
    [yes] за столько же дней
   *[no] к этому дню
} { $when } было на { $by } больше
me-change-same = { $over ->
    [yes] за столько же дней
   *[no] к этому дню
} { $when } было столько же
period-before = { $kind ->
    [week] неделей раньше
    [month] { $month ->
        [1] в январе
        [2] в феврале
        [3] в марте
        [4] в апреле
        [5] в мае
        [6] в июне
        [7] в июле
        [8] в августе
        [9] в сентябре
        [10] в октябре
        [11] в ноябре
       *[12] в декабре
    }
    [quarter] { $quarter ->
        [2] во 2-м квартале
       *[other] в { $quarter }-м квартале
    }
   *[year] в { $year } году
}
me-set-by = 🎯 Кто поставил: { $name } ({ $what })
say = 💡 { $what }
say-over-met = { $of ->
    [1] Цель выполнена 🎉
   *[other] Все цели выполнены 🎉
}
say-over-missed = { $of ->
    [1] В этот раз цель не выполнена.
   *[other] Выполнено целей: { $met } из { $of }.{ $missed ->
        [1] {" "}Не вышло: { $name }.
       *[other] {""}
    }
}
say-absent = Сегодня можно отдыхать: этот день не в счёт, и цель за него меньше.
say-quiet = Сегодня записей ещё нет. Хватит одного сообщения, например: <code>5 звонков</code>
say-limit-over = { $kpi }: лимит превышен на { $value }.
say-met = { $of ->
    [1] Цель выполнена 🎉 Всё остальное — сверх неё.
   *[other] Все цели выполнены 🎉 Всё остальное — сверх них.
}
say-last = { $kpi }: рабочих дней больше нет, не хватает { $value }.
say-risk = { $kpi }: чтобы успеть, нужно { $rate }{ $known ->
    [yes] , { $activities }
   *[no] {""}
}.{ $each ->
    [day] {" "}Осталось рабочих дней: { $left }.
   *[all] {""}
}
say-limit-fast = { $kpi }: лимит уходит быстрее, чем время. Осталось { $value }.
say-limit-within = { $kpi }: в пределах лимита, осталось { $value }.
say-little = { $kpi }: чуть ниже графика. { $today ->
    [yes] Сегодня нужно { $value }
   *[no] Нужно { $rate }
}{ $known ->
    [yes] , { $activities }
   *[no] {""}
}.
say-ahead = { $kpi }: в графике, запас — { $value }.
say-early = { $kpi }: судить рано, пока нужно { $rate }{ $known ->
    [yes] , { $activities }
   *[no] {""}
}.
say-level = { $kpi }: до цели { $target } остаётся { $value }.
say-wait = { $kpi }: итог будет виден в конце.
team-target = 🎯 { $line }
team-some-targets = 🎯 { $name }: <b>{ $actual }</b> · цели есть у { $n } из { $of }
team-personal = личные цели вместе: { $personal } из { $target }
team-of = { $actual }, цель { $target }
team-of-share = { $actual } из { $target } ({ $share })
team-row-target = <b>{ $name }</b> — { $what }
team-row-share = { $share } цели
team-row-share-of = { $name }: { $share } цели
team-row-away = отсутствует
team-silent = ✍️ Сегодня ещё без отчёта: { $names }
team-away = 🌿 Сегодня отсутствуют: { $names }
team-file = 📄 <b>{ $team }</b> · { $period }: { $n ->
    [one] { $n } человек
    [few] { $n } человека
    [many] { $n } человек
   *[other] { $n } человека
}
company-title = 🏢 <b>{ $name }</b> · { $period }
csv-name = Имя
csv-target = Цель: { $kpi }
csv-share = Выполнение: { $kpi }, %
