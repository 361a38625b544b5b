"""Words for the kinds of section, for the kinds of quote and for the lines about a section."""

from enum import StrEnum

from focusgroup.core.agenda.words import table
from focusgroup.core.model import Kind, SectionKind
from focusgroup.core.text import fold


class SectionField(StrEnum):
    """A line with a property of its section."""

    THEMES = "themes"
    LISTEN_FOR = "listen for"
    MINUTES = "minutes"


KINDS = table(
    {
        SectionKind.OPENING: (
            "opening|welcome",
            "eröffnung|begrüßung|ouverture|accueil|apertura|bienvenida|benvenuto|abertura|welkom",
            "开场|開場|欢迎|開会",
        ),
        SectionKind.INTRODUCTORY: (
            "introductory|introduction|intro|warm-up|warm up|warmup",
            "einführung|einleitung|einstieg|échauffement|introducción|introduzione|introdução",
            "inleiding|kennismaking|导入|導入|引入|暖场|暖場|热身",
        ),
        SectionKind.TRANSITION: (
            "transition|transitional|überleitung|übergang|transición|transizione|transição",
            "overgang|过渡|過渡|转入|移行",
        ),
        SectionKind.KEY: (
            "key|core|main|schlüssel|kern|hauptteil|clé|clave|chiave|chave|kernvragen",
            "关键|關鍵|核心|重点|重點|重要",
        ),
        SectionKind.ENDING: (
            "ending|end|close|closing|wrap-up|wrap up|wrapup",
            "abschluss|schluss|ende|conclusion|clôture|cierre|chiusura|encerramento|fecho",
            "afsluiting|afronding|结束|結束|收尾|总结|總結|終了|まとめ",
        ),
    }
)
"""The section kinds allowed in a heading's brackets: ``(20 min, key)``."""

TITLE_KINDS = table(
    {
        SectionKind.OPENING: (
            "before we start|before we begin|bevor wir beginnen|bevor wir anfangen",
            "bevor es losgeht",
            "avant de commencer|antes de empezar|antes de comenzar|prima di iniziare",
            "prima di cominciare|antes de começar|voordat we beginnen|voor we beginnen",
            "introductie|welkom en introductie|voorstelrondje|voorstellen",
            "kennismaking en introductie",
            "welcome and consent|consent and introductions|icebreaker|ice-breaker|ice breaker",
            "getting started|kick-off|kickoff|check-in|arrival|arrivals",
            "introductions and ground rules|introduction and ground rules|welcome and ground rules",
            "welcome & ground rules|introduction and consent|begrüßung und einführung",
            "begrüßung & vorstellung|begrüssung|vorstellung|vorstellungsrunde",
            "einführung und vorstellung|gesprächseinstieg|auftakt|begrüßung und einleitung",
            "introduction et présentation|accueil et introduction|accueil et consignes",
            "présentations",
            "tour de table|mot de bienvenue|présentation et consignes|bienvenida e introducción",
            "introducción y presentación|presentación de la dinámica|presentaciones|encuadre",
            "apertura y bienvenida|presentación inicial|introduzione e presentazioni|presentazione",
            "presentazioni|benvenuto e presentazione|saluti|accoglienza e presentazioni",
            "boas-vindas e apresentação|apresentações|abertura e apresentação|acolhida",
            "abertura e contexto|introdução e apresentação|介绍|开场致辞|开场与暖场|开场及介绍",
            "自己紹介|導入・自己紹介|イントロダクション",
            "アイスブレイク|ご挨拶|ごあいさつ",
            "opening|welcome|welcome and introductions|welcome & introductions|intro",
            "introduction|introductions|welcome and introduction|opening remarks|preliminaries",
            "vorbemerkung|vorbemerkungen|préambule|preámbulo|preâmbulo|前言|前置き",
            "begrüßung|einleitung|einführung|begrüßung und vorstellung|willkommen|ankommen",
            "accueil|ouverture|bienvenue|présentation|mot d'accueil|accueil et présentation",
            "bienvenida|apertura|introducción|presentación|bienvenida y presentación",
            "benvenuto|accoglienza|introduzione|saluti iniziali|apertura dei lavori",
            "abertura|boas-vindas|introdução|apresentação|acolhimento",
            "welkom|opening en welkom|inleiding|ontvangst|inloop",
            "preamble|opening statement|prologue|präambel|preambolo",
            "导入|暖场|热身|破冰|自我介绍|開場|暖场与介绍|开场与热身",
            "开场|开场白|开场介绍|欢迎|开场与介绍|簽到|签到",
            "はじめに|導入|あいさつ|開会|挨拶|オープニング",
        ),
        SectionKind.ENDING: (
            "closing and thanks|closing remarks|wrap up and thank you|last words|final thoughts",
            "wrap-up and close|wrap up and close|check-out|close and thanks",
            "thank you and closing remarks|closing and thank you|fazit|abschluss und dank",
            "schlusswort",
            "abschied|abschlussrunde|dank|clôture et remerciements|fin de l'entretien|mot de fin",
            "cierre y despedida|palabras finales|conclusiones|cierre y conclusiones",
            "chiusura e saluti",
            "chiusura e ringraziamenti|commiato|encerramento e agradecimentos",
            "conclusão e agradecimentos|considerações finais|fechamento|finalização",
            "afsluiting en dank|tot slot|slotronde|afsluiting en bedanken|结束与致谢",
            "收尾与致谢|总结与致谢|结束及致谢|おわり",
            "お礼|クロージング・お礼|終わりのあいさつ|締め",
            "close|closing|ending|wrap-up|wrap up|wrapping up|wrap-up & close|conclusion|thank you",
            "thank you and closing|thanks and close|closing questions|goodbye|thank you and close",
            "abschluss|schluss|ende|verabschiedung|schlussrunde|ausklang|dank und verabschiedung",
            "clôture|fin|pour finir|mot de la fin|remerciements|conclusion et remerciements",
            "cierre|despedida|final|conclusión|agradecimientos|cierre y agradecimientos",
            "chiusura|conclusione|conclusioni|saluti|saluti finali|ringraziamenti",
            "encerramento|fecho|conclusão|agradecimentos|despedida e agradecimentos",
            "afsluiting|afronding|slot|dank|bedankt|dankwoord",
            "结束|结束语|收尾|总结|致谢|结尾",
            "おわりに|終わりに|まとめ|クロージング|閉会|終了",
        ),
    }
)
"""Titles that mark a section as opening or ending by themselves."""

