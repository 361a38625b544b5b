"""Words that open a condition, an instruction to whoever leads, or words spoken to the room."""

import re

from focusgroup.core.patterns import lazy_pattern

CONDITION = lazy_pattern(
    r"(?:if|when|where|unless|falls|wenn|sofern|si|sinon|en caso|caso|se|als|indien|wanneer"
    r"|如果|若|假如|もし)(?=[\s\u3000-\u9fff])[^?？.。]{0,90}[:：]|[（(\[]\s*(?:if|falls|wenn|si|se|als)\s"
    r"(?!time\b|there['’]s\stime|(?:noch\s)?zeit\b|(?:le\s)?temps\b|hay\stiempo|c['’]è\stempo|houver\stempo|er\stijd)"
    r"[^)）\]]{0,80}[)）\]]\s*[:：]?",
    re.IGNORECASE,
)
"""The start of "If yes: whom did you tell?", a probe for one answer."""

IF_SO = lazy_pattern(
    r"(?:if|falls|wenn|si|se|als)\s(?:so|yes|no|not|ja|nein|nicht|oui|non|sí|no|sì|sim|não|nee|niet)\b"
    r"|(?:如果有|若有)",
    re.IGNORECASE,
)
"""The start of what is asked after a yes or a no: "If so, how did you find out?"."""

DEEPER = lazy_pattern(
    r"(?:probe|prompt|dig|follow\s+up|nachfragen|nachhaken|nachbohren|vertiefen|relancer|creuser|sonder|approfondir"
    r"|indagar|profundizar|sondear|repreguntar|explorar|ahondar|approfondire|indagare|sondare|aprofundar|sondar"
    r"|doorvragen)\b|.{2,40}[をも]聞く[。]?$|vraag\s+door\b|(?:追问|追問|深挖|深掘り)",
    re.IGNORECASE,
)
"""The start of a probe that its author only describes: "Probe on safety, lighting"."""

REQUEST = lazy_pattern(
    r"(?:please\s+|now\s+|and\s+|then\s+|so\s+|bitte\s+|und\s+|dann\s+|por\s+favor,?\s+"
    r"|per\s+favore,?\s+|s['’]il\s+vous\s+plaît,?\s+)*"
    r"(?:tell\s|describe\s|walk\s+(?:me|us)|show\s+(?:me|us)|explain\s+(?:how|what|why|to\s(?:me|us))"
    r"|share\s|talk\s+(?:me|us|about)|take\s+(?:me|us)\s|give\s+(?:me|us)|think\s+(?:of|about|back)"
    r"|introduce\s+yourselves|raise\s+(?:your|a)\s+hand|hands?\s+up\s|(?<=please\s)introduce\s+yourself"
    r"|let['’]?s\s+(?:go|start|begin)\s+(?:a)?round|going\s+(?:a)?round"
    r"|erzählen\s|beschreiben\s|schildern\s|zeigen\s|nennen\s+sie|denken\s+sie"
    r"|me\s+(?:mostr|cont|fal|dig|expliqu?)\w*\s|diga(?:m|n|nos|me)?\s|dígan?(?:os|me)\s|dites(?:-moi|-nous)?\s"
    r"|d[êe](?:-me|-nos|me|nos)\s|denos\s|sagen\s+sie\s(?!bescheid)|zeg\s|noem\s|mostrate\s|mi\s+dica|dicci\s|ditec?i\s"
    r"|racontez|décrivez|parlez|expliquez|montrez|pensez|cuéntenos|cuénteme|cuéntanos|cuéntame"
    r"|cuente|describa|hable|explique|piense|mi\s+racconti|ci\s+racconti|racconti|raccontate"
    r"|descriva|descrivete|mi\s+parli|pensi|conte|contem|descreva|descrevam|fale|falem|pense"
    r"|vertel|beschrijf|omschrijf|denk\s+aan)"
    r"|(?:请|請)(?!注意|确认|確認)|(?:谈谈|談談|聊聊|说说|講講|讲讲)"
    r"|.{1,40}(?:あれば|ありましたら)、?.{0,20}(?:お願いします|ください|下さい)"
    r"|.{1,60}(?:教えてください|お聞かせください|話してください|聞かせてください|(?:一言|感想).{0,8}お願いします)",
    re.IGNORECASE,
)
"""The start of a request that is a question: "Tell us about the last time …"."""

