"""Short lists and notes are read in the code page that they were written in."""

import pytest

from focusgroup.imports.text_encoding import decoded


@pytest.mark.parametrize(
    ("code_page", "text"),
    [
        ("euc_jp", "名前,役割,会社\n山田太郎,部長,アルファ\n佐藤花子,主任,ベータ\n"),
        ("euc_jp", "[01:00] - エクスポートが遅い @1\n"),
        ("euc_jp", "- 遅すぎると思います @2\n- 使いやすい\n"),
        ("cp932", "名前,役割,会社\n山田太郎,部長,アルファ\n"),
        ("cp932", "- 遅すぎると思います @2\n"),
        ("gbk", "姓名,职位,公司\n李娜,采购,北风\n"),
        ("gbk", "- 导出太慢了，用了三个星期 @1\n"),
        ("gbk", "王伟,经理,阿尔法\n"),
        ("euc_kr", "이름,역할,회사\n김민수,팀장,알파\n"),
        ("euc_kr", "- 내보내기가 너무 느려요 @1\n"),
        ("big5", "姓名,職位,公司\n李娜,採購,北風\n"),
        ("big5", "- 匯出太慢了，用了三個星期 @1\n"),
        ("koi8_r", "Имя,Роль,Компания\nИванов Пётр,директор,Альфа\n"),
        ("koi8_r", "- выгрузка очень медленная @1\n"),
        ("koi8_r", "- очень медленно @1\n- экспорт сломан\n"),
        ("koi8_r", "- не понимаю и не нашла\n"),
        ("cp1251", "Имя,Роль,Компания\nИванов Пётр,директор,Альфа\n"),
        ("cp1251", "- выгрузка очень медленная @1\n"),
        ("cp1251", "- нам не нужно это @2\n"),
        ("cp1251", "Мария Кузнецова,менеджер,Бета\n"),
        ("cp1253", "Όνομα,Ρόλος,Εταιρεία\nΓιώργος Παπαδόπουλος,διευθυντής,Άλφα\n"),
        ("cp1253", "- η εξαγωγή είναι πολύ αργή @1\n"),
        ("cp1253", "ΜΑΡΙΑ ΓΕΩΡΓΙΟΥ,Μηχανικός,Βήτα\n"),
        ("cp1255", "שם,תפקיד,חברה\nדוד כהן,מנהל,אלפא\n"),
        ("cp1255", "- הייצוא איטי מאוד @1\n"),
        ("cp1255", "שרה לוי,מנהלת מוצר,ביתא\n"),
        ("cp1256", "الاسم,الدور,الشركة\nأحمد علي,مدير,ألفا\n"),
        ("cp1256", "- التصدير بطيء جدا @1\n"),
        ("cp1256", "- الإعدادات وإدارة اللغة كبيرة\n"),
        ("cp1250", "Jméno,Role,Firma\nŽaneta Dvořáková,vedoucí,Příklad\n"),
        ("cp1250", "- export je příliš pomalý @1\n"),
        ("cp1250", "Łukasz Żak,kierownik,Spółka\n"),
        ("cp1254", "Ad,Görev,Şirket\nAyşe Yıldız,müdür,Işık\n"),
        ("cp1254", "- dışa aktarma çok yavaş, ığdır @1\n"),
        ("cp1252", "Chef à Paris\n"),
        ("cp1252", "größer als „gedacht“ @1 – really\n"),
        ("cp1252", "Élodie Léger,chef d’équipe,Société\n"),
        ("cp1252", "Señor Núñez,año,ó\n"),
        ("cp1252", "it’s fine – really @2\n"),
        ("cp1252", "là, à côté é\n"),
    ],
)
def test_a_short_text_is_read_in_its_own_code_page(code_page: str, text: str) -> None:
    found = decoded(text.encode(code_page))
    assert found is not None
    assert found.text == text
