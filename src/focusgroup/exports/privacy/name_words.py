"""Words that decide whether a word is a name: names that are words too, and what stands round them.

Made by hand, in the languages of the documents and the commonest of Europe.
"""

from focusgroup.exports.privacy.folding import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


MASS = _set(
    "march min pages price prices sales stock art church clay data east fall fire first focus"
    " food foods ford frost global good hand holiday home land law light link little long love"
    " major next north open order part pass peace power press public rain read rich royal sand"
    " service services sign sky small smart snow south space staff strong summer sun sunny swift"
    " team tech text time trade transport trust united water way west white winter work world"
    " worth sommer kraft gut glas universal general national advanced modern best central digital"
    " direct energy express fast fresh green group health logistics market mobile northern"
    " southern eastern western van wil do an le la de no so da die in on at to as is it us we he"
    " me my by go or of up if am be ok"
)
"""Names that are words used without an article: a capital at a start tells nothing."""

THINGS = MASS | _set(
    "bills page case cases field fields key keys bank bar base bond book box branch bridge brook"
    " bush chance chase check city cloud cross dale day dawn delta gap gates hall house hunt lane"
    " local loop marsh mill mills miss moon office orange park pool post reed rim ring road rock"
    " root shade share shell shift ship shop short square star stone storm street target temple"
    " track wall walls ward waters ways weeks well wells wood woods word year zoom stein engel"
    " haus see feld bild sap front heart line lines note notes plan plans point points store"
    " system sample samples example examples demo test tests muster beispiel"
)
"""Names that are everyday things: in small letters before "is" or "shows" no name."""

NATIONS = _set(
    "english french german dutch welsh irish american european british indian swiss italian"
    " spanish polish chinese japanese nordic scandinavian pacific atlantic"
)
"""Words with a capital in any sentence, which companies begin with."""

WORDS = (
    THINGS
    | NATIONS
    | _set(
        # English
        "mark max will may hope faith grant dean young joy bill abbey amber angel april ash"
        " august autumn baker barber baron bass bean bear beck bee bell berry best bird bishop"
        " black blessing blossom blue bloom bolt brand brown buck burns butcher butler cain candy"
        " carol carpenter carter castle cat charity cherry christian cliff coleman colt cook"
        " cooper court crane crisp crystal daisy daniels dash deal destiny dove drew duke earl"
        " eden ernest eve farmer fields finch fish fisher flower flowers fox frank franklin"
        " freedom gardener gene gay gem ginger glen gold goldsmith goose grace gray green greene"
        " grey guest guy hardy harper harvest hawk hazel heath heather heaven herb hill hills"
        " holly honey hood horn humble hunter iris ivory ivy jack jade jasmine jay jewel judge"
        " july june justice kay king kings knight lake lamb lance lane laurel lee legend lily lion"
        " lord lot lucky marina mason mercy merit merry miles miller moody moore moses myrtle nick"
        " noble nobel norm olive opal oliver otter page parker patience pat paris pearl penny"
        " pepper perry pike piper pitt plum poe pope porter potter pound prince prior queen quick"
        " rae ramsey ray raven red reef rhodes rice rich river rivers rob robin rocky rose"
        " rosemary rowan ruby rusty sable sage sally sandy savage saint scarlet shepherd sharp"
        " silver singer skip sky skye smith snow sparks spears spring stark steel stella sterling"
        " stern stewart stocks street stout strange sue summers swan sweet tailor taylor terry"
        " thorn tiger tom tracy trip troy tucker turner valentine van victor violet wade walker"
        " warden weaver webb wheeler wild willow wise wolf wren wright york youngs"
        # companies that are words
        " air apple boots gap next target shell orange virgin sky subway visa uber oracle slack"
        " stripe square amazon caterpillar dove mars puma jaguar fiat lush penguin total barrel"
        # German
        " bauer koch schneider fischer klein gross lang kurz jung alt schwarz weiss braun roth rot"
        " grau wolf fuchs vogel hahn hase hirsch loewe lowe baer bar konig koenig kaiser kaufmann"
        " richter jager jaeger muller mueller schmied becker winter sommer herbst freitag sonntag"
        " montag baum busch berg bach stein ritter graf herzog bischof schreiber schulze wagner"
        " weber zimmermann ernst gut gerecht sturm blum blume sauer fromm stark krause vogt"
        " hoffmann"
        # French
        " petit grand blanc noir rose claire pierre marin fontaine olivier boulanger berger fort"
        " roy leroy leblanc legrand rousseau renard moulin moreau mercier marchand fleur fleury"
        " bon bonnet france aime rene desire prudence constance marguerite violette"
        # Spanish, Portuguese, Italian
        " rosa flor luz blanca sol mercedes iglesias flores cruz rey leal rico bravo campo campos"
        " montes ramos reyes rojo delgado guerra leon pilar consuelo dolores esperanza paz"
        " milagros soledad dulce concepcion rocio mar pena costa silva pereira oliveira carvalho"
        " coelho pinto neves ribeiro machado bianchi rossi neri viola leone fontana grassi ricci"
        " bello gallo serra chiara bruno franco marino conte re"
        # Dutch, Czech, Polish
        " bakker visser boer jong groot bos dekker kok smit koning vos mulder kuiper wit bruin"
        " zwart berg beer dijk haan klaver storm novy novak cerny maly vesely svoboda kral kovar"
        " zima krejci dvorak wilk krol kowal mroz"
        # Vietnamese without marks
        " hoa lan mai an long minh nam bao hai hung linh nga phuong thu vu ho le ly vo bui ngo cao"
        # Russian
        " вера надежда любовь роман лев слава майя мир заяц волк белый мороз победа роза лилия жук"
        " король кузнец мельник гончар воробеи соловеи соколов голубь"
    )
    | _set(
        # Arabic and Hebrew, which have no capitals
        "امل نور سعيد كريم جميل امين حسن صالح سلام عادل ماهر شريف هدي سعاد منير رشيد حكيم طاهر"
        " خالد فرح سماح نجاح ايمان وفاء جمال كمال جلال ربيع شادي صابر ناصر نادر حنان حياه زهره"
        " ورده ملك אור טל שיר אביב תקווה ברק רון גל ים חן מזל שחר אריה זאב"
    )
)
"""Names that are words too, of people and of companies: masked only where they are names."""

