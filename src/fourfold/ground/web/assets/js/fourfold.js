// Everything works without this file. It adds what makes the work quicker.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll
} from 'govuk-frontend'

import { closeFiltersOnPhones } from './filters.js'
import { answerByKeys } from './keys.js'
import { followProgress } from './progress.js'
import { openRows } from './rows.js'

// GOV.UK Frontend asks for these two classes before it starts. Setting them here keeps the page free of
// inline script, so that the content security policy can forbid it altogether.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink
]) {
  createAll(component)
}
createAll(Button, { preventDoubleClick: true })

answerByKeys()
closeFiltersOnPhones()
followProgress()
openRows()
