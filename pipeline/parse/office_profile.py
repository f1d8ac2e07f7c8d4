"""The settings that LibreOffice converts with: nothing is fetched, no link is followed, no macro runs.

Source: LibreOffice's configuration schemas, officecfg/registry/schema/org/openoffice (Office/Common.xcs, Office/Writer.xcs,
Office/Calc.xcs, Inet.xcs).
"""

from __future__ import annotations

from pathlib import Path

NEVER, MANUAL, HIGHEST = 2, 2, 3
NOWHERE, DISCARD = "127.0.0.1", 9  # a proxy that nobody runs: what would be fetched in spite of all is not
SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", HIGHEST),
    ("Office.Writer/Content/Update", "Link", NEVER),
    ("Office.Calc/Content/Update", "Link", NEVER),
    ("Inet/Settings", "ooInetProxyType", MANUAL),
    ("Inet/Settings", "ooInetHTTPProxyName", NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", DISCARD),
    ("Inet/Settings", "ooInetHTTPSProxyName", NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", DISCARD),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def write_profile(folder: Path) -> None:
    """Write the settings into the folder of a profile."""
    items = "\n".join(ITEM.format(*setting) for setting in SETTINGS)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n'
    (folder / "user").mkdir()
    (folder / "user/registrymodifications.xcu").write_text(text, encoding="utf-8")
