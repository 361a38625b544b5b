"""Examples at the end of each command's help, and the page that tells more."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "agenda check": (
        "agenda check my-guide.md",
        "agenda check agendas/*.md",
    ),
    "agenda import": ("agenda import guide.docx", "agenda import guide.odt --day 2 --as 12=script"),
    "agenda kit": ("agenda kit next", "agenda kit next --language de -o letters"),
    "agenda list": ("agenda list", "agenda list --json"),
    "agenda new": (
        'agenda new pricing.md --title "Pricing interviews"',
        "agenda new pricing.md --from customer-focus-group",
    ),
    "agenda show": ("agenda show customer-focus-group", "agenda show my-guide.md --markdown"),
    "session list": ("session list --limit 10", "session list --status scheduled"),
    "session add": (
        "session add customer-focus-group --participants guests.csv",
        'session add my-guide.md --title "Beta users" --at "2026-12-03 14:00"',
    ),
    "session show": ("session show last", "session show last --json"),
    "session capture": (
        "session capture last < notes.txt",
        'session capture last --began "2026-11-27 14:00" < notes.txt',
    ),
    "session start": ("session start next", 'session start "Beta users"'),
    "session pause": ("session pause last", 'session pause "Beta users"'),
    "session resume": ("session resume last", 'session resume "Beta users"'),
    "session next": ("session next last", "session next last --section"),
    "session goto": ("session goto last 3", "session goto last 3.2"),
    "session end": ("session end last", 'session end "Beta users"'),
    "people add": (
        'people add last "Anna Novak, buyer, Northwind"',
        'people add last "Ben Ito, engineer, Contoso" --not-by-name',
    ),
    "people list": ("people list last", "people list next --json"),
    "people edit": (
        'people edit last "Anna Novak" --role "head of sales"',
        "people edit last 3 --left now",
    ),
    "people delete": ("people delete next 3", 'people delete next "Anna Novak"'),
    "session edit": (
        'session edit next --place "Room 2" --at "2026-12-03 15:00"',
        'session edit last --title "Beta users, spring"',
    ),
    "session delete": ('session delete "Test run"', "session delete 01a2 --yes"),
    "session restore": ('session restore "Test run"', "session restore 01a2"),
    "session bottom-line": (
        'session bottom-line last "Customers wait for exports"',
        'session bottom-line "Beta users" "Nobody uses the report"',
    ),
    "session headline": (
        'session headline last Exports problem "Exports take too long"',
        'session headline last Reporting strength "Reports are trusted"',
    ),
    "session consensus": (
        "session consensus last",
        "session consensus last --csv > consensus.csv",
    ),
    "session publish": (
        "session publish last --to postgresql://anna@db.example.org/focusgroup",
        'session publish "Beta users" --mine',
    ),
    "session unpublish": ("session unpublish last", 'session unpublish "Beta users"'),
    "session undo": ("session undo last", 'session undo "Beta users"'),
    "session redo": ("session redo last", 'session redo "Beta users"'),
    "live": (
        "live --new customer-focus-group --participants guests.csv",
        "live last --as note-taker --initials BO",
    ),
    "rehearse": ("rehearse", "rehearse my-guide.md --speed 20"),
    "quotes edit": (
        'quotes edit 01a2f665 --text "The export takes ten minutes"',
        "quotes edit 01a2f665 01a2f666 --kind problem --theme Exports",
    ),
    "quotes delete": ("quotes delete 01a2f665", "quotes delete 01a2f665 01a2f666"),
    "help": ("help session capture", "help quotes"),
    "quotes list": (
        "quotes list last --theme Exports --kind problem",
        'quotes list --search "csv" --since 2026-03-01 --json',
    ),
    "themes list": ("themes list last", "themes list --json"),
    "themes show": ("themes show Exports", 'themes show "Reporting > Exports" --json'),
    "themes add": (
        "themes add Exports",
        'themes add "Exports > Excel" --description "Files for Excel"',
    ),
    "themes edit": (
        'themes edit Exports --not "Printing; see Reporting > Print"',
        "themes edit Exports --keyword csv,excel --owner Mia",
    ),
    "themes rename": (
        "themes rename exprots Exports",
        'themes rename Exports "Reporting > Exports"',
    ),
    "themes merge": (
        'themes merge exports "Reporting > Exports" --dry-run',
        'themes merge exports "Reporting > Exports" --yes',
    ),
    "themes move": ("themes move Exports Reporting", 'themes move "Reporting > Exports" --top'),
    "themes split": (
        "themes split Exports PDF --search pdf",
        "themes split Exports PDF --quote 01a2f665 --quote 01a2f666 --yes",
    ),
    "themes retire": ('themes retire "Beta program"', 'themes retire "Beta program" --again'),
    "themes delete": (
        'themes delete "Beta program" --dry-run',
        'themes delete "Beta program" --yes',
    ),
    "themes undo": ("themes undo --list", "themes undo 4"),
    "themes duplicates": ("themes duplicates", "themes duplicates --json"),
    "themes export": ("themes export codebook.csv", "themes export codebook.qdc"),
    "themes import": ("themes import codebook.qdc --dry-run", "themes import codebook.csv"),
    "matrix": (
        "matrix theme segment --count people",
        "matrix theme session --kind problem --since 2026-01-01 --csv > problems.csv",
    ),
    "findings": (
        "findings --segment Enterprise --since 2026-01-01",
        "findings --saturation --csv > saturation.csv",
    ),
    "items list": ("items list --status open", "items list --owner Paula --json"),
    "items add": (
        'items add "Scheduled exports" --theme Exports --kind missing_feature --owner Paula',
        'items add "Fix the import log" --quote 01a2f665 --quote 01a2f666',
    ),
    "items edit": (
        "items edit affe6c --status planned",
        "items edit affe6c --owner Paula --add-quote 01a2f665",
    ),
    "items show": ("items show affe6c", "items show affe6c --json"),
    "commitments page": (
        "commitments page --account Northwind",
        "commitments page last --json",
    ),
    "commitments list": ("commitments list --overdue", "commitments list last --json"),
    "commitments edit": (
        'commitments edit 01a2 --owner Paula --due "next friday"',
        'commitments edit 01a2 --text "Send the price list"',
    ),
    "commitments done": ("commitments done 01a2", "commitments done 01a2 01a3"),
    "commitments reopen": ("commitments reopen 01a2", "commitments reopen 01a2 01a3"),
    "backroom": (
        "backroom last",
        "backroom last --address 192.168.1.20 --certificate room.pem",
    ),
    "exposure": ("exposure", "exposure --since 2026 --json"),
    "accounts list": (
        "accounts list --unheard",
        "accounts list --theme Exports --since 2026-01 --csv",
    ),
    "accounts show": ("accounts show Northwind", "accounts show Northwind --json"),
    "accounts edit": (
        'accounts edit Northwind --segment enterprise --owner "Paula Ray"',
        "accounts edit Northwind --share 12.5",
    ),
    "export check": (
        "export check summary.docx last",
        "export check summary.docx last --external",
    ),
    "export commitments": ("export commitments", "export commitments last -o promises.docx"),
    "export csv": (
        "export csv last",
        "export csv --theme Exports --since 2026-01-01 -o exports.csv",
    ),
    "export guide": (
        "export guide customer-focus-group",
        "export guide my-guide.md --paper letter -o guide.docx",
    ),
    "export mail": ("export mail last", "export mail last --external -o mail.html"),
    "export markdown": ("export markdown last", "export markdown --theme Exports -o exports.md"),
    "export pdf": ("export pdf last", "export pdf last --topline"),
    "export pptx": ("export pptx last", "export pptx --theme Exports -o exports.pptx"),
    "export template-check": (
        "export template-check corporate.dotx",
        "export template-check corporate.dotx -o page-one.png --json",
    ),
    "export word": ("export word last", "export word last --external -o summary.docx"),
    "export xlsx": ("export xlsx last", "export xlsx --account Northwind -o northwind.xlsx"),
    "demo": ("demo", "demo --no-open"),
    "doctor": ("doctor", "doctor --json"),
    "erase": (
        'erase --participant "Anna Novak" --dry-run',
        'erase --participant "Anna Novak" --mask-mentions',
    ),
    "db backup": ("db backup", "db backup before-the-move.db"),
    "db check": ("db check", "db check --repair"),
    "db decrypt": ("db decrypt", "--db old.db db decrypt"),
    "db encrypt": ("db encrypt", "db encrypt --remember"),
    "db key": ("db key --change", "db key --remember"),
    "db new": ("db new", "--db team.db db new"),
    "db recover": ("db recover damaged.db -o rescued.db", "db recover --journal old.journal"),
    "db upgrade": (
        "db upgrade",
        "--db postgresql://owner@db.example.org/focusgroup db upgrade",
    ),
    "db restore": ("db restore before-the-move.db", "--db team.db db restore copy.db"),
    "keys": ("keys", "keys --json"),
    "paths": ("paths", "paths --json"),
    "completion": (
        "completion bash > ~/.local/share/bash-completion/completions/focusgroup",
        "completion fish > ~/.config/fish/completions/focusgroup.fish",
    ),
}
"""What to type after `focusgroup`, by the words of the command."""

PAGES = {
    "agenda": "agendas.md",
    "agenda kit": "participant-kit.md",
    "session capture": "capture-line.md",
    "session": "facilitators.md",
    "people": "facilitators.md",
    "live": "facilitators.md",
    "rehearse": "facilitators.md",
    "quotes": "review.md",
    "themes": "review.md",
    "matrix": "review.md",
    "findings": "review.md",
    "items": "review.md",
    "accounts": "review.md",
    "backroom": "backroom.md",
    "exposure": "backroom.md",
    "commitments": "review.md",
    "export": "exports.md",
    "erase": "privacy.md",
    "db": "reliability.md",
    "db encrypt": "privacy.md",
    "db decrypt": "privacy.md",
    "db key": "privacy.md",
    "db upgrade": "team.md",
    "session publish": "team.md",
    "session unpublish": "team.md",
    "session consensus": "review.md",
    "export check": "privacy.md",
    "demo": "tutorial.md",
    "keys": "facilitators.md",
    "paths": "configuration.md",
    "doctor": "troubleshooting.md",
    "completion": "configuration.md",
    "help": "commands.md",
}
"""The page of `docs/` about a command or about the group that it is in."""


def epilog(words: str) -> str | None:
    """Return what follows a command's options in its help, None if there is nothing to add."""
    lines = [f"  focusgroup {each}" for each in EXAMPLES.get(words, ())]
    parts = ["\b\nExamples:\n" + "\n".join(lines)] if lines else []
    page = PAGES.get(words) or PAGES.get(words.partition(" ")[0])
    parts += [f"More: docs/{page}"] if page else []
    return "\n\n".join(parts) or None
