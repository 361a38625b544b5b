"""Words of titles that say nothing alone, and titles that only say that a timetable follows."""

import re

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

TOPICS_TOO = frozenset(
    fold(word)
    for word in (
        "tools|team|resources|advice|tips|roles|budget|timeline|privacy|equipment|materials"
        "|technik|werkzeuge|unterlagen|outils|équipe|ressources|conseils|herramientas|equipo"
        "|recursos|consejos|strumenti|risorse|consigli|ferramentas|equipe|dicas|hulpmiddelen"
        "|middelen|工具|团队|ツール|チーム"
    ).split("|")
)
"""Titles of the plan around a session that are topics in it if the room is asked about them."""

FILLERS = frozenset(
    fold(word)
    for word in (
        "the|a|an|our|your|my|this|of|for|to|study|project|session|interview|research|moderator"
        "|moderators|facilitator|facilitators|interviewer|interviewers|guide|key|main|general|test"
        "|required|needed|some|useful|overall|primary|secondary"
        "|die|der|das|für|den|dem|des|zur|zum|moderation|leitung|leitfaden|allgemeine|studie"
        "|le|la|les|l|de|du|des|pour|l'animateur|animateur|étude|recherche|l'étude|entretien|séance"
        "|el|los|las|del|para|estudio|investigación|moderador|moderadora|sesión|entrevista|grupo"
        "|il|lo|gli|i|della|dello|dei|per|ricerca|studio|moderatore|sessione|intervista"
        "|o|os|as|do|da|dos|das|pesquisa|sessão|het|van|voor|onderzoek|gesprek|gespreksleider"
    ).split("|")
)
"""Words of a title that say nothing about what it is."""

GENERIC = frozenset(
    fold(word)
    for word in (
        "protocol|template|log|sheet|tracker|approach|checklist|list|plan|notes|details|information|criteria|requirements|process|form|forms"
        "|questions|question|section|profile|needs|liste|checkliste|plan|angaben|kriterien|fragen"
        "|critères|informations|besoins|lista|criterios|preguntas|información|criteri|domande"
        "|informazioni|critérios|perguntas|informações|lijst|criteria|vragen|gegevens"
    ).split("|")
)
"""Words that say nothing beside one that does: "Equipment checklist"."""

FILLERS_WITHOUT_SPACE = tuple(
    fold(word)
    for word in "本次|研究|调研|访谈|座谈会|项目|調査|インタビュー|について|の".split("|")
)
"""The same in languages that put no space between words."""

PLAN = frozenset(
    fold(word)
    for word in (
        "template|templates|checklist|log|logs|record|records|grid|rating|matrix|scorecard|pitfalls"
        "|principles|mistakes|synthesis|guardrails|tips|rules|notes|roles|criteria|issues|risks"
        "|reading|plan|prep|philosophy|improvements|assumptions|summary|overview|method|stumbles|etiquette|hints"
        "|vorlage|vorlagen|raster|bogen|notizen|fehler|regeln|hinweise|kriterien|planung|profil"
        "|profile|überblick|übersicht|zusammenfassung|fazit|grundsätze|risiken"
        "|grille|modèle|fiche|vigilance|bilan|synthèse|planning|règles|critères|aperçu|erreurs"
        "|principes|risques|plantilla|ficha|registro|registrar|notas|reglas|criterios|resumen"
        "|síntesis|plan|errores|principios|riesgos|modelo|regras|critérios|resumo|síntese"
        "|anotações|erros|princípios|riscos|scheda|profilo|note|regole|criteri|riepilogo|sintesi"
        "|errori|modello|principi|rischi|sjabloon|overeenkomsten|conclusie|verslag|notities"
        "|regels|samenvatting|voorbereiding|risico's|principes|fouten"
    ).split("|")
)
"""Words that make a title one of the plan around a session: "Swag checklist", "Profilo utenti"."""

PLAN_WITHOUT_SPACE = tuple(
    fold(word)
    for word in (
        "時程|日程安排|模板|记录|記錄|安排|文案|原则|原則|判定|规则|清单|格式|配额|配額|构成|招募|物料|准备|目的"
        "|留意点|留意事項|注意点|注意事项|注意事項|テンプレート|シート|チェックリスト|一覧|ルール|基準|鉄則|準備|メモ|まとめ方"
    ).split("|")
)
"""The same in languages that put no space between words."""

