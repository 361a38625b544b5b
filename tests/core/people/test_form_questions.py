"""Lists as forms and calls save them: questions for headings, two columns for one thing, pages."""

import pytest

from focusgroup.core.people.people import consent_in_words
from focusgroup.core.people.people_csv import read_people

FORMS = """\
Zeitstempel,Wie heißen Sie?,In welchem Unternehmen arbeiten Sie?,Was ist Ihre Funktion?,
Sind Sie mit der Aufzeichnung einverstanden?,Dürfen wir Sie namentlich zitieren?
Ja|Nein|Nein

Horodateur,Comment vous appelez-vous ?,Où travaillez-vous ?,Quel est votre poste ?,
Acceptez-vous l’enregistrement de la séance ?,Acceptez-vous d’être cité(e) nommément ?
Oui|Non|Non

Marca temporal,¿Cómo se llama?,¿En qué empresa trabaja?,¿Cuál es su puesto?,
¿Da su consentimiento para la grabación?,¿Podemos citarle por su nombre?
Sí|No|No

Carimbo de data/hora,Qual é o seu nome?,Onde trabalha?,Qual é o seu cargo?,
Você concorda com a gravação?,Podemos citar o seu nome?
Concordo|Não|Não concordo

Informazioni cronologiche,Come si chiama?,Dove lavora?,Qual è il suo ruolo?,
Acconsente alla registrazione?,Possiamo citare il suo nome?
Acconsento|No|Non acconsento

Tijdstempel,Hoe heet u?,Waar werkt u?,Wat is uw functie?,
Gaat u akkoord met de opname?,Mogen we uw naam noemen?
Akkoord|Nee|Niet akkoord

Отметка времени,Как вас зовут?,Где вы работаете?,Кем вы работаете?,
Согласны ли вы на запись?,Можно указать ваше имя?
Согласна|Нет|Не согласен

提交时间,您的姓名,您的工作单位,您的职位,
您是否同意录音？,是否可以署名引用？
同意|不可以|不同意

タイムスタンプ,お名前を教えてください,会社名を教えてください,役職,
録音に同意しますか？,お名前を出して引用してもよろしいですか？
同意します|いいえ|同意しません

타임스탬프,성함,회사,직책,
녹음에 동의하십니까?,실명 인용 가능
동의합니다|아니요|동의하지 않습니다

الطابع الزمني,ما اسمك؟,أين تعمل؟,ما وظيفتك؟,
هل توافق على التسجيل؟,يمكن ذكر الاسم
أوافق|لا|لا أوافق
"""
"""Headings in two lines, then yes, no and a refusal."""


@pytest.mark.parametrize("form", FORMS.split("\n\n"))
def test_the_questions_of_a_form_are_headings(form: str) -> None:
    first, second, answers = form.strip().split("\n")
    heads, (yes, no, refusal) = first + second, answers.split("|")
    found = read_people(
        f"{heads}\n20.11.2026,Mia Berger,Alpha,Lead,{yes},{no}\n"
        f"20.11.2026,Bo Li,Beta,Buyer,{refusal},{no}\n20.11.2026,Ada Ott,Beta,Ops,,"
    )
    assert found.problems == []
    assert [(p.name, p.account, p.role, consent_in_words(p)) for p in found.people] == [
        ("Mia Berger", "Alpha", "Lead", "by role only"),
        ("Bo Li", "Beta", "Buyer", "no notes"),
        ("Ada Ott", "Beta", "Ops", "not asked"),
    ]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("(Do Not Modify) Contact,Full Name,Job Title", "17,Mia Berger,Lead"),
        ("Title,First Name,Last Name,Job Title", "Ms,Mia,Berger,Lead"),
        ("Anrede,Titel,Vorname,Nachname,Funktion", "Frau,Dr.,Mia,Berger,Lead"),
        ("First Name,Middle Name,Last Name,Title,Job Title", "Mia,K.,Berger,Dr. ,Lead"),
        ("Full Name,Job Title,Join Time,Leave Time,Role", "Mia Berger,Lead,10:00,11:00,Attendee"),
        ("Name,Position,Heure d'arrivée,Durée,Rôle", "Mia Berger,Lead,10:00,1 h,Organisateur"),
    ],
)
def test_of_two_columns_for_one_thing_the_clearer_one_is_read(heads: str, cells: str) -> None:
    found = read_people(f"{heads},Company\n{cells},Alpha")
    assert [(p.name, p.role, p.account) for p in found.people] == [("Mia Berger", "Lead", "Alpha")]
    assert found.problems == []


@pytest.mark.parametrize(
    "page",
    "Page 1 of 1|Seite 2 von 3|Page 1 sur 2|Página 1 de 2|стр. 1 из 2|第 1 页|1 / 2 ページ".split(
        "|"
    ),
)
def test_the_number_of_a_page_is_nobody(page: str) -> None:
    found = read_people(f"Name,Company\nMia Berger,Alpha\n{page},\n")
    assert [person.name for person in found.people] == ["Mia Berger"]
