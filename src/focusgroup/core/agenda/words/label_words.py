"""Words for what is under a label or a heading: script, notes, questions, probes, tasks."""

from enum import StrEnum
from functools import lru_cache

from focusgroup.core.agenda.words import folded_pattern, table
from focusgroup.core.text import fold


class Role(StrEnum):
    """The content under a label such as ``Script:`` or a heading ``Probes``."""

    SCRIPT = "script"
    NOTES = "notes"
    QUESTIONS = "questions"
    PROBES = "probes"
    TASKS = "tasks"


_LONGEST_LABEL = 40
_MOST_WORDS = 4
_PROBING = folded_pattern(
    r"^(?:(?:optional|possible|further|additional|\w{4,12}e|points?|aspects?|aspectos|temas|punti|pontos|aspetti"
    r"|punten|optionale)\s(?:à|a|da|om\sop)?\s?)?(?:prob(?:es?|ing)\b(?!\stime)|prompts?\b|follow[\s-]?ups?\b|nachfrage|nachhake|nachfass"
    r"|vertiefung|vertiefen|anschlussfrage|relance|approfond|creuser|repregunt|sondierung|sonde[ao]|profundiz|ahondar|indagar|approfondi"
    r"|aprofund|explorar|doorvra|vervolgvra|verdiepingsvra|追问|追問|深掘|深挖|zusatzfrage|unterfrage|sub-?(?:question|pregunta|pergunta|vra)"
    r"|sous-question|sotto-?domand|deelvra|hilfsfrage|子问题|サブ質問"
    r"|(?:si|se|if|wenn|falls|als|to|para|per|pour)\s(?:\w+\s){0,2}(?:profundi[zc]|approfond|aprofund|vertief|dig\sdeeper"
    r"|go\sdeeper|doorvra))"
)


class _Roles(dict[str, Role]):
    """The words with their roles; a label with the stem of one has its role: "Doorvraagpunten"."""

    def get(self, label: str, default: Role | None = None) -> Role | None:  # type: ignore[override]
        """Return the role of a folded label."""
        found = super().get(label)
        return found or (_by_stem(label) if label else None) or default

    def __contains__(self, label: object) -> bool:
        return self.get(str(label)) is not None

    def __getitem__(self, label: str) -> Role:
        found = self.get(label)
        if found is None:
            raise KeyError(label)
        return found


@lru_cache(4_000)
def _by_stem(label: str) -> Role | None:
    if len(label) > _LONGEST_LABEL or len(label.split()) > _MOST_WORDS or "?" in label:
        return None
    return Role.PROBES if _PROBING.search(label) else None