SCHEDULES = frozenset(
    fold(word)
    for word in (
        "agenda|schedule|timetable|running order|run sheet|runsheet|programme|program|flow|plan"
        "|session flow|flow of the session|session outline|outline|session plan|time plan|timing"
        "|ablauf|ablaufplan|zeitplan|tagesordnung|programm|déroulement|déroulé|programme"
        "|ordre du jour"
        "|horaire|desarrollo|orden del día|programa|cronograma|horario|svolgimento|programma"
        "|scaletta"
        "|ordine del giorno|andamento|tijdschema|verloop|dagindeling|programa da sessão"
        "|ordem do dia"
        "|日程|流程|议程|会议流程|时间安排|访谈流程|進行表|進行|タイムテーブル|時間割"
        "|当日の流れ|流れ|スケジュール"
    ).split("|")
)
"""Titles over a timetable, whose rows or items are the sections."""

FLOW_WITHOUT_SPACE = ("流程", "议程", "環節安排", "流れ", "進行", "進め方")
"""The end of such a title, with what it is the flow of before it."""

NUMBER_WORDS = {
    2: "two|zwei|deux|dos|due|dois|duas|twee|二|两",
    3: "three|drei|trois|tres|tre|três|drie|三",
    4: "four|vier|quatre|cuatro|quattro|quatro|四",
    5: "five|fünf|cinq|cinco|cinque|vijf|五",
    6: "six|sechs|seis|sei|zes|六",
    7: "seven|sieben|sept|siete|sette|sete|zeven|七",
    8: "eight|acht|huit|ocho|otto|oito|八",
}
NUMBER_OF_PARTS = lazy_pattern(
    rf"(?<!\w)(?P<many>\d|{'|'.join(NUMBER_WORDS.values())})\s(?:\w+\s)?(?:parts|steps|phases|stages|sections|blocks|rounds"
    r"|teilen?|schritten?|phasen|abschnitten?|blöcken?|runden|parties|étapes|temps|volets|séquences"
    r"|partes|pasos|fases|etapas|bloques|secciones|momentos|parti|passi|fasi|tappe|blocchi|sezioni"
    r"|momenti|passos|blocos|seções|delen|stappen|fasen|fases|blokken|onderdelen|rondes)\b"
    r"|(?P<counted>\d|[二两三四五六七八])(?:个|個|つ|大|部分|段|步)",
    re.IGNORECASE,
)
"""How many parts a sentence announces: "The talk has four parts"."""

_ACTIVITIES = frozenset(
    fold(word)
    for word in (
        "activity|activities|demonstration|demo|exercise|exercises|practice|discussion|game|games"
        "|brainstorm|brainstorming|roleplay|breakout|quiz|icebreaker|energizer|walkthrough|voting"
        "|reflection|sharing|groupwork|übung|übungen|vorführung|diskussion|gruppenarbeit|austausch"
        "|partnerarbeit|einzelarbeit|spiel|rollenspiel|reflexion|blitzlicht|einstieg|vertiefung"
        "|activité|activités|démonstration|exercice|exercices|jeu|jeux|débat|échanges|restitution"
        "|pratique|réflexion|actividad|actividades|demostración|ejercicio|ejercicios|práctica"
        "|juego|juegos|debate|dinámica|ronda|reflexión|attività|dimostrazione|esercizio|esercizi"
        "|esercitazione|gioco|giochi|dibattito|confronto|riflessione|atividade|atividades"
        "|demonstração|exercício|exercícios|prática|jogo|jogos|dinâmica|roda|rodada|reflexão"
        "|activiteit|activiteiten|demonstratie|oefening|oefeningen|spel|discussie|groepswerk"
        "|reflectie|gesprekje|werkvorm"
    ).split("|")
)
_ACTIVITIES_WITHOUT_SPACE = (
    *("活动", "练习", "演示", "讨论", "游戏", "分享", "投票"),
    *("演習", "実演", "練習", "ワーク", "ディスカッション", "話し合い", "ゲーム", "発表"),
)


def names_activity(title: str) -> bool:
    """Return whether *title* has a word for what a group does: "Guided exercise"."""
    plain = fold(title)
    if any(word in plain for word in _ACTIVITIES_WITHOUT_SPACE):
        return True
    return not _ACTIVITIES.isdisjoint(re.split(r"[\W_]+", plain))