MODERATING = lazy_pattern(
    r"(?:be\s|don['’]t\s|do\s+not\s|avoid\s|remember\s|make\s+sure|ensure\s|remind\s|keep\s+(?:an|the|in)"
    r"|ask\s+(?:(?:if|whether)\s(?:they|he|she|the|participants?|anyone|everyone)|for\s|permission|(?:them|everyone|everybody)\s(?:to|for)\s)|play\s+(?:the|clip|video|audio|track)|(?:hand|give|pass)\s+(?:out|round|around)|distribute\s|collect\s|introduce\s+(?:the|yourself|your|note|observers)"
    r"|explain:?\s+(?!(?:how|what|why|to\s(?:me|us))\b)|welcome\s+(?:everyone|everybody|the|participants|them)"
    r"|(?:presentation|introduction|talk)\s+by\s|pr[ée]sentation\s+par\s|(?:presentación|apresentação)\s+(?:por\s|d[oae]l?\s+respons)"
    r"|(?:request|provide|admit|greet|reveal|invite|display|announce|facilitate|highlight|prepare|assign|divide|split"
    r"|monitor|debrief|begin)\s|have\s+(?:each|the|them|participants|people|everyone|every|all)\s|give\s+an?\s.{0,20}(?:warning|signal|overview)"
    r"|(?:say|mention|state)\s+(?:that|whether)\s|presentazione\s+da\w*\s|presentatie\s+door\s|(?:vortrag|präsentation|vorstellung)\s+durch\s"
    r"|thank\s+(?:everyone|everybody|the|participants|them)|start\s+(?:the\s+)?record|stop\s+(?:the\s+)?rec"
    r"|turn\s+(?:on|off)\s|present\s+the|wait\s|pause\s|check\s+(?:that|the|if|in)|encourage\s|allow\s"
    r"|leave\s+(?:room|time|them|a\s)|let\s+(?:them|the|participants|everyone|people)\s|listen\s"
    r"|note\s+(?:down|the|any|who)|take\s+notes|read\s+(?:the|out|aloud)|give\s+(?:them|everyone|each|the)"
    r"|send\s|upload\s|write\s+(?:up|down\s+the)|review\s+the|confirm\s+(?:that|the)|obtain\s|set\s+up\s"
    r"|thanks?(?:\s+and\s|,|$)|dank\s+und\s|danksagung|remerciements|agradecimientos?\b|ringraziamenti"
    r"|agradecimentos?\b|dankwoord|致谢|謝辞|お礼"
    r"|pergunte\s+(?:se|sobre|pel[oa])|pregunte\s+(?:si|por)|demandez\s+(?:si|s['’])|chied(?:ete|a)\s+(?:se|di)"
    r"|fragen\s+sie,?\s+ob|vraag\s+of"
    r"|reassure\s|probe\s+(?:for|on|around|gently)|record\s+(?:the|what|which|their|all)|paste\s|share\s+(?:the\s)?(?:screen|link)"
    r"|show\s+(?:the|board|card|concept|prototype|stimul|slide|video|picture)|move\s+on|rotate\s"
    r"|stay\s|note:|nb\b|skip\s|repeat\s|summari[sz]e\s|allocate\s|transition\s|recap\s|offer\s|moderator\s+(?:to|will|should)"
    r"|facilitator\s+(?:to|will|should)|interviewer\s+(?:to|will|should)|participants?\s+(?:write|fill|receive|get|work|draw|complete)"
    r"|nicht\s(?:unter|ein|er|vor|be)|keine\s(?:lösung|hilfe|tipps|bewertung)|gruppe\s|teilnehmende\s|karten\s|zeit\s+(?:geben|lassen)"
    r"|présentez\s|remerciez\s|distribuez\s|montrez\s+(?:la|le|les)|rappelez\s|expliquez\s+(?:le|la|les|que)"
    r"|laissez\s|notez\s|demandez\s+(?:le|la|à)|vérifiez\s|faites\s|faire\s|recueillir\s|proposer\s|ne\s+pas\s"
    r"|remettre\s|montrer\s|relire\s|donner\s|ouvrir\s|afficher\s|agradezca|agradece\s|presente\s|preséntese|preséntate"
    r"|reparta|distribuya|muestre\s|mostrar\s|entregue|entregar\s|recuerde|pida\s|anote\s|verifique|asegúrese"
    r"|evite\s|no\s+(?:interrump|corrij|ayud)|deje\s|inicie|exponer\s|enseñar\s|dar\s|leer\s|ringraziate|distribuite"
    r"|mostrate\s|spiegate\s|ricordate\s|presentate\s|consegnare\s|mostrare\s|raccogliere\s|fare\s|lasciate"
    r"|non\s+(?:interven|corregg|fare|aiut|prom)|chiedere\s+(?:di|se)|leggere\s|agradeça|explique\s+(?:os|as|o|a)\s"
    r"|apresente(?:-se)?\s|distribua|mostre\s|peça\s|lembre\s|entregue\s|não\s+(?:interrom|corrij|ajud)|entregar\s"
    r"|(?:be)?danken,?\s|laat\s|toon\s|deel\s+(?:de|het)|geef\s|vraag\s+(?:om|naar|toestemming)|noteer\s|zet\s+de"
    r"|getränke|einwilligung|aufnahme\s|namensschilder|hinweis|bitte\s+beachten|vorstellen\s"
    r"|présenter\s|remercier\s|expliquer\s|laisser\s|rappeler\s|distribuer\s|demander\s+(?:le|la|l['’])"
    r"|vérifier\s|noter\s|lancer\s|éviter\s|accueillir\s|soyez\s|évitez\s|n['’]oubliez|veillez\s"
    r"|presentar\s|agradecer\s|explicar\s|dejar\s|recordar\s|repartir\s|pedir\s|verificar\s|anotar\s"
    r"|evitar\s|presentare\s|ringraziare\s|spiegare\s|lasciare\s|ricordare\s|distribuire\s|chiedere\s+il"
    r"|verificare\s|annotare\s|evitare\s|apresentar\s|deixar\s|lembrar\s|distribuir\s|recolher\s"
    r"|naambordjes|opname\s|uitleg\s|bedank\s+(?:de|iedereen)|stel\s+(?:uzelf|jezelf)|let\s+op)"
    r"|.{2,40}\s(?:austeilen|anbieten|vorstellen|erklären|verteilen|einsammeln|prüfen|starten|einholen"
    r"|klären|festhalten|sammeln|clustern|fotografieren|dokumentieren|aufschreiben|mitnehmen|zeigen|vorlesen|lassen|notieren|übergeben|aushändigen|einschalten|ausschalten"
    r"|zusammenfassen|verabschieden|danken|überleiten|beachten|abwarten|ausfüllen|aufhängen|mitschreiben|vorlegen|begrüßen|abfragen|hinweisen|bedanken|uitdelen|uitleggen|voorstellen|controleren)(?:[.!]?$|[,;(])"
    r"|(?:介绍|说明|发放|分发|确认|感谢|提醒|记录|注意|收集|播放|展示|出示|轮换|请勿|不要|避免|强调|派发|签署|鼓励)(?!一下)(?!您)"
    r"|[^。？?]{1,30}(?:の(?:説明|確認|お礼|案内|共有|紹介|配布|回収|提示)|を(?:提示|配布|説明|確認|共有))[。]?$|.{1,40}"
    r"(?:説明する|紹介する|配布する|配る|確認する|記録する|お礼を言う|伝える|回収する|注意する)[。]?$"
    r"|.{1,40}を(?:.{1,6}[にで])?[一-龯]{2,4}[。]?$|.{1,40}(?:説明|紹介|配布|確認|記録|回収|案内|共有|提示|実施|収集|観察|依頼)(?:します|して(?:もらう|もらいます))[。]?$|.{1,40}(?:て|で)もらう[。]?$|.{1,30}(?:の(?:収集|聴取|構築|実施|取得|受付)|(?:操作|動作)確認)[。]?$"
    r"|(?!本日|皆|私|今日|これから)(?![^。]*お\w{1,5}します)[^。？?]{2,40}(?<!いただき)(?<!いたし)(?<!伺い)(?<!うかがい)(?<!申し)(?<!おり)(?<!ござい)(?<!思い)(?<!存じ)ます。?$"
    r"|[^。]{1,30}[をに](?![^。]*お願いします)[^。か]{0,10}(?<![まで])[るすくうむぬぶぐつ]。?$",
    re.IGNORECASE,
)
"""The start of an instruction or of advice to whoever leads: "Hand out the cards"."""

