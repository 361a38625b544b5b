"""Tell whether a short text is written as a person's name is, in its script."""

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_CAPITALISED = lazy_pattern(r"[^\W\d_][\w.'’ʼ·-]*")
_PARTICLES = frozenset(
    "al bin bint da das de del della den der di do dos du el ibn la le ten ter van von zu y".split()
)
_LONGEST_ABBREVIATION = 4
_HAN = lazy_pattern(r"[\u3005\u3400-\u9fff\uf900-\ufaff]+(?:[·•・][\u3400-\u9fff]+)*")
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭"
    "吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟"
    "龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文倪严嚴牛温葛莫蓝"
)
_TWO_SIGN_SURNAMES = tuple("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 皇甫 慕容".split())
_JAPANESE = tuple(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 "
    "松本 井上 木村 斎藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 "
    "前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 "
    "藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村".split()
)
_TITLES = tuple("经理 經理 总监 總監 老师 老師 先生 女士 小姐 总 總 工 さん 様".split())
_NO_NAMES = frozenset(
    map(
        fold,
        "马上 高优先 高优先级 方案 文件 文档 金额 常规 万一 于是 任何 任务 方便时 方便 "
        "易用性 高级 白天 周末 周会 周报 "
        "عاجل عاجلا بسرعة قريبا فورا رجاء دائما لاحقا مجانا بالبريد "
        "asap urgent please soon today tomorrow monday tuesday wednesday thursday friday saturday "
        "sunday january february march april may june july august september october november "
        "december 급함 빨리 긴급".split(),
    )
)
_KANA = lazy_pattern(r"[\u3005\u3040-\u30ff\u3400-\u9fff]{1,8}(?:さん|様)")
_HANGUL = lazy_pattern(
    "[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염]"
    "[\uac00-\ud7a3]{1,3}님?"
)
_CASELESS = lazy_pattern(
    r"[\u0590-\u06ff\u0750-\u077f\u0900-\u0eff\u1000-\u109f\u10a0-\u10ff\u1200-\u137f][^\s\d_.,;:!?]*"
)


def looks_like_a_name(text: str) -> bool:
    """Return whether *text* can be the name of a person: one to four words without figures.

    Where a script has capitals, each word begins with one but a particle (``van der``), which is
    not counted, and an abbreviation (``PDF``) isn't one. A Chinese or Korean name begins with a
    usual surname, or ends in a title (``李经理``). In scripts without capitals up to three words
    count, but no word such as "urgent".
    """
    words = text.split()
    if not 1 <= len(words) <= 6 or fold(text) in _NO_NAMES:
        return False
    if len(words) == 1 and (_HAN.fullmatch(text) or _KANA.fullmatch(text)):
        return _is_east_asian(text)
    if len(words) == 1 and _HANGUL.fullmatch(text):
        return True
    if all(_CASELESS.fullmatch(word) for word in words):
        return len(words) <= 3 and len(text) > 1
    named = [word for word in words if fold(word) not in _PARTICLES]
    return 1 <= len(named) <= 4 and all(map(_is_capitalised, named))


def _is_capitalised(word: str) -> bool:
    letters = word.rstrip(".")
    is_abbreviation = letters.isupper() and 1 < len(letters) <= _LONGEST_ABBREVIATION
    return bool(_CAPITALISED.fullmatch(word)) and word[:1].isupper() and not is_abbreviation


def _is_east_asian(text: str) -> bool:
    title = next((title for title in _TITLES if text.endswith(title)), "")
    bare = text.removesuffix(title).removeprefix("小").removeprefix("老")
    if _KANA.fullmatch(text) or "·" in text:
        return True
    if japanese := next((name for name in _JAPANESE if bare.startswith(name)), ""):
        return len(bare) <= len(japanese) + 3
    surname = bare.startswith(_TWO_SIGN_SURNAMES) or bare[:1] in _SURNAMES
    shortest = 1 if title or bare != text else 2
    return surname and shortest <= len(bare) <= 4