NOUNS = _set(
    "bauer koch schneider fischer richter konig koenig kaiser kaufmann jager jaeger winter sommer"
    " herbst freitag sonntag montag baum busch berg bach stein ritter graf herzog bischof wolf"
    " fuchs vogel hahn hase hirsch loewe lowe baer schreiber schmied zimmermann sturm blume engel"
    " sand kraft frost vogt haus feld bild see glas muller mueller weber becker art gross klein"
    " lang kurz jung alt"
)
"""German nouns, which have a capital anyway."""

ABBREVIATIONS = _set(
    "it hr ai ml us uk eu un pm am ok id pr qa ui ux tv pc os cd dvd ad ps faq api crm erp sap csv"
    " pdf xml sql sla kpi roi vat eta etc ceo cfo cto coo cio vp md dr po so do pos gps eta diy"
    " b2b saas sso mfa ip io db ci bi dc hq ha la de sa at ag eg ie vs tbd tba asap fyi eod eow"
)
"""Abbreviations that are more often a thing than somebody's initials."""

NO_FIRST = _set("van von der den de la du di da del zu zur zum ter ten af av")
"""Of the small words of a name those that are not even a name in front of it."""

PARTICLES = _set(
    "van von der den dem de la le las los du da das dos del della dei di do y e i zu zur zum ter"
    " ten te af av bin ibn bint al el abu ben bar bat st saint san santa mac mc o d l n vd und ap"
    " op in het"
)
"""Small words inside a name, which are no name alone: ``van der Meer``, ``de la Cruz``."""

TITLES = _set(
    "dr prof mr mrs ms miss mx sir madam dame lady lord herr herrn hr frau fr monsieur madame mme"
    " mlle m senor senora sr sra srta don dona doña signor signora sig dott dottor mevrouw meneer"
    " dhr mw pan pani panem pana ing dipl mag lic jr phd mba г гн госпожа господин уважаемый тов"
    " السيد السيده استاذ الاستاذ الدكتور دكتور دكتوره يا מר גברת"
)
"""What comes before a name and is none."""

