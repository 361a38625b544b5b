"""Titles of what is not of the session that are half a sentence: "Before the session"."""

from focusgroup.core.agenda.words import folded_pattern
from focusgroup.core.agenda.words.outside_words import Outside

_MEETING = (
    r"(?:exercises?|übung|exercice|ejercicio|esercizio|exercício|oefening"
    r"|sessions?|interviews?|discussions?|groups?|focus groups?|workshops?|tests?|meetings?"
    r"|calls?|visits?|talks?|conversations?|event|study|evening|afternoon|morning|day|abend|vormittag|nachmittag"
    r"|soirée|journée|noche|tarde|serata|giornata|noite|avond|(?:you|we) (?:start"
    r"|begin|go|arrive|call)|gespräche?n?|interviews?"
    r"|sitzung|gruppe|diskussion|termin|befragung|séance|entretiens?|atelier|groupe|réunion|rencontre"
    r"|sesión|entrevistas?|taller|grupo|reunión|sessione|intervista|incontro|laboratorio|gruppo"
    r"|sessão|oficina|reunião|conversa|gesprek|sessie|bijeenkomst|empezar|comenzar|commencer|iniziare"
    r"|começar)"
)
_DEBRIEF = (
    r"(?:wash-up|nagesprek|nachgespräch|nachbesprechung|nabespreking|debriefs?|debriefing|débriefing"
    r"|post-mortem|bilan)"
)
_TEAM = (
    r"(?:team|equipo|équipe|equipe|squadra|observ\w+|beobachter\w*|osservatori|waarnemers"
    r"|managers?|clients?|auftraggeber\w*|kunden?|opdrachtgever|cliente|committente|commanditaire"
    r"|staff|medewerkers|mitarbeitende\w*|moderat\w+|interviewers?)"
)
_OF_TEAM = (
    rf"(?:{_DEBRIEF}\s(?:\S+\s){{0,2}}{_TEAM}\b|{_TEAM}['’]?s?['’]?[\s-]?{_DEBRIEF}"
    rf"|(?:internal|interne?[rs]?|interna|interno)\s{_DEBRIEF})"
)
TEAM_DEBRIEF = folded_pattern(_OF_TEAM)
"""What the team talks about when the room is gone: "Wash-up with the observers"."""

