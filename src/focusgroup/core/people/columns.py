"""Which column of a table of participants a heading names, in every language that is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.consent import consent_of
from focusgroup.core.people.consent_heads import ConsentHead, consent_head, speaks_of_consent
from focusgroup.core.text import fold

_COLUMNS = {
    "name": "name|names|participant|participants|full name|complete name|display name|contact"
    "|contact name|contact person|person|attendee|attendees|attendee name|participant name"
    "|participant full name|name of participant|participant's name|person name|guest name"
    "|user name"
    "|preferred name|respondent|respondent name|interviewee|invitee|invitee name|member name"
    "|your name|what is your name|what's your name|what is your full name|first and last name"
    "|name and surname|name surname"
    "|participant name|who"
    "|teilnehmer|teilnehmerin|teilnehmer/in|teilnehmer/innen|teilnehmer innen|teilnehmende"
    "|teilnehmende person|teilnehmername|name des teilnehmers|name der teilnehmer"
    "|name der teilnehmerin|vollständiger name|vor- und nachname|vorname und nachname"
    "|ansprechpartner"
    "|nom|nom complet|nom et prénom|nom prénom|prénom et nom|prénom nom|nom du participant"
    "|participante|nombre|nombre completo|nombre y apellidos|nombre y apellido|asistente"
    "|nombre del participante|nome|nome completo|nome do participante|nome e cognome|nominativo"
    "|nome e sobrenome|partecipante|nome del partecipante|naam|volledige naam|deelnemer"
    "|naam deelnemer|naam van deelnemer|имя|фио|ф.и.о.|имя и фамилия|фамилия и имя|участник"
    "|имя участника|полное имя|namn|navn|imię i nazwisko|jméno|jméno a příjmení|ad soyad"
    "|adı soyadı|účastník|účastníčka|meno|meno a priezvisko|uczestnik|deltagare|deltaker|deltager"
    "|nimi|koko nimi|etunimi ja sukunimi|osallistuja|név|teljes név|résztvevő|ονοματεπώνυμο|όνομα"
    "|όνομα και επώνυμο|συμμετέχων|піб|ім'я|ім'я та прізвище|учасник|име|име и фамилия|участник"
    "|姓名|名字|名称|名稱|全名|参加者|參加者|参与者|參與者|与会者|與會者|参会人|参会者|受访者"
    "|受訪者"
    "|联系人|聯絡人|参与者姓名"
    "|参加者姓名|受访者姓名|名前|お名前|氏名|参加者名|参加者氏名|이름|성명|성함|참가자|참석자"
    "|참가자 이름|참가자명"
    "|wie heißen sie|wie heißt du|wie ist ihr name|comment vous appelez-vous|votre nom complet"
    "|cómo se llama|cómo te llamas|como se llama usted|como você se chama|come si chiama"
    "|come ti chiami|hoe heet u|hoe heet je|как вас зовут|ваше имя|您的名字|您怎么称呼|您贵姓"
    "|贵姓大名"
    "|參加者姓名|參與者姓名|お名前を教えてください|お名前をご記入ください|氏名を入力してください"
    "|성함이 어떻게 되십니까"
    "|성함을 적어 주세요|이름을 입력하세요|ما اسمك|ما هو اسمك"
    "|참석자 이름|الاسم|الاسم الكامل|اسم المشارك|المشارك|اسم",
    "first": "first name|firstname|first|given name|given names|forename|vorname|rufname|prénom"
    "|primer nombre|nombre de pila|nombres|primeiro nome|nome próprio|voornaam|imię|förnamn"
    "|fornavn|ad|имя (без фамилии)|křestní jméno|krstné meno|etunimi|keresztnév|utónév|名"
    "|الاسم الأول",
    "last": "last name|lastname|last|surname|family name|nachname|familienname|zuname"
    "|nom de famille|apellido|apellidos|sobrenome|apelido|cognome|achternaam|nazwisko|efternamn"
    "|efternavn|etternavn|příjmení|priezvisko|sukunimi|vezetéknév|επώνυμο|прізвище|soyad|soyadı"
    "|фамилия|姓|성|اسم العائلة|اللقب",
    "role": "role|your role|your job title|position held"
    "|what do you do|what do you do there|and what do you do there|what is your role"
    "|was machen sie beruflich|welche funktion haben sie|was ist ihre aufgabe|que faites-vous"
    "|a qué se dedica|qué hace usted|o que você faz|cosa fa|wat doet u|кем вы работаете"
    "|您的工作是什么|您做什么工作|お仕事は何ですか|어떤 일을 하십니까|ما وظيفتك|ما عملك"
    "|title|job title|job|job role|position|function|occupation|profession|designation"
    "|rolle|funktion|position|stelle|berufsbezeichnung|jobtitel|tätigkeit|rôle|fonction|poste"
    "|intitulé du poste|rol|cargo|puesto|función|papel|função|ruolo|funzione|qualifica|posizione"
    "|functie|rol|functietitel|роль|должность|roll|befattning|stilling|stanowisko|pozice|unvan"
    "|funkce|pracovní pozice|funkcia|pracovná pozícia|funkcja|rola|tehtävä|tehtävänimike|rooli"
    "|beosztás|munkakör|θέση|ρόλος|θέση εργασίας|посада|длъжност|позиция"
    "|görev|职位|職位|职务|職務|岗位|崗位|角色|头衔|頭銜|职称|職稱|役職|役職名|肩書|肩書き"
    "|役割|職種"
    "|직책|직위|직급|역할|직무|الوظيفة|المسمى الوظيفي|الدور|المنصب",
    "account": "account|account name|company|company name|organisation|organization|org|customer"
    "|organisation name|organization name|customer name|firm|firm name|employer|employer name"
    "|account/company|business|business name|institution|client|client name|name of company"
    "|nice to meet you where do you work|in welchem unternehmen arbeiten sie|wo arbeiten sie"
    "|für welches unternehmen arbeiten sie|dans quelle entreprise travaillez-vous"
    "|où travaillez-vous|en qué empresa trabaja|dónde trabaja|em que empresa trabalha"
    "|em que empresa você trabalha|onde você trabalha|onde trabalha|per quale azienda lavora"
    "|in quale azienda lavora|dove lavora|waar werkt u|bij welk bedrijf werkt u"
    "|voor welk bedrijf werkt u|где вы работаете|в какой компании вы работаете|您在哪里工作"
    "|您的工作单位"
    "|服務單位|服务单位|任職公司|会社名を教えてください|お勤め先|어디에서 근무하십니까|أين تعمل"
    "|what company do you work for|which company do you work for|where do you work"
    "|name of the company|name of organisation|name of organization|your company|affiliation"
    "|company or organisation|company / organization|company/organisation"
    "|firma|firmenname|unternehmen|unternehmensname|name der firma|name des unternehmens|betrieb"
    "|arbeitgeber|organisation|kunde|kundenname|entreprise|nom de l'entreprise|société"
    "|nom de la société|raison sociale|organisme|client|employeur|empresa|nombre de la empresa"
    "|nome da empresa|compañía|organización|cliente|organização|azienda|nome azienda"
    "|nome dell'azienda|società|ditta|bedrijf|bedrijfsnaam|organisatie|klant|компания"
    "|название компании|организация|фирма|клиент|företag|virksomhed|selskap|şirket|společnost"
    "|podnik|zákazník|spoločnosť|przedsiębiorstwo|spółka|klient|kund|kunde|bedrift|organisasjon"
    "|yritys|organisaatio|asiakas|cég|cégnév|vállalat|εταιρεία|εταιρία|οργανισμός|компанія"
    "|організація|клієнт|компания"
    "|公司|公司名|公司名称|公司名稱|单位|單位|单位名称|單位名稱|企业|企業|企业名称|企業名稱"
    "|客户|客戶|客户名称|机构|機構"
    "|组织|組織|会社|会社名|企業名|勤務先|所属|所属先|法人名|顧客|顧客名|회사|회사명|기업"
    "|기업명|소속|고객|고객사"
    "|الشركة|اسم الشركة|المؤسسة|جهة العمل|العميل",
    "seat": "seat|seat number|seat no|no|nr|no.|nr.|#|sitz|platz|sitzplatz|siège|asiento|assento"
    "|posto|stoel|место|座位|座位号|座位號|席|座席|자리|좌석|المقعد",
    "segment": "segment|market segment|size|tier|marktsegment|segmento|сегмент|细分|細分|细分市场"
    "|セグメント|세그먼트|القطاع",
    "revenue_share": "revenue share|share of revenue|revenue_share|share|revenue %|umsatzanteil"
    "|part du chiffre d'affaires|收入占比|营收占比",
    # Known, but not read. A sheet of attendance is told from others by its times.
    "other": "timestamp|salutation|anrede|titel|civilité|suffix|prefix|middle name|quantity"
    "|zeitstempel|horodateur|marca temporal|carimbo de data/hora|informazioni cronologiche"
    "|tijdstempel|отметка времени|提交时间|提交時間|タイムスタンプ|타임스탬프|الطابع الزمني"
    "|submission date"
    "|attended|registration time|email|e-mail|email address|e-mail address|mail"
    "|user email|phone|telephone|mobile"
    "|phone number|guest|is guest|country|country/region name|participant id|participant id (upn)"
    "|attendance|attendance status|attendee status|response|rsvp|teilnahme|antwort"
    "|department|city|address|comments|remarks|notes|id|e-mail-adresse|telefon|abteilung|gast"
    "|land"
    "|ort|bemerkung|bemerkungen|notizen|courriel|téléphone|service|invité|correo|teléfono"
    "|telefone"
    "|telefono|отдел|телефон|почта|邮箱|电子邮件|电话|手机|部门|来宾|备注|メール"
    "|メールアドレス|電話|部署|備考"
    "|이메일|전화|부서|비고|البريد الإلكتروني|الهاتف",
    "time": "join time|leave time|duration|duration (minutes)|first join|last leave|user action"
    "|in-meeting duration|time in session (minutes)|join"
    "|leave|joined|left"
    "|erster beitritt|letztes verlassen|letzter austritt|beitrittszeit|beitrittszeitpunkt"
    "|teilnahmezeit"
    "|austrittszeit|besprechungsdauer|dauer|dauer (minuten)|dauer in der besprechung"
    "|verlassenszeitpunkt|première participation|dernier départ|heure d'arrivée|heure de départ"
    "|durée|durée (minutes)|hora de entrada|hora de salida|duración|duración (minutos)"
    "|加入时间|离开时间|首次加入|最后离开|会议持续时间|持续时间|时长|时长（分钟）"
    "|持续时间（分钟）|参加時刻|退出時刻"
    "|入室時刻|退室時刻|時間（分）|会議内の継続時間|참가 시간|나간 시간|기간|기간(분)"
    "|وقت الانضمام|وقت المغادرة|المدة|first seen|last seen|time in call|time joined|time exited"
    "|attendance duration|total duration (minutes)|primera unión|primera incorporación"
    "|última salida|duración de la reunión|primo accesso|ultima uscita|durata|durata riunione"
    "|ora di ingresso|ora di uscita|primeira entrada|última saída|duração|duração da reunião"
    "|hora de ingresso|eerste deelname|laatste vertrek|duur|deelnametijd|vertrektijd"
    "|pierwsze dołączenie|ostatnie wyjście|czas trwania|время входа|время выхода"
    "|продолжительность|katılma zamanı|ayrılma zamanı|süre",
}

CONSENT_HEADS = tuple(ConsentHead)

_MARKS = lazy_pattern(r"[\s_\-–—.:*?？：#¿؟]+")
_CAMEL = lazy_pattern(r"(?<=[a-z])(?=[A-Z][a-z])")
_ASKED = lazy_pattern(
    r"^(?:(?:what's|what is|please (?:enter|give)|(?:wie|was|welche) (?:lautet|ist)|quel(?:le)? est"
    r"|cual es|qual e|wat is|какова|каково) )?(?:[oa] |il )?"
    r"(?:(?:your|the|ihre?|deine?|der|die|das|votre|le|la|su|tu|el|seu|sua|suo|ваша|ваше|il|lo|uw|je"
    r"|de) |您的|你的|贵|貴|あなたの|ご|귀하의 ?)?"
)
_PART_OF_A_NAME = frozenset(
    "name names nom nombre nome naam namn navn jmeno meno nimi nev ονομα ім'я име имя"
    " 名字 名前 お名前 이름 الاسم اسم".split()
)
"""Headings that may mean the whole name or, beside a part of it, the other part."""
_BRACKETS = lazy_pattern(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_PARTS = lazy_pattern(r"\s*[/|／\n]\s*")
_TWO_SCRIPTS = lazy_pattern(r"(?<=[\u2e80-\uffef])\s*(?=[A-Za-z])|(?<=[a-z])\s*(?=[\u2e80-\uffef])")


@dataclass(frozen=True, slots=True)
class Heads:
    """A row of headings: the column of each cell, "" for one that is not known."""

    columns: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def has_name(self) -> bool:
        """Return whether the people's names can be read."""
        return "name" in self.columns or "first" in self.columns or "last" in self.columns

    @property
    def has_consent(self) -> bool:
        """Return whether a column says something about consent."""
        return any(column in CONSENT_HEADS for column in self.columns)

    @property
    def halves(self) -> tuple[str, str] | None:
        """Return the headings of the two halves of a name, as ``Name`` and ``Vorname``."""
        parts = [column for column in ("first", "last") if column in self.columns]
        if len(parts) != 1 or "name" not in self.columns:
            return None
        name, part = (self.cells[self.columns.index(each)] for each in ("name", *parts))
        return (name, part) if heading_key(name) in _PART_OF_A_NAME else None

    @property
    def known(self) -> int:
        """Return how many columns are known."""
        return sum(map(bool, self.columns))

    @property
    def filled(self) -> int:
        """Return how many headings there are."""
        return sum(map(bool, self.cells))

    @property
    def unknown(self) -> list[str]:
        """Return the headings that are not known."""
        return [c for column, c in zip(self.columns, self.cells, strict=True) if c and not column]

    @property
    def is_attendance(self) -> bool:
        """Return whether this is the list of who was in a call."""
        return self.has_name and "time" in self.columns

    @property
    def unread(self) -> list[str]:
        """Return the headings of columns that are not read, such as a second one for the role."""
        skipped = {"other", "time", ""}
        pairs = list(zip(self.columns, self.cells, strict=True))
        return [
            cell
            for place, (column, cell) in enumerate(pairs)
            if cell
            and column not in CONSENT_HEADS
            and (column in skipped or column in self.columns[:place])
        ]


