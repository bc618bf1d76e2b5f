// Applies a chosen colour scheme before anything is painted. A file of its own, because our pages allow no inline script.
try {
  const chosen = localStorage.getItem('mantine-color-scheme-value')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
} catch {
  // Storage is closed to us: the system's scheme it is, once the app has started.
}
