"""listener.py PORT FILE: where wapiti's payloads point. Whatever the program under test asks for here is written to FILE: it was led astray (SSRF, XXE, inclusion)."""
import http.server
import sys


class Listener(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked_by_wapiti = self.path.startswith(("/get_ssrf.php", "/get_xxe.php"))
        if not asked_by_wapiti and self.path != "/":
            with open(sys.argv[2], "a", encoding="utf-8") as out:
                out.write(f"{self.command} {self.path} from {self.headers.get('User-Agent')}\n")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_HEAD = do_PUT = do_GET

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Listener).serve_forever()
