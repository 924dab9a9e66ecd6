// The button of the print page.
document.querySelector("[data-print]").addEventListener("click", () => window.print());
