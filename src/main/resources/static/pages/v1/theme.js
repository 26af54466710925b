// Runs before the page is painted, so that nobody sees it in the wrong light first.
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const shine = () => {
  const chosen = root.dataset.theme;
  root.dataset.bsTheme = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
};
shine();
dark.addEventListener('change', shine);
