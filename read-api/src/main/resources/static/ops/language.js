import { english } from './strings.en.js';
import { spanish } from './strings.es.js';

const PLACE = 'calima.language';
const STRINGS = { en: english, es: spanish };

/** The texts in force. */
export let text = english;

/** Uses what was chosen before, else the first language of the browser that we have, else English. */
export function chooseLanguage(code = localStorage.getItem(PLACE)) {
  const preferred = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2));
  const chosen = [code, ...preferred, 'en'].find((candidate) => STRINGS[candidate]);
  text = STRINGS[chosen];
  document.documentElement.lang = chosen;
}

export function changeLanguage() {
  localStorage.setItem(PLACE, text.other.code);
  chooseLanguage(text.other.code);
}

/** A word of the API in the reader's language; one that we do not know stays as it is. */
export const word = (code) => text.words[code] ?? String(code);
