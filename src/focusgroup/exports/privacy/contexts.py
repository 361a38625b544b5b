"""Words around a word that tell whether it is a name there.

Made by hand, in the languages of the documents and the commonest of Europe.
"""

from focusgroup.exports.privacy import verbs
from focusgroup.exports.privacy.name_words import words_of

SAYING = words_of(
    "say says said saying think thinks thought want wants wanted agree agrees agreed ask asks"
    " asked asking tell tells told telling mention mentions mentioned add adds added complain"
    " complains complained need needs needed like likes liked love loves loved hate hates hated"
    " prefer prefers preferred use uses used report reports reported suggest suggests suggested"
    " explain explains explained show shows showed confirm confirms confirmed promise promises"
    " promised wonder wonders wondered argue argues argued claim claims claimed disagree disagrees"
    " disagreed insist insists insisted describe describes described hope hopes hoped believe"
    " believes believed feel feels felt remember remembers remembered send sends sent write writes"
    " wrote call calls called reply replies replied answer answers answered object objects objected"
    " point points pointed nod nods nodded laugh laughs laughed know knows knew thanked doesn didn"
    " won wouldn couldn joined left came went gave took bought signed phoned emailed worries"
    " worried raised sagt sagte meint meinte findet fand will wollte fragt fragte erzahlt erzahlte"
    " glaubt glaubte mochte braucht brauchte nutzt berichtet berichtete erklart erklarte stimmt"
    " schreibt schrieb dit disait veut voulait pense pensait demande explique trouve prefere"
    " utilise ecrit croit dice dijo quiere queria piensa cree pregunta pidio comenta comento"
    " explico usa necesita disse vuole voleva pensa crede chiede ha spiega trova preferisce quer"
    " acha pediu zegt zei vindt vond wil wilde denkt vraagt vroeg gebruikt rika rikal rikala rekl"
    " rekla mysli chce chtel mowi powiedzial powiedziala noi bao muon говорит сказал сказала"
    " считает хочет думает спросил спросила просит просил ответил ответила قال قالت يقول تقول ذكر"
    " ذكرت سال سالت اخبر اخبرت يريد تريد يري تري وافق وافقت طلب طلبت اشتكي اشتكت אמר אמרה אומר"
    " אומרת רוצה חושב חושבת שאל שאלה ביקש ביקשה works worked does did makes made runs ran keeps"
    " kept finds found looks looked sees saw tries tried pays paid gets got brought brings lost"
    " stopped started starts stops builds built puts picked reads sits sat missed misses struggles"
    " struggled refuses refused stays stayed waits waited skips skipped exports exported copies"
    " copied clicks clicked switched switches trusts trusted doubts doubted signs cancelled cancels"
    " talked talks spoke speaks repeated repeats interrupted returned smiled shook"
)
"""What people do and things don't: after a word, or before it, it is a name."""
MEETING = words_of(
    "agree agreed agrees talk talked talking speak spoke spoken listen write wrote written sent"
    " give gave given meet met work worked works according belong thanks thank hear heard chat"
    " chatted discussed checked check email emailed mail call called question questions comment"
    " comments feedback message idea request note quote gesprochen geredet gesprach zugestimmt"
    " gemeinsam zusammen einig frage kommentar parle accord discute avis merci hable acuerdo"
    " hablado gracias parlato accordo grazie gesproken eens vraag согласен согласна говорил"
    " говорила спросить اتفق تحدثت مع تكلمت"
)
"""Before a preposition these make a name of the word after it: ``agree with Grace``."""
CALLING = words_of(
    "quote quoting phone meet call ping greet hire met visited interviewed phoned emailed invited"
    " quoted ask asked asking tell told telling danke grazie thank thanks thx thanked hi hello hey"
    " dear cc attn named hallo liebe lieber frag fragt frage cher chere bonjour merci hola gracias"
    " ciao caro cara beste hoi ahoj спасибо привет صديقي"
)
"""Before a word these address somebody."""
PREPOSITIONS = words_of(
    "with to from by for at of on via like as per than mit von bei zu fur an wie als avec de par"
    " chez pour a con por para come da met aan van door voor s se z ze od u do k с со от к у для о"
    " про مع من عن الي ل עם של את"
)
DETERMINERS = words_of(
    "a an the this that these those my your his her its our their no any some each every one two"
    " three four five six seven eight nine ten twenty thirty forty fifty hundred thousand both all"
    " few many more most first last next same new old good great bad other another whole single"
    " blank der die das den dem des ein eine einen einem einer eines kein keine keinen jede jeder"
    " jeden jedes jedem dieser diese dieses diesen diesem im am zum zur vom beim ins ans mein meine"
    " unser unsere ihr ihre sein seine alle viele guter gute gutes letzten nachsten ersten le la"
    " les l un une du au aux ce cette ces mon ma mes notre votre chaque tout toute toutes el los"
    " las una unos unas del al este esta ese esa cada mi su nuestra muy mas il lo gli uno questo"
    " questa ogni nel nella alla della dello het een deze dit elke um uma o os nos ten bir kazdy"
    " этот эта эти мои моя наш наша каждыи каждая мот вот не كل هذا هذه بكل اي لا غير עוד מה כל"
    " which low high cheap fair big small large full empty nice real"
)
"""Before a word in small letters, or before a German noun, these make it a word."""
FOLLOWING = words_of(
    "my your his her its our their the a an this that these those it them us me you i we he they"
    " as all each every up down out off be been not never also have there one two period periods"
    " rows page number numbers per of in words done complete unread important read paid wir sie es"
    " ich du man nicht ein eine der die das que pas"
)
"""After a word in small letters, or at the start of a sentence, these make it a word."""
OF_A_VERB = words_of(
    "my your his her its our their the a an this that these those it them us me you as all each"
    " every up down out off"
)
"""After a word that is a verb as well these are what is done: ``mark it``."""
PHRASE = words_of("period periods rows words")
"""After any word these make a word of it: ``grace periods``."""
BEING = words_of(
    "is was are were be been looks sounds feels seems gets get stays ist war sind bleibt wird est"
    " etait sont reste c es esta fue son e era foi is je byl byla jest byl"
)
VERY = words_of(
    "too very how zu sehr ganz"
    " trop tres plus assez muy mas menos molto piu meno troppo te erg heel muito mais"
    " prilis moc velmi bardzo zbyt очень слишком cok"
)
"""Before a word that says how something is."""
ROMANCE = words_of(
    "le la les el los las il lo gli que che qui nao y e o os um uma com para por segundo di del"
    " della dello con una un je et est pas pour avec de du au da ao"
)
"""Words of a text that is not in English, where "a" isn't an article."""
ROMANCE_IT = words_of("lo la le les los las il gli ca ce os as")
GERMAN_IT = words_of("das die der den")
ENGLISH_IT = words_of("this that which")
"""Articles and the like that are the object or the subject of a verb as well."""
BEFORE_NOUNS = words_of(
    "couleur color colore cor gran grande grandes grand grands petit petite petits petites beau"
    " belle belles bel bon bonne bons bonnes buen buena buenas buenos mal mala mejor mejores peor"
    " nuevo nueva nuevos nuevas nouveau nouvel nouvelle nouvelles viejo vieja viejos vieux vieille"
    " primer primera primeros premier premiere premiers premieres ultimo ultima ultimos ultimas"
    " dernier derniere derniers dernieres derniere mauvais mauvaise meilleur meilleure autre"
    " autres otro otra otros otras altro altra altri altre nuovo nuova nuovi nuove vecchio vecchia"
    " vecchi bello bella bei bravo brava buono buona primo prima primi prime ultimi ultime"
    " migliore solo sola stesso stessa meme memes mismo misma mismos mismas vrai vraie seul seule"
    " deux trois dos tres due tre novo nova novos novas velho velha outro outra outros outras"
    " melhor primeiro primeira mesmo mesma boa bom jeune jeunes joven jovem giovane gros grosse"
    " long longue haut haute"
)
"""Words that stand between an article and its noun in Romance languages."""
GERMAN_ADJECTIVE = ("e", "en", "em", "er", "es", "ein")
BEFORE_ESTA = words_of(
    "donde onde quien quem como aqui ahi alli no nao ya ja tambien tambem hoy hoje"
)
EVER = words_of("not never always just must")
SAID_BEFORE = words_of("said says sagt sagte dit dijo zei сказал сказала dice disse dixit dixo")
DUTCH = words_of("het een niet van is op met voor komt deze dat die wil wordt staat hij zij geen")
VIETNAMESE = words_of("anh chi co ong bac chu")
"""How people are addressed in Vietnamese."""
VERBAL = words_of(
    "to i you we they he she it can could would should must might please just t let not never"
    " always and will don"
)
"""Before a word in small letters these make it a verb: ``to mark``, ``we hope``."""
SOFT = words_of("only very so too how such much enough what which half full")
"""Before a word in small letters these make it a word, unless somebody says something."""
WHEN = words_of(
    "in since until till early late mid of next last before after through every this during by end"
)
"""Before a month these make it a date."""
TO_WHOM = words_of(
    "whispered whisper sold mailed over"
    " talk talked talking speak spoke spoken speaking listen listened according said sent give gave"
    " given write wrote written email emailed belong belongs reply replied explained showed shown"
    " reported thanks mentioned rikal rikala"
)
"""Before "to" these make the word after it a name, which isn't a verb then: ``spoke to Mark``."""
AGREED = words_of("einig einverstanden eens d'accord zufrieden gesprochen geredet")
LATELY = words_of("last yesterday today again too recently before already this")
NEUTRAL = words_of(
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
WEAK = words_of(
    "is was has had will would can could should does did isn wasn hasn may might must gets got"
    " goes and or but also just never always still really ist war hat hatte kann muss und auch est"
    " etait a avait peut et aussi es era tiene tenia puede y tambien e ha aveva puo anche heeft kan"
    " en ook je byl ma w jest byla again only too even already usually simply doesn didn wouldn"
    " couldn won t"
)
"""After a capital at the start of a sentence these may make it a name."""
BOUND = words_of(
    "next last that which who but we i they to at on in about yesterday today again too already"
    " because when if so is was the"
)
"""After a word with a preposition before it these end what belongs to it: ``with Hill next``."""
PLAIN = words_of("with from for by via per von mit bei avec con met od с от")
SUBJECTS = words_of("we i they he she you that also not never")
BASE = words_of(
    "want need say ask tell send use show add call report point like love hope feel know write"
    " answer agree think mention prefer suggest explain confirm promise complain object be have get"
    " go come take make do miss see help try pay keep work run look read sit stay wait find start"
    " mean solve fix handle manage learn decide choose react respond end leave meet give"
)
"""After "will" and "may" these make them no names."""
HUMAN = words_of(
    "happy unhappy angry right wrong sick busy confused frustrated annoyed worried glad sure"
    " convinced against disappointed pleased furious tired bored excited interested zufrieden"
    " unzufrieden sauer krank sicher dagegen dafur content contento contenta blij boos"
)
"""What people are and things are not: ``page is not happy``."""
CLAUSES = words_of(
    "when because if that until while but unless whether since wenn weil dass si cuando"
)
"""Before a word in small letters these begin a clause: ``when grace is back``."""
ADVERBS = words_of(
    "apparently then even both not nobody so maybe perhaps only also now here and but or"
)
"""Before a word in small letters, these don't belong to it."""
ABOUT = words_of("about beside of like as than was without after before near behind")
"""Before a word without "a" or "the" these make a name of it, unless it can't be counted."""
AND_ALL = words_of("not first then and or here there exactly still before yesterday at dinner it")
"""After a name these go on with something else."""
GIVING = words_of(
    "show showed send sent pay paid gave give gives giving promised promise offered offer owe owed"
    " remind reminded moved move lost helped help invited taught teach trained blame blamed copied"
    " copy called named"
)
"""Before a word these make it somebody who is given something, or for whom something is done."""
STOPS = frozenset('.!?:;\n•“”"«»„…()[]—–>/')
MYSELF = frozenset("i me ich moi yo io ik ja я انا".split())
AND = frozenset("and und et y e en a i и و".split())
ARE = frozenset("are were have do will can could would should must".split())
SEVERAL = frozenset("are were have get".split())
SOMEBODY = frozenset("it them me us her him his her their our my everybody everything".split())
NO = frozenset("ne n nie no non nao niet nicht не לא لم لا".split())
ENGLISH = frozenset("the a an that this same new one two good some any no all and".split())
SORTED = frozenset("filter sort group search filtered sorted grouped ordered order".split())
ARABIC_VERY = frozenset(("جدا", "كثيرا"))
ARABIC_THE = ("ال", "وال", "بال", "لل")
HYPHENS = ("-", "‐", "‑")
DASHES = frozenset("-~")
PARTICLES = frozenset("up down in out off on over back along through".split())
"""After an object these belong to the verb before it: ``wake mark up``."""
BEFORE_A_VERB = frozenset("let help make go come do try stop".split())
ARABIC_VERB = ("ت", "ي", "ने")
AUXILIARIES = frozenset(
    "is was has did does can could would should will must may might hat ist isnt wasnt hasnt didnt"
    " doesnt cant couldnt wouldnt shouldnt wont".split()
)
"""Before a word these ask about it; without the apostrophe."""
ADDRESSING = BASE | verbs.BASES | frozenset("are were can could should would have had will".split())
"""After "you" these make somebody of the word before: ``mark you said``."""
WE = frozenset("we they i it he she you".split())
WHY = frozenset("why how when where what and but so did or then ok if".split())
PEOPLE = frozenset("me us him her his early".split())
FROM = frozenset(("from", "by", "von", "via", "от"))
LOOSE = frozenset(("on", "as", "like", "per", "than", "of", "at", "s"))
ASIDE = frozenset("who whose could can would will please thanks you what when why have did".split())
MODALS = frozenset(
    "would could can had should didn doesn hasn won wouldn couldn never also".split()
)
TIMES = words_of(
    "tmrw tmr tomorrow today tonight later soon asap now pls please thx thanks monday tuesday"
    " wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun heute"
    " gestern morgen spater bald demain hier aujourd bientot manana hoy ayer luego"
    " domani oggi ieri"
)
"""After a word that says how something is, these are no noun: ``ring sunny tmrw``."""
GENITIVE = frozenset("s in un nin nun i yi e ye a ya de da den dan".split())
"""After an apostrophe these are endings of a name, in English and Turkish."""
ALSO = frozenset("and or but und et y e en ale i".split())
"""Of what may follow a name, what follows any adjective as well."""

# Made once: a place asks for them ten thousand times a second.
OBJECTS = FOLLOWING - SUBJECTS
MET = MEETING | SAYING
SAID = BASE | SAYING
BARE = WEAK - ALSO
NO_VERB = FOLLOWING | PREPOSITIONS | AND
ARTICLES = DETERMINERS - ENGLISH
ENDS = BOUND | WEAK | AND_ALL
OF_SEVERAL = verbs.BASES | WEAK | ARE
NO_QUALITY = PREPOSITIONS | WEAK | SAYING | CLAUSES | ADVERBS | FOLLOWING | verbs.PRESENT
BIDDING = words_of("go come do stop wait please tell say keep take make get have be see think let")
"""After a name these ask somebody to do something: ``ok sandy go on``."""
NOT_A_NOUN = BIDDING | ENDS | SAYING | FOLLOWING | PREPOSITIONS | AND | CLAUSES | ADVERBS | TIMES
GETTING = GIVING | frozenset("get got find found buy bought make made book assign order".split())
"""Before somebody and what they get: ``get mark a login``."""
OF_WANTING = DETERMINERS | DUTCH
"""After "wil" and the like these are what is wanted."""
NO_GENITIVE = DETERMINERS | PREPOSITIONS | ABOUT | VERBAL | SOFT | AND
"""Before a plural, which isn't a genitive then."""
BEFORE_VERBS = VERBAL - AND
"""Before a word that is a verb too these make it one."""
NO_FORMS = (
    DETERMINERS
    | FOLLOWING
    | WEAK
    | PREPOSITIONS
    | SOFT
    | VERBAL
    | CLAUSES
    | ADVERBS
    | ABOUT
    | BOUND
)
"""Small words that are never another form of a name: "this" isn't one of Thị."""
