"""Walks the site as a visitor does, from link to link."""

import re
from html import unescape

SAME_SITE = re.compile(r'href="(/(?!/|static/)[^"#]*)"')
ENOUGH = 150
LINKS_OF_ONE_PAGE = 40


def pages_from(client, starts):
    """Every page that can be reached from these, up to a limit: address and answer."""
    waiting, seen = list(starts), set()
    while waiting and len(seen) < ENOUGH:
        address = waiting.pop(0)
        if address not in seen:
            seen.add(address)
            answer = client.get(address)
            yield address, answer
            if answer.mimetype == "text/html":
                links = {unescape(link) for link in SAME_SITE.findall(answer.text)}
                waiting.extend(sorted(links - seen)[:LINKS_OF_ONE_PAGE])
