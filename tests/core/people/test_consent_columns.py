"""Columns of consent by any name: read, or the list is refused with its line; never passed over."""

import pytest

from focusgroup.core.people.people_csv import read_people

AGREES = (
    "Consent|Consent given?|Consent (Y/N)|Recording OK?|Recording ok|OK to record"
    "|OK to record?|Okay to record?|Ok with recording|Happy to be recorded?|Record?"
    "|May we record you?|Can we record?|Are you happy for us to record this session?"
    "|I agree to be recorded|I consent to the recording of this session|Permission to record"
    "|Recording permission|Audio consent|Video consent|Consent to audio/video"
    "|Consent form signed|Consent form received (date)|Signed consent|GDPR|GDPR ok"
    "|GDPR consent|GDPR consent?|Data protection|Privacy consent|Privacy policy accepted"
    "|Notes OK?|Note-taking allowed|May we take notes?|Agrees to notes"
    "|Agreed to T&C and recording|ok_to_record|consentGiven|recording_consent"
    "|Consent [yes/no]|Consent (recording)|Consent - recording|Consent to be quoted"
    "|May we quote you?|Quotes allowed|Can be quoted|Quote permission|OK to quote"
    "|Participation consent|Release form|Release signed|Media release|Photo release|Waiver"
    "|Opt-in|Opted in|NDA and consent|Informed consent|ICF signed|IRB consent"
    "|Einverständnis Aufzeichnung|Einwilligung|Einwilligung liegt vor|Einwilligungserklärung"
    "|Einverständniserklärung unterschrieben|Aufzeichnung ok|Aufzeichnung ok?"
    "|Aufnahme erlaubt|Aufnahme ok?|Aufnahme OK|Dürfen wir aufzeichnen?"
    "|Dürfen wir mitschreiben?|Darf aufgezeichnet werden?|Mitschnitt|Mitschnitt ok|Zustimmung"
    "|Zustimmung Aufnahme|DSGVO|DSGVO ok|DSGVO-Einwilligung|Datenschutz|Datenschutzerklärung"
    "|Datenschutzerklärung unterschrieben|Tonaufnahme|Einwilligung (ja/nein)|Zitieren erlaubt"
    "|Darf zitiert werden|Freigabe Zitate|Genehmigung|Protokoll ok|Consentement"
    "|Consentement (oui/non)|Accord|Accord enregistrement|Accord pour l'enregistrement"
    "|Enregistrement OK ?|Enregistrement autorisé|Peut-on enregistrer ?"
    "|Pouvons-nous enregistrer ?|Autorisation|Autorisation d'enregistrer"
    "|Autorisation d'enregistrement|RGPD|Consentement RGPD|Prise de notes|Droit à l'image"
    "|Accepte d'être enregistré|Accepte l'enregistrement|Consentement signé"
    "|Citation autorisée|Peut être cité|Consentimiento|Consentimiento (sí/no)|Grabación"
    "|Grabación OK|¿Podemos grabar?|Autoriza grabación|Autoriza la grabación|Acepta grabación"
    "|Acepta ser grabado|Permiso de grabación|Permiso para grabar|Consentimiento informado"
    "|RGPD / LOPD|Protección de datos|Se puede citar|Puede ser citado"
    "|¿Acepta que tomemos notas?|Consenso|Consenso registrazione|Consenso alla registrazione"
    "|Possiamo registrare?|Registrazione OK|Autorizza la registrazione|Autorizzazione"
    "|Liberatoria|Liberatoria firmata|Privacy|Consenso privacy|Acconsente|Trattamento dati"
    "|Consenso informato|Toestemming|Toestemming opname|Opname OK?|Mogen we opnemen?|Akkoord"
    "|Akkoord opname|AVG|AVG toestemming|Toestemmingsformulier|Gaat akkoord met opname|Zgoda"
    "|Zgoda na nagrywanie|Zgoda na nagranie|Zgoda na nagrywanie?|Czy możemy nagrywać?"
    "|Nagrywanie OK?|RODO|Zgoda RODO|Wyraża zgodę|Zgoda na przetwarzanie danych|Consentimento"
    "|Consentimento (sim/não)|Gravação OK?|Podemos gravar?|Autoriza gravação"
    "|Autoriza a gravação|Permissão para gravar|LGPD|Concorda com a gravação"
    "|Termo de consentimento|Aceita ser gravado|同意|同意录音|同意錄音|是否同意|是否同意录音"
    "|是否同意记录|录音同意|知情同意"
    "|知情同意书|同意书|可否录音|可录音|录音许可|能否录音？|是否可以录音|可以记录|授权|隐私同意"
    "|个人信息授权|録音の同意|録音同意|録音可否|録音可|録音してもよい"
    "|録音OK|録音OK?|録画の同意|同意書|同意|同意の有無|記録の同意|メモ可|個人情報同意"
    "|個人情報の取り扱いに同意|録音してよろしいですか|녹음 동의|동의|동의 여부"
    "|녹음 가능|녹음 가능 여부|녹음해도 될까요?|기록 동의|개인정보 동의|개인정보 수집 동의|동의서"
    "|Согласие|Согласие на запись"
    "|Согласен на запись|Можно записывать?|Запись разрешена|Разрешение на запись"
    "|Согласие на обработку данных|Согласие на обработку персональных данных"
    "|Согласие получено|Можно цитировать|الموافقة|الموافقة على التسجيل|موافقة"
    "|هل يوافق على التسجيل؟|هل توافق على التسجيل؟|التسجيل مسموح|إذن التسجيل|موافق على التسجيل"
    "|Onay|Kayıt onayı|Kayıt izni|Kayda izin veriyor mu?|Ses kaydı onayı|Rıza|Açık rıza|KVKK"
    "|KVKK onayı|İzin|Kayıt OK?|Muvafakat|Samtycke|Samtycke till inspelning|Inspelning OK?"
    "|Samtykke|Samtykke til optagelse|Samtykke til opptak|Souhlas|Souhlas s nahráváním|Súhlas"
    "|Hozzájárulás|Acord|Acord înregistrare|Suostumus|Συγκατάθεση|Згода|Згода на запис"
    "|Съгласие"
)
NAMED = (
    "may we name you|May we name you?|May we use your name?|Can we use your name?"
    "|Can we name you|OK to name?|OK to use name|Name OK?|Use name?|Use of name"
    "|Name may be used|Named in report?|May be named|Naming OK|Naming consent"
    "|Consent to be named|Consent (name)|Consent: name|Happy to be named?|Attribution"
    "|Attribution OK|Attribution allowed|Quote by name?|Can be quoted by name|By name?"
    "|Name in report|Identify by name|Namensnennung|Namensnennung ok|Namensnennung erlaubt?"
    "|Namentliche Nennung|Dürfen wir Sie nennen?|Dürfen wir Ihren Namen nennen?"
    "|Darf genannt werden|Name darf genannt werden|Mit Namen?|Name nennen?|Nennung mit Namen"
    "|Peut-on vous nommer ?|Peut-on vous citer par votre nom ?|Mention du nom|Nom cité ?"
    "|Accepte d'être nommé|Nominatif|Citer le nom ?|¿Podemos nombrarle?"
    "|¿Se puede usar su nombre?|Mencionar nombre|Uso del nombre|Citar por nombre"
    "|Possiamo citarla per nome?|Citare il nome|Uso del nome|Naam noemen?|Mogen we u noemen?"
    "|Naamsvermelding|Podemos citar o nome?|Uso do nome|Zgoda na podanie nazwiska"
    "|Czy możemy podać nazwisko?|是否实名|可否署名|署名|能否公开姓名|同意署名|是否可以署名"
    "|是否公开姓名|実名可|実名公開|名前の公開|実名掲載可"
    "|お名前を出してもよい|실명 공개|실명 공개 동의|이름 공개|이름 공개 가능|Можно назвать имя?"
    "|Указание имени"
    "|Можно указать имя|ذكر الاسم|هل يمكن ذكر الاسم؟|İsim kullanılabilir mi?|İsim kullanımı"
)
ANONYMOUS = (
    "anonym?|Anonym|Anonymous|Anonymous?|Anonymity|Anonymity requested"
    "|Wants to stay anonymous|Wishes to remain anonymous|Keep anonymous|Anonymise|Anonymize?"
    "|Stay anonymous?|Prefers anonymity|Pseudonym|Anonym bleiben|Anonymität gewünscht"
    "|Möchte anonym bleiben|Anonymisieren|Anonymisieren?|Pseudonymisieren|Anonyme|Anonyme ?"
    "|Anonymat|Souhaite rester anonyme|Anonymiser|Anónimo|¿Anónimo?|Anonimato"
    "|Desea permanecer anónimo|Anonimo|Anonimato richiesto|Vuole restare anonimo|Anoniem"
    "|Anoniem blijven|Anonimowo|Anonimowy|Anonimowość|Anônimo|Anônimo?|Anonimato solicitado"
    "|匿名|是否匿名|要求匿名|匿名？|匿名希望|匿名|익명|익명 희망|익명 여부|Анонимно|Аноним"
    "|Анонимность|مجهول|إخفاء الهوية"
    "|Anonim|Anonim mi?|İsim gizli"
)
OBJECTS = (
    "No recording|Do not record|Don't record|Opt-out|Opted out|Opt out|Declined recording"
    "|Objects to recording|Refuses consent|Consent withdrawn|No consent|Keine Aufzeichnung"
    "|Keine Aufnahme|Widerspruch|Aufnahme verweigert|Nicht aufzeichnen|Pas d'enregistrement"
    "|Refus|Refus d'enregistrement|Opposition|No grabar|Rechazo|Non registrare|Niet opnemen"
    "|Bezwaar|Não gravar|不录音|拒绝录音|不同意录音|録音不可|녹음 거부|Отказ от записи"
    "|Не записывать|رفض التسجيل"
    "|Brak zgody|Kayıt istemiyor"
)