SAYING = _set(
    "say says said saying think thinks thought want wants wanted agree agrees agreed ask asks"
    " asked asking tell tells told telling mention mentions mentioned add adds added complain"
    " complains complained need needs needed like likes liked love loves loved hate hates hated"
    " prefer prefers preferred use uses used report reports reported suggest suggests suggested"
    " explain explains explained show shows showed confirm confirms confirmed promise promises"
    " promised wonder wonders wondered argue argues argued claim claims claimed disagree disagrees"
    " disagreed insist insists insisted describe describes described hope hopes hoped believe"
    " believes believed feel feels felt remember remembers remembered send sends sent write writes"
    " wrote call calls called reply replies replied answer answers answered object objects"
    " objected point points pointed nod nods nodded laugh laughs laughed know knows knew thanked"
    " doesn didn won wouldn couldn joined left came went gave took bought signed phoned emailed"
    " worries worried raised sagt sagte meint meinte findet fand will wollte fragt fragte erzahlt"
    " erzahlte glaubt glaubte mochte braucht brauchte nutzt berichtet berichtete erklart erklarte"
    " stimmt schreibt schrieb dit disait veut voulait pense pensait demande explique trouve"
    " prefere utilise ecrit croit dice dijo quiere queria piensa cree pregunta pidio comenta"
    " comento explico usa necesita disse vuole voleva pensa crede chiede ha spiega trova"
    " preferisce quer acha pediu zegt zei vindt vond wil wilde denkt vraagt vroeg gebruikt rika"
    " rikal rikala rekl rekla mysli chce chtel mowi powiedzial powiedziala noi bao muon говорит"
    " сказал сказала считает хочет думает спросил спросила просит просил ответил ответила قال قالت"
    " يقول تقول ذكر ذكرت سال سالت اخبر اخبرت يريد تريد يري تري وافق وافقت طلب طلبت اشتكي اشتكت אמר"
    " אמרה אומר אומרת רוצה חושב חושבת שאל שאלה ביקש ביקשה works worked does did makes made runs"
    " ran keeps kept finds found looks looked sees saw tries tried pays paid gets got brought"
    " brings lost stopped started starts stops builds built puts picked reads sits sat missed"
    " misses struggles struggled refuses refused stays stayed waits waited skips skipped exports"
    " exported copies copied clicks clicked switched switches trusts trusted doubts doubted signs"
    " cancelled cancels talked talks spoke speaks repeated repeats interrupted returned smiled"
    " shook"
)
"""What people do and things don't: after a word, or before it, it is a name."""

MEETING = _set(
    "agree agreed agrees talk talked talking speak spoke spoken listen write wrote written sent"
    " give gave given meet met work worked works according belong thanks thank hear heard chat"
    " chatted discussed checked check email emailed mail call called question questions comment"
    " comments feedback message idea request note quote gesprochen geredet gesprach zugestimmt"
    " gemeinsam zusammen einig frage kommentar parle accord discute avis merci hable acuerdo"
    " hablado gracias parlato accordo grazie gesproken eens vraag согласен согласна говорил"
    " говорила спросить اتفق تحدثت مع تكلمت"
)
"""Before a preposition these make a name of the word after it: ``agree with Grace``."""

CALLING = _set(
    "met visited interviewed phoned emailed invited quoted ask asked asking tell told telling"
    " danke grazie thank thanks thx thanked hi hello hey dear cc attn named hallo liebe lieber"
    " frag fragt frage cher chere bonjour merci hola gracias ciao caro cara beste hoi ahoj спасибо"
    " привет صديقي"
)
"""Before a word these address somebody."""

PREPOSITIONS = _set(
    "with to from by for at of on via like as per than mit von bei zu fur an wie als avec de par"
    " chez pour a con por para come da met aan van door voor s se z ze od u do k с со от к у для о"
    " про مع من عن الي ل עם של את"
)

DETERMINERS = _set(
    "a an the this that these those my your his her its our their no any some each every one two"
    " three four five both all few many more most first last next same new old good great bad"
    " other another whole single blank der die das den dem des ein eine einen einem einer eines"
    " kein keine keinen jede jeder jeden jedes jedem dieser diese dieses diesen diesem im am zum"
    " zur vom beim ins ans mein meine unser unsere ihr ihre sein seine alle viele guter gute gutes"
    " letzten nachsten ersten le la les l un une du au aux ce cette ces mon ma mes notre votre"
    " chaque tout toute toutes el los las una unos unas del al este esta ese esa cada mi su"
    " nuestra muy mas il lo gli uno questo questa ogni nel nella alla della dello het een deze dit"
    " elke um uma ten kazdy этот эта эти мои моя наш наша каждыи каждая мот вот не كل هذا هذه بكل"
    " اي מה כל"
)
"""Before a word in small letters, or before a German noun, these make it a word."""

FOLLOWING = _set(
    "my your his her its our their the a an this that these those it them us me you i we he they"
    " as all each every up down out off be been not never also have there one two period periods"
    " rows page number numbers per of in words done complete unread important read paid wir sie es"
    " ich du man nicht ein eine der die das que pas ne"
)
"""After a word in small letters, or at the start of a sentence, these make it a word."""

VERBAL = _set(
    "to i you we they he she it can could would should must might please just t let not never"
    " always and will don"
)
"""Before a word in small letters these make it a verb: ``to mark``, ``we hope``."""

SOFT = _set("only very so too how such much enough what which half full")
"""Before a word in small letters these make it a word, unless somebody says something."""

