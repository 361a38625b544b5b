"""Names in one word, as addresses and files have them, and names in Latin letters."""

import pytest

from focusgroup.core.search.latin_letters import in_latin
from focusgroup.exports.privacy.inflections import inflected, languages, prefixed
from focusgroup.exports.privacy.masks import Finder
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import Words
from tests.exports.privacy.measuring import LABEL, left_of
from tests.exports.privacy.test_rules import is_name

ENGLISH = Words("en")
HANDLES = {
    "Liv Moe": "livmoe livm livmoe lmoe moeliv moel mliv",
    "Petr Novák": (
        "novakp novakpeta novakpetr novakpetrik npeta npetr npetrik petan petanovak petrikn"
        " petriknovak petrn petrnovak pnovak"
    ),
    "Dr Bo van Dijk": (
        "bodijk bdijk dijkb bod dbo dijkbo bovandijk bvandijk bov vbo vandijkbo vandijkb bvdijk"
        " dijkbv bovand bovandijk dbovan dijkbovan"
    ),
    "王小明": "",
    "Ana": "",
}


@pytest.mark.parametrize("name", HANDLES)
def test_a_handle_is_made_of_a_name_and_a_name_or_an_initial(name):
    of = Spellings(ENGLISH)
    of.add_person(name, "x")
    assert {key[0] for key in of.handles} == {*HANDLES[name].split()}
    of.leave([name])
    assert of.handles == {}


def left(text, *people):
    of = Spellings(ENGLISH)
    for each in people:
        of.add_person(each, LABEL)
    return left_of(text, Finder(of, Spellings(ENGLISH), safe=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pnovak@x.example", f"{LABEL}@x.example"),
        ("mail pnovak@x now", f"mail {LABEL}@x now"),
        ("@pnovak wrote", f"@{LABEL} wrote"),
        ("see pnovak_list", f"see {LABEL}_list"),
        ("see list_pnovak", f"see list_{LABEL}"),
        ("see pnovak.csv", f"see {LABEL}.csv"),
        ("see x.pnovak now", f"see x.{LABEL} now"),
        ("see crm://pnovak now", f"see crm://{LABEL} now"),
        ("see x.example/pnovak/2", f"see x.example/{LABEL}/2"),
        ("see x.example/pnovak27", f"see x.example/{LABEL}"),
        ("pnovak27@x.example", f"{LABEL}@x.example"),
        ("petrnovak27@x.example", f"{LABEL}@x.example"),
        ("novak27@x.example", f"{LABEL}@x.example"),
        ("novak27_a.csv", "novak27_a.csv"),
        ("pnovak27 here", "pnovak27 here"),
        ("pnovak says no", f"{LABEL} says no"),
        ("ask pnovak about it", f"ask {LABEL} about it"),
        ("the pnovak list", "the pnovak list"),
        ("p-novak says no", f"p-{LABEL} says no"),
        ("pn@x.example", f"{LABEL}@x.example"),
        ("pn says", "pn says"),
        ("page@x.example", f"{LABEL}@x.example"),
        ("the page @ home", "the page @ home"),
        ("page1.xml", "page1.xml"),
        ("27 novak 3", f"27 {LABEL} 3"),
    ],
)
def test_a_handle_is_found_in_an_address_and_where_somebody_speaks(text, shown):
    assert left(text, "Petr Novák", "Ada Page") == shown


def test_nobody_has_to_doubt_a_handle_in_an_address():
    of = Spellings(ENGLISH)
    of.add_person("Jean-Baptiste Lefèvre", LABEL)
    finder = Finder(of, Spellings(ENGLISH))
    for text in ("jblefevre@x.example", "see jlefevre_2.csv", "J.-B.L. said", "J.-B. said"):
        found, doubts = finder.find(text)
        assert len(found) == 1
        assert doubts == []
    for text in ("the jlefevre x.csv", "x.csv jlefevre now", "J-.B. said"):
        assert finder.find(text) == ([], []), text


def test_a_word_that_may_be_a_handle_is_kept_outside_addresses():
    people = ("Tom Hanks", "An Li", "Fay Allen")
    for text in ("thanks for all", "the fallen tree", "ali says no", "fallen_tree of two"):
        assert ("_" in text) is (left(text, *people) != text)
    assert left("thanks says no", *people) == f"{LABEL} says no"


