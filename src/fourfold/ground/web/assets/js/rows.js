/**
 * In a table marked `data-ff-rows`, a click anywhere in a row opens the row's first link.
 * The link itself stays what the keyboard and screen readers use; choosing text opens nothing.
 */
export function openRows () {
  for (const table of document.querySelectorAll('table[data-ff-rows]')) {
    table.addEventListener('click', (event) => {
      if (event.defaultPrevented || event.target.closest('a, button, input, label, select, textarea, summary')) return
      if (window.getSelection().toString()) return
      const link = event.target.closest('tbody tr')?.querySelector('a[href]')
      if (!link) return
      if (event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener')
      else link.click()
    })
  }
}
