// The script of the pages. Everything works without it; nothing is stored in the browser.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll } from 'govuk-frontend'
import { suggest } from './suggestions.js'

// A browser that runs modules runs these components: they look for both names on the body.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink]) createAll(component)

for (const box of document.querySelectorAll('[data-suggestions]')) suggest(box)

// "Leave this page" replaces the page in the history of this tab, so that Back does not return to it.
for (const link of document.querySelectorAll('a[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    window.location.replace(link.href)
  })
}
