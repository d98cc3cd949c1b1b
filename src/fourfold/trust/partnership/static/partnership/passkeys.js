// Passkeys need script. What offers them is hidden in the page and shown here, where the browser can do it.
(function () {
  if (!window.PublicKeyCredential) return
  for (const offer of document.querySelectorAll('[data-ff-passkeys]')) offer.hidden = false
  for (const otherwise of document.querySelectorAll('[data-ff-no-passkeys]')) otherwise.hidden = true
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const said = document.getElementById('passkey-error')
    if (!said) return
    said.hidden = false
    said.focus()
  })
})()
