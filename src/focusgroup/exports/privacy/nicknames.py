"""Short forms of first names, as people call each other: Liz for Elizabeth, Honza for Jan.

Made by hand for this program from common knowledge; no list of anybody else's is in it. A form
that is another first name as often (Alex for Alejandro) is in it, one that is nearly always a
word (art, chuck) is not.
"""

from focusgroup.core.search.folding import fold

_FORMS = """
laszlo: laci; zsofia: zsofi; katalin: kati; jozsef: jozsi joska; istvan: pista isti; janos: jani
jancsi; gyorgy: gyuri; ferenc: feri; sandor: sanyi; zoltan: zoli; andras: andris bandi; erzsebet:
erzsi bozsi; eszter: eszti; tamas: tomi; peter: peti; mihaly: misi; miklos: miki; zsuzsanna: zsuzsi
zsuzsa; judit: juti; ilona: ilus ica; agnes: agi; mehmet: memo; ibrahim: ibo; ismail: ismo;
abigail: abby gail; albert: al bert bertie; alexander: alex sasha xander sandy; alexandra: alex
sandra sasha; alfred: alf alfie fred; alison: ali allie; amanda: mandy; andrew: andy drew;
anthony: tony; antonia: toni; barbara: barb babs; benjamin: ben benny; bernard: bernie;
beverley: bev; bradley: brad; catherine: cathy cath kate katie cat; charles: charlie chaz;
charlotte: lottie charlie; christina: chris tina chrissie; christine: chris chrissie;
christopher: chris kit; cynthia: cindy; daniel: dan danny; danielle: dani; david: dave davy;
deborah: deb debbie debs; dennis: denny; donald: donnie; dorothy: dot dottie; douglas: doug;
edward: ed eddie ted teddy ned; eleanor: ellie nell nora; elizabeth: liz lizzie lizzy beth betty
betsy eliza libby ellie; emily: em emmy; eugene: gene; eugenia: genie; florence: flo; frances:
fran frankie; francis: frank; franklin: frank; frederick: fred freddie freddy; gabriel: gabe;
gerald: gerry jerry; gerard: gerry; geoffrey: geoff; jeffrey: jeff; grace: gracie; gregory: greg;
gwendolen: gwen;
harold: harry hal; helen: nell; henry: harry hank; isabel: izzy bella; isabella: izzy bella;
jacob: jake; james: jim jimmy jamie; jane: janie; janet: jan; jennifer: jen jenny jenn; jessica:
jess jessie; joanna: jo joanne; john: jack johnny jon; jonathan: jon jonny; joseph: joe joey;
josephine: jo josie; joshua: josh; judith: judy jude; julian: jules; julia: jules; katherine:
kate katie kathy kat kit; kathleen: kath kathy; kenneth: ken kenny; kimberly: kim; lawrence:
larry laurie; leonard: leo len lenny; louis: lou; louise: lou; lucille: lucy; madeleine: maddie;
margaret: maggie meg peggy marge madge; martin: marty; martha: marty; matthew: matt; maximilian:
max; megan: meg; melanie: mel; melissa: mel; michael: mike mick micky mickey; michelle: shell
chelle; mildred: millie; natalie: nat; nathan: nate nat; nathaniel: nate nat; nicholas: nick
nicky; nicola: nicky nic; oliver: ollie; olivia: liv livvy; pamela: pam; patricia: pat patty
trish tricia; patrick: pat paddy; penelope: penny; peter: pete; philip: phil; phillip: phil;
priscilla: cilla; rachel: rach; raymond: ray; rebecca: becca becky; richard: rick ricky dick rich;
robert: rob bob bobby robbie bert; roberta: bobbie; roger: rodge; ronald: ron ronnie; rosemary:
rosie; russell: russ; samantha: sam; samuel: sam sammy; sandra: sandy; sarah: sally; sebastian:
seb; stephanie: steph; stephen: steve stevie; steven: steve stevie; stuart: stu; susan: sue susie
suzie; susanna: sue susie; suzanne: sue suzie; sydney: syd; terence: terry; theodore: ted theo
teddy; theresa: terry tess; thomas: tom tommy; timothy: tim timmy; tobias: toby; valerie: val;
veronica: ronnie; victor: vic; victoria: vicky vic tori; vincent: vince vinnie; virginia: ginny;
walter: walt wally; wendy: wen; wilfred: wilf; william: will bill billy willy liam; winifred:
winnie; zachary: zach;
andreas: andi; christian: chris; elisabeth: lisa lisbeth elli sisi liesl; friedrich: fritz;
georg: schorsch; gertrud: trudi; hans: hansi; heinrich: heinz; hubert: hubsi; johann: hans hansi;
johannes: hannes hans jo; josef: sepp jupp pepa pepik jozka; joachim: jochen jo; karoline: caro;
katharina: kathi kati kathrin; klaus: klausi; magdalena: lena leni magda; manfred: manni;
margarete: grete gretel; michaela: michi ela; rudolf: rudi; sabine: bine biene; siegfried: sigi;
stefanie: steffi; susanne: susi sanne; ulrich: uli; ulrike: uli ulli ulla; ursula: uschi ulla;
wilhelm: willi; wolfgang: wolfi wolf; guenther: guenni; juergen: juergi;
catherine: cathy; dominique: domi; emmanuel: manu; emmanuelle: manu; frederic: fred; jacqueline:
jacquie; nicolas: nico; veronique: vero; sebastien: seb; stephane: steph; veronica: vero;
alejandro: alex ale jandro; antonio: toni tono; concepcion: concha conchita; consuelo: chelo;
dolores: lola; eduardo: edu; enrique: quique; fernando: nando fer; francisco: paco pancho fran
curro; guadalupe: lupe; guillermo: guille memo; ignacio: nacho; isabel: isa; jesus: chus chuy;
jorge: jordi; jose: pepe; josefa: pepa; manuel: manolo manu; mercedes: merche; montserrat: montse;
pilar: pili; rafael: rafa; ramon: moncho; roberto: beto; rosario: charo; santiago: santi;
giovanni: gianni vanni nino; giuseppe: beppe peppe pino; giuseppina: pina; francesca: franca;
francesco: franco ciccio; lorenzo: renzo; luigi: gigi; salvatore: totò; vincenzo: enzo; joao: joca;
cornelis: kees cor; hendrik: henk; jacobus: koos; johanna: hanneke joke; maria: mia ria
mari majo marijo marijose maite; pieter:
piet; wilhelmina: mina willy; willem: wim pim; theodorus: theo;
alena: alenka; anna: anicka anca ania hania; antonin: tonda; frantisek: franta fanda; jan: honza
jenda janek jas; jana: janicka; jaroslav: jarda jaro; jaroslava: jarka; jiri: jirka; katerina: katka
kata; ladislav: lada; lenka: leni; ludmila: lida; marie: marenka majka; michal: misa; milada:
mila; miroslav: mirek; petr: peta petrik; pavel: pavlik; stanislav: standa; tomas: tomik;
vaclav: vasek; vladimir: vlada vova volodya; vojtech: vojta; zdenek: zdenda; agnieszka: aga;
aleksandra: ola; andrzej: jedrek; elzbieta: ela; grzegorz: grzes; jakub: kuba; joanna: asia;
katarzyna: kasia; krzysztof: krzys krzysiek; magdalena: madzia; malgorzata: gosia malgosia;
piotr: piotrek; stanislaw: staszek; tadeusz: tadek; tomasz: tomek; wojciech: wojtek; zofia: zosia;
александр: саша шура; александра: саша шура; алексей: леша алеша; анастасия: настя; анатолии: толя;
анна: аня анечка нюра; борис: боря; валентина: валя; василии: вася; виктор: витя; виктория: вика;
владимир: володя вова; вячеслав: слава; галина: галя; георгии: гоша жора; григории: гриша;
дмитрии: дима митя; евгении: женя; евгения: женя; екатерина: катя катерина
катюша; елена: лена; елизавета: лиза;
иван: ваня; ирина: ира; константин: костя; ксения: ксюша; людмила: люда мила; мария: маша маня;
михаил: миша; надежда: надя; наталья: наташа; наталия: наташа; николаи: коля; ольга: оля; павел:
паша; петр: петя; роман: рома; светлана: света; семен: сема; сергеи: сережа; софья: соня;
станислав: стас; татьяна: таня; федор: федя; юлия: юля; юрии: юра; яков: яша
"""


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in fold(" ".join(_FORMS.split())).split(";"):
        name, _, short = line.partition(":")
        if short:
            found[name.strip()] = (*found.get(name.strip(), ()), *short.split())
    return found


NICKNAMES = _table()
"""The folded short forms of a folded first name."""
