"""Names that are words too, and the small words that belong to names.

Made by hand, in the languages of the documents and the commonest of Europe.
"""


def words_of(words: str) -> frozenset[str]:
    """Return the *words*, which are written here as `fold` leaves them: it would take 1 ms."""
    return frozenset(words.split())


MASS = words_of(
    "march min pages price prices sales stock art clay data east fall fire first focus food global"
    " hand holiday home land law light link love major next north open order part pass peace power"
    " press public rain read sand service services sign sky snow south space staff summer sun team"
    " tech text time trade transport trust united water way west white winter work world worth"
    " sommer kraft gut glas universal general national advanced modern central digital direct"
    " energy express fast green group health logistics market mobile northern southern eastern"
    " western van wil do an le la de no so da die in on at to as is it us we he me my by go or of"
    " up if am be ok"
)
"""Names that are words used without an article: a capital at a start tells nothing."""
PRINTED = words_of(
    "account accounts agenda callbacks commitment commitments content customer customers date day"
    " document documents evidence facilitator feature features figures finding findings guide"
    " internal external headline kind log map moderator moments mood names number numbers owner"
    " paraphrase parking part participant participants people person place problem problems"
    " question questions quote quotes rank report revenue role segment sentence session sessions"
    " speaker strength strengths subthemes summary survey table theme themes title topline top"
    " total verbatim view voice strong fair thin missing open done"
)
ROLES = words_of(
    "admin agent analyst assistant buyer clerk client consultant designer developer director"
    " driver editor engineer head lead manager nurse planner sales seller student support tester"
    " user visitor guest host worker"
)
"""Words that documents print themselves, and what people are: in every report, so not names."""

