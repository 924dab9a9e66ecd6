// Asks again every data-seconds while the page is seen: sends "poll" to the element, whose hx-trigger listens for it.
export default function poll(element) {
  const ask = () => {
    if (document.visibilityState === "visible" && element.isConnected) element.dispatchEvent(new Event("poll"));
  };
  const timer = setInterval(ask, Number(element.dataset.seconds) * 1000);
  document.addEventListener("visibilitychange", ask);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
  };
}
