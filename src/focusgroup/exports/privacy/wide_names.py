"""How people and companies are called in scripts without spaces: 王总, 田中さん, 华为."""

import unicodedata
from collections.abc import Iterator

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.search.folding import is_wide, wide_letters

_KINDS_OF_COMPANY = tuple(
    wide_letters(each)[0]
    for each in (
        "股份有限公司 有限责任公司 有限公司 集团公司 集团 公司 株式会社 合同会社 有限会社 合資会社"
        " 주식회사 유한회사 บริษัท จำกัด"
    ).split()
)
_TRADES = (
    "科技 技术 物流 贸易 食品 网络 实业 电子 汽车 银行 海鲜 医药 软件 信息 国际"
    " 工业 商事 物産 工業 銀行 운수 전자 물류 은행"
).split()
_REGIONS = (
    "中国 北京 上海 天津 重庆 香港 澳门 台湾 台北 河北 山西 辽宁 吉林 黑龙江 江苏"
    " 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃"
    " 青海 内蒙古 广西 西藏 宁夏 新疆 深圳 广州 杭州 南京 青岛 成都 武汉 西安 苏州"
    " 无锡 宁波 厦门 大连 沈阳 长春 哈尔滨 济南 郑州 长沙 合肥 福州 南昌 昆明 贵阳"
    " 南宁 太原 石家庄 东莞 佛山 珠海 常州 温州 烟台 华东 华南 华北 华中 东京 大阪"
    " 日本 東京 名古屋 横浜 京都 福岡 札幌 한국 서울 부산 대구 인천 광주 대전"
).split()
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧葉蘇呂鍾譚陸賈韋鄒龍黎賀顧龔萬錢嚴湯"
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염"
)
"""Family names of one letter."""
_COMPOUND = (
    "欧阳 司马 诸葛 上官 司徒 东方 独孤 南宫 夏侯 尉迟 公孙 慕容 令狐 贺兰 宇文 长孙 西门 皇甫 轩辕"
    " 端木 申屠 拓跋 呼延 闻人 百里 钟离 淳于 太史 澹台 濮阳 赫连 万俟 鲜于 公冶 宗政 歐陽 司馬"
    " 諸葛 東方 남궁 황보 제갈 선우 독고 사공 서문 동방"
).split()
"""Chinese and Korean family names of two letters."""
_JAPANESE = frozenset(
    first + second
    for line in (
        "高 橋木田野山島井松村瀬岡倉見谷尾畑原柳津; 林 田; 唐 沢澤木; 曾 根我; "
        "田 中村辺邊島口代原畑上尻所端川坂嶋淵渕宮崎谷沢澤; 葉 山; "
        "金 子田井森城沢澤谷山本川丸原; 石 井川田原橋塚黒山崎本渡丸垣岡倉坂野上村毛; 夏 目井; "
        "白 石井川鳥木浜土; 熊 谷田倉沢澤木崎本; 秦 野; 江 口藤川崎原本上田島頭; 陶 山; "
        "賀 川来; 毛 利塚; 万 代; 武 田藤井内石市山本智; 向 井山; 馬 場渕; 謝 花; "
        "梁 瀬川"
    ).split("; ")
    for first, several in [line.split()]
    for second in several
)
"""Japanese family names that begin with a Chinese one: 田中, 石井."""

_AFTER = (
    "总 先生 女士 小姐 经理 工 老师 姐 哥 主任 总监 博士 教授 總 經理 老師"
    " さん 様 氏 さま 君 くん ちゃん 部長 課長 社長"
    " 씨 님 과장 부장 대리 팀장 대표 사장 이사 차장 선생"
).split()
_BEFORE = "小老阿"
"""What makes a name of a single letter: 王总, 小王, 田さん, 김과장."""

_SIGN = lazy_pattern(r"\((?:주|유|株|有|合)\)")
"""A company's kind in one sign: ㈜, ㈱."""
_KANA = lazy_pattern(r"(?<=[\u3400-\u9fff])[\u3040-\u30ff]")


def wide_parts(name: str) -> Iterator[str]:
    several = [wide_letters(each)[0] for each in name.replace("·", " ").replace("・", " ").split()]
    parts = [each for each in several if is_wide(each)]
    if len(several) == 1 and len(parts[0]) > 1:
        parts = _divided(parts[0])
    for part in dict.fromkeys(parts):
        if len(part) > 1:
            yield part
            continue
        yield from (part + after for after in _AFTER)
        yield from (before + part for before in _BEFORE)
        if "\uac00" <= part <= "\ud7a3":
            yield from (part + after for after in "이아야")
        yield part * 2


def _divided(name: str) -> list[str]:
    """Return what may be family and given name of one written without a space.

    Of three letters, the family name has two unless the first is a usual Chinese or Korean one:
    佐藤|光, 王|小明; or one all the same: 裴|俊熙. Japanese ones have up to three: 小野寺|健.
    """
    if kana := _KANA.search(name, 1):
        return [name[: kana.start()], name[kana.start() :]]
    if len(name) == 2:
        return [*name]
    if len(name) > (4 if "\uac00" <= name[0] <= "\ud7a3" else 6):
        return [name]
    if name[:2] in _COMPOUND or name[:2] in _JAPANESE:
        cuts: tuple[int, ...] = (2,)
    elif len(name) == 3:
        cuts = (1,) if name[0] in _FAMILY else (2, 1)
    else:
        cuts = (2, 3)
    return [part for cut in cuts for part in (name[:cut], name[cut:])]


def wide_short_names(name: str) -> Iterator[str]:
    core = wide_letters(_SIGN.sub("", unicodedata.normalize("NFKC", name)))[0]
    for each in _KINDS_OF_COMPANY:
        core = core.removesuffix(each).removeprefix(each)
    yield core
    for region in _REGIONS:
        if core.startswith(region) and len(core) > len(region) + 1:
            core = core.removeprefix(region)
            yield core
    for trade in _TRADES * 2:
        if core.endswith(trade) and len(core) > len(trade) + 1:
            core = core.removesuffix(trade)
            yield core
