/**
 * Keeps what is marked `data-ff-progress` up to date from the address in it, and opens the page anew when it is done.
 * Without this file the page has a link that looks again.
 */
export function followProgress () {
  const box = document.querySelector('[data-ff-progress]')
  if (!box) return
  const words = box.querySelector('[data-ff-progress-words]')
  const step = box.querySelector('[data-ff-progress-step]')
  const bar = box.querySelector('progress')
  const look = async () => {
    const answer = await fetch(box.dataset.ffProgress, { headers: { Accept: 'application/json' } })
    if (!answer.ok) return
    const now = await answer.json()
    if (!now.under_way) return window.location.reload()
    if (now.percent === null) bar.removeAttribute('value')
    else bar.value = now.percent
    if (step && now.step) step.textContent = now.step
    words.textContent = now.words ?? (now.steps ? `${now.done} of ${now.steps} steps done. ${now.left}` : '')
    window.setTimeout(look, 1000)
  }
  window.setTimeout(look, 1000)
}