SPOKEN = lazy_pattern(
    r"(?:thank(?:s|\s+you)|welcome\b(?!,(?:\s[a-z]+){2}.*\w$|\s+(?:everyone|everybody|the|participants|them)\s+(?:and|to|by|in|at)\b)"
    r"|hello\b|hey\b|hi\b|good\s+(?:morning|afternoon|evening)"
    r"|my\s+(?:name|goal|aim|job)\b|great\b|(?:excellent|perfect|wonderful|awesome)[!.,]|have\s+a\s+(?:great|nice|good|lovely)\s|ok(?:ay)?\b|i['’](?:m|d|ll|ve)\b|i\s+(?:am|have|want|will|would|work|may|can)\b"
    r"|we['’](?:re|ll|d|ve)\b|we\s+(?:are|have|want|will|would|really|expect|invited|found|now)\b"
    r"|please\s+(?:be|feel|note\s+that|also)|also,?\s+please|during\s+this\s+(?:session|interview)"
    r"|with\s+your\s+permission|if\s+you\s+have\s+any\s+questions|let['’]s\b|there\s+are\s+no\s+(?:right|wrong)"
    r"|today[,\s]+(?:we|i|you)|before\s+we\s|imagine\b|finally,?\s+i|now[,\s]+(?:we|i|you|let)|that['’]s\s+it"
    r"|you\s+can\s|feel\s+free\s|your\s+(?:feedback|answers|opinion)|as\s+i\s|to\s+(?:start|begin),?\s+i"
    r"|vielen\s+dank|danke\b|herzlich\s+willkommen|willkommen|guten\s+(?:tag|morgen|abend)|mein\s+name"
    r"|wir\s|ich\s|stellen\s+sie\s+sich\s+vor|schön,?\s+dass|hallo\b|liebe\s"
    r"|merci|bonjour|bonsoir|bienvenue|je\s(?:me|m['’]|ne|n['’]|suis|serai|vais|vous|voudrais|souhaite|travaille)|nous\s|imaginez|gracias|muchas\s+gracias|buenos\s+días"
    r"|buenas\s+tardes|bienvenid|hola\b|me\s+llamo|mi\s+nombre|imagin[ea]\b|grazie|buongiorno|buonasera"
    r"|benvenut[ie]|mi\s+chiamo|immagini|immaginate|obrigad[oa]|muito\s+obrigad|bom\s+dia|boa\s+tarde"
    r"|oi\b|olá\b|ciao\b|salut\b|hoi\b|moin\b|bem-vind|o\s+meu\s+nome|meu\s+nome|imaginem|bedankt|dank\s+u\b|hartelijk|welkom|goedemorgen"
    r"|goedemiddag|goedenavond|mijn\s+naam|fijn\s+dat|stelt?\s+u\s+zich|ik\s|wij\s|we\s+(?:zijn|gaan|willen)"
    r")|.{1,6}们(?:早上|上午|下午|晚上)?好|各位|大家好|您好|你好|感谢(?:您|各位|大家)(?![^。]{0,8}[，,](?:并|再)?(?:发放|派发|赠送|收集|回收|合影))|谢谢|欢迎(?:您|各位|大家)|我是|我们|今天"
    r"|本日は|皆さん|皆様|こんにちは|はじめまして|ありがとう|私は|これから|では",
    re.IGNORECASE,
)
"""The start of words spoken to the room: "Thank you for coming"."""

