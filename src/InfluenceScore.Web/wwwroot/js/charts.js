// Lays Apache ECharts over the SVG of a trend: same box, same scale, same data (read from the SVG), and values on hover.
// site.js loads this file when somebody reaches for a chart; without it the SVG and its data table stay.
const library = new URL("../_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js", import.meta.url).href;
const dayLength = 86_400_000;
const region = document.documentElement.dataset.region || undefined;
const number = new Intl.NumberFormat(region, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat(region, { dateStyle: "medium", timeZone: "UTC", calendar: "gregory" });

const loadLibrary = () => new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = library;
  script.onload = done;
  script.onerror = failed;
  document.head.append(script);
});

// "day,value[,low,high]", each day as the step from the one before.
const pointsOf = (text) => {
  let day = 0;
  return text.split(" ").map((point) => {
    const [step, ...values] = point.split(",").map(Number);
    day += step;
    return [Math.round(day * 1440) * 60_000, ...values];
  });
};

const seriesOf = (path) => {
  const style = getComputedStyle(path);
  const points = pointsOf(path.dataset.points);
  const dashed = style.strokeDasharray !== "none";
  return {
    name: path.dataset.name,
    points,
    stacked: path.dataset.stacked === "yes",
    color: style.stroke,
    width: parseFloat(style.strokeWidth),
    dash: dashed ? style.strokeDasharray.split(",").map(parseFloat) : "solid",
    hasBand: points[0].length > 3,
  };
};

// The area between low and high: an unseen line at low, and on it the difference, filled.
const bandOf = (s, index, opacity) => [
  { type: "line", stack: `band${index}`, silent: true, symbol: "none", lineStyle: { opacity: 0 }, data: s.points.map((p) => [p[0], p[2]]), tooltip: { show: false } },
  { type: "line", stack: `band${index}`, silent: true, symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { color: s.color, opacity }, data: s.points.map((p) => [p[0], p[3] - p[2]]), tooltip: { show: false } },
];

const optionOf = (svg) => {
  const page = getComputedStyle(document.documentElement);
  const colour = (name) => {
    // light-dark() is resolved by the browser only on a real property.
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    return resolved;
  };
  const [ink, ink2, rule, paper, note, wash] = ["--ink", "--ink-2", "--rule", "--paper", "--note", "--wash"].map(colour);
  const series = [...svg.querySelectorAll("path[data-points]")].map(seriesOf);
  const plot = getComputedStyle(svg.parentElement);
  const all = series.flatMap((s) => s.points.map((p) => p[0]));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const at = (percent) => first + ((last - first) * parseFloat(percent)) / 100;
  const mark = svg.querySelector("line.mk");
  const label = svg.querySelector(".mk-t")?.textContent ?? "";
  const closed = [...svg.querySelectorAll("rect.off")].map((r) => [{ xAxis: at(r.getAttribute("x")) }, { xAxis: at(r.getAttribute("x")) + at(r.getAttribute("width")) - first }]);
  const font = { color: ink2, fontSize: 12, fontFamily: page.fontFamily };
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: parseFloat(plot.paddingLeft), right: parseFloat(plot.paddingRight), top: parseFloat(plot.paddingTop), bottom: parseFloat(plot.paddingBottom) },
    xAxis: { type: "time", min: first, max: last, axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { show: false }, axisPointer: { lineStyle: { color: ink2 } } },
    yAxis: { type: "value", min: +svg.dataset.low, max: +svg.dataset.high, interval: +svg.dataset.step, axisLabel: { ...font, margin: 8, formatter: (v) => new Intl.NumberFormat(region).format(v) }, splitLine: { lineStyle: { color: rule } } },
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, backgroundColor: paper, borderColor: ink2, textStyle: { color: ink, fontSize: 12 },
      formatter: (shown) => [date.format(shown[0].value[0])].concat(shown.filter((s) => s.seriesName && !s.seriesName.startsWith("series")).map((s) => {
        const p = s.data;
        if (p.length > 4) return `${s.seriesName} ${number.format(p[4])}`;
        return `${s.seriesName} ${number.format(p[1])}${p.length > 3 ? ` (${number.format(p[2])}–${number.format(p[3])})` : ""}`;
      })).join("\n"),
    },
    dataZoom: [{ type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true, moveOnMouseWheel: false, filterMode: "none", preventDefaultMouseMove: false }],
    series: series.flatMap((s, i) => [
      ...(s.hasBand ? bandOf(s, i, s.stacked ? 0.85 : 0.11) : []),
      {
        name: s.name, type: "line", symbol: "none", lineStyle: { color: s.color, width: s.stacked ? 1 : s.width, type: s.dash }, itemStyle: { color: s.color },
        // A layer of a stack tells its own height, not its upper edge.
        data: s.points.map((p) => (s.stacked ? [...p, p[3] - p[2]] : p)),
        ...(i === 0 && mark ? { markLine: { symbol: "none", silent: true, lineStyle: { color: note, type: [3, 2] }, label: { formatter: label, color: note, position: "insideEndTop" }, data: [{ xAxis: at(mark.getAttribute("x1")) }] } } : {}),
        ...(i === 0 && closed.length ? { markArea: { silent: true, itemStyle: { color: wash }, data: closed } } : {}),
      },
    ]),
  };
};

const mountOne = (svg) => {
  const plot = svg.parentElement;
  const over = document.createElement("div");
  over.className = "ec";
  over.setAttribute("aria-hidden", "true");
  plot.append(over);
  const chart = window.echarts.init(over, null, { renderer: "canvas" });
  const draw = () => chart.setOption(optionOf(svg), true);
  draw();
  plot.classList.add("mounted");
  new ResizeObserver(() => { chart.resize(); draw(); }).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
};

export const mount = async (charts) => {
  await loadLibrary();
  for (const svg of charts) if (svg.querySelector("path[data-points]")) mountOne(svg);
};
