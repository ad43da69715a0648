"""The word lists, as text: what each word means in a report; `vocabulary` turns them into a lookup."""

from __future__ import annotations


def bag(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


# kind sort: stem | singular endings | plural endings | genitive plural endings ("_" is the bare stem).
NOUNS = """
call звон: ок ка ку ком ке | ки кам ками ках | ков
call звоноч: ек ка | ки | ков
call набор: _ а у ом е | ы ам ами ах | ов
call дайл: _ а | ы ам | ов
call прозвон: _ а у | ы | ов
call обзвон: _ а у | ы | ов
call dial: _ | s |
call call: _ | s |
call зв: _ | |
contact контакт: _ а у ом е | ы ам ами ах | ов
contact лид: _ а у ом е | ы ам ами ах | ов
contact дозвон: _ а у ом е | ы ам ами ах | ов
contact диалог: _ а у ом е | и ам ами ах | ов
contact разговор: _ а у ом е | ы ам ами ах | ов
contact convo: _ | s |
contact conversation: _ | s |
contact lead: _ | s |
contact contact: _ | s |
meeting встреч: у е ей ею | и ам ами ах | _
meeting встреча: _ | |
meeting вст: _ | |
meeting встр: _ | |
meeting визит: _ а у ом е | ы ам ами ах | ов
meeting meeting: _ | s |
meeting mtg: _ | s |
meeting visit: _ | s |
demo демо: _ | |
demo демк: а у | и | _
demo демонстраци: я ю и ей | ям ями ях | й
demo показ: _ а у ом е | ы ам ами ах | ов
demo презентаци: я ю ей | и ям ями ях | й
demo през: а у | ы | _
demo demo: _ | s |
demo presentation: _ | s |
proposal кп: _ | |
proposal ткп: _ | |
proposal коммерческ: ое ого ому им ом | ие ими | их
proposal предложени: е я ю ем и | ям ями ях | й
proposal оффер: _ а у ом е | ы ам ами ах | ов
proposal офер: _ а у | ы | ов
proposal proposal: _ | s |
proposal offer: _ | s |
proposal quote: _ | s |
proposal quotation: _ | s |
invoice счет: _ а у ом е | ам ами ах | ов
invoice инвойс: _ а у | ы ам | ов
invoice invoice: _ | s |
deal.deal сдел: ка ку ке кой кою | ки кам ками ках | ок
deal.deal продаж: а у е ей | и ам ами ах | _
deal.deal допродаж: а у е ей | и ам ами ах | _
deal.deal заказ: _ а у ом е | ы ам ами ах | ов
deal.deal апсейл: _ а | ы | ов
deal.pay оплат: а у е ой ою | ы ам ами ах | _
deal.pay платеж: _ а у ом е | и ам ами ах | ей
deal.check чек: _ а у ом е | и ам ами ах | ов
deal.deal sale: _ | s |
deal.deal deal: _ | s |
deal.deal order: _ | s |
deal.pay payment: _ | s |
deal.deal win: _ | s |
deal.deal upsell: _ | s |
refund возврат: _ а у ом е | ы ам ами ах | ов
refund refund: _ | s |
"""

# kind sort who: forms; "me" is the manager's own act, "client" is done by the client.
VERBS = """
call me: позвонил позвонила позвонили набрал набрала набрали обзвонил обзвонила обзвонили прозвонил прозвонила
 прозвонили звонил звонила звонили дайлил called dialed dialled phoned rang
contact me: contacted дозвонился дозвонилась дозвонились поговорил поговорила поговорили пообщался пообщалась пообщались
meeting me: встретился встретилась встретились встретил встретила met visited посетил посетила посетили
demo me: показал показала показали презентовал презентовала презентовали демонстрировал продемонстрировал
 продемонстрировала demoed presented
proposal me: quoted offered proposed предложил предложила предложили
invoice me: invoiced
deal.deal me: закрыл закрыла закрыли закрыт закрыта закрыто закрыты продал продала продали продан продана продано
 проданы допродал допродала закрылся закрылась закрылись won closed sold выиграл выиграла выиграли upsold закрытых
 закрытые closed-won
deal.pay client: оплатил оплатила оплатили оплатило оплачен оплачена оплачено оплачены paid проплатил проплатила
 проплатили перевел перевела перевели
deal.deal client: купил купила купили заказал заказала заказали приобрел приобрела приобрели ordered bought purchased
refund me: вернул вернула вернули возвратил возвратила возвратили refunded
"""

# category value: words
WORDS = """
RV: сделал сделала сделали сделано сделаны провел провела провели проведено проведен проведена проведены совершил
 совершила совершили совершено отработал отработала отработали получил получила получили получено получена получены
 получен принял приняла приняли отправил отправила отправили отправлено отправлен отправлена отправлены выслал выслала
 выслали выслано выслан скинул скинула скинули сдал сдала выставил выставила выставили выставлен выставлено выставлены
 оформил оформила оформили оформлен оформлено оформлена дал дала выдал выдала было был была были имел прошло прошла
 прошел прошли состоялось состоялась состоялись состоялся пришла пришел пришли пришло поступила поступило поступили
 поступил подготовил подготовила подготовили подготовлено взял взяла завершил завершила завершено выписал выписала выписали выписан заключил заключила заключили заключена выполнил выполнила
 выполнено сделка-закрыта сформировал составил разослал разослала разослано направил направила направлено выбил
 пробил пробила пробили вышло набралось удалось есть итогом результат результаты made did had held ran sent got issued
 took completed done conducted gave delivered logged landed received finished submitted handled attended generated
 processed was were been have has cleared collected-in hosted did-today brought
BOOK: назначил назначила назначили назначено назначен назначена назначены назначенных назначенные запланировал
 запланировала запланировали запланировано запланирована запланированы запланированных запланированные забронировал
 забронировала забронировано договорился договорилась договорились поставил поставила booked scheduled arranged
 agendad setup записал записала записано upcoming предстоящих предстоящие предстоит
NOTDONE: отменилась отменился отменились slipped stalled сдвинулась затянулась обсудил обсудила обсудили разобрал разобрала отменил отменила отменили отменена отменен отменены отменено
 отмененных перенес перенесла перенесли перенесена перенесен перенесены перенесено пропустил пропустила пропущенных
 пропущенные пропущено неотвеченных непринятых сорвалась сорвался сорвались сорвано сорвана несостоявшихся
 прослушал прослушала проанализировал посмотрел посмотрела проверил проверила reviewed missed cancelled canceled
 postponed rescheduled moved discussed listened skipped unanswered overdue просроченных просрочено неоплаченных
 неоплаченные unpaid no-show pending висит висят жду-оплаты невыполнено оплаченных оплаченные
PLAN: планировал планировала планировали i'll we'll they'll he'll she'll you'll i'd we'd план плана плану планом плане планы планов подготовлю подготовим покажу покажем презентую назначу назначим встречусь созвонюсь напишу дожму дожмем соберу наберу обзвоню перезвоню заеду поеду оформлю оформим выпишу норма норму нормы норматив quota negotiating hope hoping hopefully надеюсь надеемся планирую планируем планируется планируются plan plans planned planning
 ждем жду ждет ожидаю ожидаем ожидается ожидаются ожидание expecting expected expect awaiting waiting ожидаемые
 ожидаемая буду будем будет будут will shall надо нужно должен должна должны собираюсь собираемся хочу хотим хотел
 хотела хотят could would should might если if чтобы goal goals цель цели target targets forecast прогноз pipeline
 сделаю сделаем проведу проведем закрою закроем закроет закроют продам продадим позвоню позвоним отправлю отправим
 выставлю выставим оплатит оплатят купит купят закажет закажут обещал обещала обещали обещает обещают promised promises
 сделать провести закрыть продать позвонить отправить выставить дожать допродать набрать обзвонить оплатить перезвонить
 встретиться закрываю закрываем продаю звоню делаю провожу готовлю отправляю выставляю want wants going need needs
 todo to-do next возможно может могу можем возможен потенциал потенциальный потенциальная potential opportunity
 доделать подготовить позвони позвоните сделай сделайте проведи закрой закройте продай отправь отправьте please нужны
 планирование предстоящее предстоящие хотят давай давайте let let's gonna
FACT: выполнил выполнила выполнили выполнен выполнена перевыполнен перевыполнил перевыполнила факт факту факта фактически fact actual actuals сделано done completed результат результаты итоги итог results
 выполнено достижения achieved achievements
LOST: провалил провалила провалили отвал отвала отвалы отвалов отвалился отвалилась отвалились слив слил слила слили слились слилась слился слит
 потерял потеряла потеряли потеряно потеряна потерян потеря потери потерь lost lose losing loss losses отказ отказа
 отказы отказов отказался отказалась отказались отказали провал churn churned declined rejected rejections rejection
 сорвалась сорвался проиграл проиграла проиграли проиграна проигран слетела слетел соскочил соскочила развалилась накрылась сгорела упустил упустила упустили
NOT: не not didn't didnt don't dont wasn't haven't hasn't ни never никак ничего nothing
NONE: нет нету no без without none отсутствуют
TOTAL: выручка выручку выручки выручке выручкой касса кассу кассы кассе revenue revenues итого итог total totals totally
 всего оборот оборота обороте суммарно totaling totalling turnover совокупно altogether
DERIV: средний средняя среднее среднем ср avg average aov конверсия конверсию конверсии conversion conv cr margin маржа
 маржинальность рентабельность mean средняя-сумма процент выполнение attainment
CKEY: клиент клиента клиенту клиентом клиенте клиенты клиентов клиентам клиентами client clients customer customers
 account prospect prospects компания компании компанию компанией company заказчик заказчика заказчику заказчиком покупатель покупателя
 покупателю покупателем контрагент контрагента фирма фирмы фирме фирмой организация организации buyer партнер партнера
 партнеру партнером партнеры partner logo клиентка клиентки
AKEY: сумма сумму суммы суммой amount стоимость цена цену price sum value бюджет budget деньги money
DKEY: дата дату date
IKEY: код кода паспорт пароль пин code passport pin телефон тел phone tel mobile моб почта email mail e-mail адрес address менеджер manager комментарий комментарии
 comment comments примечание note notes товар товары product products продукт продукты услуга услуги item items источник
 source канал channel город city тариф инн кпп огрн огрнип бик унп бин иин vat tin ein р/с id whatsapp контактное
 сложности проблемы blockers blocker issues reference номер должность адресс сайт site условия terms скидка-нет
TAXID: инн кпп огрн огрнип бик унп бин иин vat tin ein окпо swift iban
SKEY: статус status стадия stage этап тип type вид
FIRST: первая первый первое первую первой первого первым first initial
NEWADJ: новый новая нового новой новому новым новую новые новых новое new новенький новичок новички новичка новичков
 первичка первичный первичная первички первичных newbie
OLDADJ: повторка повторки повторку повторный повторная повторное повторную повторные повторных повторно повтор
 постоянный постоянная постоянного постоянному постоянным постоянной постоянник постоянные постоянных продление продления
 продлил продлила продлили продлен пролонгация пролонгации пролонгацию renewal renewals renewed repeat repeated returning
 existing regular старый старого старому действующий действующего действующему recurring-client лояльный
GOODS: шт штук штуки штука штуку ед единиц единицы seats seat pcs pc pieces piece units unit лицензий лицензии
 licenses licences license licence комплект комплекта комплектов комплекты упаковок упаковки упаковка коробок коробки
 коробка кг килограмм тонн тонны тонна литров литра л метров метра место мест места пользователей пользователя
 пользователь users user позиций позиции позиция товаров товара экземпляров packs pack boxes box bottles bottle sets set
 items пары пачек пачки билетов билета билет tickets ticket подписок подписки subscriptions пакетов пакета пакет packages
 столов стола стульев стула окон окна дверей двери машин машины авто станков станка приборов прибора модулей модуля курсов
 курса часовпакет ящиков ящика мешков мешка паллет паллеты рулонов рулона листов листа kg tons tonnes litres liters
 meters metres pallets pallet bags bag cases case chairs tables laptops phones copies slots участников участника
 hours-pack штучки lots lot квартир квартиры квартира номеров
PROD: премия премию зарплата зарплату аренда аренду бонус бонусы бонуса налог налоги кредит кэшбэк лицензия лицензию лицензией тариф тарифа тарифу пакет курс курсу подписка подписку подпиской модуль сервис услугу
 услугой товар продукт продукта систему система программа программу пакетом абонемент license licence subscription plan
 package course module service product software план-тариф tier модель модели марка марки поставка поставку поставки
 обучение внедрение внедрения поддержка поддержку доставка доставку доставки монтаж установка установку crm seo smm erp
 срм 1с api saas pro premium basic standard enterprise vip b2b b2c сайт сайта лендинг тех техподдержка hr bi sms
 iphone ipad macbook android windows excel google telegram whatsapp instagram avito авито озон ozon wb вк vk youtube
 сертификат стандарт премиум базовый про плюс plus лайт lite max макс бизнес-тариф ндс nda осаго каско cto ceo
 cfo hr-директор wildberries вайлдберриз зум zoom skype teams meet hubspot bitrix битрикс битрикс24 amocrm онлайн online
DUR: мин минут минуты минута минуту минутный час часа часов часик сек секунд секунды день дня дней дневный сутки суток
 неделя недели недель неделю месяц месяца месяцев мес год года лет годовой min mins minute minutes hour hours hr hrs
 sec secs seconds day days week weeks month months mo year years yr yrs квартал квартала кварталов чел человек человека
 people persons person percent процент процента процентов pp км km раз раза times
PERIOD: неделя недели неделю неделе недель месяц месяца месяце квартал квартала квартале год году полугодие weekly monthly
 week month quarter year ytd mtd wtd qtd еженедельный ежемесячный недельный месячный декада weeks months quarterly
TEAM: двоих троих команда команды команде командой командам отделу отделам всех-нас командный отдел отдела отделе отделом team teams department dept whole-team филиал
 филиала филиалу office-wide всем-отделом коллективом нашей-команды everyone together вдвоем втроем вместе
CORR: неправильно неверно стало upd апд исправление исправления исправьте исправить поправка поправочка correction corrected ошибся ошиблась опечатка
 опечатался typo fix уточнение исправляю вместо instead edit edited исправил исправила перепутал перепутала oops scratch
 поправьте корректировка actually точнее correcting amended поправлю
APPROX: минус minus think guess думаю похоже около примерно приблизительно порядка почти ориентировочно где-то about approx approximately roughly around almost
 nearly вроде кажется наверное наверно maybe probably perhaps ~ больше более меньше менее over under пара пару пары
 couple несколько several few десяток десятка десятков дюжина dozen dozens свыше минимум максимум полсотни
 сотка сотку сотки соток сотня сотню сотен тыщи hundreds thousands someone's
OR: или либо or иль
DISC: скидка скидки скидку скидкой скидке скидок discount discounts discounted
PART: предоплата предоплату предоплаты предоплатой предоплат аванс аванса авансом авансы доплата доплату доплаты доплатой
 рассрочке предоплате авансу доплате рассрочка рассрочку рассрочки рассрочкой частично частичная частичную частичный часть части частями частичной транш
 транша траншем остаток остатка остатком половина половину deposit deposits prepayment prepaid installment installments
 instalment instalments partial partially upfront advance balance half down-payment retainer задаток задатка
 депозит депозита постоплата milestone remaining remainder задолженность долг долга
MONTHLY: ежемесячно ежемесячный ежемесячная mrr arr recurring
EACH: each apiece штука каждая каждый каждое каждую
SIGN: подписан подписана подписано подписаны подписал подписала подписали подписалась signed
NOTSAME: договор договора договору договором договоре договоры договоров договорам договорами контракт контракта
 контракту контрактом контракты контрактов контрактам contract contracts agreement agreements лпр decision-maker
 decision-makers dm dms заявка заявки заявок заявку заявкам collections collection requests request appointment
 appointments follow-up follow-ups followup followups перезвон перезвона перезвонов перезвоны письмо письма писем emails email
 messages message сообщений сообщения сообщение рассылка рассылки рассылок задач задачи задача задачу тикет тикеты тикетов тикета вопрос вопросы вопросов tasks task trial trials
 квалификация квалификаций qualified sql sqls mql mqls opportunities дебиторка сбор сборы взыскание inkasso созвон созвона
 созвонов созвоны отзывов отзывы отзыв отчетов замер замеров замеры кэв кэвов осмотров осмотр reviews referrals referral
 bookings registrations регистраций регистрации подписаний voicemails voicemail инкассация
Q: сколько когда кто что где как какой какая какие какую каких почему зачем куда откуда чей чья ли how what who when
 where why which whose can could does do is are did should анализ-ли можно правда
LPRE: ооо оао зао ао пао ип тоо чп фоп ано одо чуп уп тов тзов муп гуп фгуп нко спд ооо-шка гк тд нпо нпп сп кфх тсж
 жск пк ltda гбу мбу
LPOST: inc ltd llc gmbh corp corporation kk co ag sa sarl bv nv oy ab as plc llp lp pty spa srl kg limited group holding
 holdings company sro oü ou aps a/s sia uab pte spc saoc saog wll fze fzco est
AND: и and плюс plus & также also потом затем then а but но
DASHWORD: =
THIRD: клиент лпр директор он она они заказчик бухгалтер закупщик менеджер-клиента покупатель client buyer customer he she
 they director контрагент партнер клиентка гендир руководитель boss шеф коллега marina-ex они-там снабженец
AWAYNOT: вышел вышла вернулся вернулась после перед до back after before returned закрыл закрыла из from-leave хочу
 оформить согласовать согласовали когда скоро how request приказ заявление справка справку принес
WAS: был была были was were took брал брала взял взяла had болел болела проболел проболела отсутствовал отсутствовала
WILL: буду будем will ухожу иду беру возьму going taking уйду планирую
"""

# Words that carry nothing by themselves and may stand between a number, its noun and a client.
FILLERS = """
так ну вот ээ э эм мм итак сегодня-то отчет отчета отчёт отчеты report eod daily дневной дейли update апдейт привет всем
коллеги добрый доброе вечер вечером утро утром днем днём hi hello team-hi hey ура yay ого супер отлично круто great nice
awesome finally наконец наконец-то наконецто ещё еще more another один-ещё плюсом также также сам сама уже already just
only только всё все all забыл забыла скинуть написать forgot за-день день дня the a an of my our его ее их этой этот это
this that today's todays по-итогам итоговый сводка summary stats стат статистика показатели цифры numbers figures kpi
кпэ hooray отличный хороший good big небольшая маленькая крупная крупный small быстро срочно вау wow yes да ok ок окей
доп дополнительная дополнительно extra plain quick короткий кратко наша наш мой моя мои мною мной нами я мы i we me i've
we've i'm сделка-то успешно успешная успешно спешно официально наличными наличка нал безнал безналом картой переводом
card cash transfer wire чистыми gross net включая-ндс ндс фото photo чека итд etc тут here имя название наименование name off out ушел ушла ухожу уехал уехала нахожусь сижу лежу слег calling going happy вчера-же там смог смогла
удалось успел успела managed per total-of worth полностью full целиком целую сразу опять снова again once холодных
холодные холодный теплых тёплых теплые исходящих исходящие исходящий входящих входящие входящий входящая cold warm
outbound outgoing incoming inbound online онлайн личных личные очных очные zoom sales-calls результативных
результативные целевых целевые успешных эффективных успешные штучно всего-то сумме отчитываюсь докладываю репорт
"""
