// Draws the table inside a figure as a chart, by ECharts, which is loaded when the first chart comes near the screen.
// The table waits in a <details>, which opens without scripts, too, and stays as the reader leaves it.
//
// The first column names the places of the axis, every further column with data-series is a series: data-series says
// bar, line or area, data-hue the token of its colour, data-stack what it is stacked on. Cells have data-value.
// data-turned lays the bars; data-unit stands behind the figures (a currency, %).
let loading = null;
const FEW = 8; // Of so many places each has its name, in several lines where it is long.
const NARROW = 80; // Pixels in which no usual word stands in one line.
const YEAR = 365 * 24 * 3600;

function load() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("../../vendor/echarts/echarts.min.js", import.meta.url);
    script.onload = () => done(globalThis.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

function near(element) {
  return new Promise((done) => {
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      watch.disconnect();
      done();
    }, { rootMargin: "200px" });
    watch.observe(element);
  });
}

// A token as the browser works it out for the present theme: canvas knows nothing of light-dark().
function inkOf(element) {
  const probe = element.appendChild(document.createElement("i"));
  probe.hidden = true;
  const ink = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = Object.fromEntries(["foreground", "muted-foreground", "border", "card", "primary", "saffron", "success", "notice", "danger", "border-strong"].map((name) => [name, ink(name)]));
  probe.remove();
  return found;
}

function read(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const places = rows.map((row) => row.cells[0].textContent.trim());
  const series = heads.flatMap((head, column) => head.dataset.series ? [{
    name: head.textContent.trim(),
    kind: head.dataset.series,
    hue: head.dataset.hue,
    stack: head.dataset.stack,
    values: rows.map((row) => row.cells[column].dataset.value === undefined ? null : Number(row.cells[column].dataset.value)),
  }] : []);
  return { places, series };
}

function named(places, turned, element) {
  if (turned || places.length > FEW) return { hideOverlap: true };
  const width = (element.clientWidth - 90) / places.length - 8;
  return width < NARROW ? { interval: 0, rotate: 35 } : { interval: 0, overflow: "break", lineHeight: 14, width };
}

function remember(figures) {
  document.cookie = `figures=${figures.open ? "open" : ""}; path=/; max-age=${YEAR}; samesite=lax`;
}

function options({ places, series }, element, ink) {
  const turned = "turned" in element.dataset;
  const unit = element.dataset.unit ?? "";
  const language = document.documentElement.lang;
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const said = (value) => value === null || value === undefined ? "–" : `${whole.format(value)}${unit && `\u00a0${unit}`}`;
  const text = { color: ink["muted-foreground"], fontFamily: getComputedStyle(element).fontFamily, fontSize: 12 };
  const along = { type: "category", data: places, axisLine: { lineStyle: { color: ink["border-strong"] } }, axisTick: { show: false }, axisLabel: { ...text, ...named(places, turned, element) }, inverse: turned };
  const across = { type: "value", axisLabel: { ...text, formatter: (value) => short.format(value) }, splitLine: { lineStyle: { color: ink.border } } };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    textStyle: { fontFamily: text.fontFamily },
    grid: { left: 8, right: 16, top: series.length > 1 ? 40 : 12, bottom: 8, containLabel: true },
    legend: series.length > 1 ? { top: 0, left: 0, type: "scroll", itemWidth: 12, itemHeight: 8, textStyle: text, pageTextStyle: text } : undefined,
    // richText is drawn on the canvas: markup with styles in it would be refused by the content policy.
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, valueFormatter: said, backgroundColor: ink.card, borderColor: ink["border-strong"], textStyle: { ...text, color: ink.foreground }, axisPointer: { type: "line", lineStyle: { color: ink["border-strong"] } } },
    xAxis: turned ? across : along,
    yAxis: turned ? along : across,
    series: series.map((one) => ({
      name: one.name,
      type: one.kind === "bar" ? "bar" : "line",
      data: one.values,
      stack: one.stack,
      barMaxWidth: 28,
      connectNulls: true,
      symbolSize: 6,
      showSymbol: one.values.length < 20,
      itemStyle: { color: ink[one.hue] ?? ink.primary, borderRadius: one.stack ? 0 : 3 },
      lineStyle: { width: 2, type: one.kind === "area" ? "dashed" : "solid" },
    })),
  };
}

export default async function chart(element) {
  const canvas = element.querySelector("[data-canvas]");
  const table = element.querySelector("table");
  const figures = element.querySelector("details[data-figures]");
  figures?.addEventListener("toggle", () => remember(figures));
  if (!canvas) return undefined;
  if (!table?.tBodies[0]?.rows.length) {
    canvas.remove();
    return undefined;
  }
  await near(element);
  const echarts = await load().catch(() => null);
  if (!echarts) {
    canvas.remove();
    if (figures) figures.open = true;
    return undefined;
  }
  canvas.hidden = false;
  const drawn = echarts.init(canvas);
  const draw = () => drawn.setOption(options(read(table), element, inkOf(element)), true);
  const fit = new ResizeObserver(() => drawn.resize());
  const theme = new MutationObserver(draw);
  draw();
  fit.observe(canvas);
  theme.observe(document.documentElement, { attributeFilter: ["class"] });
  return () => {
    fit.disconnect();
    theme.disconnect();
    drawn.dispose();
  };
}
