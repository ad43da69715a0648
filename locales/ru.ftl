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
amount-foreign = { $amount } { $currency }
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
    [one] { $first }
   *[other] { $first } – { $last }
}
absence-vacation = Отпуск: { $days ->
    [one] { $first }
   *[other] { $first } – { $last }
}
absence-day_off = Выходной: { $days ->
    [one] { $first }
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
deals-period-unknown = Не понял период. Можно так: <code>/deals вчера</code>, <code>/deals ноябрь</code>, <code>/deals 2026-11</code>, <code>/deals Ромашка</code>.
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
corrected-by-lead = ✏️ { $who } поправил(а) вашу запись: { $what }
voided-by-lead = ↩️ { $who } отменил(а) вашу запись: { $what }
revived-by-lead = ✅ { $who } вернул(а) вашу запись: { $what }
fix-usage = Напишите номер записи и что поправить: <code>/fix 12 54 000</code>, <code>/fix 12 вчера</code>, <code>/fix 12 Ромашка</code>.
fix-done = ✅ Исправил: { $what }
log-usage = Напишите, что записать: <code>/deal 45к Ромашка</code> или <code>/log 12 звонков</code>.
contact-logged = 👤 Контакт записан: { $name }
hint-write = Я записываю продажи. Напишите, например:
    <code>сделка 45к Ромашка</code>
    <code>12 звонков, 2 встречи</code>
    Всё остальное — в /help.

## Ошибки

error-unexpected = 😔 Что-то сломалось на моей стороне. Сообщение сохранено; если напишете нам, назовите номер { $number }.
error-denied = Сюда вам нельзя.
error-not-found = Этого больше нет.
error-entry-gone = Этой записи больше нет.
error-not-yours = Это не ваша запись.
error-no-team = Вы пока не в команде. Попросите руководителя прислать приглашение.
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