THINGS = (
    MASS
    | PRINTED
    | ROLES
    | words_of(
        "bills page case cases field fields key keys bank bar base bond book box branch bridge"
        " bush chance check city cloud cross day delta gap hall house lane local loop mill miss"
        " office orange park pool post ring road rock root shade share shell shift ship shop short"
        " square street target track wall walls ways weeks well wells word year zoom haus see feld"
        " bild sap front heart line lines note notes plan plans point points store system sample"
        " samples example examples demo test tests muster beispiel"
    )
)
"""Names that are everyday things: in small letters before "is" or "shows" not a name."""
NATIONS = words_of(
    "english french german dutch welsh irish american european british indian swiss italian"
    " spanish polish chinese japanese nordic scandinavian pacific atlantic"
)
"""Words with a capital in any sentence, which companies begin with."""
_ENGLISH = words_of(
    # English
    "mark max will may hope faith grant dean young joy bill abbey amber angel april ash august"
    " autumn baker barber baron bass bean bear beck bee bell berry best bird bishop black"
    " blessing blossom blue bloom bolt brand brown buck burns butcher butler cain candy carol"
    " carpenter carter castle cat charity cherry christian cliff coleman colt cook cooper court"
    " crane crisp crystal daisy daniels dash deal destiny dove drew duke earl eden ernest eve"
    " farmer fields finch fish fisher flower flowers fox frank franklin freedom gardener gene"
    " gay gem ginger glen gold goldsmith goose grace gray green greene grey guest guy hardy"
    " harper harvest hawk hazel heath heather heaven herb hill hills holly honey hood horn"
    " humble hunter iris ivory ivy jack jade jasmine jay jewel judge july june justice kay king"
    " kings knight lake lamb lance lane laurel lee legend lily lion lord lot lucky marina mason"
    " mercy merit merry miles miller moody moore moses myrtle nick noble nobel norm olive opal"
    " oliver otter page parker patience pat paris pearl penny pepper perry pike piper pitt plum"
    " poe pope porter potter pound prince prior queen quick rae ramsey ray raven red reef"
    " rhodes rice rich river rivers rob robin rocky rose rosemary rowan ruby rusty sable sage"
    " sally sandy savage saint scarlet shepherd sharp silver singer skip sky skye smith snow"
    " sparks spears spring stark steel stella sterling stern stewart stocks street stout"
    " strange sue summers swan sweet tailor taylor terry thorn tiger tom tracy trip troy tucker"
    " turner valentine van victor violet wade walker warden weaver webb wheeler wild willow"
    " wise wolf wren wright york youngs ford chase moon dawn church rim reed gates waters mills"
    " dale brook hunt marsh foods frost ward star storm temple pierce rush jean jeans harmony"
    " wade chip buddy misty bliss unity brandy sherry rod randy web charm bright english farmer"
    " golden hammer haven holder irons keen kitchen leaf lovely marks mead merchant mountain"
    " nail nice oak paradise peacock plant purple rainbow salmon salt seal self sellers sheets"
    " shields soldier spade speed stack steward sticks sugar table tank tree valley vale vine"
    " wagon wash wheat windows winner winters yard blank bloom stone wood woods smart small"
    " strong swift little long royal fresh sunny good best gale dusty dot pier sorrel briar"
    " moss chambers archer moor basil kit miner tanner saddler draper glover sawyer thatcher"
    " bull hare crow rook swallow sparrow partridge nightingale heron badger beaver moth wasp"
    " cricket drake pigeon trout perch haddock cod barley oates rye cotton linen silk velvet"
    " copse meadow pond cove bay shore strand ferry quay mast keel anchor pilot sailor captain"
    " sergeant knave bowman squire vicar monk cardinal chaplin pleasant jolly meek bold brave"
    " proud elder junior senior regal crown sceptre throne cloak mantle hatch latch drum fife"
    " harp organ psalm hymn ocean early dusk midnight noon january february september"
    " october november december new old great big true pure clear clean deep high easy happy"
    " simple"
    " fern juniper saffron sloan penn peel quarry thistle marigold poppy clover lavender"
    # companies that are words
    " air apple boots gap next target shell orange virgin sky subway visa uber oracle slack"
    " stripe square amazon caterpillar dove mars puma jaguar fiat lush penguin total barrel"
)
_NOUNS = words_of(
    "nagel keller schafer schuster kramer gartner forster metzger fleischer kellner papst kern"
    " korn kohl pilz frosch krebs hecht biber dachs igel maus hummel biene spatz storch gans taube"
    " adler eule sonne nacht kirche wiese acker dorn nuss kessel topf schwert schild helm pfeil"
    " bogen brand rauch nebel regen schnee hagel wind donner blitz maurer wirt anger graben"
)
_OTHERS = _NOUNS | words_of(
    # German
    " lustig frohlich ehrlich edel zorn freund vater sohn bruder lieb traurig zart"
    " bauer koch schneider fischer klein gross lang kurz jung alt schwarz weiss braun roth rot"
    " grau wolf fuchs vogel hahn hase hirsch loewe lowe baer bar konig koenig kaiser kaufmann"
    " richter jager jaeger muller mueller schmied becker winter sommer herbst freitag sonntag"
    " montag baum busch berg bach stein ritter graf herzog bischof schreiber schulze wagner"
    " weber zimmermann ernst gut gerecht sturm blum blume sauer fromm stark krause vogt"
    " hoffmann kai till heide hell reich recht wahl kuhn klug streng himmel morgen abend pfeffer"
    " apfel birne garten hof dorf burg schloss wald forst stern mond krone kranz falke specht"
    # French
    " petit grand blanc noir rose claire pierre marin fontaine olivier boulanger berger fort"
    " clara boucher prudence aime roy leroy leblanc legrand rousseau renard moulin moreau"
    " mercier marchand fleur fleury bon bonnet france aime rene desire prudence constance"
    " marguerite violette"
    " constant clement parfait honore mouton poisson chevalier meunier pont roux perle celeste"
    # Spanish, Portuguese, Italian
    " rosa flor luz blanca sol mercedes iglesias flores cruz rey leal rico bravo campo campos"
    " montes ramos reyes rojo delgado guerra leon pilar consuelo dolores esperanza paz milagros"
    " soledad dulce concepcion rocio mar pena costa silva pereira oliveira carvalho coelho"
    " pinto neves ribeiro machado bianchi rossi neri viola leone fontana grassi ricci grazia"
    " gioia luce costa forte serena vittoria vitoria leite reis santos angel stein engel bello"
    " gallo serra chiara bruno franco marino conte re perla aurora gloria alba alma vera aura"
    " linda bella bianca felice salvo amparo nieves remedios victoria alegria estrella paloma"
    " rosario bueno calvo casado moreno rubio hidalgo pastor prado vega valle sierra luna castillo"
    " fuentes cortes cabeza cuesta graca lobo prata rocha volpe lupo gatto monti villa riva sala"
    " piazza"
    # Dutch, Czech, Polish
    " bakker visser boer jong groot bos dekker kok smit koning vos mulder kuiper wit bruin"
    " merel roos linde zwart berg beer dijk haan klaver storm novy novak cerny maly vesely"
    " svoboda kral kovar zima krejci dvorak wilk krol kowal mroz mala sowa zajac lis deniz"
    " demir kaya umut baris gunes yildiz aslan yilmaz celik bulut ince uzun toprak sevgi savas"
    " yagmur gul cicek kara bahar eylul ekim simsek kurt arslan tas dilek umit zafer"
    " prins graaf keizer schipper meester bloem meer dam stam wever wrona kot kogut baran sikora"
    " dudek piatek sobota niedziela zielony czarny bialy wiosna lato stastny tichy kratky dlouhy"
    " horky suchy bily zeleny hruska jahoda kos vrana liska kohout beran jelen holub vlk patek"
    " nedele laska radost"
    # Vietnamese without marks
    " hoa lan mai an long minh nam bao hai hung linh nga phuong thu vu ho le ly vo bui ngo cao"
    # Russian
    " вера надежда любовь роман лев слава маия мир заяц волк белыи мороз победа роза лилия жук"
    " надія коваль ελπιδα χαρα αγαπη आशा किरण король кузнец мельник гончар воробеи соловеи"
    " соколов голубь"
)
_NO_CAPITALS = words_of(
    # Arabic and Hebrew, which have no capitals
    "امل نور سعيد كريم جميل صباح امين حسن صالح سلام عادل ماهر شريف هدي سعاد منير رشيد حكيم"
    " طاهر خالد فرح سماح نجاح ايمان وفاء جمال كمال جلال ربيع شادي صابر ناصر نادر حنان حياه زهره"
    " ورده ملك אור טל שיר אביב תקווה ברק רון גל ים חן מזל שחר אריה זאב"
)
WORDS = THINGS | NATIONS | _ENGLISH | _OTHERS | _NO_CAPITALS
"""Names that are words too, of people and of companies: masked unless they aren't names there."""
FOREIGN = _OTHERS - THINGS - _ENGLISH
"""Those that no English text has but as names."""
NOUNS = _NOUNS | words_of(
    "ernst bauer koch schneider fischer richter konig koenig kaiser kaufmann jager jaeger winter"
    " sommer herbst freitag sonntag montag baum busch berg bach stein ritter graf herzog bischof"
    " wolf fuchs vogel hahn hase hirsch loewe lowe baer schreiber schmied zimmermann sturm blume"
    " engel sand kraft frost vogt haus feld bild see glas muller mueller weber becker art gross"
    " klein lang kurz jung alt"
)
"""German nouns, which have a capital anyway."""
ABBREVIATIONS = words_of(
    "it hr ai ml us uk eu un pm am ok id pr qa ui ux tv pc os cd dvd ad ps faq api crm erp sap csv"
    " pdf xml sql sla kpi roi vat eta etc ceo cfo cto coo cio vp md dr po so do pos gps eta diy b2b"
    " saas sso mfa ip io db ci bi dc hq ha la de sa at ag eg ie vs tbd tba asap fyi eod eow"
)
"""Abbreviations that are more often a thing than somebody's initials."""
NO_FIRST = words_of("van von der den de la du di da del zu zur zum ter ten af av")
"""Of the small words of a name those that are not even a name in front of it."""
PARTICLES = words_of(
    "van von der den dem de la le las los du da das dos del della dei di do y e i zu zur zum ter"
    " ten te af av bin ibn bint al el abu ben bar bat st saint san santa mac mc o d l n vd und ap"
    " op in het lo li dal dalla dallo dalle dall dello degli dell am vom aux des ved aan"
)
"""Small words inside a name, which aren't a name alone: ``van der Meer``, ``de la Cruz``."""
TITLES = words_of(
    "dr prof mr mrs ms miss mx sir madam dame lady lord herr herrn hr frau fr monsieur madame mme"
    " mlle m senor senora sr sra srta don dona signor signora sig dott dottor mevrouw meneer"
    " dhr mw pan pani panem pana ing dipl mag lic jr phd mba г гн госпожа господин уважаемыи тов"
    " السيد السيده استاذ الاستاذ الدكتور دكتور دكتوره يا מר גברת"
)
"""What comes before a name and isn't one."""
FORMS = frozenset(
    "ab ag as bv co company corp corporation gmbh group groupe gruppe grupo gruppo holding inc"
    " kg kgaa limited llc llp ltd nv oy oyj plc pty pte sa sarl sas se spa srl sro sp zoo the"
    " der die das le la les los el il de da do du van und and et y e ooo оао ооо зао ао пао شركه"
    " مجموعه societe compagnie maison firma ohg ug mbh ggmbh gesmbh aps uab doo kft zrt nyrt"
    " srls eirl eurl sasu ltda eireli slu sau tbk jsc pjsc ehf asa bvba cvba vof oao zao"
    " pao pllc sociedad sociedade anonima anonyme anonimo limitada aktiengesellschaft aktiebolag"
    " spolka akcyjna incorporated grupa grup skupina csoport gruppen koncern concern"
    " przedsiebiorstwo spoldzielnia doo группа компания предприятие холдинг зат пат прат тзов тов"
    " оод еоод еад ад".split()
)
"""Parts of a company's name that say what kind of company it is, not which one."""
TRADES = words_of(
    "fratelli lli gebruder gebrueder gebr geschwister freres hermanos hnos irmaos bratri bracia"
    " brothers bros hotel hotels hostel pension cafe caffe restaurant restaurante ristorante"
    " trattoria bistro brasserie gasthaus gasthof bar studio studios atelier ateliers autohaus"
    " garage backerei baeckerei konditorei metzgerei fleischerei brauerei weingut kellerei"
    " boulangerie domaine chateau bodega bodegas cantina cantine tenuta azienda cave caves"
    " apotheke pharmacie farmacia klinik clinic clinique clinica kanzlei cabinet etablissements ets"
    " laboratoires laboratoire laboratorios laboratori verlag editorial editions edizioni"
    " spedition transports transportes trasporti librairie libreria buchhandlung agence agentur"
    " agency agencia agenzia architekten architekturburo ingenieurburo buro bureau werkstatt"
    " tischlerei schreinerei druckerei officina officine industrias industrie productos"
    " construcciones constructora constructions bank banque banca banco verein stiftung foundation"
    " fondation fundacion fondazione pekarna pivovar nakladatelstvi zaklad fabryka hurtownia"
    " piekarnia drukarnia bakkerij brouwerij slagerij drukkerij aannemersbedrijf"
)
"""What a company is, in front of the name by which it is called: Hotel Vandelune."""
LEADING = TRADES | {each for each in TITLES if len(each) > 1}
NOT_ALONE = frozenset("dr prof mr mrs".split())
"""Words in front of a company's name that say nothing alone: Dr. Wolfram KG."""
JOINING = "and und et e y en og och n".split()
"""How "&" is said."""
MONTHS = words_of(
    "may march april june july august mai marz avril mayo marzo abril winter summer summers spring"
    " autumn"
)
"""Months and seasons."""
IDIOMS = words_of("grace joy hope faith law mail page hand rose max")
"""Words of ``with grace``, ``by law``, which aren't names in small letters."""
UNCOUNTED = THINGS | words_of(
    "stone wood dawn harmony paz luz grazia gioia luce leite sol dolores flores iglesias надежда"
    " любовь вера мороз umut deniz demir صباح grace faith hope joy patience charity mercy freedom"
    " justice honey ginger gold silver ivory amber jade crystal heaven snow rosemary basil sage"
    " olive pepper rice herb steel summer winter autumn spring august april may june july grant"
    " frank young long brown black blue red grey gray rich noble wise wild sweet savage rusty sandy"
    " rocky sunny crisp king"
)
"""Words that go without "a" or "the" even where they aren't names."""
QUALITIES = words_of(
    "young long short brown black white green gray grey red blue rich noble wise wild savage good"
    " best grand frank rusty sandy rocky sunny crisp sweet strong small smart swift royal fresh"
    " new old great big true pure clear clean deep high easy happy simple bright pleasant jolly"
    " brave bold proud early"
    " sharp strange stout humble hardy quick lucky merry christian sterling little klein gross lang"
    " kurz jung alt schwarz weiss braun roth rot grau gut stark fromm sauer gerecht ernst petit"
    " blanc noir fort bon rose rosa claire clara blanca leal rico bravo rojo delgado dulce bello"
    " bruno franco forte wit bruin zwart groot jong maly mala cerny vesely novy белыи"
)
"""Words that say how something is: nothing is done by them, so before a verb they are names."""
MODAL = words_of("will may")
PHRASES = MODAL | words_of(
    "young long short brown black white green gray grey red blue rich noble wise wild savage good"
    " best grand frank hope mark grant may will bill cook park page price order field"
)
"""Words that make a phrase with the word after them: "will price", "young king"."""

