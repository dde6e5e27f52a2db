import { STRINGS } from './strings.js';

const PREFERRED = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2));

/** The texts in force. One language at a time, so a module-level value is enough. */
export let text = STRINGS.en;

/** Uses `code` when we have it, else the first language of the browser that we have, else English. */
export function chooseLanguage(code) {
  const chosen = [code, ...PREFERRED, 'en'].find((candidate) => STRINGS[candidate]);
  text = STRINGS[chosen];
  document.documentElement.lang = chosen;
  translateDocument();
  return chosen;
}

function translateDocument() {
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = text[node.dataset.text];
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', text[node.dataset.label]);
  }
  const toggle = document.getElementById('language');
  toggle.textContent = text.otherLanguage.name;
  toggle.lang = text.otherLanguage.code;
  document.title = `Calima – ${text.title}`;
}
