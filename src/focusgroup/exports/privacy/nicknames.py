"""Short forms of first names, as people call each other: Liz for Elizabeth, Honza for Jan.

Made by hand for this program from common knowledge; no list of anybody else's is in it. A form
that is another first name as often (Alex for Alejandro) is in it, one that is nearly always a
word (art, chuck) is not. All are folded, as to fold them took half the time of the import.
"""

_FORMS = """
laszlo: laci; zsofia: zsofi; katalin: kati; jozsef: jozsi joska; istvan: pista isti; janos: jani
jancsi; gyorgy: gyuri; ferenc: feri; sandor: sanyi; zoltan: zoli; andras: andris bandi; erzsebet:
erzsi bozsi; eszter: eszti; tamas: tomi; peter: peti pete peterle; mihaly: misi; miklos: miki;
zsuzsanna: zsuzsi zsuzsa; judit: juti; ilona: ilus ica; agnes: agi aggie nessie; mehmet: memo;
ibrahim: ibo; ismail: ismo; abigail: abby gail; albert: al bert bertie; alexander: alex sasha
xander sandy; alexandra: alex sandra sasha; alfred: alf alfie fred; alison: ali allie; amanda:
mandy; andrew: andy drew; anthony: tony; antonia: toni; barbara: barb babs baerbel babsi; benjamin:
ben benny; bernard: bernie; beverley: bev; bradley: brad; catherine: cathy cath kate katie cat;
charles: charlie chaz; charlotte: lottie charlie; christina: chris tina chrissie; christine: chris
chrissie; christopher: chris kit; cynthia: cindy; daniel: dan danny dani; danielle: dani; david:
dave davy davi; deborah: deb debbie debs; dennis: denny; donald: donnie; dorothy: dot dottie;
douglas: doug; edward: ed eddie ted teddy ned edek; eleanor: ellie nell nora; elizabeth: liz lizzie
lizzy beth betty betsy eliza libby ellie; emily: em emmy; eugene: gene; eugenia: genie; florence:
flo; frances: fran frankie; francis: frank; franklin: frank; frederick: fred freddie freddy;
gabriel: gabe gabi; gerald: gerry jerry; gerard: gerry; geoffrey: geoff; jeffrey: jeff; grace:
gracie; gregory: greg; gwendolen: gwen; harold: harry hal; helen: nell; henry: harry hank; isabel:
izzy bella isa; isabella: izzy bella; jacob: jake; james: jim jimmy jamie; jane: janie; janet: jan;
jennifer: jen jenny jenn; jessica: jess jessie; joanna: jo joanne asia; john: jack johnny jon;
jonathan: jon jonny; joseph: joe joey jo; josephine: jo josie josette; joshua: josh; judith: judy
jude; julian: jules julek; julia: jules; katherine: kate katie kathy kat kit; kathleen: kath kathy;
kenneth: ken kenny; kimberly: kim; lawrence: larry laurie; leonard: leo len lenny; louis: lou;
louise: lou; lucille: lucy; madeleine: maddie mado; margaret: maggie meg peggy marge madge; martin:
marty tincho; martha: marty; matthew: matt; maximilian: max maxi; megan: meg; melanie: mel;
melissa: mel; michael: mike mick micky mickey; michelle: shell chelle; mildred: millie; natalie:
nat; nathan: nate nat; nathaniel: nate nat; nicholas: nick nicky; nicola: nicky nic nico; oliver:
ollie; olivia: liv livvy; pamela: pam; patricia: pat patty trish tricia patri; patrick: pat paddy;
penelope: penny; philip: phil; phillip: phil; priscilla: cilla; rachel: rach; raymond: ray;
rebecca: becca becky; richard: rick ricky dick rich risa; robert: rob bob bobby robbie bert robi;
roberta: bobbie roby; roger: rodge; ronald: ron ronnie; rosemary: rosie; russell: russ; samantha:
sam; samuel: sam sammy; sandra: sandy; sarah: sally; sebastian: seb basti wastl sebas; stephanie:
steph; stephen: steve stevie; steven: steve stevie; stuart: stu; susan: sue susie suzie; susanna:
sue susie; suzanne: sue suzie suzy; sydney: syd; terence: terry; theodore: ted theo teddy; theresa:
terry tess; thomas: tom tommy thommy; timothy: tim timmy; tobias: toby tobi; valerie: val;
veronica: ronnie vero; victor: vic; victoria: vicky vic tori; vincent: vince vinnie; virginia:
ginny; walter: walt wally; wendy: wen; wilfred: wilf; william: will bill billy willy liam;
winifred: winnie fred freddie; zachary: zach; agatha: aggie; anastasia: stacy stacey ana; angela:
angie; angelina: angie lina; annabel: annie; anneliese: anne liese; archibald: archie; arthur:
artie; augustus: gus; augusta: gussie; bartholomew: bart barty; beatrice: bea trixie; beatrix: bea
trixie; bernadette: bernie; bridget: bridie; cameron: cam; camilla: milla cammie; caroline: carrie
caz; carolyn: carrie; cassandra: cass cassie sandra; cecilia: cece celia; chester: chet; clarence:
clary; clement: clem; clementine: clem clemmie; clifford: cliff; clinton: clint; constance: connie;
cordelia: delia cordie; cornelius: neil; cornelia: nell nelia conny nele; dominic: dom nick;
dominique: dom domi; duncan: dunc; edith: edie; edmund: ed eddie ned ted; edwin: ed eddie; eileen:
leen; elijah: eli lije; elspeth: elsie; emilia: millie emmy; emmeline: emmy; ernest: ernie;
esmeralda: esme; esther: essie; ethan: eth; eugenie: genie; evangeline: evie eva; evelyn: evie;
felicity: fliss lissy; ferdinand: ferdie; fitzgerald: fitz; florian: flo; gabriella: gabi gaby
lella; gabrielle: gabi gaby; genevieve: viv ginou; george: georgie; georgina: george georgie gina;
georgia: georgie; gilbert: gil bert; gillian: gill gilly; gwyneth: gwyn; harriet: hattie harry;
henrietta: hetty etta; herbert: bert herb; hilary: hil; hortense: horty; howard: howie; hubert:
bert hubie hubsi; hugh: hughie; humphrey: humph; imogen: immy imo; isidore: izzy; isaac: ike zac;
isabelle: izzy; ivan: vanya; jacqueline: jackie jacqui jacquie; jemima: mima jem; jeremiah: jerry
jem; jeremy: jerry jem; jerome: jerry; jocelyn: joss; juliet: jules; justine: tina; kimberley: kim
kimmy; kristina: tina kris stina kicki; laura: laurie; laurence: larry laurie lolo; lavinia:
vinnie; leopold: leo poldi; lillian: lil lily; lucinda: lucy cindy; luke: lukey; lydia: lyd;
malcolm: malc; marcus: marc; margot: margie; marguerite: margot; marianne: mari; marjorie: marge
margie; matilda: tilly mattie; maxine: max; mercedes: mercy merche; meredith: merry; miranda: randy
mira; mitchell: mitch; montgomery: monty; nadine: nadi; nigel: nige; norbert: bert nobby; octavia:
tavy; oswald: ozzie; ottoline: ottie; percival: percy; philippa: pip pippa; philomena: mena;
prudence: pru; quentin: quent; raphael: raf rafe; reginald: reg reggie; rhiannon: rhi; rosalind:
ros roz; rosemarie: rosie rosi romy; rosamund: ros roz; rufus: rufe; rupert: rupe; sheila: shay;
shirley: shirl; siobhan: shiv; sophia: sophie soph; sophie: soph; stanley: stan; sylvia: syl;
tabitha: tabby; tamara: tammy; thaddeus: thad; theodora: theo dora thea; thelma: thel; ursula:
ursie uschi ulla; vanessa: nessa; vivian: viv; vivienne: viv; wallace: wally; winston: winnie;
yolanda: yoli; zachariah: zach; adelheid: heidi; annegret: gretel; annemarie: anne; anton: toni;
baerbel: babsi; bernhard: bernd hardy; bernd: berni; brigitte: gitte gitti biggi; carsten: casi;
christoph: chris stoph; detlef: detti; dietrich: dieter didi; dorothea: doro thea; edeltraud:
traudl; eberhard: hardy ebi; franziska: franzi sissi; gabriele: gabi gaby lele; gerhard: gerd
hardy; gisela: gisi; gottfried: friedl; gudrun: gudi; gundula: gundi; gustav: gustl; hannelore:
hanne lore loni; hedwig: hedi; heike: heiki; helene: lene leni; henrike: rike henny; hermann:
hermi; hildegard: hilde; ingeborg: inge; ingrid: inge; irmgard: irmi; irmtraud: irmi traudl; jakob:
jakl; jens: jensi; joerg: joergi; jonas: joni; karin: kari; karlheinz: kalle heinz; konrad: conny;
konstantin: konsti; kunigunde: kuni; leonhard: leo hardl; lieselotte: lilo lotte; ludwig: lutz
wiggerl; luise: lulu; mechthild: mechti; monika: moni; nikolaus: klaus niko nik; ottilie: otti;
reinhard: hardy; reinhold: holdi; roland: roli; roswitha: rosi; siegmund: sigi; silvia: silvi;
simone: simi; stefan: steff steffl stefek steffe; theresia: resi; ulrike: rike uli ulli ulla;
valentin: valli; veronika: vroni verca; viktoria: vicky; walburga: burgi; waltraud: traudl walli;
werner: werni; wilhelmine: minna; alexandre: alex; antoine: toine tonio; augustin: gus; bartholome:
barth; benoit: ben; christophe: chris tof; edouard: ed; elisabeth: babeth els betsie lisa lisbeth
elli sisi liesl; emilie: mimi; francois: fanfan; francoise: fanfan; geraldine: gege; guillaume:
guigui guillou; laurent: lolo; mathilde: mathou; maximilien: max; micheline: mimi; mireille: mimi;
nathalie: nath; oceane: oce; philippe: phil; pierre: pierrot; sandrine: sandy; theophile: theo;
thibault: thib; virginie: ginie; yannick: yann; anacleto: cleto; beatriz: bea bia; begona: bego;
bernardo: nardo; carmen: menchu; catalina: lina; cayetana: tana; cristina: cris; cristobal: tobal;
diego: dieguito; encarnacion: encarna; esperanza: espe; esteban: teban; eulalia: lali; federico:
quico; felipe: lipe; gabriela: gabi gabina; gerardo: gera; gonzalo: gonza; graciela: chela;
gregorio: goyo; hortensia: tencha; inmaculada: inma; jacinto: chinto; javier: javi; jesus: suso
chus chuy; joaquin: quino; leonardo: leo; lourdes: lulu; luis: lucho; macarena: maca; marcelo:
chelo; margarita: marga; maximiliano: maxi; miguel: migue; milagros: mila; pedro: perico; remedios:
reme; ricardo: richi; rodrigo: rodri; rosalia: rosa lia; susana: susi; teresa: tere tereska; tomas:
tomi tomik; vicente: chente; xavier: xavi; alessandra: sandra; alessandro: sandro; andrea: andre;
antonio: tonino toze toni tono; bartolomeo: meo; benedetta: benni; caterina: cate rina; domenico:
mimmo; edoardo: edo; elisabetta: betta; emanuele: manu lele; federica: chicca; fiammetta: fia;
filippo: pippo; giambattista: titta; gianluca: luca; giorgio: gio; immacolata: imma; letizia: leti;
loredana: lory; ludovica: ludo; ludovico: ludo; maddalena: lena; matteo: teo; massimiliano: max;
massimo: max; michele: lele; nicolo: nico; raffaele: lello raffa; raffaella: raffa; riccardo:
ricky; roberto: roby beto; ruggero: ruggi; salvatore: turi sasa toto; stefania: stefi; teodoro:
teo; tommaso: tommy masi; umberto: berto; vincenza: enza; vittoria: vicky; vittorio: vito;
adrianus: adri; anneloes: loes; bartholomeus: bart; bernardus: ben; catharina: toos ineke;
christiaan: chris; dieuwertje: dieuw; diederik: dirk dick; francisca: cisca; franciscus: frans;
gerardus: gerard ger; gerrit: ger; gijsbert: gijs; hendrika: riek; henricus: henk rik; jacoba:
coba; johannes: joop hannes hans jo; joris: jo; leonardus: leo; margaretha: griet; mattheus: thijs;
matthijs: thijs; nicolaas: nico klaas; petronella: nelly; sebastiaan: bas; sjoerd: sjo; wouter:
wout; boleslaw: bolek; bozena: bozenka bozka; bronislaw: bronek; czeslaw: czesiek; danuta: danka
danusia; dariusz: darek; eugeniusz: gienek; ewelina: ewelinka; franciszek: franek; genowefa:
gienia; grazyna: grazka; halina: halinka; henryk: heniek; ireneusz: irek; jadwiga: jadzia; jerzy:
jurek; jozef: jozek; justyna: justysia; kazimierz: kazik kazek; krystyna: krysia; leslaw: leszek;
maciej: maciek; marcin: marcinek; mariusz: mariuszek; mieczyslaw: mietek; mikolaj: miki; miroslaw:
mirek; pawel: pawelek; przemyslaw: przemek; radoslaw: radek; ryszard: rysiek; slawomir: slawek;
stanislawa: stasia stacha; stanislaw: stasiek staszek; sylwester: sylwek; szymon: szymek; urszula:
ula; wieslaw: wiesiek; wieslawa: wiesia; wladyslaw: wladek; zbigniew: zbyszek; zdzislaw: zdzisiek;
zdzislawa: zdzisia; zygmunt: zygus; blazena: blazka; blanka: blani; bohumil: bohous; daniela:
danka; drahomira: drahuska; eliska: elis; hana: hanka hanicka; helena: helca; ivana: ivanka;
jaromir: jarek jara; jindrich: jindra; karel: kaja; kvetoslav: kveta; lubomir: lubos; lubos: luba;
lucie: lucka; marketa: maky; miluse: miluska; miloslav: milos; miroslava: mirka; oldrich: olda;
ondrej: ondra; pavlina: pavlinka; premysl: premek; slavomir: slavek; vendula: venda; viktor: vitek;
vlastimil: vlasta; zdenka: zdena; zuzana: zuzka; зинаида: зина; капитолина: капа; клавдия: клава;
лидия: лида; любовь: люба; вера: верочка; родион: родя; святослав: слава; ярослав: слава ярик;
прасковья: паша; раиса: рая; тамара: тома; ульяна: уля; аркадии: аркаша; антон: тоша; валерии:
валера; вадим: вадик; виталии: виталик; геннадии: гена; даниил: даня; денис: дениска; егор: гоша;
игорь: игорек; илья: илюша; кирилл: кирюша; лариса: лара; леонид: леня; маргарита: рита; максим:
макс; марина: мариша; матвеи: мотя; никита: никитка; олег: олежка; ростислав: ростик; степан:
степа; тимофеи: тима; эдуард: эдик; оксана: ксюша; тарас: тарасик; богдан: даня; остап: остапко;
олександр: сашко; володимир: володя вова; микола: коля; михаило: мишко; петро: петрик; наталія:
наташа; іван: ваня; ірина: іра; francisco: xico paco pancho fran curro; guilherme: gui; gustavo:
guga; henrique: rique; joana: jo; joao: joaozinho joca; manuel: manel manolo manu; mariana: mari;
sebastiao: sebas; goran: gorka; ingegerd: inger; torbjorn: tobbe; lars: lasse; per: pelle; karl:
kalle; anders: adde; birgitta: gittan; margareta: greta maggan; elisabet: lisa bettan; fredrik:
fredde; mikael: micke; christer: chrille; nils: nisse; olof: olle; pernilla: pella; ulrik: uffe;
ulf: uffe; jan: janne honza jenda janek jas; katarina: kattis; jorgen: joje; mustafa: mustis;
suleyman: sulo; huseyin: huso; abdullah: apo; gulsah: gulso; muzeyyen: muzo; oguzhan: oguz;
andreas: andi; christian: chris; friedrich: fritz; georg: schorsch; gertrud: trudi; hans: hansi;
heinrich: heinz; johann: hans hansi; josef: sepp jupp pepa pepik jozka; joachim: jochen jo;
karoline: caro; katharina: kathi kati kathrin; klaus: klausi; magdalena: lena leni magda madzia;
manfred: manni; margarete: grete gretel; michaela: michi ela; rudolf: rudi; sabine: bine biene;
siegfried: sigi; stefanie: steffi; susanne: susi sanne; ulrich: uli; wilhelm: willi; wolfgang:
wolfi wolf; guenther: guenni; juergen: juergi; emmanuel: manu; emmanuelle: manu; frederic: fred;
nicolas: nico; veronique: vero; sebastien: seb; stephane: steph; alejandro: alex ale jandro;
concepcion: concha conchita; consuelo: chelo; dolores: lola; eduardo: edu; enrique: quique;
fernando: nando fer; guadalupe: lupe; guillermo: guille memo; ignacio: nacho; jorge: jordi; jose:
pepe; josefa: pepa; montserrat: montse; pilar: pili; rafael: rafa; ramon: moncho; rosario: charo;
santiago: santi; giovanni: gianni vanni nino; giuseppe: beppe peppe pino; giuseppina: pina;
francesca: franca; francesco: franco ciccio; lorenzo: renzo; luigi: gigi; vincenzo: enzo; cornelis:
kees cor; hendrik: henk; jacobus: koos; johanna: hanneke joke; maria: mia ria mari majo marijo
marijose maite; pieter: piet; wilhelmina: mina willy; willem: wim pim; theodorus: theo; alena:
alenka; anna: anicka anca ania hania; antonin: tonda; frantisek: franta fanda; jana: janicka;
jaroslav: jarda jaro; jaroslava: jarka; jiri: jirka; katerina: katka kata; ladislav: lada; lenka:
leni; ludmila: lida; marie: marenka majka; michal: misa; milada: mila; miroslav: mirek; petr: peta
petrik; pavel: pavlik; stanislav: standa; vaclav: vasek; vladimir: vlada vova volodya; vojtech:
vojta; zdenek: zdenda; agnieszka: aga; aleksandra: ola; andrzej: jedrek; elzbieta: ela; grzegorz:
grzes; jakub: kuba; katarzyna: kasia; krzysztof: krzys krzysiek; malgorzata: gosia malgosia; piotr:
piotrek; tadeusz: tadek; tomasz: tomek; wojciech: wojtek; zofia: zosia; александр: саша шура;
александра: саша шура; алексеи: леша алеша; анастасия: настя; анатолии: толя; анна: аня анечка
нюра; борис: боря; валентина: валя; василии: вася; виктор: витя; виктория: вика; владимир: володя
вова; вячеслав: слава; галина: галя; георгии: гоша жора; григории: гриша; дмитрии: дима митя;
евгении: женя; евгения: женя; екатерина: катя катерина катюша; елена: лена; елизавета: лиза; иван:
ваня; ирина: ира; константин: костя; ксения: ксюша; людмила: люда мила; мария: маша маня; михаил:
миша; надежда: надя; наталья: наташа; наталия: наташа; николаи: коля; ольга: оля; павел: паша;
петр: петя; роман: рома; светлана: света; семен: сема; сергеи: сережа; софья: соня; станислав:
стас; татьяна: таня; федор: федя; юлия: юля; юрии: юра; яков: яша
"""

NICKNAMES = dict(each.split(": ") for each in " ".join(_FORMS.split()).split("; "))
"""The folded short forms of a folded first name, with a space between two."""
