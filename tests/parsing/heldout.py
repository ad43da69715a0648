"""Messages of our own with what they must become: day, company currency, text, expectation.

An expectation lists entries separated by ";": ``kind×quantity amount CODE <client> new|old @day``, and may end with
``!`` (must ask; entries are then not compared) or ``?`` (something must be shown back as not understood).
An absence is ``sick|vacation|day_off from..to``. An empty one is no report.
"""

RU = r"""
#1 kinds and their forms
Совершил 25 звонков || call×25
40 наборов, 18 дозвонов || call×40; contact×18
дайлов 55, контактов 12 || call×55; contact×12
Позвонил 30, дозвонился 11 || call×30; contact×11
набрал 60 || call×60
Обзвонил 45 клиентов || call×45
Диалогов 9, разговоров 4 || contact×9; contact×4
Визитов 3, показов 2 || meeting×3; demo×2
Провела 2 презентации и 1 демо || demo×2; demo×1
Отправил 4 оффера || proposal×4
Отправила 3 коммерческих предложения || proposal×3
выслал 2 КП и 1 счёт || proposal×2; invoice×1
Выставил 2 счёта || invoice×2
счетов 3 || invoice×3
СЧЕТА: 4 || invoice×4
Заказов 2 на 64 000 || deal×2 64000
Чеков 17, касса 51 000 || deal×17 51000
Оформил возврат 12 000 ₽, Лагуна || refund×1 12000 <Лагуна>
Возвратов: 2 || refund×2
звонки: 33; встречи: 1; кп: 2 || call×33; meeting×1; proposal×2
☎️ 22 звонка ✅ 1 встреча || call×22; meeting×1
- звонков 14\n- встреч 3 || call×14; meeting×3
• 14 звонков\n• 3 встречи || call×14; meeting×3
1) 14 звонков\n2) 3 встречи || call×14; meeting×3
Лиды — 8, показы — 1 || contact×8; demo×1
40 холодных звонков || call×40
Сделал 20 исходящих звонков || call×20
Встретился с Вектором || meeting×1 <Вектором>
Провёл встречу с ООО «Дельта» || meeting×1 <ООО Дельта>
Показал демо Ромашке || demo×1 <Ромашке>
Закрыла сделку || deal×1
Подписали договор с Гранитом на 310к || deal×1 310000 <Гранитом>
Договор с Вектором подписан, 95 000 ₽ || deal×1 95000 <Вектором>
Продала Лире на 62 500 || deal×1 62500 <Лире>
Звонков: 18, звонил весь день || call×18
Сделано 18 звонков, проведено 2 встречи || call×18; meeting×2
Ещё +3 звонка || call×3
звoнки 5 || 
#2 not the same
Назначено 4 встречи || ?
Встреч назначил 3, звонков 20 || call×20 ?
20 звонков, запланировано 2 демо || call×20 ?
Договоров 3, звонков 11 || call×11 ?
25 звонков, 6 заявок || call×25 ?
Инкассация 40 000, звонков 5 || call×5 ?
10 звонков, ЛПР 4, КП 2 || call×10; proposal×2 ?
#3 numbers
Продажа 12 500,75 ₽, Лира || deal×1 12500.75 <Лира>
Сделка 1 250 000, Гранит || deal×1 1250000 <Гранит>
Сделка 1.250.000 р, Гранит || deal×1 1250000 <Гранит>
Сделка на 2,4 млн, Гранит || deal×1 2400000 <Гранит>
Сделка на 3 млн 200 тыс, Гранит || !
Сделка на 700 тысяч рублей с Гранитом || deal×1 700000 <Гранитом>
Продал Лире за 90 т.р. || deal×1 90000 <Лире>
Продал Лире за 90 тыс. руб. || deal×1 90000 <Лире>
Сделка 65 тр Лира || deal×1 65000 <Лира>
Сделка на сто двадцать тысяч || deal×1 120000
Двенадцать звонков и одна встреча || call×12; meeting×1
Сделка с Гранитом на полмиллиона || deal×1 500000 <Гранитом>
Заказ на 3 ляма, Гранит || deal×1 3000000 <Гранит>
Сделка 45 000.00 ₽ Лира || deal×1 45000 <Лира>
Выручка 120/150 тр || deal×1 120000
Звонков сто пять || call×105
Оплата 7'500 руб., Лира || deal×1 7500 <Лира>
#4 money or count
Сделки: 3 на 210 000 || deal×3 210000
5 продаж, 140к || deal×5 140000
Продаж 2 (95к) || deal×2 95000
Закрыл 2 сделки: Лира 30к, Гранит 45к || deal×1 30000 <Лира>; deal×1 45000 <Гранит>
3 продажи (Лира 30к, Гранит 45к, Дельта 12к) || deal×1 30000 <Лира>; deal×1 45000 <Гранит>; deal×1 12000 <Дельта>
Закрыл Лиру на 30к и Гранит на 45к || deal×1 30000 <Лиру>; deal×1 45000 <Гранит>
Сделки: 30к Лира, 45к Гранит || deal×1 30000 <Лира>; deal×1 45000 <Гранит>
Оплаты: 2 / 88 000 || deal×2 88000
Касса 33 400 || deal×1 33400
Итого 250к || deal×1 250000
Сумма 84 000 || deal×1 84000
Продажи 45 000 || deal×1 45000
Счёт Гранит 130 000 || invoice×1 130000 <Гранит>
КП на 500к Лире || proposal×1 500000 <Лире>
Отправил КП Лире на 220 000 || proposal×1 220000 <Лире>
Выставил счета: Лира 40к, Гранит 55к || invoice×1 40000 <Лира>; invoice×1 55000 <Гранит>
Закрыл Лиру на 80 || !
Сделка Лира 45 || !
Сделка 700, Лира || !
Продажа на 950, Лира || !
Сделка с Лирой || deal×1 <Лирой>
Продаж 0 || deal×0
Продаж нет || deal×0
Звонков 12, встреч нет || call×12; meeting×0
Сегодня без сделок, звонков 30 || deal×0; call×30
Сделок не было, 15 звонков || deal×0; call×15
#5 never money
Сделка №77, Лира, 45 000 || deal×1 45000 <Лира>
Сделка № 12-45 с Лирой на 45 000 || deal×1 45000 <Лирой>
Продажа Лире 45 000, тел. +7 916 123-45-67 || deal×1 45000 <Лире>
Продажа 45 000 ₽ Лира 8 916 123 45 67 || deal×1 45000 <Лира>
Встреча с Гранитом прошла, 40 минут || meeting×1 <Гранитом>
В 11:30 провёл демо Лире || demo×1 <Лире>
Звонков 20, конверсия 15% || call×20
ООО «Лира», ИНН 7712345678, оплата 45 000 || deal×1 45000 <ООО Лира>
Сделка 45к, Лира, срок 3 месяца || deal×1 45000 <Лира>
с 10:00 до 18:00 сделал 50 звонков || call×50
Счёт №315 Граниту на 45 000 || invoice×1 45000 <Граниту>
#6 the preposition
+20 к договору Лиры || !
Допродажа: +15 к заказу || !
Продажа +15к, Лира || deal×1 15000 <Лира>
Сделка +25 к счету с Лирой || !
#7 days
Вчера 20 звонков || call×20 @2026-11-22
вчера закрыл Лиру на 45к || deal×1 45000 <Лиру> @2026-11-22
Отчёт за 20.11: 12 звонков, 1 встреча || call×12 @2026-11-20; meeting×1 @2026-11-20
Отчёт за 20.11\nзвонков 12\nвстреч 1 || call×12 @2026-11-20; meeting×1 @2026-11-20
В четверг 2 встречи || meeting×2 @2026-11-19
в понедельник 10 звонков || call×10
19 ноября продажа 45 000, Лира || deal×1 45000 <Лира> @2026-11-19
19-го ноября 5 звонков || call×5 @2026-11-19
20.11.2026: 9 звонков || call×9 @2026-11-20
20.11.26 9 звонков || call×9 @2026-11-20
2026-11-20: 9 звонков || call×9 @2026-11-20
3 дня назад 2 встречи || meeting×2 @2026-11-20
Вчера 20 звонков, сегодня 15 || call×20 @2026-11-22; call×15
Вчера 20 звонков, сегодня 15 звонков || call×20 @2026-11-22; call×15
20.11 Лира 30к сделка\n21.11 Гранит 45к сделка || deal×1 30000 <Лира> @2026-11-20; deal×1 45000 <Гранит> @2026-11-21
Вчера:\n12 звонков\nСегодня:\n7 звонков || call×12 @2026-11-22; call×7
4 сделки, 312к\nза вчера || deal×4 312000 @2026-11-22
Сделка 05.01.2027, Лира, 45 000 || !
Сделка 01.06, Лира, 45 000 || !
Сделка Лира 45к 20.11 || deal×1 45000 <Лира> @2026-11-20
В прошлую среду 3 звонка || call×3 @2026-11-18
#8 plan is not fact
План: 40 звонков || 
План на день: звонки 40, встречи 2 || 
Завтра 3 встречи || 
12 звонков, завтра 3 встречи || call×12
Звонков 12. Завтра встреча с Лирой || call×12
Сегодня 12 звонков, жду оплату от Лиры 45к || call×12
Звонки 30/50, встречи 1/2 || call×30; meeting×1
Звонков 30 из 50 || call×30
КП 3 (план 5), звонков 20 || proposal×3; call×20
Звонки: факт 30 план 50 || call×30
Звонки: план 50, факт 30 || call×30
звонков план 40, сделал 35 || call×35
Звонков 28, план 40, встреч 3 || call×28; meeting×3
План 50 факт 43 || !
п/ф 50/43 || !
Встречи п/ф 5/4, звонки п/ф 40/38 || meeting×4; call×38
Завтра закрою Лиру на 45к || 
Должны оплатить 45к || 
Буду звонить, план 30 звонков || 
12 звонков\nПлан на завтра: 15 звонков || call×12
План на завтра: 15 звонков\nСделано: 12 звонков || call×12
Обещали оплатить счёт 45 000 || 
#9 sections
Факт:\n12 звонков\n1 КП\nПланы:\n20 звонков || call×12; proposal×1
Сделано за день:\n- 12 звонков\n- 1 КП || call×12; proposal×1
Клиент: Лира\nСумма: 45 000 ₽ || deal×1 45000 <Лира>
Клиент: лира\nСумма: 45к\nДата: 20.11.2026 || deal×1 45000 <лира> @2026-11-20
Сделка\nКлиент: ООО "Лира"\nСумма: 45 000\nТип клиента: новый || deal×1 45000 <ООО Лира> new
Клиент: Лира / Сумма: 45 000 / Дата: 20.11 || deal×1 45000 <Лира> @2026-11-20
Клиент: Лира, сумма: 45 000 || deal×1 45000 <Лира>
Возврат\nКлиент: Лира\nСумма: 5 000 || refund×1 5000 <Лира>
Клиент: Лира\nСумма: 45 000\n\nКлиент: Гранит\nСумма: 60 000 || deal×1 45000 <Лира>; deal×1 60000 <Гранит>
Заказчик: Гранит\nТовар: кабель 300 м\nСумма: 45 000\nМенеджер: Иванова || deal×1 45000 <Гранит>
Счета:\nЛира 20к\nГранит 30к || invoice×1 20000 <Лира>; invoice×1 30000 <Гранит>
Звонки 12\nСложности: 3 клиента не ответили || call×12
#10 lost
Отвал: Лира 45к || ?
Потеряли Лиру на 45 000 || ?
Слили сделку с Лирой 45к || ?
12 звонков, отказ Лира 45к || call×12 ?
2 отказа, 12 звонков || call×12 ?
Лира 300к — отвал || ?
Закрыл Гранит на 60к\nСлил Лиру на 45к || deal×1 60000 <Гранит> ?
#11 arithmetic
5 сделок по 12 000 || deal×5 60000
Продажа: Лира, 4 шт по 2 500 || deal×1 10000 <Лира>
Продал Лире 10 шт по 1 200 ₽ || deal×1 12000 <Лире>
Заказ 3 шт х 15 000, Лира || deal×1 45000 <Лира>
2 продажи по 30к || deal×2 60000
3 шт по 15 000 = 45 000, продажа Лира || deal×1 45000 <Лира>
Сделки по 15 000 || !
2 заказа по 10к со скидкой 5% || !
Сделка Лира 45к, скидка 10% || !
#12 totals
Продажи: Лира 30к, Гранит 45к, итого 75к || deal×1 30000 <Лира>; deal×1 45000 <Гранит>
Продажи: Лира 30к, Гранит 45к, итого 80к || !
Чеков 30, выручка 90 000, ср. чек 3000 || deal×30 90000
Выручка 90 000, в том числе новые 20 000 || deal×1 90000
Звонков 40, из них холодных 25 || call×40
4 сделки на 200к, из них 1 новая || deal×4 200000
Средний чек 5 400, чеков 10, выручка 54 000 || deal×10 54000
Сделка Лира 45к. Выручка 120к || !
3 сделки: Лира 30к, Гранит 45к || !
Звонки 10, встречи 2. Итого 250к || call×10; meeting×2; deal×1 250000
#13 currencies
Сделка €3 000, Лира || !
Продал Лире на 500 долларов || !
Закрыл Лиру на 2000 USD || !
Продажа 15 000 грн, Лира || !
#14 ambiguity
Сделка с Лирой на 40к или 45к || !
Сделка с Лирой 90к, оплата 45к || !
Предоплата 45к от Лиры || !
Закрыл Лиру, 45к, аванс 50% || !
За неделю 120 звонков || !
Итоги недели: 120 звонков, 8 встреч || !
Вся команда: 120 звонков || !
По отделу 120 звонков, 5 сделок || !
Около 40 звонков || !
40-45 звонков || !
Пара встреч || !
Звонков 20, вроде 3 встречи || !
За ноябрь 12 сделок на 900к || !
Маша закрыла 2 сделки на 90к || !
Оплата по рассрочке 15 000, Лира || !
Сделок 2, оплат 1 || !
#15 corrections
UPD звонков 30 || !
исправляю: встреч 3 || !
Не 5 звонков, а 8 || !
Ошибся, сделок 2 || !
Вместо 4 звонков было 5 || !
#16 absences
Я на больничном || sick 2026-11-23..2026-11-23
Заболел, отчёта не будет || sick 2026-11-23..2026-11-23
Болею с 20.11 || sick 2026-11-20..2026-11-20
На больничном до 27.11 || sick 2026-11-23..2026-11-27
Болею до пятницы || sick 2026-11-23..2026-11-27
В отпуске с 1 по 14 декабря || vacation 2026-12-01..2026-12-14
Отпуск 01.12–14.12 || vacation 2026-12-01..2026-12-14
Отпуск с 28.12 по 10.01 || vacation 2026-12-28..2027-01-10
Завтра отгул || day_off 2026-11-24..2026-11-24
Взял отгул в среду || day_off 2026-11-18..2026-11-18
Отгул 25.11 || day_off 2026-11-25..2026-11-25
У меня сегодня выходной || day_off 2026-11-23..2026-11-23
Клиент в отпуске, перезвоню || 
Вышел с больничного, 20 звонков || call×20
Вернулся из отпуска! || 
#17 limits
Звонков 20 000 || !
Сделка на 2 000 000 000 000 ₽, Лира || !
Звонков 99999999999999999999999 || !
#18 clients
Сделка от ИП Петров А.В., 45 000 || deal×1 45000 <ИП Петров А.В.>
ИП Сидорова оплатила 45 000 ₽ || deal×1 45000 <ИП Сидорова>
Лира оплатила счёт 45 000 || deal×1 45000 <Лира>
Лира: сделка 45к || deal×1 45000 <Лира>
Лира — сделка 45к || deal×1 45000 <Лира>
45к, Лира, сделка || deal×1 45000 <Лира>
Сделка «Рога и копыта» 45к || deal×1 45000 <Рога и копыта>
Сделка Рога 45к, дорого || deal×1 45000 <Рога>
Продажа 45к (Лира, постоянный клиент) || deal×1 45000 <Лира> old
Новый клиент Лира, сделка 45к || deal×1 45000 <Лира> new
Новый клиент! Сделка с Лирой 45к || deal×1 45000 <Лирой> new
Продление Лира 45к || deal×1 45000 <Лира> old
Сделка с Лирой, лицензия на год, 45к || deal×1 45000 <Лирой>
Сделка 45к, тариф «Бизнес», Лира || deal×1 45000 <Лира>
Сделка на 45к через Авито || deal×1 45000
Продал в Казани на 45 000 ₽ || deal×1 45000
Оплата от ромашки 45к || deal×1 45000 <ромашки>
Оплата 45 000 ₽ картой || deal×1 45000
Сделка с ТОО «Астана-Строй» на 45к || deal×1 45000 <ТОО Астана-Строй>
Сделка Вектор-2 45к || deal×1 45000 <Вектор-2>
Звонок Лире || call×1 <Лире>
КП для Лиры || proposal×1 <Лиры>
Встреча у Гранита, 5 звонков || meeting×1 <Гранита>; call×5
Первое касание 02.10, сделка Лира 45к || deal×1 45000 <Лира>
Сделка Лира 45к, первый контакт был 5 октября || deal×1 45000 <Лира>
Сделка 45к Ромашка || deal×1 45000 <Ромашка>
сделка 45к || deal×1 45000
Сделка 45к, спасибо всем || deal×1 45000
Спасибо Маше за помощь! Сделка 45к || deal×1 45000
#19 chat
Всем доброе утро! || 
Кто завтра на планёрке? || 
Коллеги, сделки вносим до 18:00 || 
Как закрыть сделку? || 
Спасибо за звонок || 
Еду на встречу || 
Сколько сделок у Маши? || 
Звонил клиент, просил перезвонить || 
Нас 5 человек || 
Обсудили сделку с Лирой || 
Закрой, пожалуйста, дверь || 
Закрыл ноутбук и пошёл домой || 
Не закрыл сделку || 
Ничего не продал || 
Поздравляю! || 
Встреча в 15:00 в переговорке || 
Отчёт скину вечером || 
Нужно сделать 40 звонков || 
Давайте сделаем 40 звонков || 
"""