ROLES = _Roles(
    table(
        {
            Role.SCRIPT: (
                "script|say|read|read aloud|read out|read this aloud|to read aloud",
                "read to participants",
                "moderator says|facilitator says|moderator script|sagen|vorlesen|text zum vorlesen",
                "wortlaut|ansage|à lire|à dire|dire|lire|lire à voix haute|texte à lire",
                "script à lire",
                "leer|decir|leer en voz alta|texto|guion|leggere|leggere ad alta voce|da leggere",
                "ler|dizer|ler em voz alta|texto a ler|voorlezen|zeggen|voorleestekst|tekst",
                "participant text|scenario|scenarios|task text|read to participant",
                "text für die testperson",
                "szenario|szenarien|aufgabentext|text|scénario|scénarios|consigne à lire|escenario",
                "scenario da leggere|cenário|moderator reads|moderator text|interviewer says",
                "引导语|导语|主持词|话术|朗读|开场白|主持人说|台词|読み上げ|読み上げる|台本|話す|セリフ|スクリプト",
            ),
            Role.NOTES: (
                "note|notes|facilitator note|facilitator notes|notes for the facilitator",
                "moderator note|moderator notes|note to moderator|note to facilitator",
                "moderator notes",
                "instructions|goal|goals|purpose|aim|objective|objectives|material|materials",
                "logistics|moderator logistics|preparation|tip|tips|observe|look for|watch for",
                "things to watch for|research goal|research goals|research questions|approvals",
                "before the session|after the session|after session|debrief|reminder",
                "what to watch|what to watch for|what to observe|watch-outs|points to watch",
                "points d'attention|points à observer|à observer|ce qu'on observe",
                "beobachtungspunkte|worauf achten|puntos de atención|qué observar",
                "aspectos a observar|punti di attenzione|cosa osservare|pontos de atenção",
                "o que observar|aandachtspunten|waar op te letten|let hier op",
                "let hier extra op|观察要点|観察ポイント",
                "watching for|passes if|fails if|pass if|fail if|success if|expected answer",
                "success criteria|erfolgskriterien|critères de réussite|criterios de éxito",
                "criteri di successo|critérios de sucesso|succescriteria|成功标准|成功基準",
                "what you do|what you see|what participants see|was sie tun|was du tust",
                "was du siehst",
                "ce que vous faites|ce que vous voyez|qué haces|qué ves|qué se ve",
                "qué ven los participantes|cosa fai|cosa vedi|o que fazer|o que você vê",
                "wat je doet|wat je ziet",
                "actions|aktionen|acciones|azioni|ações|acties",
                "facilitator actions|moderator actions|interviewer actions|facilitator tasks",
                "moderator tasks|facilitator does|moderator does|team formation|group formation",
                "aktionen der moderation|actions de l'animateur|acciones del facilitador",
                "ações do facilitador|azioni del facilitatore|acties van de begeleider",
                "facilitation tips|facilitator tips|moderator tips|moderation tips",
                "facilitation tip|facilitator tip|moderator tip|moderation tip|observation grid",
                "grille d'observation|beobachtungsbogen|observatieblad|griglia di osservazione",
                "things to notice",
                "key things to notice|things to note|what to notice",
                "interviewer note|instruction|observation|observations|equipment|props|stimulus",
                "hinweis|hinweise|ziel|ziele|notiz|notizen|zielsetzung|anweisung|material und raum",
                "beobachten|hinweis für die moderation|anmerkung|anmerkungen",
                "consigne|consignes|remarque|remarques|objectif|objectifs|but|matériel|conseil",
                "conseils",
                "note à l'animateur|observer|nota|notas|objetivo|objetivos|instrucción",
                "instrucciones",
                "consejo|consejos|materiales|nota para el moderador|observar|obiettivo|obiettivi",
                "istruzioni|istruzione|materiale|materiali|consiglio|consigli",
                "nota per il moderatore",
                "note per il moderatore|instruções|instrução|dica|dicas|material necessário",
                "observação",
                "nota para o moderador|observações|opmerking|opmerkingen|doel|doelen|instructie",
                "instructies",
                "materiaal|let op|tips voor de gespreksleider",
                "备注|观察|观察点|记录|说明|目的|目标|注意|提示|主持人提示|物料|注意事项|観察|メモ|注|備考|目標|指示",
                "準備物",
            ),
            Role.QUESTIONS: (
                "question|questions|discussion questions|key questions|main questions|key question",
                "core questions|ask|main question|opening question|closing question",
                "frage|fragen|leitfragen|leitfrage|hauptfrage|hauptfragen|schlüsselfrage",
                "schlüsselfragen",
                "demander|question principale|questions principales|questions clés|question clé",
                "pregunta|preguntas|preguntar|pregunta principal|preguntas clave",
                "preguntas principales",
                "domanda|domande|chiedere|domanda principale|domande chiave|pergunta|perguntas",
                "perguntar",
                "pergunta principal|perguntas principais|vraag|vragen|hoofdvraag|hoofdvragen",
                "kernvragen",
                "问题清单|提问|提问清单|讨论问题|问题|主要问题|核心问题|質問|問い|質問項目|設問",
                "主な質問",
            ),
            Role.PROBES: (
                "si necesito profundizar|si quiero profundizar|para profundizar",
                "posibles repreguntas",
                "per approfondire|para aprofundar|se precisar aprofundar|pour approfondir",
                "pour aller plus loin|zum vertiefen|om door te vragen|to go deeper|if i need more",
                "probe on|probe around|probes on|prompt for|prompt on|prompts for|follow up on",
                "ask about",
                "probe if needed|probes if needed|probe further|listen out for|additional probes",
                "nachfragen zu|nachfragen nach|nachhaken zu|nachhaken bei|eingehen auf",
                "ggf. nachfragen",
                "ggf. nachhaken|gegebenenfalls nachfragen|mögliche nachfragen|relancer sur",
                "relance sur",
                "relances sur|relances possibles|relances éventuelles|si pas évoqué|creuser sur",
                "approfondir sur|indagar en|indagar sobre|profundizar en|sondear sobre|repreguntar",
                "repreguntar por|preguntar por|explorar|explorar en|approfondire su|sondare",
                "sondare su",
                "indagare|indagare su|esplorare|aprofundar em|sondar|explorar sobre",
                "perguntar sobre",
                "doorvragen op|doorvragen naar|doorvragen over|eventueel doorvragen|vraag door op",
                "vraag door naar|追问方向|可追问|追问要点|追问提示|补充问题|深入追问",
                "深掘りポイント|確認ポイント|追加の質問例",
                "probe|probes|probing questions|prompt|prompts|follow-up|follow-ups|follow up",
                "follow ups",
                "follow-up questions|follow up questions|potential probing questions|followup",
                "followups|deeper|dig deeper|ask further|clarify",
                "follow-up question|probing question|if needed|possible probes|optional probes",
                "suggested probes|probe for|nachfrage|nachfragen|nachhaken|vertiefung",
                "vertiefungsfragen|nachfassen|nachbohren|vertiefen|falls nötig|bei bedarf|impuls",
                "impulse",
                "rückfrage|rückfragen|relance|relances|question de relance|questions de relance",
                "relancer|creuser|si besoin",
                "approfondir|approfondissement|sondeo|sondeos|repregunta|repreguntas|profundizar",
                "indagar|indague|insistir|ahondar|ahonde|sondear|preguntas de seguimiento",
                "approfondimento|approfondimenti|rilancio",
                "rilanci|sonde|rilanciare|se serve|approfondire|sonda|domande di approfondimento",
                "aprofundamento|aprofundamentos",
                "sondagem|aprofundar|explorar|perguntas de seguimento|doorvragen|doorvraag",
                "vervolgvraag|vraag door|doorvraagvragen",
                "vervolgvragen|追问|追問|深挖|追加问题|深掘り|追加質問|プローブ|掘り下げ|追加の質問|深堀り|追い質問|引导|进一步追问|追问点|补充追问",
            ),
            Role.TASKS: (
                "task|tasks|checklist|to do|todo|aufgabe|aufgaben|checkliste|tâche|tâches|tarea",
                "tareas",
                "compito|compiti|tarefa|tarefas|taak|taken|opdracht|opdrachten",
                "課題",
                "清单|任务|タスク|チェックリスト",
            ),
        }
    )
)
"""Labels and headings that name the content after them."""

