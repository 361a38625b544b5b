"""Follow what another program does to the codebook: what carries over, and what is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from focusgroup.core.themes.codebook import Codebook, became_in_words, renamed
from focusgroup.services.live_session import LiveSession


@dataclass(frozen=True, slots=True)
class Renamed:
    """Themes that have another path now, "" if they are gone, and what to say about them."""

    became: Mapping[str, str] = field(default_factory=dict)
    said: str = ""


def follow_codebook(live: LiveSession, now: Codebook) -> Renamed:
    """Take over the codebook as it is now, in everything that the session holds by theme."""
    before = live.codebook
    stored = {theme.path for theme in (*before.themes, *now.themes)}
    new = tuple(theme for theme in live.themes if theme.path not in stored)  # on their way
    live.themes = (*now.themes, *new)
    if now.mark == before.mark:
        live.codebook = now
        return Renamed()
    live.lead.follow_codebook(now, before.mark)
    live.codebook = now
    became = now.became(before)
    live.sticky = replace(live.sticky, themes=renamed(live.sticky.themes, became))
    for quote in [*live.quotes.values()]:
        if not became.keys().isdisjoint(quote.themes):
            live.know(replace(quote, themes=renamed(quote.themes, became)))
    live.on_their_way.doubtful = [
        (quote, edit.renamed(became)) for quote, edit in live.on_their_way.doubtful
    ]
    sent = live.on_their_way.corrections
    for entry_id, (quote, edit) in sent.items():
        sent[entry_id] = quote, edit.renamed(became)
    return Renamed(became, became_in_words(became, before))
