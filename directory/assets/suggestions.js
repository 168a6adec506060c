// Suggestions under a search box. If they cannot be had, the box stays a plain box.
import accessibleAutocomplete from 'accessible-autocomplete'

const WAIT = 120 // milliseconds of quiet typing before asking
const KINDS = { need: 'need', service: 'service', provider: 'provider', place: 'place' }

function escaped (text) {
  const holder = document.createElement('span')
  holder.textContent = text
  return holder.innerHTML
}

// Asks for suggestions, one question at a time; an answer that comes late is thrown away.
function asker (address) {
  let timer
  let waiting
  return (typed, show) => {
    clearTimeout(timer)
    waiting?.abort()
    const question = waiting = new AbortController()
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal: question.signal, credentials: 'same-origin' })
        const found = answer.ok ? (await answer.json()).suggestions : []
        if (!question.signal.aborted) show(found)
      } catch {
        if (!question.signal.aborted) show([])
      }
    }, WAIT)
  }
}

function suggestion (option) {
  const kind = KINDS[option.kind]
  return escaped(option.text) + (kind ? ` <span class="app-suggestion__kind">${kind}</span>` : '')
}

function hint (box) {
  const ids = (box.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
  const texts = ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean)
  return [...texts, 'When suggestions are shown, use the up and down arrows to look through them and Enter to choose one.'].join(' ')
}

// A suggestion with an address of its own on this site is gone to; any other is searched for.
function choose (form, id, option) {
  if (!option) return
  if (option.url?.startsWith('/') && !option.url.startsWith('//')) {
    window.location.assign(option.url)
    return
  }
  form.querySelector(`#${id}`).value = option.text
  form.submit()
}

export function suggest (box) {
  const { form, id, name, value } = box
  const kept = ['maxlength', 'enterkeyhint', 'autocapitalize', 'autocorrect', 'spellcheck', 'inputmode']
    .filter((attribute) => box.hasAttribute(attribute)).map((attribute) => [attribute, box.getAttribute(attribute)])
  const holder = document.createElement('div')
  const assistance = hint(box)
  box.replaceWith(holder)
  accessibleAutocomplete({
    element: holder,
    id,
    name,
    defaultValue: value,
    source: asker(box.dataset.suggestions),
    minLength: 2,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    showNoOptionsFound: false,
    inputClasses: 'govuk-input',
    templates: { inputValue: (option) => option?.text ?? '', suggestion },
    onConfirm: (option) => choose(form, id, option),
    tAssistiveHint: () => assistance,
    tStatusNoResults: () => 'No suggestions. You can still search for what you typed.',
    tStatusResults: (length, selected) => `${length === 1 ? '1 suggestion' : `${length} suggestions`}. ${selected}`
  })
  const live = form.querySelector(`#${id}`)
  for (const [attribute, kind] of kept) live.setAttribute(attribute, kind)
  // The component swallows Enter while its list is open; with nothing chosen, Enter must search for what was typed.
  holder.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === live && !live.getAttribute('aria-activedescendant')) event.stopPropagation()
  }, true)
}
