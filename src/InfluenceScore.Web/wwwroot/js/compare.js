// Copying the figures and suggesting accounts. Without this file the CSV link and the fixed list of suggestions do.
const figures = document.getElementById("figures");
if (figures) {
  // Spreadsheets read a hyphen, not a minus sign, and no thousands separators: the cells carry both.
  const plain = () => [...figures.rows].map((row) => [...row.cells].map((cell) => cell.dataset.v ?? cell.textContent.trim().replace(/\s+/g, " ")).join("\t")).join("\n");
  const button = document.getElementById("copy");
  const said = document.getElementById("copied");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(plain());
      said.textContent = "Copied: paste it into a spreadsheet.";
    } catch {
      getSelection().selectAllChildren(figures);
      said.textContent = "The browser did not let the page copy; the table is selected, press Ctrl+C.";
    }
  });
  // Whoever selects the whole table by hand gets the same.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.containsNode(figures.tBodies[0], false)) return;
    event.clipboardData.setData("text/plain", plain());
    event.preventDefault();
  });
}

const known = document.getElementById("known");
let last = 0;
document.getElementById("choose").addEventListener("input", (event) => {
  if (event.target.name !== "account" || event.target.value.length < 2) return;
  clearTimeout(last);
  last = setTimeout(async () => {
    const answer = await fetch(`/compare?handler=Suggest&text=${encodeURIComponent(event.target.value)}`, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    known.replaceChildren(...(await answer.json()).map(({ key, name }) => Object.assign(document.createElement("option"), { value: key, label: name })));
  }, 200);
});
