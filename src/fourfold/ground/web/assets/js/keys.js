/**
 * In a form marked `data-ff-keys="t:together,a:apart"`, a key chooses the answer with that value, a digit the reason in
 * that place, and Enter sends the form. Keys can be turned off (WCAG 2.1.4), which is remembered.
 */
const OFF = 'ff-keys-off'

export function answerByKeys () {
  const form = document.querySelector('form[data-ff-keys]')
  if (!form) return
  const answers = new Map(form.dataset.ffKeys.split(',').map((pair) => pair.split(':')))
  showHint(form)
  document.addEventListener('keydown', (event) => {
    if (isOff() || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
    const key = event.key.toLowerCase()
    if (key === 'enter' && event.target === document.body) form.requestSubmit()
    else if (answers.has(key)) choose(form.querySelector(`input[name=answer][value="${answers.get(key)}"]`), event)
    else if (/^[1-9]$/.test(key)) choose(form.querySelectorAll('input[name=why]')[key - 1], event)
  })
}

function choose (radio, event) {
  if (!radio) return
  event.preventDefault()
  radio.checked = true
  radio.focus()
}

function isTyping (target) {
  return target.closest?.('textarea, select, a, button, summary, input:not([type=radio])')
}

function isOff () {
  return window.localStorage.getItem(OFF) === '1'
}

function showHint (form) {
  const hint = form.querySelector('[data-ff-keys-hint]')
  const change = form.querySelector('[data-ff-keys-switch]')
  const show = () => {
    change.textContent = isOff() ? change.dataset.on : change.dataset.off
    form.querySelector('[data-ff-keys-on]').hidden = isOff()
  }
  change.addEventListener('click', () => {
    if (isOff()) window.localStorage.removeItem(OFF)
    else window.localStorage.setItem(OFF, '1')
    show()
  })
  hint.hidden = false
  show()
}
