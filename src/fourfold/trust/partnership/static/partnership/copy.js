// A button beside a box with something to take away. Without script the box can be selected as ever.
(function () {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('[data-ff-copy]')) {
    button.hidden = false
    button.addEventListener('click', async function () {
      const box = document.getElementById(button.dataset.ffCopy)
      box.select()
      await navigator.clipboard.writeText(box.value)
      button.textContent = button.dataset.ffCopied
    })
  }
})()