GREETING = lazy_pattern(
    r"(?:hello|hi|hey|oi|olá|hola|ciao|salut|hallo|hoi|good\s+(?:morning|afternoon|evening))\b[\s,!.]|thank(?:s|\s+you)\b(?!\s+(?:note|letter))"
    r"|my\s+name\s+is|before\s+we\s+(?:start|begin|get)\b|guten\s+(?:tag|morgen|abend)\b"
    r"|(?:haben\s+sie\s+)?(?:vielen|herzlichen|besten)\s+dank\b|danke\b(?!\s+sagen)"
    r"|herzlich\s+willkommen\b|mein\s+name\s+ist|wir\s+danken\s+ihnen"
    r"|bonjour\b|bonsoir\b|merci\b(?!\s*:)|(?:je|nous)\s+vous\s+remerci|bienvenue\s+à\s"
    r"|buen[oa]s\s+(?:días|tardes|noches)|(?:muchas\s+)?gracias\s+(?:a|por)\s|muchas\s+gracias"
    r"|(?:les?|os|te)\s+agrade[cz]|agrade(?:zco|ço)\b|buongiorno\b|buonasera\b|grazie\b|(?:la|vi|ti)\s+ringrazi"
    r"|bom\s+dia\b|boa\s+(?:tarde|noite)|(?:muito\s+)?obrigad[oa]s?\b|agradecemos"
    r"|goede(?:morgen|middag|navond)\b|(?:hartelijk\s+|heel\s+erg\s+)?(?:bedankt|dank\s+(?:u|je))\b"
    r"|welkom\s+(?:allemaal|bij)|各位好|大家好|您好|(?:非常|十分|衷心|再次)?感谢(?:您|各位|大家)(?![^。]{0,8}[，,](?:并|再)?(?:发放|派发|赠送|收集|回收|合影))|谢谢|.{1,6}们(?:早上|上午|下午|晚上)?好|こんにちは|こんばんは|おはよう|本日は|皆さん、|ありがとう",
    re.IGNORECASE,
)
"""The start of a greeting or thanks, which nobody writes as a note."""

