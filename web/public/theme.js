// Before the first paint, so that a chosen theme never flashes the other one. web/preferences.ts writes the choice.
try {
  const theme = localStorage.getItem('blossomer.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage in this browser: the system's theme.
}
