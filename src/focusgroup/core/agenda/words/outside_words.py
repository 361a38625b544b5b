"""Titles of what is not of the session: the plan around it, before it and after it."""

from enum import StrEnum

from focusgroup.core.agenda.words import table
from focusgroup.core.text import fold


class Outside(StrEnum):
    """How surely a title names a part that is not of the session.

    *SURE* always; *LIKELY* unless it asks the participants something and no section says how long
    it takes; *MAYBE* only beside sections that say how long they take.
    """

    SURE = "sure"
    LIKELY = "likely"
    MAYBE = "maybe"


OUTSIDE = table(
    {
        Outside.SURE: (
            # English
            "version control|document version|bibliography|literature|reference list",
            "credentials|access data|login|success criteria|controle de versão",
            "histórico de versões|referências|referências bibliográficas|bibliografia",
            "referencias|bibliografía|références|bibliographie|literatur",
            "literaturverzeichnis|quellen|quellenverzeichnis|riferimenti|referenties",
            "bronnen|zugangsdaten|anmeldedaten|inloggegevens|accesos|credenziali",
            "erfolgskriterien|critères de réussite|criterios de éxito|criteri di successo",
            "critérios de sucesso|succescriteria|hypothese|hypothèse|hypothèses|hipótesis",
            "ipotesi|hipótese|hipóteses|versionen|änderungshistorie|参考文献|版本记录",
            "bitácora|bitácora de la entrevista|interview log|session log|logbook|logbuch",
            "journal de bord|diário de bordo|logboek",
            "interview record|session record|record sheet|interview sheet|evidence tracker",
            "metricas|métricas|métricas simples|metricas simples|indicadores|cuidados|precauções",
            "precauciones|précautions|vorsichtsmaßnahmen",
            "decision rule|decision rules|recruiting screen|recruitment screen",
            "adaptation ideas|adaptations|variations|variants|anpassungen|varianten|adaptaciones",
            "goal|goals|objective|objectives|aim|aims|purpose|research question|hypotheses",
            "research questions|hypothesis|assumptions|learning goals|what we want to learn",
            "what we want to find out|success criteria|recruitment|recruiting|recruits",
            "recruitment criteria|screener|screening|screening questions|screener questions",
            "screening criteria|participants|participant profile|participant profiles|sample",
            "sampling",
            "participant criteria|target participants|who we will talk to|who we'll talk to",
            "who we talk to|who we want to talk to|target group|target audience|attendees|audience",
            "materials|material|equipment|tools|supplies|what you need|what to bring|stimuli|props",
            "logistics|room setup|room set-up|venue|tips|advice|guidelines",
            "ground rules for moderators",
            "dos and don'ts|do's and don'ts|things to remember|remember|reminders|instructions",
            "how to use this guide|using this guide|about this guide|how to use this document",
            "about this document|analysis|analysis plan|data analysis|coding|reporting",
            "deliverables",
            "after the session|after session|after the interview|after the discussion",
            "after the workshop|after the test|post-session|post session|post-session tasks",
            "approvals|approval|sign-off|ethics|ethical considerations|privacy|data protection",
            "data handling|incentive|incentives|compensation|budget|timeline|project timeline|team",
            "roles|roles and responsibilities|methodology|method|methods|research method|appendix",
            "references|resources|links|related documents|version history|changelog",
            "document history",
            "contact|contacts|consent form|observers|note-taking template|stakeholders|scope",
            "research plan|findings|results|license|licence|moderator logistics|moderator notes",
            "notes for moderators|notes for the moderator|notes for the facilitator",
            "observer guidelines",
            "before the session|before the interview|before you begin|before the workshop",
            "before the discussion|research objectives|study design|recording|limitations",
            "acknowledgements",
            "what happens next|what we do with the results",
            "afterwards|after the group|after the call|after the visit|after the meeting",
            "before the call|before they arrive|before participants arrive|before the visit",
            "before the meeting|what to take|moderator instructions|facilitator instructions",
            "interviewer instructions|general instructions|research team|session details",
            "session information|project details|key dates|study information|study details",
            "interview details|interview logistics|demographic form|recording and transcription",
            "transcription|data management|storage|confidentiality|safeguarding",
            "safeguarding protocol",
            "distress protocol|contingency|contingency plan|backup plan|troubleshooting|tech check",
            "technical setup|observation sheet|observation guide|score sheet|scoring|quota|quotas",
            "sample and quotas|session dates|fieldwork|fieldwork dates|interview tips",
            "probing techniques|useful probes|general probes|generic probes|standard probes",
            "probing phrases|helpful probes|parking lot|glossary|signatures|document control",
            "distribution list|recruitment quota|quality assurance|note taking|note-taking",
            "reflexivity|reflexivity notes|debrief notes|coding scheme|success metrics|metrics",
            "hypotheses to test|testing setup|test environment|notetaker instructions",
            "observer instructions",
            # German
            "ziel|ziele|zielsetzung|forschungsfrage|forschungsfragen|fragestellung|fragestellungen",
            "hypothesen|rekrutierung|rekrutierungskriterien|screening|screener|screeningfragen",
            "auswahlkriterien|teilnehmende|teilnehmer|teilnehmerinnen",
            "teilnehmerinnen und teilnehmer",
            "teilnehmerprofil|stichprobe|zielgruppe|materialien|ausstattung|technik|unterlagen",
            "logistik",
            "organisatorisches|tipps|hinweise|auswertung|analyse|nachbereitung|nach dem gespräch",
            "nach dem interview|nach der sitzung|nach der gruppe|nach dem termin|freigabe",
            "freigaben",
            "genehmigung|genehmigungen|datenschutz|aufwandsentschädigung|vergütung|methodik",
            "methode",
            "anhang|rollen|beteiligte|vor dem gespräch|vor dem interview|vor der sitzung",
            "vorbereitung",
            "kontakt|zeitplan des projekts|hinweise zur benutzung|zu diesem leitfaden",
            "erkenntnisinteresse",
            "einladung|nach dem workshop|vor dem workshop|durchführungshinweise|ergebnisse",
            "danach|angaben zur person|angaben zu den personen|soziodemografie|soziodemographie",
            "soziodemografische angaben|soziodemographische angaben|statistische angaben",
            "kurzfragebogen|technische vorbereitung|raum und technik|rahmenbedingungen|eckdaten",
            "rahmendaten|projektdaten|ziel der studie|ziel der untersuchung|ziele der studie",
            "untersuchungsziel|leitlinien|moderationshinweise|interviewhinweise",
            "allgemeine hinweise",
            "checkliste|einverständniserklärung|dokumentation|protokollbogen|postskript|postskriptum",
            "gedächtnisprotokoll|quoten|quotierung|anreise|raum|räumlichkeiten|catering|verpflegung",
            "ansprechpartner|ansprechpersonen|kontaktdaten|verteiler|änderungshistorie|notfallplan",
            "incentive|incentives|honorar|nach der befragung|nach der fokusgruppe",
            "vor der fokusgruppe",
            "aufbewahrung|löschfristen|transkription|beobachtungsbogen|aufgabenverteilung",
            # French
            "objectif|objectifs|but|buts|questions de recherche|question de recherche|hypothèses",
            "recrutement|critères de recrutement|questionnaire de recrutement|profil|profils",
            "profil des participants|participants|participantes et participants|échantillon",
            "public cible",
            "matériel|matériel nécessaire|logistique|organisation|conseils|consignes|analyse",
            "méthode",
            "méthodologie|après l'entretien|après la séance|après la session|après le groupe",
            "après l'atelier|validation|validations|approbations|éthique|annexe|annexes",
            "indemnisation",
            "dédommagement|avant la séance|avant l'entretien|avant la session|préparation|rôles",
            "suites",
            "mode d'emploi|confidentialité|filtre|questions filtre|équipe|restitution|contacts",
            "talon sociologique|fiche signalétique|données sociodémographiques",
            "caractéristiques sociodémographiques|signalétique|objectifs de l'étude",
            "objectif de l'étude|cible|quotas|critères d'inclusion|critères d'exclusion|modalités",
            "modalités pratiques|modalités d'organisation|informations pratiques",
            "consignes d'animation|posture|posture de l'animateur|principes d'animation",
            "règles d'animation|rappel méthodologique|prise de notes|grille d'observation",
            "dédommagements|livrables|calendrier|retranscription|transcription",
            "traitement des données",
            "rgpd|relances générales|relances types|à prévoir|à apporter|check-list|checklist",
            "après le test|avant le test|avant l'atelier|installation de la salle|salle",
            "rémunération",
            "remerciements aux partenaires|données personnelles",
            # Spanish
            "objetivo|objetivos|preguntas de investigación|pregunta de investigación|hipótesis",
            "reclutamiento|criterios de selección|criterios de reclutamiento|participantes",
            "perfil de participantes|perfil de los participantes|perfil|muestra",
            "cuestionario de filtro",
            "filtro|materiales|logística|consejos|recomendaciones|análisis|metodología|anexo",
            "anexos",
            "después de la sesión|después de la entrevista|tras la sesión|tras la entrevista",
            "aprobaciones|aprobación|ética|incentivos|preparación|antes de la sesión|equipo",
            "antes de la entrevista|después del grupo|indicaciones|instrucciones|confidencialidad",
            "preguntas de filtro|convocatoria|cómo usar esta guía|después del taller",
            "antes del taller",
            "ficha técnica|ficha del entrevistado|datos del entrevistado|datos sociodemográficos",
            "datos de identificación|datos personales|objetivo general|objetivos específicos",
            "público objetivo|cuotas|observaciones|materiales necesarios|preparativos",
            "tratamiento de datos|protección de datos|transcripción|calendario|contacto",
            "responsable",
            "equipo de trabajo|lista de verificación|recordatorio|recordatorios",
            "después de la reunión",
            "antes del grupo|perfil de los asistentes|notas del moderador|pautas para el moderador",
            "logística y materiales|incentivo",
            # Italian
            "obiettivo|obiettivi|domande di ricerca|domanda di ricerca|ipotesi|reclutamento",
            "selezione",
            "criteri di selezione|partecipanti|profilo dei partecipanti|campione|materiali",
            "materiale",
            "logistica|consigli|suggerimenti|analisi|metodologia|dopo la sessione",
            "dopo l'intervista",
            "dopo l'incontro|approvazioni|approvazione|etica|incentivi|preparazione|allegati",
            "allegato",
            "prima della sessione|prima dell'intervista|prima dell'incontro|domande filtro",
            "istruzioni",
            "scopo|finalità|attrezzatura|ruoli|come usare questa guida|privacy e consenso",
            "scheda anagrafica|dati anagrafici|dati socio-anagrafici|scheda del partecipante",
            "indicazioni|indicazioni per il moderatore|quote|materiali necessari|da portare",
            "trascrizione|trattamento dei dati|contatti|calendario|preparativi|avvertenze",
            "promemoria",
            "dopo il gruppo|prima del gruppo|dopo il laboratorio|prima del laboratorio",
            "dopo il focus group|prima del focus group|compenso|incentivo|target",
            "obiettivi della ricerca|note del moderatore",
            # Portuguese
            "objetivos da pesquisa|perguntas de investigação|perguntas de pesquisa|hipóteses",
            "recrutamento|critérios de seleção|perfil dos participantes|amostra|materiais",
            "logística",
            "dicas|conselhos|recomendações|análise|metodologia|depois da sessão",
            "depois da entrevista",
            "após a sessão|após a entrevista|aprovações|aprovação|ética|incentivos|preparação",
            "anexos",
            "antes da sessão|antes da entrevista|instruções|equipamento|perguntas de triagem",
            "triagem",
            "como usar este guião|como usar este roteiro|depois da oficina|antes da oficina",
            "equipe|equipa",
            "ficha técnica|ficha do entrevistado|dados sociodemográficos|dados de identificação",
            "dados do entrevistado|caracterização|caracterização do entrevistado|público-alvo",
            "objetivo geral|objetivos específicos|objetivos do estudo|observações|orientações",
            "orientações ao entrevistador|materiais necessários|depois do grupo|após o grupo",
            "antes do grupo|transcrição|tratamento de dados|proteção de dados|contato|contatos",
            "contactos|recompensa|incentivo|lista de verificação|anotações",
            "perfil dos entrevistados",
            "perfil|público",
            # Dutch
            "doel|doelen|doelstelling|doelstellingen|onderzoeksvraag|onderzoeksvragen|werving",
            "selectie",
            "selectiecriteria|deelnemers|profiel van de deelnemers|steekproef|materiaal|materialen",
            "benodigdheden|logistiek|tips|adviezen|analyse|methodologie|na afloop|na het gesprek",
            "na de sessie|na het interview|goedkeuring|goedkeuringen|ethiek|vergoeding",
            "voorbereiding",
            "vooraf|voor het gesprek|voor de sessie|bijlage|bijlagen|rollen|uitwerking|doelgroep",
            "gebruik van deze leidraad|screeningsvragen|aandachtspunten|instructie|verslaglegging",
            "achtergrondgegevens|achtergrondkenmerken|persoonsgegevens|respondenten|onderzoeksdoel",
            "doel van het onderzoek|doel van het gesprek|nadien|achteraf|na het groepsgesprek",
            "voor het groepsgesprek|na het onderzoek|materiaallijst|techniek|ruimte|locatie",
            "privacy",
            "transcriptie|contactpersoon|contactgegevens|quota|bronnen|na de bijeenkomst",
            "voor de bijeenkomst|voor het interview|instructies|instructies voor de moderator",
            "verslag",
            "aanpak",
            # Chinese
            "目的|目标|研究目的|研究目标|调研目的|调研目标|访谈目的|座谈目的|研究问题|假设|招募",
            "招募条件",
            "招募标准|甄别|甄别问卷|筛选问题|筛选条件|参与者|参与人员|受访者|受访对象|访谈对象",
            "参会人员",
            "目标人群|样本|物料|材料|物料准备|所需物料|准备工作|会前准备|访谈前准备|后勤",
            "场地安排|注意事项",
            "主持人须知|主持技巧|提示|访谈技巧|分析|数据分析|分析计划|会后|会后工作|访谈后",
            "访谈后工作|审批",
            "伦理|报酬|激励|研究方法|方法|附录|角色分工|人员分工|使用说明|后续工作|资料整理",
            "结果整理|隐私",
            "附件|配额|样本配额|项目信息|基本信息|访谈须知|访谈员须知|主持要点|记录要求|录音说明|会前|会后整理|访谈记录|被访者信息|受访者信息|甄别条件|礼金发放|联系方式",
            "时间地点|执行说明|执行要求|分析要点|分析维度|会前准备事项|背景与目的|研究背景与目的|项目背景与目的|访后|会后总结|观察要点",
            # Japanese
            "目的|調査目的|目標|調査課題|リサーチクエスチョン|仮説|リクルート|リクルーティング",
            "募集条件",
            "備品|機材・備品|対象者|対象|参加者|参加者条件|スクリーナー|スクリーニング|選定条件|準備物|準備",
            "持ち物|用意するもの",
            "事前準備|機材|会場|注意点|注意事項|心得|進行のコツ|コツ|アドバイス|分析|分析方法",
            "終了後|実施後",
            "インタビュー後|セッション後|事後作業|承認|倫理|謝礼|調査方法|手法|付録|役割",
            "役割分担|使い方",
            "このガイドの使い方|資料|個人情報|ロジスティクス",
            "分析メモ|メモ|記録|記録用紙|実施概要|調査概要|実施要領|会場・機材|対象者属性|属性|基本属性|割付|サンプル|事後|後処理|進行上の注意|注意書き|連絡先|提出物",
            "同意書|観察メモ|終了後の作業|調査目的と背景|目的と背景|ゴール|振り返り（チーム）|事後処理|当日の準備",
        ),
        Outside.LIKELY: (
            "informed consent|consent",
            "before|after|vorher|nachher|danach|avant|après|antes|después|depois|prima|dopo",
            "vooraf|achteraf|之前|之后",
            "demographics|demographic information|about you form|einwilligung|einverständnis",
            "protokoll|consentement|consentimiento informado|consentimiento|consenso informato",
            "termo de consentimento|toestemming|identification|público|planning|dates",
            "background|context|rationale|summary|overview|about|about the study|about the project",
            "actions|action items|matters arising|to prepare|zu besorgen|vorzubereiten|à préparer",
            "a preparar|por preparar|da preparare|voor te bereiden|kit|kit list|stationery",
            "supplies list|packing list|who|why|wozu|warum|weshalb|pourquoi|para qué|por qué",
            "perché|porquê|waarom|wen wir fragen|mit wem wir sprechen|à qui|a quién|a chi|met wie",
            "preparation|set-up|setup|preparing|debrief|debriefing|note|notes|description",
            "hintergrund|kontext|anlass|ausgangslage|überblick|notizen|nachbesprechung",
            "worum es geht",
            "contexte|arrière-plan|cadre|présentation du projet|débriefing|résumé|enjeux|remarques",
            "contexto|antecedentes|resumen|justificación|descripción|contesto|premessa|sintesi",
            "sfondo",
            "enquadramento|resumo|antecedente|descrição|achtergrond|aanleiding|samenvatting",
            "context",
            "研究背景|背景|项目背景|概述|概要|备注|背景介绍|調査背景|概要|備考|経緯",
        ),
        Outside.MAYBE: (
            "next steps|follow-up|follow up|outcomes|observations|summary of the session",
            "nächste schritte|ergebnis|prochaines étapes|suivi|próximos pasos|seguimiento",
            "prossimi passi|próximos passos|vervolg|volgende stappen|下一步|后续|次のステップ|今後",
        ),
    }
)
"""Whole titles, or all parts of one that are joined by *and*."""

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
