// Month, week and day with drag, by FullCalendar. What the element holds before is the page without scripts.
//
// data-events     answers ?start=&end= with JSON [{id, title, start, end, allDay, url, classNames, editable}]
// data-move-url   with {id}; gets {start, end, all_day} by POST when an event was dragged or stretched
// data-new-url    opened in the dialog with ?start=&end=&all_day= when a stretch of time is marked
// data-by-days    what is placed has no time of day: months and weeks without hours
// data-view, data-texts (JSON: previous, next, today, month, week, day, list, all_day, more, none, refused)
import { post } from "./http.js";
import { toast } from "./messages.js";

let loading = null;

// FullCalendar writes its rules into a <style>, which the content policy forbids and which would stand above our
// layers. It is handed an element of that name, but of no meaning, whose sheet only collects; the rules then go into
// a layer of a constructed sheet. Its icon font, a data: address, is left out.
function load() {
  loading ??= new Promise((done, failed) => {
    const rules = [];
    const style = document.createElementNS("caruso:calendar", "style");
    style.setAttribute("data-fullcalendar", "");
    Object.defineProperty(style, "sheet", { value: { cssRules: rules, insertRule: (rule) => rules.push(rule) } });
    document.head.append(style);
    const script = document.createElement("script");
    script.src = new URL("../../vendor/fullcalendar/index.global.min.js", import.meta.url);
    script.onload = () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`@layer fullcalendar{${rules.filter((rule) => !rule.startsWith("@font-face")).join("\n")}}`);
      document.adoptedStyleSheets.push(sheet);
      done(globalThis.FullCalendar);
    };
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

// The hours scroll, so a keyboard must reach them; then FullCalendar's roles need to nest as tables may. A day of a
// month holds more than the number that FullCalendar names it by.
function reachable(element) {
  for (const day of element.querySelectorAll(".fc-daygrid-day[aria-labelledby]")) day.removeAttribute("aria-labelledby");
  for (const scroller of element.querySelectorAll(".fc-timegrid .fc-scroller-liquid-absolute")) {
    scroller.tabIndex = 0;
    scroller.closest("tr").role = "row";
    scroller.closest("td").role = "gridcell";
    scroller.querySelector(".fc-timegrid-cols > table").role = "grid";
  }
}

export default async function calendar(element) {
  const { Calendar } = await load();
  const { events, moveUrl, newUrl, view, texts } = element.dataset;
  const byDays = "byDays" in element.dataset;
  const [usual, onPhones] = byDays ? ["dayGridMonth", "listMonth"] : ["timeGridWeek", "listWeek"];
  const wide = byDays ? "dayGridMonth,dayGridWeek,listMonth" : "dayGridMonth,timeGridWeek,timeGridDay,listWeek";
  const small = byDays ? "listMonth,dayGridMonth" : "listWeek,timeGridDay";
  const say = JSON.parse(texts ?? "{}");
  const narrow = matchMedia("(width <= 48rem)").matches;

  async function move(info) {
    const { id, startStr, endStr, allDay } = info.event;
    try {
      await post(moveUrl.replace("{id}", id), { start: startStr, end: endStr, all_day: allDay });
    } catch (problem) {
      info.revert();
      if (!problem.told) toast({ text: say.refused ?? "", tone: "error" });
    }
  }

  element.replaceChildren();
  const made = new Calendar(element, {
    initialView: narrow ? onPhones : view ?? usual,
    headerToolbar: { start: "prev,next today", center: "title", end: narrow ? small : wide },
    locale: document.documentElement.lang === "en" ? "en-gb" : document.documentElement.lang,
    firstDay: 1,
    buttonIcons: false,
    buttonHints: { prev: say.previous, next: say.next },
    buttonText: { prev: "‹", next: "›", today: say.today, month: say.month, week: say.week, day: say.day, list: say.list },
    allDayText: say.all_day,
    noEventsText: say.none,
    moreLinkText: say.more,
    height: "100%",
    expandRows: true,
    nowIndicator: true,
    navLinks: true,
    scrollTime: "08:00:00",
    slotDuration: "00:30:00",
    slotLabelFormat: { hour: "numeric", minute: "2-digit" },
    eventMinHeight: 26, // What is shorter could not be hit beside another one (WCAG 2.2, 2.5.8).
    eventShortHeight: 36,
    slotEventOverlap: false,
    displayEventEnd: false,
    dayMaxEvents: true,
    events,
    datesSet: () => reachable(element),
    editable: Boolean(moveUrl),
    selectable: Boolean(newUrl),
    eventDrop: move,
    eventResize: move,
    select: ({ startStr, endStr, allDay }) => {
      const times = new URLSearchParams({ start: startStr, end: endStr, all_day: allDay });
      htmx.ajax("GET", `${newUrl}?${times}`, { target: "#dialog", swap: "innerHTML" });
    },
  });
  made.render();
  const refresh = () => made.refetchEvents();
  document.addEventListener("records-changed", refresh);
  return () => {
    document.removeEventListener("records-changed", refresh);
    made.destroy();
  };
}