EN = r"""
#1
Made 40 calls and 2 visits || call×40; meeting×2
dialed 60 || call×60
Called 25, talked to nobody || call×25
Held 3 meetings, sent 2 quotes || meeting×3; proposal×2
Ran 2 demos || demo×2
2 conversations, 5 leads || contact×2; contact×5
Invoices: 3 || invoice×3
Presentation to Contoso || demo×1 <Contoso>
Visited Contoso || meeting×1 <Contoso>
Sent a proposal to Contoso for $8,000 || proposal×1 8000 <Contoso>
Invoiced Contoso $1,150 || invoice×1 1150 <Contoso>
Won Contoso, $9k || deal×1 9000 <Contoso>
Sold to Contoso for $2,500 || deal×1 2500 <Contoso>
Contract signed with Contoso, $12k || deal×1 12000 <Contoso>
Refunded Contoso $90 || refund×1 90 <Contoso>
2 refunds, $300 || refund×2 300
CALLS 12 DEMOS 1 || call×12; demo×1
#2
3 meetings scheduled, 20 calls || call×20 ?
20 calls, set up 2 demos || call×20; demo×2
15 calls, 2 contracts || call×15 ?
Calls 20, emails 35 || call×20 ?
#3
Sale $1.2k to Contoso || deal×1 1200 <Contoso>
Sale $12,345.67, Contoso || deal×1 12345.67 <Contoso>
Deal with Contoso at $45 thousand || deal×1 45000 <Contoso>
Closed Contoso for two hundred fifty thousand dollars || deal×1 250000 <Contoso>
twelve calls and three meetings || call×12; meeting×3
Order 4500 USD from Contoso || deal×1 4500 <Contoso>
#4
Deals: 3, $21k || deal×3 21000
3 sales for $900 || deal×3 900
Closed 2 deals: Contoso $3k, Initech $4k || deal×1 3000 <Contoso>; deal×1 4000 <Initech>
Closed Contoso ($3k) and Initech ($4k) || deal×1 3000 <Contoso>; deal×1 4000 <Initech>
Revenue $18,200, 12 orders || deal×12 18200
Revenue: $4,000 || deal×1 4000
No sales today, 30 calls || deal×0; call×30
Zero deals, 12 calls || deal×0; call×12
Sale 450, Contoso || !
Sale $450, Contoso || deal×1 450 <Contoso>
Closed Contoso for 50 || !
Deal with Contoso || deal×1 <Contoso>
#5
Order #5512 from Contoso, $700 || deal×1 700 <Contoso>
Sale $700 to Contoso at 3pm || deal×1 700 <Contoso>
20 calls, conversion 5% || call×20
Demo for Contoso, 45 minutes || demo×1 <Contoso>
#7
Yesterday 12 calls || call×12 @2026-11-22
On Friday closed Contoso, $3,000 || deal×1 3000 <Contoso> @2026-11-20
Nov 19: 12 calls, 1 demo || call×12 @2026-11-19; demo×1 @2026-11-19
November 19, 2026 - 12 calls || call×12 @2026-11-19
2 days ago sold Contoso for $500 || deal×1 500 <Contoso> @2026-11-21
Report for Nov 20\n12 calls\n1 demo || call×12 @2026-11-20; demo×1 @2026-11-20
Sale Dec 24, 2026, Contoso, $500 || !
Last Monday: 12 calls || call×12 @2026-11-16
#8
Plan: 40 calls || 
Tomorrow 3 demos || 
12 calls, tomorrow 3 demos || call×12
Expecting $4k from Contoso || 
12 calls, expecting payment $4k from Contoso || call×12
Calls 30/40 || call×30
Calls 30 out of 40 || call×30
Will close Contoso for $5k || 
Need to make 40 calls || 
Calls: target 40, actual 31 || call×31
#9
Done:\n- 12 calls\nTomorrow:\n- 3 demos || call×12
Client: Contoso\nAmount: $3,000 || deal×1 3000 <Contoso>
Customer: Contoso Ltd\nAmount: 3,000\nDate: Nov 20\nType: new || deal×1 3000 <Contoso Ltd> @2026-11-20
Orders:\n1. Contoso $300\n2. Initech $450 || deal×1 300 <Contoso>; deal×1 450 <Initech>
#10
Lost Contoso, $5k || ?
12 calls, lost 1 deal ($5k) || call×12 ?
Contoso $5k lost || ?
#11
3 orders at $200 each || deal×3 600
Sale to Contoso: 5 units at $40 || deal×1 200 <Contoso>
Sold Contoso 10 licenses at $40 each || deal×1 400 <Contoso>
3 sales of $500 with 10% discount || !
Contoso, 10 seats x $50/mo || !
#12
Sales: Contoso $3k, Initech $4k. Total $7k || deal×1 3000 <Contoso>; deal×1 4000 <Initech>
Sales: Contoso $3k, Initech $4k. Total $8k || !
10 orders, revenue $5,000, AOV $500 || deal×10 5000
2 deals: Contoso $3k || !
#13
Closed Contoso, 5000 EUR || !
Sale ₽45,000, Contoso || !
#14
Deal with Contoso $3k or $4k || !
Deposit $500 from Contoso || !
This week: 120 calls || !
The team made 120 calls || !
About 40 calls || !
Deal $10k with Contoso, payment $5k received || !
Kate closed 3 deals for $9k || !
#15
Correction: 12 calls || !
Not 3 meetings but 4 || !
Oops, 12 calls || !
#16
Sick today || sick 2026-11-23..2026-11-23
I'm sick || sick 2026-11-23..2026-11-23
On vacation until Nov 27 || vacation 2026-11-23..2026-11-27
Vacation from Dec 1 to Dec 14 || vacation 2026-12-01..2026-12-14
Day off tomorrow || day_off 2026-11-24..2026-11-24
Out sick yesterday || sick 2026-11-22..2026-11-22
Back from vacation! || 
Client is on vacation || 
#18
Payment from Contoso Group: $3,000 || deal×1 3000 <Contoso Group>
Contoso paid $3,000 || deal×1 3000 <Contoso>
Contoso ordered $3,000 || deal×1 3000 <Contoso>
New customer Contoso, order $3,000 || deal×1 3000 <Contoso> new
Renewal with Contoso $3,000 || deal×1 3000 <Contoso> old
Order from Marks & Spencer, $3,000 || deal×1 3000 <Marks & Spencer>
Sale to "blue door", $3,000 || deal×1 3000 <blue door>
Sale $3,000 via Instagram || deal×1 3000
Call with Contoso || call×1 <Contoso>
Deal: Contoso, $3,000, annual license || deal×1 3000 <Contoso>
First call on Oct 2, closed Contoso $3,000 || deal×1 3000 <Contoso>
#19
Good morning team! || 
Great meeting today || 
Thanks for the call || 
How many deals did we close? || 
See you at 10:30 || 
Please call me || 
Let's close 5 deals tomorrow || 
Didn't close the deal || 
Closed the ticket || 
Who closed Contoso? || 
"""

