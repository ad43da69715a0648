"""Currencies: their minor digits and the words and signs by which people name them."""

from __future__ import annotations

from services.parsing.words import bag

# ISO 4217 exceptions to two minor digits.
_MINOR = {
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
}

CODES = bag(
    "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BRL BYN CAD CHF CLP CNY COP CZK DKK DZD EGP EUR GBP GEL HKD HUF "
    "IDR ILS INR IQD IRR ISK JOD JPY KES KGS KRW KWD KZT LBP LKR LYD MAD MDL MNT MXN MYR NGN NOK NZD OMR PEN PHP PKR "
    "PLN QAR RON RSD RUB SAR SEK SGD THB TJS TMT TND TRY TWD UAH USD UYU UZS VND ZAR"
)

SIGNS = {
    "₽": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT", "₴": "UAH", "¥": "JPY", "￥": "JPY", "₹": "INR",
    "₺": "TRY", "₾": "GEL", "֏": "AMD", "₼": "AZN", "₪": "ILS", "﷼": "OMR", "₩": "KRW", "₫": "VND", "₿": "XBT",
}  # fmt: skip

# A sign or word shared by several countries belongs to the company's currency when that is one of them.
_SHARED = {
    "USD": {"CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"},
    "RUB": {"BYN"},
    "JPY": {"CNY"},
    "OMR": {"QAR", "SAR", "IRR"},
    "GBP": {"EGP", "LBP"},
    "SEK": {"NOK", "DKK", "CZK", "ISK"},
    "INR": {"PKR", "LKR"},
    "KGS": {"UZS"},
}
_FORMS = {
    "RUB": "р руб рубль рубля рублей рублям рублями рублик рубликов рублях rubles ruble roubles rouble rubl rub rur",
    "USD": "доллар доллара доллары долларов долларам бакс бакса баксы баксов дол долл usd dollar dollars buck bucks уе",
    "EUR": "евро eur euro euros",
    "GBP": "фунт фунта фунты фунтов gbp pound pounds quid стерлингов",
    "KZT": "тг тнг тенге kzt tenge тенг",
    "UAH": "грн гривна гривны гривен гривень гривня uah hryvnia hryvnias",
    "BYN": "byn br бр",
    "JPY": "иена иены иен йена йены йен jpy yen",
    "CNY": "юань юаня юани юаней cny yuan rmb",
    "OMR": "риал риала риалов риалы omr rial rials riyal riyals",
    "AED": "дирхам дирхама дирхамов дирхамы aed dirham dirhams dhs",
    "INR": "рупия рупии рупий inr rupee rupees",
    "TRY": "лира лиры лир tl",
    "GEL": "лари gel",
    "AMD": "драм драма драмов amd",
    "UZS": "сум сума сумов uzs",
    "KGS": "сом сома сомов kgs",
    "AZN": "манат маната манатов azn",
    "PLN": "злотый злотых злотого злоты zł pln zloty",
    "ILS": "шекель шекеля шекелей ils shekels",
    "CHF": "франк франка франков chf francs",
    "SEK": "sek крона кроны крон kr",
}
WORDS = {form: code for code, forms in _FORMS.items() for form in forms.split()}


def minor_digits(currency: str) -> int:
    """Digits after the point of an ISO 4217 currency; 2 where it is not known otherwise."""
    return _MINOR.get(currency.upper(), 2)


def meant(code: str, company: str) -> str:
    """The currency meant by a shared sign or word, given the company's own."""
    return company if company in _SHARED.get(code, ()) else code
