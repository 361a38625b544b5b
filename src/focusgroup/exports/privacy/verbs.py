"""What people do, in English: forms of verbs, by which a word before them is somebody's name."""

_REGULAR = """
accept add agree allow annoy answer appear apologise argue arrive ask attach attend avoid back beg
belong blame block book borrow bother brush call cancel care carry chase check choose claim clean
clear clench click close collect comment commit compare complain confirm confuse connect consider
contact contribute convert copy count cover crash create cross cry decide decline delete deliver
demand demo deny describe deserve design dial dictate disagree discover discuss dislike differ
divide doubt download drag drop edit email enjoy enter estimate exaggerate examine exchange expect
explain export fail fancy fax fear fetch fill filter finish fix follow forward frown generate
giggle glance grab grin groan guess hand happen hate help hesitate hope ignore imagine import
impress improve include increase insist install interrupt invite invoice join joke jump kick knock
lack laugh launch lean learn leave lend lift like listen live load log look love manage marry match
measure mention merge miss mix move mutter need nod note notice object offer open order own pack
park pass paste pause pay phone pick place plan play point post prefer prepare press pretend print
promise protest prove pull purchase push question quote raise rate reach realise recall receive
recommend record refuse regret remain remark remember remind rename renew repeat replace reply
report request require resign resist respond restart return review roll save scan scroll search
seem separate serve share shout shrug sigh sign skip smile solve sort sound start stare state stay
step stop store struggle study suffer suggest suppose surprise suspect swear switch talk test
thank tick touch trade train translate travel trust try turn type update upgrade upload use value
visit vote wait walk want warn wash watch whisper whistle wish wonder work worry
"""
_IRREGULAR = """
become became; begin began; bite bit; blow blew; break broke; bring brought; build built; buy
bought; catch caught; choose chose; come came; cost; cut; deal dealt; dig dug; do did; draw drew;
drink drank; drive drove; eat ate; fall fell; feel felt; fight fought; find found; fly flew;
forget forgot; forgive forgave; freeze froze; get got; give gave; go went; grow grew; hang hung;
hear heard; hide hid; hit; hold held; hurt; keep kept; know knew; lead led; leave left;
lend lent; let; lose lost; make made; mean meant; meet met; overlook; pay paid; put; quit;
read; reset; ring rang; rise rose; run ran; say said; see saw; sell sold; send sent; set; shake
shook; shoot shot; show showed; shut; sing sang; sink sank; sit sat; sleep slept; speak spoke;
spend spent; spot; steal stole; stick stuck; swear swore; swim swam; take took; teach
taught; tear tore; tell told; think thought; throw threw; understand understood; undo undid; wake
woke; wear wore; win won; write wrote
"""


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


_PAIRS = [each.split() for each in " ".join(_IRREGULAR.split()).split(";")]
BASES = frozenset(_REGULAR.split()) | {pair[0] for pair in _PAIRS}
"""Verbs as they follow "to", "will" and more than one: "banks reject"."""

THIRD = frozenset(map(_third, BASES))
"""What one person does."""

PRESENT = BASES | THIRD
_PAST = frozenset(pair[-1] for pair in _PAIRS)


def is_past(word: str) -> bool:
    """Return whether *word* is what somebody did, as far as its form tells."""
    return word in _PAST or (word.endswith("ed") and len(word) > 4)


def is_english(word: str) -> bool:
    """Return whether *word* is a form of a verb in English, after which "a" isn't a preposition."""
    return word in PRESENT or is_past(word)


def has_ending(written: str) -> bool:
    """Return whether a word, with its accents, ends as only verbs do: llegó, zahlt, звонила."""
    long = len(written) > 3 and not written.startswith("ge")
    return long and written.endswith(_ENDINGS)


_ENDINGS = (
    *("ó", "ò", "tou", "mou", "nou", "diu", "tiu", "riu"),
    *("ckt", "hlt", "llt", "ngt", "digt", "igt", "bt"),
    *("ł", "ła", "ala", "ila", "ела", "ала", "ила", "ыла", "ал", "ил", "ает", "яет", "ует", "сит"),
    *("yor", "edi", "adı", "tti", "ttı", "ecek", "acak"),
)
_OF_PEOPLE = """
agree apologise argue ask cancel complain cry disagree doubt email forget frown giggle grin hate
hesitate hope insist laugh love mention nod phone prefer promise refuse regret reply resign sigh
shout shrug smile struggle swear thank vote whisper wish wonder worry
"""
HUMAN_VERBS = frozenset(
    form
    for verb in _OF_PEOPLE.split()
    for form in (_third(verb), f"{verb}d" if verb[-1] == "e" else f"{verb}ed")
) | {"shrugged", "nodded", "cried", "forgot", "swore", "grinned", "preferred", "worried", "replied"}
"""What people do and things don't."""

VERBS_TOO = frozenset(
    "bill bolt cook court deal duck fish grant guard hawk hunt judge lance land mark may might"
    " pat pierce poll pound price ring rob rock root rose rush sail sand shade ship skip sting"
    " storm sue wade ward weave will joy".split()
)
"""Names that are verbs as well: after "to" they may be one."""

NAMES_TOO = BASES | VERBS_TOO