OTHER = r"""
KZT || Сделка 450 000 ₸, Алатау || deal×1 450000 <Алатау>
KZT || Продажа 1,2 млн тенге, ТОО «Алатау» || deal×1 1200000 <ТОО Алатау>
KZT || Сделка 45 000 руб, Алатау || !
OMR || Order 12.750 from Al Noor || !
OMR || Payment 250.500 OMR, Al Noor || deal×1 250.500 <Al Noor>
OMR || Sale 1 250 OMR, Al Noor || deal×1 1250.000 <Al Noor>
OMR || 2 orders at 12.500 OMR each || deal×2 25.000
JPY || Order ¥98,000, Sakura || deal×1 98000 <Sakura>
JPY || Sale 1.2m yen, Sakura || deal×1 1200000 <Sakura>
JPY || Sale ¥98.50, Sakura || !
EUR || Closed Lindner GmbH, €4.500 || deal×1 4500 <Lindner GmbH>
EUR || Sale 1.250,50 €, Lindner || deal×1 1250.50 <Lindner>
EUR || Sale 250 euro, Lindner || deal×1 250 <Lindner>
GBP || Sale £1,200 to Harbor || deal×1 1200 <Harbor>
GBP || Sale £1.2k, Harbor || deal×1 1200 <Harbor>
UAH || Сделка 45 000 грн, Днепр || deal×1 45000 <Днепр>
UAH || Продажа ₴12 500, Днепр || deal×1 12500 <Днепр>
BYN || Оплата 1 200 бел. руб., Нарочь || deal×1 1200 <Нарочь>
BYN || Оплата 120 руб, Нарочь || deal×1 120 <Нарочь>
BYN || Сделка 3 500 BYN, Нарочь || deal×1 3500 <Нарочь>
RUB || 30 calls, 2 встречи || call×30; meeting×2
RUB || Сделал 3 demo, sent 2 КП || demo×3; proposal×2
RUB || Closed «Лира», 45к, повторка || deal×1 45000 <Лира> old
RUB || Deal с Лирой 45 000 руб || deal×1 45000 <Лирой>
USD || Закрыл Contoso на $3k || deal×1 3000 <Contoso>
USD || Звонков 20, revenue $3,000 || call×20; deal×1 3000
"""
