// Renews the list of runs while they go on. Without this file the page's Refresh link does it.
const list = document.getElementById("now-list");
const renew = async () => {
  // Somebody about to press a button in the list keeps it under the finger.
  if (list.contains(document.activeElement)) return;
  const answer = await fetch("/admin/runs?handler=Now", { headers: { accept: "text/html" } });
  if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
};
const events = new EventSource("/admin/runs/events");
events.addEventListener("runs", () => renew().catch(() => {}));
addEventListener("pagehide", () => events.close());