TO_YOU = lazy_pattern(
    r"\b(?:you|your|yours|sie|ihnen|ihre?n?|du|dir|dich|dein\w*|euch|vous|votre|vos|tu|usted\w*"
    r"|lei|voi|vostr\w|você\w*|seu|sua|u|uw|je|jij|jullie)\b|¿|[您你]|各位|あなた|皆さん|(?:です|ます|した)か",
    re.IGNORECASE,
)
"""A word that addresses the people in the room."""

ORDER = lazy_pattern(rf"(?:{MODERATING.pattern})|(?:ask|je)\s", re.IGNORECASE)
"""The start of a sentence that is for whoever leads, also of a shorter one: "Ask before …"."""

TO_ROOM = lazy_pattern(
    r"\b(?:you|your|yours|(?-i:Sie|Ihnen|Ihre?n?)|dir|dich|dein\w*|euch|vous|votre|vos|usted\w*|voi|vostr\w"
    r"|você\w*|seu|sua|jij|jullie)\b|[您你]|各位|あなた|皆さん",
    re.IGNORECASE,
)
"""The same, without what is another word in another language: French "du", German "je"."""

SUPPOSING = lazy_pattern(
    r"(?:if|when|once|unless|as\s+soon|falls|wenn|sobald|sofern|s['’]il|si|quand|dès|cuando|se|quando"
    r"|als|wanneer|zodra|indien)\b|如果|若|もし",
    re.IGNORECASE,
)
"""The start of advice for a case: "If you run out of time, …"."""