def test_a_name_is_written_in_latin_letters_as_people_type_it():
    assert in_latin("абвгдежз ийклмнопрстуфхцчшщъыьэюя іїєґў") == [
        "abvgdezhz yklmnoprstufkhtschshshchyeyuya iyiyegu",
        "abvgdezhz iiklmnoprstufkhtschshshchyeiuia iyiyegu",
        "abvgdezhz iyklmnoprstufhtschshshchyeyuya iyiyegu",
        "abwgdeshz yklmnoprstufchtschschshchyejuja iyiyegu",
        "abvgdezhz iklmnoprstufkhtschshschyeyuya iyiyegu",
        "abvgdezhz yklmnoprstufhtschshshchyeyuya iyiyegu",
        "abvhdezhz yklmnoprstufkhtschshshchyeiuia iiiegu",
        "abvhdezhz yklmnoprstufkhtschshshchyeyuya iyiyegu",
        "abvgdezz yklmnoprstufhccsshchyejuja iyiyegu",
        "abvgdezhz yklmnoprstufhtschshshtayeyuya iyiyegu",
    ]
    assert in_latin("Ёж Юля Яна Ший Злый Хор Шёл Жур Ева Вий Чай") == [
        "yozh yulya yana shy zly khor shyol zhur eva vy chay",
        "ezh iulia iana shii zly khor shel zhur eva vii chai",
        "iozh yulya yana shiy zly hor shiol zhur eva viy chai",
        "ezh yulya yana shiy zly hor shel zhur yeva viy chay",
        "osh julja jana schy zly chor schol shur ewa wy chaj",
        "ezh yulya yana shi zly khor shel zhur eva vi chay",
        "yozh yulya yana shy zly hor shyol zhur eva vy chai",
        "yozh yulia yana shy zly khor shyol zhur eva vy chai",
        "yoz julja jana sy zly hor syol zur eva vy cay",
        "yozh yulya yana shy zly hor shyol zhur eva vy chay",
    ]
    assert in_latin("Υψος Χαρά Μπάου Ξέ Ήϊΐ") == [
        "ypsos chara baou xe iii",
        "ypsos chara mpaou xe iii",
        "ipsos hara baou xe iii",
    ]
    assert in_latin("Лія Андрій Юрий Анастасия Юрьев Вьёт Ксюк Виктор") == [
        "liya andriy yury anastasiya yuryev vyot ksyuk viktor",
        "liia andrii iurii anastasiia iurev vet ksiuk viktor",
        "liya andrii yuriy anastasiya yuryev viot ksyuk viktor",
        "liya andriy yuriy anastasiya yuryev vyot ksyuk viktor",
        "lija andrij jury anastasija juryew wot ksjuk wiktor",
        "lia andriy yuri anastasia yuriev vyot xyuk victor",
        "liya andrii yury anastasia yuriev viet xyuk viktor",
        "liia andrii yury anastasyia yuryev vyot ksiuk vyktor",
        "lia andriy yury anastasyya yuryev vyot ksyuk vyktor",
        "liya andriy yury anastasyya yuryev vyot ksyuk vyktor",
        "lia andriy jury anastasia juryev vyot ksjuk viktor",
        "liya andriy yury anastasia yuryev vyot ksyuk viktor",
    ]
    assert in_latin("Єлизавета Їжак Сергій Софія Мьєта Ганна") == [
        "yelizaveta yizhak sergiy sofiya myeta ganna",
        "yelizaveta yizhak sergii sofiia myeta ganna",
        "yelizaveta yizhak sergii sofiya myeta ganna",
        "yelizaweta yishak sergij sofija myeta ganna",
        "yelizaveta yizhak sergiy sofia myeta ganna",
        "yelyzaveta yizhak serhii sofiia mieta hanna",
        "yelyzaveta yizhak serhiy sofia mieta hanna",
        "yelyzaveta yizhak sergiy sofiya myeta ganna",
        "yelizaveta yizak sergiy sofia myeta ganna",
    ]
    assert in_latin("Γιάννης Ντόρα Γκίκας Φωτεινή Αυγή Αυτός Ευαγγελία Ευθύμιος Λάμπρος Ξοί") == [
        "giannis ntora gkikas foteini avgi aftos evangelia efthymios labros xoi",
        "giannis ntora gkikas foteini avgi aftos euaggelia efthymios lampros xoi",
        "giannis ntora gkikas foteini avgi aftos evangelia efthimios lambros xoi",
        "yannis ntora gikas photeini avgi aftos evangelia efthymios labros xoi",
        "yiannis dora gkikas fotini avgi aftos evangelia efthymios labros xi",
    ]
    assert in_latin("\u04ff")
    for name, typed in {
        "Соловьёва": "solovyova soloveva soloviova solowowa",
        "Φωτεινή Ειρήνη": "foteini-eirini fotini-irini",
        "Юрий": "yury iurii yuriy jury yuri",
        "Юлия": "yuliya iuliia yulia julia",
        "Юлія": "yuliia yulia julia",
        "Алексей": "aleksey aleksei alexey alexei",
        "Виктория": "viktoria victoria viktoriya",
        "Григорьев": "grigoryev grigorev grigoriev",
        "Володимир Гнатюк": "volodymyr-hnatiuk volodymyr-hnatyuk",
        "Ђорђе Љубичић": "djordje-ljubicic dorde-ljubicic",
        "Вълчев": "valchev",
        "Ευάγγελος": "evangelos euaggelos",
        "Λάμπρος Ευθυμίου": "labros-efthymiou lambros-efthimiou",
        "Γιάννης": "giannis yannis",
        "Ева Белый": "eva-bely yeva-bely ewa-bely",
        "Παπάς Ούζο Μπα": "papas-ouzo-ba",
        "Χαρά Υψα": "chara-ypsa hara-ipsa",
        "Ada": "",
        "Ωμ": "om",
    }.items():
        found = {each.replace(" ", "-") for each in in_latin(name)}
        assert {*typed.split()} <= found, found
        assert bool(found) is bool(typed)
    assert left("Solovyova says no, Katya too", "Екатерина Соловьёва") == (
        f"{LABEL} says no, {LABEL} too"
    )


