// Runs before the first paint so that a remembered theme does not flash.
try {
  var theme = localStorage.getItem('plumbline.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (refused) {
  // Storage may be refused; the system's theme then stands.
}