RULES = tuple(
    fold(word)
    for word in (
        "ground rules|house rules|group rules|group norms|group agreements|group agreement"
        "|discussion rules|basic rules|rules of the game|rules of engagement|rules of the room"
        "|working agreements|community agreements|rules for today|spielregeln|gesprächsregeln"
        "|gruppenregeln|diskussionsregeln|grundregeln|umgangsregeln|verhaltensregeln|règles du jeu"
        "|règles du groupe|règles de la discussion|règles de discussion|règles de base"
        "|règles d'échange|règles de fonctionnement|règles de vie|reglas del grupo|reglas del juego"
        "|reglas básicas|reglas de la sesión|reglas de la dinámica|reglas de juego"
        "|normas de la sesión|normas del grupo|reglas de participación|regole del gioco"
        "|regole del gruppo|regole di base|regole della discussione|regole d'ingaggio"
        "|regras do grupo|regras básicas|regras da conversa|regras do jogo|combinados"
        "|regras da discussão|regras de convivência|spelregels|gespreksregels|huisregels"
        "|basisregels|groepsregels|afspraken vooraf|讨论规则|座谈规则|基本规则|发言规则|会议规则"
        "|议事规则|グランドルール|話し合いのルール|参加のルール|お約束|会のルール"
    ).split("|")
)
"""Names of what all in the room agree on before they talk."""

LISTENED = table(
    {
        Kind.PROBLEM: (
            "problem|problems|pain|pains|pain point|pain points|complaints|frustrations",
            "issues|difficulties|obstacles|probleme|schwierigkeiten|problèmes|difficultés",
            "problemas|dificultades|problemi|difficoltà|dificuldades|problemen|knelpunten",
            "问题|問題|痛点|痛點|困难|課題|不満",
        ),
        Kind.STRENGTH: (
            "strength|strengths|what works|praise|positives|likes|delights",
            "stärke|stärken|lob|points forts|fortalezas|puntos fuertes|punti di forza",
            "pontos fortes|sterke punten|优点|優點|优势|優勢|亮点|长处|做得好的地方|強み|良い点",
        ),
        Kind.MISSING_FEATURE: (
            "missing feature|missing features|missing|missing_feature|feature|features",
            "feature request|feature requests|requests|wish|wishes|needs|what is missing|gaps",
            "fehlende funktion|fehlende funktionen|wünsche|manques|souhaits|fonctions manquantes",
            "carencias|deseos|funciones que faltan|mancanze|desideri|faltas|desejos",
            "ontbrekende functies|wensen|缺失功能|缺少的功能|功能缺失|需求|期望|要望",
            "不足している機能",
        ),
        Kind.CONTEXT: (
            "context|context quotes|background|how they work|ways of working|way of working",
            "kontext|hintergrund|arbeitsweise|contexte|contexto|contesto|achtergrond|werkwijze",
            "背景|情境|语境|語境|工作方式|状況",
        ),
    }
)
"""The kinds of quote that ``Listen for:`` may name."""