ASK = lazy_pattern(
    r"(?:then\s|dann\s|puis\s|luego\s|poi\s|depois\s|daarna\s)?(?:(?:facilitators?|moderators?|interviewers?)\s(?:asks?|to\sask)"
    r"|ask|fragen|frage|demande[rz]?|posez|pregunt\w+|chied\w+|domandare|pergunt\w+|vraag|stel\sde\svra\w+|提问|询问|问|尋ねる|質問する)\b"
    r"|.{2,40}\s(?:fragen|stellen)[:：]$",
    re.IGNORECASE,
)
"""The start of what says that something is asked: "Ask this of everybody:"."""

IF_ASK = lazy_pattern(
    rf"[(\[（]?\s*(?:{SUPPOSING.pattern}).{{3,90}}?[,:，：]\s*(?:then\s|dann\s|alors\s)?(?:ask|probe|prompt|follow\sup|nachfrag|nachhak|fragen"
    r"|demande|relance|creuse|pregunt|indag|repregunt|pergunt|sond|explor|chied|domand|approfond|vra(?:ag|gen)|doorvra|追问|問|问|聞)",
    re.IGNORECASE,
)
"""A case and what to ask in it: "If they mention noise, ask what they did"."""

OF_THE_GROUP = lazy_pattern(
    r"\b(?:participants?|respondents?|interviewees?|attendees|the\s+(?:group|room|moderator|facilitator|interviewer)"
    r"|teilnehm\w+|befragte\w*|proband\w+|testperson\w*|die\s+gruppe|moderation|animateur|enquêté\w*|le\s+groupe"
    r"|participantes|entrevistad\w+|el\s+grupo|o\s+grupo|partecipanti|intervistat\w+|il\s+gruppo|deelnemers?"
    r"|respondenten|de\s+groep|prompts?|probes?|timebox)\b|受访者|参与者|被访者|主持人|参加者|対象者|司会",
    re.IGNORECASE,
)
"""Words for those in the room that nobody says to their face."""

WARNING = lazy_pattern(r"\W{0,3}(?:⚠|🚩|💡|ℹ|❗|‼|🚨|👀|📝|🔔|✋|🛑|📌|🔎)")
"""The sign of a box beside the guide, which is for whoever leads."""

ASKING_WORD = lazy_pattern(
    r"(?:what|how|why|when|where|who|whom|which|whose|do|does|did|can|could|would|is|are|have|has|will|was"
    r"|wer|wie|wo|wann|warum|wieso|weshalb|welche\w*|wen|wem|wozu|woran|womit|worauf|haben|können|würden"
    r"|gibt|sind|ist|qui|que|quoi|quel\w*|comment|pourquoi|quand|où|combien|avez|pouvez|est-ce|à\s+qui"
    r"|chi|che|cosa|come|perché|quando|dove|quale|quali|quanto|avete|potete|quem|o\s+que|como|por\s+que"
    r"|onde|qual|quais|wat|hoe|waarom|wanneer|waar|welke|kunt|heeft|zou)\b|qu['’]|¿",
    re.IGNORECASE,
)
"""The first word of a question."""

ASKED_OF_YOU = lazy_pattern(
    rf"\S\s+(?:{ASKING_WORD.pattern})\s+(?:\w+\s+){{0,2}}?(?:{TO_YOU.pattern})", re.IGNORECASE
)
"""A request with a question to those in the room inside: "Have a go at showing how you do it"."""