SET_PHRASES = frozenset(
    f"{first} {word.strip()}"
    for group in """
        home login landing start web front last cover settings search welcome error: page;
        question check tick exclamation quotation quality book water: mark;
        gas water electricity hotel restaurant energy power: bill;
        free good at against last ill: will; saving from de: grace; in rolling stepping: stone;
        is burger lion: king; forever very: young; min and: max; white wild: rose;
        black red pine: wood; football playing magnetic: field; im ganz voller
        vollem: ernst; sin media: luz; tout trop plus en: petit; есть нет без: надежда
    """.split(";")
    for before, _, word in [group.strip().partition(":")]
    for first in before.split()
) | frozenset(
    f"{word} {after}"
    for group in """
        page: size layout order load loads break breaks title header footer count view views
        numbers up down one two three; king: size sized; max: size length price speed weight
        value values; mark: up down; grace: days; field: work order test trip name names type
        types; bill: date; stone: cold age; young: people driver drivers team; rose: by sharply
        gold coloured colored; hill: start; luz: verde roja; wil: je men ik dat jij; petit:
        probleme ecran dejeuner; ernst: gemeint; boer: op; надежда: на
    """.split(";")
    for word, _, follow in [group.strip().partition(":")]
    for after in follow.split()
)
"""Phrases in which a word is never a name."""
NUMBERS = words_of("one two three four five six seven eight nine ten twelve fifteen twenty thirty")

COMMON = UNCOUNTED | QUALITIES | IDIOMS | MODAL
"""Words that are said so often that they count as names only where something shows it."""

NO_PEOPLE = THINGS | QUALITIES
UNTOLD = MASS | NATIONS | PRINTED | ROLES
"""Words of which a capital at a start tells nothing."""
EVERYDAY = (PRINTED | ROLES | words_of("first next open part time work read order")) - words_of(
    "day strong fair guest head clerk"
)
"""Words that documents print, people are or everybody says: kept where it can't be told."""
BEFORE_NUMBERS = THINGS | MONTHS | words_of("max")
