"""Words over the columns of tables: what a column holds besides what a label can say."""

from enum import StrEnum

from focusgroup.core.agenda.words import folded_pattern, table


class ColumnRole(StrEnum):
    """What a column of a guide's table holds."""

    NUMBER = "number"
    TIME = "time"
    START = "start"
    END = "end"
    RUNNING = "running total"
    TITLE = "title"
    SCRIPT = "script"
    QUESTIONS = "questions"
    PROBES = "probes"
    TASKS = "tasks"
    NOTES = "notes"
    ASIDE = "aside"
    CONTENT = "content"


COLUMNS = table(
    {
        ColumnRole.NUMBER: (
            "#|no|no.|nr|nr.|n°|nº|n.|num|number|id|row|lfd. nr|lfd. nr.|numéro|número|numero",
            "nummer|序号|编号|番号|№",
        ),
        ColumnRole.START: (
            "from|start|starts|begin|start time|starting time|von|beginn|ab|anfang|de|début|debut",
            "desde|inicio|inizio|da|dalle|início|das|van|aanvang|begintijd|开始|開始",
        ),
        ColumnRole.END: (
            "to|until|till|end|ends|finish|end time|bis|ende|à|fin|jusqu'à|hasta|a|fine|alle|fim",
            "até|às|tot|eind|einde|eindtijd|结束|終了",
        ),
        ColumnRole.RUNNING: (
            "running total|running time|cumulative|cumulative time|elapsed|elapsed time",
            "total so far|kumuliert|kum.|summe|laufzeit|cumul|cumulé|temps cumulé|temps écoulé",
            "acumulado|acum|acum.|tiempo acumulado|cumulativo|progressivo|tempo progressivo",
            "cumulato|tempo acumulado|cumulatief|opgeteld|累计|累計|通算|経過",
        ),
        ColumnRole.ASIDE: (
            "who|lead|led by|host|hosts|owner|speaker|presenter|responsible|role|slide|slides|page",
            "screen|code|rq|status|wer|leitung|verantwortlich|zuständig|rolle|folie|folien|seite",
            "qui|responsable|intervenant|animateur|diapo|diapos|quién|quien|responsables",
            "diapositiva|chi|conduce|diapositive|quem|responsável|wie|begeleider|trekker",
            "verantwoordelijk|dia|负责人|主持|页码|担当|担当者|スライド",
        ),
        ColumnRole.NOTES: (
            "board|kit|props|resources|equipment|supplies|tools|tool|handout|handouts|outcome",
            "outcomes|output|rationale|why|method|format|setting|research question|supports",
            "success criteria|success|completed|done|notes taken|answer|answers|response",
            "responses|listen for|stimulus|stimuli|methode|sozialform|ergebnis|hilfsmittel|medien",
            "medium|inhaltliche aspekte|memo|stichworte|antwort|antworten|kategorie|support",
            "livrable|méthode|réponse|réponses|recursos|apoyo|método|dinámica|técnica|resultado",
            "respuesta|strumenti|risorse|metodo|risultato|risposta|risposte|ferramentas|dinâmica",
            "resposta|respostas|apoio|benodigdheden|hulpmiddelen|werkvorm|antwoord|antwoorden",
            "物料|道具|材料|形式|方法|记录|資料|使用資料|準備物|ねらい",
        ),
        ColumnRole.SCRIPT: (
            "talk track|what to say|words|spoken text|scenario|scenarios|wording",
            "instruction to participant|instructions to participant|ansagetext|moderationstext",
            "sprechtext|formulation|texto del moderador|testo|tekst moderator",
            "司会コメント|司会者コメント|コメント|トーク|発話|说辞|口播|导语",
        ),
        ColumnRole.QUESTIONS: (
            "what to ask|ask|leitfrage|erzählaufforderung|stimulus question|quoi demander",
            "qué preguntar|que preguntar|cosa chiedere|o que perguntar|wat vragen we",
            "質問内容|聞くこと|发问|提问内容|访谈问题",
        ),
        ColumnRole.PROBES: (
            "if they struggle|dig|deepen|aufrechterhaltungsfragen|steuerungsfragen",
            "konkrete nachfragen|追问要点|深掘り質問|突っ込み",
        ),
    }
)
"""Headings of columns that no label has, or that mean something else over a column."""

PROBING = folded_pattern(
    r"\bprobes?\b|\bprompts?\b|\bfollow[\s-]?ups?\b|(?:nach|rück|vertiefungs|aufrechterhaltungs|steuerungs"
    r"|sondierungs|anschluss)frage|\brelances?\b|\bapprofond|\brepregunt|\bsonde|\bprofundiz|\bapprofondi"
    r"|\bsub-?vra|\bdeelvra|\bunterfrage|\bsous-question|\bsub-?(?:question|pregunta|pergunta)"
    r"|\bsottodomand|\bde\sapoyo|\bsupport(?:ing)?\squestion|hilfsfrage|子问题|\baprofund|\bdoorvra|\bvervolgvra|追|深掘|深挖"
)
"""Words for probes anywhere in the heading of a column."""

ASKING = folded_pattern(
    r"\bquestions?\b|fragen?\b|\bpreguntas?\b|\bdomand[ae]\b|\bperguntas?\b|\bvra(?:ag|gen)\b|问题|提问|質問|設問|問い"
)
SPEAKING = folded_pattern(
    r"\bscript\b|read\s(?:aloud|out)|\bsay\b|\bsays\b|\bdit\b|\bsagt\b|\bdice\b|\bdiz\b|\bzegt\b|wortlaut|vorlesen|sprechtext|à\slire|à\sdire"
    r"|\bguion\b|leer\sen\svoz|da\sleggere|copione|ler\sem\svoz|voorlezen|发言词|発言|话术|主持词|朗读|台词|台本|読み上げ|セリフ"
)
DOING = folded_pattern(
    r"\b(?:does?|doing|fait|font|macht|tut|tun|hace|hacen|fa|fanno|faz|fazem|doet|doen)\b"
)
"""Over a column with what somebody does: "Facilitator does"."""

WEIGHTY = folded_pattern(
    r"\b(?:topics?|sections?|segments?|sessions?|blocks?|modules?|themes?|phases?|stages?|parts?|steps?"
    r"|agenda\sitems?|themen?\w*|abschnitte?|bausteine?|étapes?|séquences?|parties?|thèmes?|temps"
    r"|bloques?|secciones|sección|temas?|etapas?|momentos?|fases?|blocchi|blocco|argomenti|argomento"
    r"|sezioni|sezione|blocos?|tópicos?|assuntos?|onderwerp(?:en)?|onderde(?:el|len)|blok(?:ken)?)\b"
    r"|环节|主题|部分|阶段|板块|模块|項目|テーマ|フェーズ|セクション|パート"
)
"""Words over the column with the titles of the sections, anywhere in its heading."""

BREAKS = folded_pattern(
    r"\W*(?:\w+\s)?(?:break|coffee|lunch|pause|kaffeepause|mittag\w*|pausa|descanso|café|almuerzo|intervallo"
    r"|intervalo|almoço|pranzo|lunchpauze|pauze|休息|茶歇|午餐|休憩|昼食)\b"
)

SHOWING = folded_pattern(
    r"^(?:show|hand\sout|display|stimul|prototyp)|zeigen$|vorlegen$|austeilen$"
)
"""What is to be done before the questions of its row: "Foto zeigen"."""
