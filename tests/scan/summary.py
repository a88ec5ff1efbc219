"""summary.py FOLDER: what one phase found, from the reports of the scanners and the log of the program."""
import collections
import csv
import glob
import json
import os
import re
import sys

folder = sys.argv[1]
bad = False


def text(name):
    path = os.path.join(folder, name)
    return open(path, encoding="utf-8", errors="replace").read() if os.path.exists(path) else ""


report = json.loads(text("wapiti.json") or "{}")
out = text("wapiti.out")
print(f"wapiti: {(re.findall(r'found ([0-9]+) URLs', out) or ['?'])[0]} addresses and forms; cut short by time: {', '.join(re.findall(r'time was reached for module (.+), stopping', out)) or 'none'}"
      + ("; the crawl too" if "Max scan time was reached" in out else ""))
for kind in ("vulnerabilities", "anomalies"):
    for name, found in report.get(kind, {}).items():
        places = collections.Counter((f["method"], f["path"], f.get("parameter") or "", f["info"]) for f in found)
        for (method, path, parameter, info), times in sorted(places.items()):
            print(f"  {kind[:-3] if kind == 'anomalies' else 'finding'}: {name}: {method} {path} {parameter} ({times}×) {info[:160]!r}")
out = text("sqlmap.out") + text("sqlmap-forms.out") + text("sqlmap-bodies.out")
tested = len(set(re.findall(r"testing (?:if )?((?:\(custom\) )?(?:GET|POST|URI|JSON|Cookie)[^']*parameter '[^']+')", out)))
print(f"sqlmap: {len(re.findall(r'parameters? .*does not seem to be injectable', out))} parameters not injectable ({tested} names), "
      f"{len(re.findall(r'is vulnerable|is .*injectable$', out, re.M))} said to be, {out.count('all tested parameters do not appear to be injectable')} addresses in all without any")
for line in sorted(set(re.findall(r"\[\d\d:\d\d:\d\d\] \[(?:CRITICAL|ERROR)\] (.*)", out))):
    if "do not appear to be injectable" not in line:
        print("  says:", line[:200])
for name in glob.glob(os.path.join(folder, "sqlmap*.csv")):
    for row in list(csv.reader(open(name, encoding="utf-8")))[1:]:
        doubted = "false positive" in ",".join(row)
        bad = bad or not doubted
        print("  sqlmap itself found this to be none:" if doubted else "  finding:", row)
led = text("listener.txt").splitlines()
print(f"listener: {len(led)} requests that the program was led to", *led[:5], sep="\n  ")
log = text("server.log")
statuses = collections.Counter(re.findall(r"responded (\d\d\d) in", log))
print("answers:", ", ".join(f"{n:,} × {status}" for status, n in sorted(statuses.items())))
for (method, path), n in collections.Counter((m, p.split("?")[0]) for m, p in re.findall(r"HTTP (\w+) (\S+) responded 5\d\d", log)).most_common(20):
    print(f"  failed: {method} {path[:160]} ({n}×)")
sys.exit(1 if bad or led or any(status.startswith("5") for status in statuses) else 0)
