/**
 * Filters are written open, so that they work without script. On a phone the results matter first:
 * a panel is closed there before the first paint.
 */
export function closeFiltersOnPhones () {
  const phone = window.matchMedia('(max-width: 40.0525em)')
  const settle = () => {
    for (const panel of document.querySelectorAll('details[data-ff-filter]')) panel.open = !phone.matches
  }
  settle()
  phone.addEventListener('change', settle)
}