ACTIVITIES = frozenset(
    fold(word)
    for word in (
        "activity|activities|resources|steps|procedure|what to do|what happens|how to run it"
        "|how to facilitate|cover|show|agenda item|aktivität|aktivitäten|ablauf|schritte|ressourcen"
        "|was zu tun ist|vorgehen|activité|activités|ressources|étapes|déroulement|déroulé|à faire"
        "|que faire|animation|dinámica|dinámicas|actividad|actividades|recursos|pasos|qué hacer"
        "|cómo facilitar|desarrollo|attività|risorse|passi|svolgimento|cosa fare|dinâmica|atividade"
        "|atividades|passos|o que fazer|como conduzir|activiteit|activiteiten|stappen|verloop"
        "|wat te doen|活动|资源|步骤|流程|做什么|活動|資料|手順|進め方|やること"
    ).split("|")
)
"""Labels of what is done: what is below them and asks nothing is not asked."""

NOTE_LABELS = frozenset(
    fold(word)
    for word in (
        "outcome|output|format|structure|method|activity|context|date|set-up|setup|place|location"
        "|interviewer|note-taker|notetaker|participants|methode|ort|datum|teilnehmende|protokoll"
        "|méthode|lieu|date|participants|método|lugar|fecha|participantes|metodo|luogo|data"
        "|partecipanti|local|plaats|deelnemers|地点|日期|参与者|方法|场地|場所|日時|対象者"
    ).split("|")
)
"""Labels whose own line is for the facilitator; they say nothing about the lines after it."""

SETS_TASK = frozenset(
    fold(word)
    for word in (
        "consegna|consigna|exercise|übung|exercice|ejercicio|esercizio|exercício|oefening|练习|演習"
    ).split("|")
)
"""Labels of a task that the room is set, unless it is quoted: then it is read aloud."""

SPEAKERS = frozenset(
    fold(word)
    for word in (
        "int|int.|mod|mod.|moderator|facilitator|interviewer|host|researcher|moderation|moderatorin|interviewerin"
        "|animateur|animatrice|enquêteur|enquêtrice|modérateur|modératrice|intervieweur"
        "|moderador|moderadora|entrevistador|entrevistadora|facilitador|facilitadora"
        "|moderatore|moderatrice|intervistatore|intervistatrice|conduttore|gespreksleider"
        "|主持人|访谈员|司会|司会者|モデレーター|聞き手|インタビュアー"
    ).split("|")
)
"""Who leads: the line after the name is read aloud if it speaks, or else a note."""
