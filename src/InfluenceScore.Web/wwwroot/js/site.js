// Everything works without this file.
// "/" puts the cursor into the search field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  document.getElementById("find").focus();
});

// The reader's time zone, for the next page on; a zone that was chosen on the display page stays.
if (!/(^|; )zone=/.test(document.cookie)) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

// A chart that is interactive loads its library when somebody reaches for it.
const charts = document.querySelectorAll("[data-chart]");
if (charts.length) {
  let asked = false;
  const load = () => {
    if (!asked) import("./charts.js").then((m) => m.mount(charts)).catch(() => {});
    asked = true;
  };
  for (const chart of charts)
    for (const reach of ["pointerenter", "touchstart"]) chart.parentElement.addEventListener(reach, load, { once: true, passive: true });
}

// Offline is said, not left to a failing click.
const offline = document.createElement("p");
offline.className = "notice offline";
offline.setAttribute("role", "status");
const tellOffline = () => {
  offline.textContent = navigator.onLine ? "" : "You are offline. What stands here may be old; it stays readable.";
  if (navigator.onLine) offline.remove();
  else document.getElementById("main").before(offline);
};
addEventListener("online", tellOffline);
addEventListener("offline", tellOffline);
tellOffline();