OUTSIDE_PATTERNS = (
    (
        Outside.SURE,
        folded_pattern(
            rf"(?:\w+\s)?(?:pre|post)[- ](?:{_MEETING})\b(?!.*\b(?:questions?|survey|questionnaire"
            rf"|interview guide|set-?up)\b)|"
            r"(?:before|after|following|prior to|vor|nach|avant|après|antes|después|despues|tras"
            r"|prima|dopo|depois|após|voor|na)\s(?:\w+\s|\w+['’])?(?:\w+\s|\w+['’])?"
            rf"{_MEETING}\b"
            r"|(?:checklist )?before (?:you|we) (?:dial|join|connect|log|open|call|leave|go)\b.*"
            r"|faqs?\b|(?:frequently|commonly) asked|häufige? (?:gestellte )?fragen"
            r"|questions fréquentes|preguntas frecuentes"
            r"|domande frequenti|perguntas frequentes|dúvidas frequentes|veel ?gestelde vragen"
            r"|常见问题|よくある質問"
            r"|do['’]?s\b.{1,6}\bdon['’]?t"
            rf"|{_OF_TEAM}"
            r"|how to (?:use|run|read|recruit|moderate|take notes|conduct|interview|probe"
            r"|handle objections|sum up|synthesi[sz]e|analy[sz]e|write|record|document|score)"
            r"|\d+ (?:seconds?|minutes?) before\b"
            r"|(?:interviewer|moderator|facilitator|researcher|note-?taker|observer)(?:['’]?s)?"
            r" (?:ground )?(?:rules|notes?|guidelines|guidance|reminders|tips|instructions"
            r"|checklist)"
            r"|(?:reglas|notas|règles|notes|regole|note|regras|regeln|hinweise|regels)"
            r" (?:del?|de la|do|da|der|des|della|van de) (?:entrevist|moderad|enquêt|intervist"
            r"|conduttor|moderation|interview|gespreksleider)\w*"
            r"|cómo (?:(?:voy|vamos) a |se )?(?:manejar|condu[cz]\w+|usar|moderar)"
            r"|(?:preguntas|questions|fragen|domande|perguntas|vragen)"
            r" (?:(?:que|i|we|die|che) )?(?:descart|quit|elimin|dropped|removed|cut|discarded"
            r"|verworf|gestrich|scart|supprim|écart)\w*"
            r"|what (?:we|you|i)(?:['’]re| are|['’]m| am)? (?:looking|listening|watching) for"
            r"|como (?:conduzir|usar|lidar|moderar)"
            r"|come (?:condurre|usare|gestire)|comment (?:conduire|utiliser|animer|gérer)"
            r"|(?:umgang mit|so führen sie|hoe (?:je|u) (?:het )?(?:gesprek|interview))\b"
            r"|(?:what|things|questions) (?:we (?:do )?|to )?(?:not to|do not|don['’]t|not|avoid)\b"
            r"|(?:do not|don['’]t|never|avoid) (?:ask|say|lead|pitch|do)\w*"
            r"|(?:questions?|fragen?|preguntas?|domande|perguntas?|vragen),? (?:(?:to|not to|we|die"
            r"|à|a|da|que|om te) )(?:(?:ask|wir|man|sie|you) )?"
            r"(?:avoid|vermeid|not|nicht|évit|evit|vermijd)\w*"
            r"|(?:zu )?vermeidende fragen|te vermijden"
            r"|不(?:应|應|要|该|該|能|可|得)[提问問]"
            r"|避免(?:的)?(?:提问|问题|問題)"
            r"|(?:聞|訊)いてはいけない|避けるべき質問"
            r"|(?:bitte )?nicht fragen|was (?:wir |man )?nicht\b"
            r"|(?:à éviter|ce qu'il ne faut pas|ne pas (?:demander|dire))"
            r"|(?:qué no|no (?:preguntar|decir|hacer))\b|(?:cosa non|da evitare|non chiedere)"
            r"|(?:o que não|não (?:perguntar|dizer|fazer))\b|(?:wat niet|niet (?:vragen|doen))\b"
            r"|(?:tips|advice|hints|tipps|ratschläge|hinweise|conseils|consignes|consejos|consigli|dicas"
            r"|adviezen|indicaciones|instrucciones|instructions|istruzioni|instruções|regeln|regels"
            r"|règles|reglas|regole|regras|aanwijzingen)"
            r" (?:for|für|an|pour|aux|à|para|per|ai|voor|aan)\b"
            r"|what (?:to bring|you(?:'ll)? need"
            r"|we need|to prepare|we want to (?:learn|know|find))|bring along|to bring"
            r"|(?:appendix|appendices|anhang|annexes?|anexos?|allegat[oi]|apêndice|bijlagen?|attachments?"
            r"|anlagen?)(?:\s\w{1,3})?\s*[:：–-]|附\s?[:：】）)\]]|附[录件]\s*\w?|付録"
            r"|(?:notes|remarks|observations|anmerkungen|notizen|hinweise|remarques|observaciones|notas"
            r"|osservazioni|note|observações|opmerkingen|notities)"
            r" (?:for|für|pour|para|per|voor|to|an)\b"
            r"|whom? (?:we|do we|are we|will we) (?:talk|speak|interview|recruit|want)"
            r"|wen (?:sprechen|befragen|suchen|laden) wir|qui (?:rencontrons|interrogeons|invitons)"
            r"|a quién(?:es)? (?:entrevist|buscam|invitam)|quem (?:vamos|queremos)\b"
            r"|(?:met )?wie (?:spreken|interviewen|praten) we"
            r"|for (?:the|our) (?:report|team|file|analysis|notes?-?taker|observers?|client)\b"
            r"|(?:für|pour|para|per|voor) (?:den|das|die|le|la|el|o|a|il|het|de) "
            r"(?:bericht|team|auswertung|rapport|équipe|analyse|informe|equipo|análisis|relatório|equipe"
            r"|análise|rapporto|relazione|verslag)\b"
            r"|.{0,6}(?:活动|访谈|会议|座谈|工作坊)(?:之前|之后|前|后)|.{0,8}(?:インタビュー|セッション|座談会)(?:の)?(?:前|後|あと).{0,3}",
        ),
    ),
    (
        Outside.LIKELY,
        folded_pattern(
            r"(?:\w+ )?(?:\w*(?:rules|regeln|regels)|reglas|regras|règles|regole)"
            r"(?: (?:for|of|für|zum|para|pour|per|voor|de|da|do|del|van)\b.*)?$"
            r"|debrief(?:ing)?s? (?:with|among|between|for)\b(?!.*participants)"
            r"|nachbesprechung (?:mit|im)\b|débriefing (?:avec|entre)\b"
            r"|debriefing (?:con|com|tra|met)\b|nabespreking met\b"
            r"|why (?:we|this|are we|now)\b|who (?:is|are|we|will|we['’]re|should|takes)\b"
            r"|about (?:the|this) (?:study|project|research|guide|document|workshop|session)"
            r"|warum (?:wir|dies|das)|worum (?:es )?geht"
            r"|we[nr] (?:sprechen|befragen|wir|kommt|nimmt|ist)|pourquoi (?:cet|cette|ce|nous)"
            r"|qui (?:vient|participe)|(?:para|por) qué (?:sirve|hacemos|est[ea])"
            r"|quién(?:es)? (?:viene|partic)"
            r"|perché (?:questo|questa|lo)|chi (?:viene|partecipa)"
            r"|para que serve|porquê|por que (?:este|esta)"
            r"|quem (?:vem|participa)|waarom (?:dit|deze|we)|wie (?:spreken|komen|komt)"
            r"|.{0,14}(?:发送|执行|排期|时间)计划$|为什么(?:做|要|有)|为何|この.{1,10}(?:ねらい|目的|背景)",
        ),
    ),
)
"""Titles that are half a sentence: "Before the session", "Who is coming"."""