YES = "yes|y|ja|oui|sí|sim|да|是|はい|예|نعم|evet|tak|✓|x|1|TRUE|ok|Wahr|agreed"
NO = (
    "no|n|nein|non|não|нет|否|非|いいえ|아니요|لا|hayır|nie|nee|✗|0|FALSE|declined|No, sorry"
    "|not given"
    "|NO (see mail)"
)
OPEN = " |-1|?|n/a|–|TBC|pending|maybe|wobble|later|20.11.2026|verbal only|yes/no|2|noch nicht"
LIMITS = [
    (AGREES, YES, True, True),
    (AGREES, NO, False, False),
    (AGREES, OPEN, False, False),
    (AGREES, "by role|anonymous|yes, but no name|ja, aber ohne Namen", True, False),
    (NAMED, YES, True, True),
    (NAMED, NO, True, False),
    (NAMED, OPEN, True, False),
    (ANONYMOUS, YES, True, False),
    (ANONYMOUS, NO, True, True),
    (ANONYMOUS, OPEN, True, False),
    (OBJECTS, YES, False, False),
    (OBJECTS, NO, True, True),
    (OBJECTS, OPEN, False, False),
]
"""Headings, what is written below them, and the most that it allows: notes, the name."""


def check(heads: str, cells: str, notes: bool, name: bool) -> None:
    """Read each cell below each heading and compare what is allowed."""
    for head in heads.split("|"):
        for cell in cells.split("|"):
            found = read_people(f"Name;Role;Company;{head}\nMia Berger;Lead;Alpha;{cell}\n")
            if not found.problems:
                (mia,) = found.people
                assert (mia.consent_notes, mia.consent_name) <= (notes, name), (head, cell)
                assert notes or not mia.consent_notes, (head, cell)
                assert name or not mia.consent_name, (head, cell)


