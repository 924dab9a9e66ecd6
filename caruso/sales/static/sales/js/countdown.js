// A clock that counts down to data-due without asking the server: running, soon (data-alert minutes before), late.
export default function countdown(clock) {
  const count = clock.querySelector("[data-count]");
  const due = new Date(clock.dataset.due).getTime();
  const alert = Number(clock.dataset.alert) * 60_000;

  function told(milliseconds) {
    const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
    const days = Math.floor(minutes / 1440);
    const hours = `${Math.floor((minutes % 1440) / 60)}:${String(minutes % 60).padStart(2, "0")}`;
    return days ? `${clock.dataset.days.replace("{days}", days)} ${hours}` : hours;
  }

  function tick() {
    const left = due - Date.now();
    clock.dataset.state = left < 0 ? "late" : left < alert ? "soon" : "running";
    const said = (left < 0 ? clock.dataset.late : clock.dataset.left).replace("{time}", told(left));
    if (count.textContent !== said) count.textContent = said;
  }

  tick();
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}
