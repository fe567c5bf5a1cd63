// Runs before the first paint: puts the chosen theme on the page, so that a dark screen never flashes white.
// Without a choice the attribute stays off and the style sheet follows the system.
(function () {
  try {
    var theme = localStorage.getItem("gatehouse.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // storage may be forbidden; the system's theme is right then
  }
})();