MONTHS = _set("may march april june july august mai marz avril mayo marzo abril")
WHEN = _set(
    "in since until till early late mid of next last before after through every this during by end"
)
"""Before a month these make it a date."""

TO_WHOM = _set(
    "talk talked talking speak spoke spoken speaking listen listened according said sent give"
    " gave given write wrote written email emailed belong belongs reply replied explained showed"
    " shown reported thanks mentioned rikal rikala"
)
"""Before "to" these make a name of the word after it, which is no verb: ``spoke to Mark``."""

AGREED = _set("einig einverstanden eens d'accord zufrieden gesprochen geredet")
LATELY = _set("last yesterday today again too recently before already this")

NEUTRAL = _set(
    "shows showed needs needed gives gave goes went came takes took left calls called points"
    " pointed uses used sends sent reports reported joined answers adds added claims want need say"
    " ask tell send use show add call report point like love hope feel know write answer agree"
    " think mention prefer suggest explain confirm promise complain nod laugh object raised works"
    " worked does did makes made runs ran keeps kept finds found looks looked sees saw tries tried"
    " pays paid gets got brought brings lost stopped started starts stops builds built puts picked"
    " reads sits sat missed misses stays stayed waits waited skips skipped exports exported copies"
    " copied clicks clicked switched switches trusts trusted signs cancelled cancels repeated"
    " repeats returned"
)
"""Of what people do, what things do as well, and forms that follow "will" and "may"."""

WEAK = _set(
    "is was has had will would can could should does did isn wasn hasn may might must gets got"
    " goes and or but also just never always still really ist war hat hatte kann muss und auch est"
    " etait a avait peut et aussi es era tiene tenia puede y tambien e ha aveva puo anche heeft"
    " kan en ook je byl ma w jest byla był again only too even already usually simply doesn didn"
    " wouldn couldn won t"
)
"""After a capital at the start of a sentence these may make it a name."""

BOUND = _set(
    "next last that which who but we i they to at on in about yesterday today again too"
    " already because when if so is was the"
)
"""After a word with a preposition before it these end what belongs to it: ``with Hill next``."""

PLAIN = _set("with from for by via per von mit bei avec con met od с от")
IDIOMS = _set("grace joy hope faith law mail page hand rose max")
"""Words of ``with grace``, ``by law``, which are no names in small letters."""

SUBJECTS = _set("we i they he she you that also not never")
MODAL = _set("will may")
BASE = _set(
    "want need say ask tell send use show add call report point like love hope feel know write"
    " answer agree think mention prefer suggest explain confirm promise complain object be have"
    " get go come take make do miss see help try pay keep work run look read sit stay wait find"
    " start mean solve fix handle manage learn decide choose react respond end leave meet give"
)
"""After "will" and "may" these make them no names."""

HUMAN = _set(
    "happy unhappy angry right wrong sick busy confused frustrated annoyed worried glad sure"
    " convinced against disappointed pleased furious tired bored excited interested zufrieden"
    " unzufrieden sauer krank sicher dagegen dafur content contento contenta blij boos"
)
"""What people are and things are not: ``page is not happy``."""

CLAUSES = _set("when because if that until while but unless whether since wenn weil dass si cuando")
"""Before a word in small letters these begin a clause: ``when grace is back``."""

ADVERBS = _set(
    "apparently then even both not nobody so maybe perhaps only also now here and but or"
)
"""Before a word in small letters, these stand apart from it."""

ABOUT = _set("about beside of like as than was without after before near behind")
"""Before a word without "a" or "the" these make a name of it, unless it can't be counted."""

AND_ALL = _set("not first then and or here there exactly still before yesterday at dinner it")
"""After a name these go on with something else."""

GIVING = _set(
    "gave give gives giving promised promise offered offer owe owed remind reminded moved move lost"
    " helped help invited taught teach trained blame blamed copied copy called named"
)
"""Before a word these make somebody of it to whom something is given or done."""

UNCOUNTED = THINGS | _set(
    "grace faith hope joy patience charity mercy freedom justice honey ginger gold silver ivory"
    " amber jade crystal heaven snow rosemary basil sage olive pepper rice herb steel summer winter"
    " autumn spring august april may june july grant frank young long brown black blue red grey"
    " gray rich noble wise wild sweet savage rusty sandy rocky sunny crisp king"
)
"""Words that stand without "a" or "the" also where they are no names."""

PHRASES = MODAL | _set(
    "young long short brown black white green gray grey red blue rich noble wise wild savage good"
    " best grand frank hope mark grant may will bill cook park page price order field"
)
"""Words that make a phrase with the word after them: "will price", "young king"."""
