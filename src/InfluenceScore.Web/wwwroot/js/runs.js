// Renews what a page tells of runs while they go on. Without this file the page's Refresh link does it.
const live = document.querySelector("[data-renew]");
const renew = async () => {
  // Somebody about to press a button in it keeps it under the finger.
  if (live.contains(document.activeElement)) return;
  const answer = await fetch(live.dataset.renew, { headers: { accept: "text/html" } });
  if (answer.ok && !answer.redirected) live.innerHTML = await answer.text();
};
const events = new EventSource("/admin/runs/events");
events.addEventListener("runs", () => renew().catch(() => {}));
addEventListener("pagehide", () => events.close());