FIELDS = table(
    {
        SectionField.THEMES: (
            "themes|theme|themen|thema|thèmes|thème|temas|tema|temi|thema's|主题|主題|テーマ",
        ),
        SectionField.LISTEN_FOR: (
            "listen for|listening for|achten auf|höre auf|écouter|escuchar|ascoltare",
            "ouvir|luisteren naar|倾听|傾聽|留意|关注|聞き取る点",
        ),
        SectionField.MINUTES: (
            "how long|wie lange|combien de temps|cuánto dura|quanto dura|quanto tempo|hoe lang",
            "多长时间",
            "overall|in all|in total|overall time|whole session|gesamt|gesamtlänge|länge",
            "zeitumfang",
            "total général|temps global|durée globale|duración aproximada|tiempo aproximado|totale",
            "durata complessiva|tempo complessivo|durata stimata|total geral|duração aproximada",
            "duração estimada|tempo estimado|totaal|totale|geschatte duur|总计|共计|全体時間|全体",
            "minutes|time|duration|length|timing|time allotted|total time|estimated time|total",
            "time needed|estimated duration|total duration|session length|minute|mins|min",
            "allotted time|time allocation|time frame|timeframe|time required|when",
            "approximate time|running time|approximate duration|suggested time|session duration",
            "dauer|zeit|gesamtdauer|zeitrahmen|zeitbedarf|uhrzeit|gesamtzeit|zeiten|minuten",
            "insgesamt",
            "durée|temps|horaire|heure|durée totale|durée estimée|temps total|temps prévu|horaires",
            "duración|tiempo|hora|horario|duración total|tiempo total|tiempo estimado|minutos",
            "duración estimada|durata|tempo|orario|ora|durata totale|tempo totale|durata prevista",
            "minuti|duração|horário|duração total|tempo total|duração prevista|tempo previsto",
            "duur|tijd|tijdsduur|totale duur|totale tijd|tijdstip|tijdsduur",
            "时长|時長|时间|時間|用时|总时长|總時長|预计时长|讨论时长|访谈时长|座谈时长",
            "所需时间|分钟",
            "所要時間|合計時間|所要|時刻|合計|時間配分|目安時間|分",
        ),
    }
)
"""What the lines and the columns about a section are called."""

TOPIC_COLUMNS = frozenset(
    fold(word)
    for word in (
        "activity|activities|topic|topics|section|sections|item|what|agenda item|session|theme|part"
        "|step|content|contents|subject|phase|block|agenda|title"
        "|inhalt|inhalte|aktivität|thema|themen|programmpunkt|abschnitt|was|ablauf"
        "|tagesordnungspunkt"
        "|activité|activités|sujet|contenu|thème|étape|séquence|partie|quoi|sections"
        "|actividad|actividades|tema|temas|contenido|sección|bloque|qué|parte"
        "|attività|argomento|argomenti|contenuto|contenuti|sezione|fase|cosa"
        "|atividade|atividades|assunto|conteúdo|secção|seção|bloco|tópico|o quê|etapa"
        "|onderdeel|onderwerp|activiteit|inhoud|programma|wat|blok"
        "|环节|内容|活动|主题|议题|部分|议程|阶段|内容・進行|項目|議題|プログラム|活動|テーマ"
        "|セクション"
    ).split("|")
)
"""The column of a timetable with the titles of the sections."""

CLOCK_COLUMNS = frozenset(
    fold(word)
    for word in (
        "time|start|starts|from|when|begin|clock|uhrzeit|zeit|beginn|von|heure|horaire|début|quand"
        "|hora|horario|inicio|cuándo|orario|ora|inizio|quando|horário|início|tijd|tijdstip|aanvang"
        "|时间|开始|時間|時刻|開始"
    ).split("|")
)
"""A column of times of day: ``9h30`` in it is half past nine, not nine hours and a half."""

ENDS = frozenset(
    fold(word)
    for word in (
        "end|the end|done|all done|fertig|feierabend|terminé|hecho|listo|fatto|finito"
        "|feito|klaar|finish|end of session|end of day|close of day"
        "|ende|ende der veranstaltung|fin"
        "|fin de la séance|fin de la journée|fin de la sesión|fin de la jornada|fine|fine lavori"
        "|fim|fim da sessão|einde|结束|散会|終了|解散|閉会|閉会・解散"
    ).split("|")
)
"""Rows that only say when the session is over."""

TOTALS = frozenset(
    fold(word)
    for word in (
        "total|totals|sum|total time|overall|gesamt|summe|gesamtdauer|gesamtzeit|insgesamt"
        "|total général|durée totale|duración total|tiempo total|totale|durata totale|tempo total"
        "|totaal|totale duur|合计|总计|总时长|合計"
    ).split("|")
)
"""Rows that add up the others."""

SHORT_UNITS = ("min", "分", "mn")
"""A column such as ``Time (min)`` gives plain numbers of minutes."""
