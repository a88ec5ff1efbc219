"""
Debian 12's wapiti with two mends, everything else as installed: its -x fails on Debian's Python (a flag stands at the end of a pattern), and it guesses the
encoding of a page anew for each form, seconds each; every page here says UTF-8. (It also asks for Brotli and cannot read it: scan.sh asks for gzip.)
"""
import re
import warnings

warnings.simplefilter("ignore")
import requests  # noqa: E402
from wapitiCore.main import wapiti  # noqa: E402
from wapitiCore.net import crawler  # noqa: E402

crawler.wildcard_translate = lambda pattern: re.compile("(?s)" + ".*".join(map(re.escape, pattern.split("*"))) + r"\Z")
requests.Response.apparent_encoding = property(lambda _: "utf-8")
wapiti.wapiti_main()