@pytest.mark.parametrize(("heads", "cells", "notes", "name"), LIMITS)
def test_nobody_is_seated_with_more_consent_than_a_column_says(
    heads: str, cells: str, notes: bool, name: bool
) -> None:
    check("|".join(heads.split("|")[::4]), "|".join(cells.split("|")[:2]), notes, name)


@pytest.mark.slow
@pytest.mark.parametrize(("heads", "cells", "notes", "name"), LIMITS)
def test_every_answer_under_every_heading(heads: str, cells: str, notes: bool, name: bool) -> None:
    check(heads, cells, notes, name)


STRANGE = "Megállapodás|Σύμφωνος|Dohoda|Pritarimas|Nõusolek|Đồng ý|हाँ या नहीं|Zzz|"


@pytest.mark.parametrize("head", STRANGE.split("|"))
def test_a_column_of_yes_and_no_that_nobody_knows_is_refused_with_its_line(head: str) -> None:
    found = read_people(f"Guests\n\nName;{head};Company\nMia;no;Alpha\nBo;yes;Beta")
    assert [(each.line, "only yes and no" in each.message) for each in found.problems] == [
        (3, True)
    ]


@pytest.mark.parametrize("head", "Attending?|Vegetarian|Paid|RSVP|Parkplatz|Zusage|参加".split("|"))
def test_a_yes_about_something_else_is_no_consent(head: str) -> None:
    found = read_people(f"Name,{head},Company\nMia,no,Alpha\nBo,yes,Beta")
    assert [each.consent_name for each in found.people] == [True, True]
    assert [each.message for each in found.remarks] == [f"Not read: “{head}”."]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("Company name (legal)", "Alpha"),
        ("Zoom name", "mia_b"),
        ("Badge name", "Mia"),
        ("Notes for the moderator", "prefers mornings"),
        ("Cita", "10:00"),
        ("Registrar", "Bo"),
        ("Session notes", "came late"),
    ],
)
def test_a_heading_with_such_a_word_in_it_is_not_taken_for_consent(head: str, cell: str) -> None:
    found = read_people(f"Name,{head}\nMia,{cell}")
    assert (found.problems, [each.name for each in found.people]) == ([], ["Mia"])


@pytest.mark.parametrize("words", "no notes|geen notities|bez notatek|kayıt yok|不录音".split("|"))
def test_consent_between_the_commas_of_a_field_is_read(words: str) -> None:
    for text in (
        f"Mia Berger; Lead; Alpha, {words}, Munich",
        f"Mia Berger\tLead, {words}, acting\tAlpha",
        f"Name;Role;Company\nMia Berger;Lead;Alpha ({words})",
    ):
        (mia,) = read_people(text).people
        assert not mia.consent_notes, text
