"""Names of people and companies in sentences, and sentences in which the same words are no names.

Made by hand for these tests, from common first and last names of each language and sentences of
our own; no list of anybody else's is in it. Every first name goes with every last name.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """First and last names, and eight sentences in which somebody is said or typed by ``{}``.

    In *small* letters too, where the script has them. *cases* are last names with an ending.
    """

    first: str
    last: str
    said: tuple[str, ...]
    small: bool = True
    order: str = "{first} {last}"
    alone: str = "{last}"

    def people(self) -> Iterator[tuple[str, str, str]]:
        """Whole, first and last name of everybody."""
        for first in self.first.split(", "):
            for last in self.last.split(", "):
                yield self.order.format(first=first, last=last), first, last

    def called(self, whole: str, first: str, last: str) -> Iterator[str]:
        """How somebody is called; by a name of one letter only with what goes with it."""
        yield whole
        if len(first) > 1 or self.small or "さん" in self.said[0]:
            yield first
        if self.alone:
            yield last if len(last) > 1 else self.alone.format(last=last)


ENGLISH = (
    "{} said the export takes ten minutes",
    "as {} told us, nobody reads it",
    "ask {} about the invoices",
    "I agree with {} on that",
    "{}: it is too slow for us",
    "{} wants it in the app, and so do we",
    "that's {}'s idea",
    "{} and I tried it last week",
)
LANGUAGES = {
    "English": Language(
        "Grace, Mark, Will, Max, Hope, Rose, Frank, Amber, Jack, Faith, Emil, Siobhán, Anne-Marie,"
        " Joy, April, Sandy, Keith, Ivy",
        "Hill, King, Brown, Young, Page, Quixworth, O’Brien, Fox, Long, Price, Baker, Smith-Jones,"
        " Bird, Wood, Fields, Jones, MacLeod, Ng, Cole, Rivers",
        ENGLISH,
    ),
    "German": Language(
        "Jürgen, Rose, Ernst, Käthe, Günther, Björn, Anna-Lena, Wolf, Max, Heinz, Sabine, Marlies,"
        " Uwe",
        "Koch, Schneider, Klein, Winter, Großmann, Müller-Lüdenscheidt, von der Heide, Weiß, Bauer,"
        " Jung, Schäfer, Kühn, zu Guttenberg, Vogt",
        (
            "{} sagt, der Export dauert zu lange",
            "wie {} meinte, liest das niemand",
            "frag {} nach den Rechnungen",
            "ich bin mit {} einig",
            "{}: das ist uns zu langsam",
            "{} will das in der App haben",
            "danke {}, das hilft",
            "{} und ich haben es probiert",
        ),
    ),
    "French": Language(
        "Rose, Claire, Pierre, Zoë, Hélène, Jean-Luc, Olivier, Constance, René, François, Aimée,"
        " Maëlle",
        "Petit, Lefèvre, de la Tour, Blanc, Roy, d’Alembert, Fontaine, Béranger, Le Goff, Marin,"
        " Boulanger, Noël, Perrin",
        (
            "{} dit que l'export prend dix minutes",
            "merci à {}, c'est clair",
            "bonjour {}, vous êtes là",
            "je suis d'accord avec {}",
            "{} : c'est trop lent",
            "{} veut cela dans l'application",
            "on demande à {} pour les factures",
            "{} et moi, on a essayé",
        ),
    ),
    "Spanish": Language(
        "Luz, Rosa, Mercedes, Pilar, Íñigo, José María, Begoña, Ángel, Consuelo, Lucía, Paz, Iker",
        "de la Cruz, Iglesias, Flores, Muñoz, Rey, Campos, García Lorca, Leal, Peña, Bravo, Núñez,"
        " Ordóñez",
        (
            "{} dice que la exportación tarda mucho",
            "como dijo {}, nadie lo lee",
            "gracias {}, muy claro",
            "estoy de acuerdo con {}",
            "{}: es muy lento",
            "{} quiere eso en la aplicación",
            "hola {}, una pregunta",
            "{} y yo lo probamos",
        ),
    ),
    "Italian": Language(
        "Rosa, Viola, Niccolò, Chiara, Bruno, Leone, Mirella, Gian Luca, Alba, Stella, Loredana,"
        " Enea",
        "Rossi, Bianchi, D’Angelo, Fontana, Costa, Leone, Di Stefano, Serra, Colò, Bello, Ricci,"
        " Ferraro",
        (
            "{} dice che è troppo lento",
            "{} disse che nessuno lo legge",
            "grazie {}, chiarissimo",
            "sono d'accordo con {}",
            "{}: è lentissimo",
            "{} vuole questo nell'app",
            "ciao {}, una domanda",
            "{} e io ci abbiamo provato",
        ),
    ),
    "Dutch": Language(
        "Joost, Roos, Sjoerd, Anneke, Daan, Wil, Femke, Thijs, Coen, Marijke, Floor, Geert",
        "van der Meer, de Boer, Bakker, de Groot, van ’t Hoff, Visser, Smit, ten Brink, Koning,"
        " de Vries, Vos, Hoekstra",
        (
            "{} zegt dat de export te lang duurt",
            "{} vindt het te traag",
            "vraag aan {} om een mail",
            "ik ben het eens met {}",
            "{}: dat is te traag",
            "{} wil dat in de app",
            "hoi {}, een vraag",
            "{} en ik hebben het geprobeerd",
        ),
    ),
    "Czech and Polish": Language(
        "Petr, Zdeněk, Božena, Łukasz, Małgorzata, Věra, Růžena, Květa, Mirosław, Jarmila, Marek,"
        " Radka",
        "Novák, Dvořák, Svobodová, Wójcik, Kowalski, Černý, Król, Veselý, Zając, Kučera, Hájek,"
        " Beneš",
        (
            "{} řekl, že export trvá deset minut",
            "{} mówi, że to trwa za długo",
            "říkal to {}, ne my",
            "{}: je to moc pomalé",
            "{} chce to v aplikaci",
            "souhlasím, {} má pravdu",
            "{}, prosím, jednu otázku",
            "včera to zkoušel {} a já",
        ),
    ),
    "Vietnamese": Language(
        "Minh, Hoa, Lan, Thị Mai, Văn Long, Hồng Nhung, Đức Thắng, Phương, Tuấn, Quỳnh, Thảo",
        "Nguyễn, Trần, Lê, Phạm, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương",
        (
            "{} said the export takes ten minutes",
            "anh {} nói là quá chậm",
            "chị {} muốn có trong ứng dụng",
            "hello {}, one question",
            "{}: quá chậm",
            "ask {} about the invoices",
            "I agree with {} on that",
            "{} wants it in the app",
        ),
        order="{last} {first}",
    ),
    "Russian": Language(
        "Вера, Надежда, Любовь, Роман, Лев, Пётр, Анна, Майя, Сергей, Наталья, Семён, Глеб",
        "Иванов, Волк, Заяц, Соловьёва, Мороз, Кузнецов, Белый, Чехов, Достоевский, Мельник, Орлов,"
        " Фомин",
        (
            "{} говорит, что экспорт идёт десять минут",
            "как сказал {}, никто этого не читает",
            "{} хочет это в приложении",
            "спасибо {}, понятно",
            "{}: это слишком медленно",
            "{} считает, что рано",
            "привет {}, вопрос",
            "{} и я пробовали",
        ),
    ),
    "Arabic": Language(
        "ليلى, أمل, نور, كريم, سعيد, أحمد, فاطمة, يوسف, جميل, هدى, خالد",
        "حداد, المصري, الخطيب, النجار, منصور, صالح, عبد الرحمن, الشامي, قاسم, بدوي, عثمان",
        (
            "قال {} إن التصدير بطيء",
            "{} يريد ذلك في التطبيق",
            "كما ذكر {} لا أحد يقرأه",
            "الأستاذ {} يوافق",
            "{}: بطيء جدا",
            "سألت {} عن الفواتير",
            "قالت {} إنه سهل",
            "{} طلب تقريرا",
        ),
        small=False,
    ),
    "Chinese": Language(
        "芳, 伟, 小明, 丽华, 建国, 志强, 晓燕, 雨桐, 国庆, 海涛, 秀英",
        "王, 李, 欧阳, 张, 高, 白, 马, 陈, 司马, 黄, 金",
        (
            "{}说导出太慢了",
            "我同意{}的看法",
            "问一下{}发票的事",
            "{}：太慢了",
            "{}希望放在手机上",
            "昨天{}试过了",
            "谢谢{}",
            "就像{}讲的那样",
        ),
        small=False,
        order="{last}{first}",
        alone="{last}总",
    ),
    "Japanese": Language(
        "太郎, 花子, さくら, 健一, 美咲, 大輔, ひかり, 直樹, 由美子, 翔太, 恵",
        "田中, 佐藤, 鈴木, 高橋, 渡辺, 小林, 山本, 中村, 加藤, 吉田, 林",
        (
            "{}さんは遅いと言った",
            "昨日{}さんが試した",
            "{}様に聞いてください",
            "{}部長が賛成した",
            "私は{}さんと同じ意見です",
            "{}氏：遅すぎる",
            "ありがとう{}さん",
            "請求書は{}さんに",
        ),
        small=False,
        order="{last} {first}",
    ),
    "Korean": Language(
        "민준, 서연, 지우, 하늘, 보람, 도윤, 수빈, 예은, 현우, 은지, 태호",
        "김, 이, 박, 최, 정, 강, 조, 윤, 장, 임, 남궁",
        (
            "{} 과장이 너무 느리다고 했어요",
            "{} 씨가 원해요",
            "어제 {} 부장님이 해 봤어요",
            "{} 팀장: 너무 느려요",
            "{} 씨에게 물어보세요",
            "저는 {} 씨와 같은 생각이에요",
            "고마워요 {} 님",
            "{} 대표가 말한 대로",
        ),
        small=False,
        order="{last}{first}",
        alone="",
    ),
}

COMPANIES = (
    "DHL, SAP, Danone, Hallberg, Orange, Apple, Target, Shell, Škoda, Müller, Østerberg, KfW,"
    " Okoye, Yandex, Northwind, Contoso, Globex, Initech, Brno, Kühne, Maersk, IKEA, Bosch,"
    " Siemens, Nestlé, Citroën, Peugeot, Nordea, Equinor, Repsol, Telefónica, Barilla,"
    " Luxottica, Heineken, Philips, Aldi, Lidl, Rewe, Żabka, Orlen, Vinamilk, Viettel, Газпром,"
    " Яндекс, Sberbank, ABB, UPS, ING, Unilever, Vodafone, Zara, Dove"
).split(", ")
KINDS = (
    "{} GmbH, {} AG, {} Holding, {} Supply Chain, Group {}, {} & Sons Haulage, {} SA, {} Inc,"
    " The {} Company, {} Logistics Group Ltd"
).split(", ")
WIDE_COMPANIES = {
    "华为": "华为技术有限公司",
    "字节跳动": "北京字节跳动科技有限公司",
    "腾讯": "深圳腾讯网络有限公司",
    "トヨタ": "トヨタ株式会社",
    "삼성": "삼성전자 주식회사",
}
COMPANY_SAID = (
    "{} said the export takes ten minutes",
    "the people at {} told us so",
    "we heard the same from {} last week",
    "that's {}'s idea",
    "ask {} about it",
    "{}: it is too slow for us",
    "I agree with {} on that",
    "{} wants it in the app",
)
WIDE_SAID = ("我们和{}谈过", "{}也要这个", "听说{}不满意", "问一下{}")


def companies() -> Iterator[tuple[str, str]]:
    """Whole name and first word of every company."""
    for first in COMPANIES:
        yield from ((kind.format(first), first) for kind in KINDS)
    yield from ((whole, first) for first, whole in WIDE_COMPANIES.items())


# -- the same words, which are no names --------------------------------------------------------

THINGS = (
    "page, hill, king, fox, price, baker, bird, wood, field, rose, joy, hope, bill, stone, wolf,"
    " brook, chase, church, cook, cross, dean, fisher, frost, hunter, judge, knight, lane, law,"
    " marsh, miller, moon, noble, park, penny, pearl, pool, rock, root, shepherd, star, storm,"
    " tailor, temple, walker, wall, ward, apple, target, shell, orange, gap, bean, carter, castle"
)
AS_THINGS = (
    "the {} took too long to load",
    "we need another {} for that",
    "every {} is checked twice",
    "one {} per order is enough",
    "there is no {} in the list",
    "it shows the wrong {} again",
    "a {} like that is hard to find",
    "The {} was fine, the rest was not",
    "can we filter by {} and date?",
    "which {} do you mean?",
    "on the {} it says something else",
    "our {} and your {} are different",
    "it is the same {} as before",
    "each {} has a number",
    "my {} is not in the report",
)
NOUNS = (
    "Bauer, Koch, Schneider, König, Winter, Sommer, Wolf, Fuchs, Vogel, Baum, Berg, Bach, Stein,"
    " Richter, Fischer, Schreiber, Kaiser, Graf, Ritter, Hahn"
)
AS_NOUNS = (
    "der {} hat damit nichts zu tun",
    "ein {} reicht uns nicht",
    "jeden {} dasselbe",
    "das steht unter dem {} in der Liste",
    "mit einem {} geht es schneller",
    "kein {} kann das lesen",
    "für den {} ist das egal",
    "dieser {} ist neu",
    "unser {} weiß das nicht",
    "im {} ist es schlimmer",
)
ROMANCE = {
    "rosa, flor, rey, cruz, luz, campo, pilar, bravo, leal": (
        "el {} no aparece en la lista",
        "una {} por pedido",
        "cada {} tarda más",
        "no vemos la {} en el informe",
        "este {} es nuevo",
    ),
    "petit, rose, blanc, fontaine, pierre, marin, boulanger": (
        "le {} n'est pas dans la liste",
        "un {} par commande suffit",
        "chaque {} prend du temps",
        "ce {} est nouveau",
        "la {} ne marche pas",
    ),
    "rosa, viola, leone, fontana, costa, bello, serra": (
        "la {} non è nella lista",
        "un {} per ordine basta",
        "ogni {} richiede tempo",
        "questo {} è nuovo",
        "il {} non funziona",
    ),
    "bakker, boer, visser, smit, koning, vos, bos": (
        "de {} staat niet in de lijst",
        "een {} per order is genoeg",
        "elke {} kost tijd",
        "deze {} is nieuw",
        "het {} werkt niet",
    ),
    "вера, надежда, любовь, волк, заяц, мороз, мельник, роман": (
        "эта {} не в списке",
        "каждый {} занимает время",
        "это мой {} и твой",
        "наша {} не работает",
    ),
    "أمل, نور, جمال, سلام, ربيع": (
        "هذا {} ليس في القائمة",
        "لا {} في التقرير",
        "كل {} يأخذ وقتا",
        "بكل {} في الصفحة",
    ),
}
IDIOMS = """mark my words, it will break
please mark the order as done
we mark them as paid every Friday
Mark it as read, then it is gone
Mark my words: it will break
grace periods are too short
Grace periods are too short for us
the grace period ends on Friday
she took it with good grace
will it be fixed this year?
Will it export to Excel?
it will price us out of the market
Will we see that in the app?
it will not load on a phone
max 20 rows fit on a page
at most 5, max 10
Page 3 is empty
Page 12 of the report is blank
on page 4 there is nothing
page loads are slow
Pages load slowly
the long list is too long
how long does it take?
Long lists are hard to read
young drivers don't read it
Young drivers don't read it
we are a young team
the brown boxes are ours
Brown boxes, white labels
he is the king of exports
up the hill there is no signal
the price is too high
Price is not the point
Prices went up in May
since May it has been slow
in April and May it was slow
May we export it?
it may be a bug
it may take an hour
by March we need it
this March was the worst
we hope it gets better
I hope so
Hope is not a plan
it was a joy to use
there is no joy in it
a rose by any other name
the rose garden site has no signal
frank words: it is bad
to be frank, it is slow
to be frank with you, we gave up
she was very frank about it
jack of all trades, master of none
the car jack is not in the catalogue
amber lights mean wait
the lamp is amber, not red
the sandy ground ruins the scanner
next to the bank there is a shop
the bank holiday breaks the plan
the case is closed
in this case it is fine
we walk the field with a tablet
a field is missing in the form
Fields are missing in the form
the wood is stored outside
out of the woods by Friday
bird view is nice to have
a fox ran past the gate
he bakes, he is a baker
smart people, short days
in good faith we signed it
have faith, they say
the faith we had is gone
there are other fish in the sea
the target is too high
we target small shops
the orange button does nothing
the shell script fails every night
an apple a day
the gap is closing
boots on the ground
American customers want it in dollars
our German branch has no access
the European market is next
the best is yet to come
a new delta every night
the cloud is down again
open the cloud page first
read it, then sign it
it reads well
rich text is lost
low price, high cost
the rich get richer
a strong team makes it work
the west wing has no signal
we ship to the north first
"""


def innocent() -> Iterator[tuple[str, str]]:
    """Sentences, and the word in each that is a name elsewhere; empty for idioms."""
    for words, said in ((THINGS, AS_THINGS), (NOUNS, AS_NOUNS), *ROMANCE.items()):
        for word in words.split(", "):
            yield from ((sentence.replace("{}", word), word) for sentence in said)
    for word in THINGS.split(", "):
        many = f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
        yield from ((said.format(many), word) for said in PLURALS)
    yield from ((sentence, "") for sentence in IDIOMS.splitlines())


PLURALS = (
    "the {} are listed twice",
    "we have too many {} in it",
    "all {} look the same",
    "{} are hard to count",
    "{} load slowly on a phone",
    "no more {}, please",
    "two {} per order",
    "my {} went missing",
    "new {} every week",
    "we sort {} by date",
    "{} and prices differ",
    "he counts {} by hand",
    "they sell {} and more",
    "a list of {} would do",
    "without {} it is useless",
)


# -- names that are words, in sentences of any kind --------------------------------------------

ALSO_WORDS = (
    "Grace Hill, Mark King, Max Brown, Anna Page, Will Young, Hope Price, Jack May, Rose Field,"
    " Bill Stone, Amber Lake, Sue Park, Joy Law"
).split(", ")
FREELY_SAID = """\
{} thinks the export is too slow.
We should follow up with {} next week.
{} nodded.
I spoke to {} yesterday
{} showed me her screen
According to {}, it fails
This came from {}
per {}, the report is wrong
{} has a workaround
{} is not happy
not even {} uses it
{}'s team exports daily
like {} said, too many clicks
{} can't log in
@{} can you check
{}, could you send it?
(asked by {})
Only {} got the mail
{} + Anna agree
what {} needs is a button
{} again: slow
they told {} to wait
{} would pay for it
{} complained about exports
{} brought it up first
{} uses Excel instead
thanks to {} we know
{} doesn't trust it
the same for {}
{} asked for a demo
Feedback from {}: slow
so {} gave up
{} left early
{} disagrees
{} - too slow
{} prefers the old one
heard from {} that it breaks
I met {} at the fair
{} works around it
""".splitlines()
"""Written after the first rules, to see how they fare; what they missed improved the rules."""

ALSO_WORDS_TOO = (
    "Faith Cook, Frank Bird, Ivy Wood, Dean Fox, Pearl Marsh, Rob Banks, Pat Baker, Carol Stone"
).split(", ")
ALSO_SAID = """\
what about {}, she has used it longest
big laugh from {} at that
{} rolled her eyes
next up {} then lunch
that was {} not me
{} first, then the others
I sat beside {} in the demo
same as {}
{} would never use this
nobody but {} has admin rights
we gave {} the trial account
quote from {} about onboarding
{} got locked out twice
{} thought it was free
they moved {} to another team
{} exports to a spreadsheet every monday
waiting for {} to answer
{} seconded that
+1 from {}
no reply from {} yet
{}? she said it was fine
to quote {}: never again
{} was the loudest
{} is on holiday until the 5th
the login of {} has expired
{} struggled with the filter
{} and two colleagues tested it
a good point by {}
how did {} find it
{} says it crashes on her phone
let {} try it
promised {} a call back
{} has been asking since may
seat 3 is {}
{} hates pop-ups
not what {} meant
{} reads the report on paper
only for {} it works
whispered to {}
{} knows the workaround
""".splitlines()
"""Written after the rules of the first ones; before they led to more rules 22.5 % were missed."""

LAST_WORDS = (
    "Olive Carter, Drew Castle, Robin Pike, Art Miller, Ginger Lamb, Holly Turner, Rich Waters"
).split(", ")
HELD_OUT = """\
{} got the wrong invoice
talk with {} before friday
this bug was found by {}
we lost {} as a customer contact
{} joined late
could {} share the sheet
{} + two others want it
ticket from {} still open
{} shrugged
apparently {} never saw the mail
sit next to {} at dinner
{} is right about that
send it to {} as well
{} cancelled the licence
why is {} still on the old version
both {} and I use it daily
{} laughed
{}, who runs the depot, needs it offline
remind {} of the survey
{} compared it with a spreadsheet
quoting {} here
{} would rather call
that is exactly what {} told me
{} then asked about prices
one more from {}
{} had to restart twice
I copied {} on the mail
{} gave it three stars
when {} was there it worked
{} wants more training
""".splitlines()
"""19.3 % of names were missed here before rules were made with these, too: no more held out."""
