// Runs before the first paint: the colours of the system, and whether the navigation is folded.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const theme = root.dataset.theme;
    root.classList.toggle("dark", theme === "dark" || (theme !== "light" && system.matches));
  };
  apply();
  system.addEventListener("change", apply);
  new MutationObserver(apply).observe(root, { attributeFilter: ["data-theme"] });
  try {
    if (localStorage.getItem("caruso.nav") === "collapsed") root.dataset.nav = "collapsed";
  } catch { /* storage may be forbidden; then the navigation stays open */ }
})();