def is_meeting(cells: Sequence[str]) -> bool:
    """Return whether a row heads what a list of attendance says about the meeting."""
    return bool(cells) and fold(cells[0]) in _MEETING


@lru_cache(4096)
def heads_in(cells: tuple[str, ...], *, first: bool) -> Heads | None:
    """Return a row as headings, None if it is a person, a title or empty.

    The *first* row of a list is taken for headings more readily than a later one: a person below
    a table of headings may be called Guest.
    """
    heads = Heads(tuple(column_of(cell) for cell in cells), tuple(cells))
    filled = sum(map(bool, cells))
    # The headings about the meeting in an attendance list: `Meeting ID, Topic, …, Participants`.
    if not filled or is_meeting(cells):
        return None
    if heads.has_name:
        alone = "name" in heads.columns and (first or filled == 1)
        return heads if alone or heads.known > 1 else None
    # No name: still headings, which the list can't be read with, but never a person.
    # `no notes` is what somebody says.
    pairs = zip(heads.columns, cells, strict=True)
    sure = [c for c, cell in pairs if c and c != ConsentHead.UNCLEAR and not consent_of(cell)]
    return heads if len({*sure}) > 1 or (first and {*sure} & {*CONSENT_HEADS}) else None


@lru_cache(4096)
def column_of(head: str) -> str:
    """Return the column that a heading names, "" if it is not known."""
    if not head or len(head) > 120:
        return ""
    known = _known()
    key = heading_key(head)
    if key in known:
        return known[key]
    if found := consent_head(head):
        return found
    if (bare := bare_key(head)) in known:
        return known[bare]
    for split in (_PARTS, _TWO_SCRIPTS):
        parts = {known.get(heading_key(part), "") for part in split.split(head)}
        if len(parts) == 1 and (both := parts.pop()):
            return both
    return known.get(_ASKED.sub("", bare), "")


@lru_cache(1024)
def misspelt(head: str) -> str:
    """Return the heading that an unknown one is probably meant to be, "" if there is none."""
    close = get_close_matches(heading_key(head), _read(), n=1, cutoff=0.75)
    return "" if not close or speaks_of_consent(head) else close[0]


def bare_key(head: str) -> str:
    """Return a heading folded for comparison, without what it has in brackets."""
    return heading_key(_BRACKETS.sub("", f" {head}"))


def heading_key(head: str) -> str:
    """Return a heading folded for comparison."""
    return _MARKS.sub(" ", fold(_CAMEL.sub(" ", head))).strip() or head.strip()


@cache
def _known() -> dict[str, str]:
    known = {
        heading_key(word): column for column, all in _COLUMNS.items() for word in all.split("|")
    }
    return {key.replace(" ", ""): column for key, column in known.items()} | known


@cache
def _read() -> tuple[str, ...]:
    skipped = ("other", "time")
    read = [all for column, all in _COLUMNS.items() if column not in skipped]
    return tuple(heading_key(word) for all in read for word in all.split("|"))


_MEETING = frozenset(
    map(
        fold,
        "meeting id|topic|webinar id|meeting-id|会议 id|会议号|ミーティング id|회의 id".split("|"),
    )
)