LANGUAGES = {
    "slavic": """Čapek Ďur Růžek Dvořáková Malý Bartová Seká Sovova Lenska Zelenski Nowicki Nowacka
        A-Marek Zotak Danvic Danek Alena Stanislav Zoran Gorzec Kucharz
        Šíp Žmol Łoś Bąk Dęb Źrł Ćur Ťun""",
    "turkish": "Işık Ağa Şen Arslanoglu Özdemir Akkaya Türk Ayşe Ahmet Leyla Zeynep",
    "hungarian": """Őri Fűzfa Kovacs Zsofia Attila Zsolt Szentgyorgyi Ivanyi Kossossy Nyaraszegi
        Tibor Zsanett Odon""",
    "finnish": """Virtanen Niemi-Aino Heikki Aino Minna Virpi Minnen Rainen Koskiniemi Uusikangas
        Aarne Viljo Väinö""",
    "": "Smith Anne Ek Nen Kay Long Onek Ronen Hegyi",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_told_by_letters_endings_and_first_names(language):
    for name in LANGUAGES[language].split():
        found = languages(name)
        assert (language in found) if language else not found, name


FORMS = {
    ("svec", "slavic"): "sevce sevcova sevcovi",
    ("swiatek", "slavic"): "swiatkow swiatka",
    ("golebiewska", "slavic"): "golebiewskiej golebiewskich",
    ("koskiniemi", "finnish"): "koskiniemen koskiniemelle koskiniemesta",
    ("makikangas", "finnish"): "makikankaan makikankaalle",
    ("заболотская", ""): "заболотскои заболотскую заболотских",
    ("крутои", ""): "крутого крутому крутым",
    ("белыи", ""): "белого белому белыми белая",
    ("синии", ""): "синего синему",
    ("толстая", ""): "толстую толстои",
    ("зимняя", ""): "зимнюю зимнеи",
    ("орел", ""): "орла орлу орлом",
    ("анна", ""): "аннам аннах",
    ("марія", ""): "марію марією",
    ("остап", ""): "остапові остапів",
    ("gosia", "slavic"): "gosias gosi gosii gosiou gosiom gosie",
    ("wojcik", "slavic"): "wojcikowa wojcikowej wojcikowe wojcikuv wojcikina",
    ("pavel", "slavic"): "pavla pavlem pavlovi",
    ("blanka", "slavic"): "blance",
    ("barbara", "slavic"): "barbarze",
    ("marta", "slavic"): "marcie",
    ("olga", "slavic"): "oldze",
    ("jadwiga", "slavic"): "jadwidze",
    ("wanda", "slavic"): "wandzie",
    ("praha", "slavic"): "praze",
    ("ahmet", "turkish"): "ahmetin ahmedin ahmette ahmetler ahmetle ahmetki",
    ("zeynep", "turkish"): "zeynepten zeynebi",
    ("burak", "turkish"): "buraga buraktan",
    ("kovacs", "hungarian"): "kovacsnak kovacseknel kovaccsal kovaccsel kovacsig kovacshez",
    ("nagy", "hungarian"): "naggyal nagyhoz",
    ("anna", "hungarian"): "annaval annaon",
    ("virtanen", "finnish"): "virtasen virtasta virtaselle virtaslla virtasin",
    ("pekka", "finnish"): "pekan pekalle pekkaa pekaan pekalta pekaon",
    ("matti", "finnish"): "matin matille",
    ("jyrki", "finnish"): "jyrkilta",
    ("seppo", "finnish"): "sepon",
    ("fox", ""): "foxs foxes",
    ("ross", ""): "rosss rosses",
    ("cruz", ""): "cruzs cruzes",
    ("busch", ""): "buschs busches",
    ("nash", ""): "nashs nashes",
    ("ahn", ""): "ahns",
    ("abc", ""): "abcs",
    ("zed", ""): "zeds",
    ("marek", "slavic"): "marka mareka",
    ("mrazec", "slavic"): "mrazca",
    ("havel", "slavic"): "havla",
    ("γιωργοσ", ""): "γιωργο γιωργου γιωργον γιωργοε",
    ("μαρια", ""): "μαριασ μαριαν",
    ("balasz", "hungarian"): "balasszal",
    ("balazs", "hungarian"): "balazzsel",
    ("arany", "hungarian"): "arannyal",
    ("маша", ""): "машу маши машеи машою машин машина машины",
    ("ҿала", ""): "ҿалу",
    ("лев", ""): "льва льву левом",
    ("bo", ""): "",
    ("王芳", "slavic"): "",
}


CHANGED = (
    "ylaniemi ylaniemen|kivijarvi kivijarven|ylamaki ylamaen|kivijoki kivijoen|pitkalahti"
    " pitkalahden|isokoski isokosken|kivisaari kivisaaren|isovuori isovuoren|isosalmi isosalmen"
    "|isokangas isokankaan|rauharanta rauharannan|kivilampi kivilammen|isopelto isopellon"
    "|isovirta isovirran"
)


def test_last_names_of_finland_change_before_an_ending():
    for each in CHANGED.split("|"):
        name, form = each.split()
        assert "finnish" in languages(name)
        assert form in inflected(name, languages(name)), name
    assert "злого" not in inflected("злои", frozenset())


@pytest.mark.parametrize(("word", "language"), FORMS)
def test_a_name_takes_the_endings_of_its_language(word, language):
    made = {*inflected(word, frozenset({language}))}
    assert {*FORMS[word, language].split()} <= made
    assert bool(made) is bool(FORMS[word, language])


def test_small_words_are_written_together_with_arabic_and_hebrew_names():
    assert [*prefixed("ليلي")] == [f"{each}ليلي" for each in "و ف ب ل ك ال لل وال بال".split()]
    assert [*prefixed("דנה")] == [f"{each}דנה" for each in "ו ה ב ל מ ש כ".split()]
    for first, script in {"؀": "و", "ۿ": "و", "֐": "ו", "׿": "ו"}.items():
        assert next(prefixed(f"{first}x"), "") == f"{script}{first}x"
    for first in "\u058f\u0700a":
        assert [*prefixed(f"{first}x")] == []


ENDINGS = {
    "turkish": (
        "emine",
        (
            "in un nin nun e a ye ya i u yi yu de da te ta den dan ten tan le la yle yla ler lar ce"
            " ca ki s"
        ),
    ),
    "hungarian": (
        "varga",
        (
            "nak nek val vel ek e t at et ot tol rol bol hoz hez nal nel ban ben ra re ert on en ig"
            " eknak eknek eknal eknel aal ael s"
        ),
    ),
    "finnish": ("eija", "n a ta lla lle lta ssa sta ksi na tta an en in on s"),
    "slavic": (
        "ivan",
        (
            "a u e y i ovi em om ove ova ovou owi owie owa owej owe ego emu eho im ym m ou o ie ami"
            " ch uv in ina ow iej iego iemu iho imu ich imi ych"
            " ymi ach s"
        ),
    ),
    "": ("bono", "s"),
}


@pytest.mark.parametrize("language", ENDINGS)
def test_a_name_takes_no_other_endings(language):
    name, endings = ENDINGS[language]
    assert {*inflected(name, frozenset({language}))} == {f"{name}{end}" for end in endings.split()}


def test_letters_of_other_scripts_take_no_endings():
    for name in ("Ѐва", "ӿва", "Ͱвα", "Ͽвα", "ava", "zva"):
        assert {*inflected(name, frozenset())}, name
    for name in ("ԀԀԀ", "ȀȀȀ", "{{{", "```"):
        assert not {*inflected(name, frozenset())}, name


def test_short_names_take_no_endings_of_other_languages():
    assert {*inflected("can", frozenset({"turkish", "hungarian", "finnish"}))} == {"cans"}
    assert "virtanenn" not in inflected("virtanen", frozenset({"finnish"}))


PHRASES = """home *page*|error *page*|landing *page* copy|question *mark* missing|quality *mark*
    book *mark*|gas *bill*|power *bill*|free *will*|ill *will*|against *will*
    saving *grace*|coup de *grace*|in *stone*|stepping *stone*|cash is *king*|lion *king*
    forever *young*|very *young*|min *max*|min and *max*|white *rose*|wild *rose*|black *wood*
    pine *wood*|football *field*|magnetic *field*|im *ernst*|vollem *ernst*|sin *luz*|tout *petit*
    en *petit*|есть *надежда*|без *надежда*
    *page* size|*page* three|*page* count|*king* size|*king* sized|*max* size|*max* values
    *max* speed|*mark* up|*mark* down|*grace* days|*field* work|*field* types|*field* test
    *bill* date|*stone* cold|*stone* age|*young* people|*young* team|*rose* by ten|*rose* colored
    *hill* start|*luz* verde|*luz* roja|*wil* je dat|*wil* jij dat|*petit* probleme
    *petit* dejeuner|*ernst* gemeint|*boer* op|*надежда* на
    *page* by *page|*page* after page|*day* by day|*page* up page|*max* ten|*page* thirty"""


def test_a_word_in_a_fixed_phrase_is_no_name():
    rows = [row.strip() for line in PHRASES.split("\n") for row in line.split("|")]
    rows = [row if row.count("*") == 2 else "*page* by page" for row in rows]
    assert [row for row in rows if is_name(row) is not False] == []


ASKED = {
    True: """ask does *rose* pay|we said did *rose* pay|must *rose* pay|why doesn't *mark* sign
        did *king* sign it|ok did *rose* leave|if is *rose* here|doesn't *rose* pay
        won't *mark* sign|is it *rose* who pays|ok *mark* you said|*mark* you are right
        so *mark* you can go""",
    False: """*hope* you said so|ok *will* you go|the list *mark* you said|did *page* load
        does *rich* text work|is *brown* bread sold|did the *mark* stay|the *mark* who pays""",
    None: """does *field* show|not *rose* but""",
}


@pytest.mark.parametrize("expected", ASKED)
def test_a_question_asks_about_somebody(expected):
    rows = [row.strip() for line in ASKED[expected].split("\n") for row in line.split("|")]
    assert [row for row in rows if is_name(row) is not expected] == []
